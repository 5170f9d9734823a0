import * as vscode from 'vscode';
import {
  FETCH_PERSON,
  type FetchPersonParams,
  type FetchPersonResult,
} from '../../../../server/src/engine/protocol.ts';
import { currentMapping, mappingForRun, mappingOf } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import type { Services } from '../../infrastructure/services.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';
import { SamplePeople } from './sample-people.ts';

/** `sfmap: Fetch Sample Person` and `sfmap: Use Sample File`: whose values stand in the lines. */
export function activateSample(services: Services): void {
  const people = new SamplePeople(services);
  services.context.subscriptions.push(people);
  let last = '';

  registerCommand(services.context, services.log, 'sfmap.fetchSamplePerson', async () => {
    const { connections, engine } = services;
    const document = await mappingForRun();
    if (document === undefined) return;
    const connection = await connections.choose(mappingOf(document), 'Fetch Sample Person');
    if (connection === undefined) return;
    const person = await vscode.window.showInputBox({
      title: `A person of ${connection.name} (${connection.environment})`,
      prompt:
        'personIdExternal; for a writeback the Entra user by userPrincipalName, employeeId or id. Values of this person then stand in the lines.',
      value: last,
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === '' ? 'Give one id.' : undefined),
    });
    if (person === undefined) return;
    last = person.trim();
    const fetched = await connections.run(mappingOf(document), connection, (target) =>
      withProgress(engine, `Fetching ${last} from ${connection.name}`, (token) =>
        engine.request<FetchPersonParams, FetchPersonResult>(FETCH_PERSON, { ...target, person: last }, token),
      ),
    );
    if (fetched !== undefined) await people.use(document, fetched);
  });

  registerCommand(services.context, services.log, 'sfmap.useSampleFile', async () => {
    const document = currentMapping();
    if (document !== undefined) await people.use(document, null);
  });
}
