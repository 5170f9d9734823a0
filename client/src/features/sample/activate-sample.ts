import type * as vscode from 'vscode';
import { currentMapping, mappingForRun } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import { sayInformation } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { chooseSample } from './choose-sample.ts';
import { activatePayloadCommands } from './payload-commands.ts';
import { PeopleOfFiles } from './people-of-files.ts';
import { PeopleOfTenant } from './people-of-tenant.ts';
import { SamplePeople } from './sample-people.ts';
import { SampleStatus } from './sample-status.ts';
import { saveSample } from './save-sample.ts';

/** The commands about the sample person: whose values stand in the lines, the payload, a file of it. */
export function activateSample(services: Services): void {
  const { context, log } = services;
  const people = new SamplePeople(services);
  const tenant = new PeopleOfTenant(services, people);
  const files = new PeopleOfFiles(services, people);
  context.subscriptions.push(people, new SampleStatus(services, people));
  activatePayloadCommands(services);

  registerCommand(context, log, 'sfmap.fetchSamplePerson', () => tenant.byIdOrName());
  registerCommand(
    context,
    log,
    'sfmap.chooseSample',
    inMapping((document) => chooseSample(document, people, tenant, files)),
  );
  registerCommand(
    context,
    log,
    'sfmap.useSampleFile',
    inMapping((document) => people.use(document, null)),
  );
  registerCommand(
    context,
    log,
    'sfmap.saveSample',
    inMapping((document) => saveSample(services, document)),
  );
  registerCommand(
    context,
    log,
    'sfmap.unpinSample',
    inMapping((document) => people.unpin(document)),
  );
  registerCommand(context, log, 'sfmap.pinSample', inMapping(pin));
  registerCommand(context, log, 'sfmap.refreshSample', inMapping(refresh));

  async function pin(document: vscode.TextDocument): Promise<void> {
    if (people.personOf(document) !== undefined) return people.pin(document);
    void sayInformation('Choose a person first: the sample of the mapping is its own.');
  }

  async function refresh(document: vscode.TextDocument): Promise<void> {
    const origin = people.personOf(document)?.origin;
    if (origin === undefined) {
      void sayInformation('The sample file of the mapping is read again whenever it changes.');
    } else if (origin.kind === 'file') await files.again(document, origin);
    else if ((await mappingForRun()) === document) await tenant.again(document, origin.connection, origin.id);
  }
}

/** What a command does with the current mapping; without one that is said. */
function inMapping(run: (document: vscode.TextDocument) => unknown): () => Promise<void> {
  return async () => {
    const document = currentMapping();
    if (document !== undefined) await run(document);
  };
}
