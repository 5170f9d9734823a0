import * as vscode from 'vscode';
import { currentMapping, mappingForRun } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
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

  /** A command about the current mapping. */
  const command = (name: string, run: (document: vscode.TextDocument) => unknown) =>
    registerCommand(context, log, name, async () => {
      const document = currentMapping();
      if (document !== undefined) await run(document);
    });

  registerCommand(context, log, 'sfmap.fetchSamplePerson', () => tenant.byIdOrName());
  command('sfmap.chooseSample', (document) => chooseSample(document, people, tenant, files));
  command('sfmap.useSampleFile', (document) => people.use(document, null));
  command('sfmap.saveSample', (document) => saveSample(services, document));
  command('sfmap.unpinSample', (document) => people.unpin(document));
  command('sfmap.pinSample', async (document) => {
    if (people.personOf(document) !== undefined) return people.pin(document);
    void vscode.window.showInformationMessage('Choose a person first: the sample of the mapping is its own.');
  });
  command('sfmap.refreshSample', async (document) => {
    const origin = people.personOf(document)?.origin;
    if (origin === undefined) {
      void vscode.window.showInformationMessage('The sample file of the mapping is read again whenever it changes.');
    } else if (origin.kind === 'file') await files.again(document, origin);
    else if ((await mappingForRun()) === document) await tenant.again(document, origin.connection, origin.id);
  });
}
