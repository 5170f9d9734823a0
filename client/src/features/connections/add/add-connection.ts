import * as vscode from 'vscode';
import {
  CONNECTION_CHOICES,
  type ConnectionChoices,
  type ConnectionInfo,
  type MappingDocument,
  type SecretName,
  TEST_CONNECTION,
  type TestConnectionParams,
  type TestConnectionResult,
} from '../../../../../server/src/engine/protocol.ts';
import { complaintOf, isCancelled } from '../../../infrastructure/engine-error.ts';
import { askChoice, askSteps, askText, BACK, type Choice, type Step } from '../../../infrastructure/multi-step.ts';
import {
  connectionsOf,
  nearestProjectFile,
  projectConnections,
  projectFiles,
} from '../../../infrastructure/project-connections.ts';
import { sayError, sayInformation } from '../../../infrastructure/say.ts';
import type { Services } from '../../../infrastructure/services.ts';
import { shownLine } from '../../../infrastructure/shown-text.ts';
import { userConnections } from '../../../infrastructure/user-connections.ts';
import { withProgress } from '../../../infrastructure/with-progress.ts';
import type { Check, ConnectionTests } from '../connection-tests.ts';
import { connectionSteps, textOfPickedFile } from './ask-connection.ts';
import { type Answers, draftOf, type Keeping, questionsOf } from './connection-draft.ts';
import { saveConnection } from './save-connection.ts';

const TITLE = 'Add Connection';

/** `sfmap: Add Connection`: asks step by step, tries the connection, and saves it with its secrets. */
export async function addConnection(services: Services, tests: ConnectionTests): Promise<void> {
  const { engine, vault, log } = services;
  const choices = await engine.request<object, ConnectionChoices>(CONNECTION_CHOICES, {});
  const names = (await projectConnections(engine)).map(({ info }) => info.name);
  const places = await placesToKeep();
  const steps = connectionSteps(services, { choices, names, places });
  let tested: readonly Check[] = [];
  const trial: Step<Answers> = async (answers, place) => {
    const outcome = await tryConnection(services, answers);
    if (outcome === BACK) return BACK;
    tested = outcome;
    const failed = outcome.find(({ ok }) => !ok);
    if (failed === undefined) return answers;
    for (const { name, message } of outcome.filter(({ ok }) => !ok)) log.error(`${answers.name}: ${name}: ${message}`);
    // A row shows the beginning of a long sentence alone.
    void sayError(`${answers.name} fails at "${failed.name}": ${failed.message}`);
    const answer = await askChoice(place, `It fails at "${failed.name}": what now?`, afterFailure(failed));
    return answer === 'save' ? answers : answer;
  };
  const only = places.length === 1 ? places[0]?.stands : undefined;
  const answers = await askSteps<Answers>(TITLE, { secrets: {}, ...(only && { keeping: only }) }, (so) => [
    ...questionsOf(so)
      .filter((question) => question !== 'keeping' || only === undefined)
      .map((question) => (typeof question === 'string' ? steps[question] : secretStep(services, question.secret))),
    trial,
  ]);
  if (answers?.keeping === undefined || answers.name === undefined) return;
  await saveConnection(engine, answers.keeping, answers.name, draftOf(answers));
  const saved = (await projectConnections(engine)).find(({ info }) => info.name === answers.name)?.info;
  if (saved !== undefined) {
    await vault.store(saved, answers.secrets);
    tests.note(saved, tested);
  }
  await sayAdded(answers, tested);
}

async function sayAdded({ name, keeping }: Answers, tested: readonly Check[]): Promise<void> {
  const where = keeping?.kind === 'file' ? keeping.path : 'your settings';
  const failed = tested.find(({ ok }) => !ok);
  const state = failed === undefined ? `${tested.length} checks passed` : `it fails at "${failed.name}" so far`;
  const show = 'Show Connections';
  const choice = await sayInformation(`The connection ${name} is in ${where}: ${state}.`, show);
  if (choice === show) await vscode.commands.executeCommand('sfmap.connections.focus');
}

/** Each sfmap.json of the workspace, a new one for each folder that has none, and the user's settings. */
async function placesToKeep(): Promise<readonly Choice<Keeping>[]> {
  const files = (await projectFiles()).map(({ fsPath }) => fsPath);
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  // A new file below another one would hide the parameters and rules of that one from the mappings.
  const projects = await Promise.all(folders.map(({ uri }) => nearestProjectFile(uri)));
  const missing = folders
    .filter((_, index) => projects[index] === undefined)
    .map(({ uri }) => vscode.Uri.joinPath(uri, 'sfmap.json').fsPath);
  const entry = (path: string, detail: string): Choice<Keeping> => ({
    stands: { kind: 'file', path },
    label: vscode.workspace.asRelativePath(path),
    detail,
  });
  return [
    ...files.map((path) => entry(path, 'Whoever has the folder has the connection; secrets stay with each person.')),
    ...missing.map((path) => entry(path, 'A new file. Whoever has the folder has the connection.')),
    { stands: { kind: 'settings' }, label: 'Your settings', detail: 'Usable in every folder, by you alone.' },
  ];
}

/** The draft stands where a connection of the user's settings would: it is looked at and tried before it is in any file. */
function drafted({ keeping, name = '' }: Answers, connection: unknown) {
  const folder = keeping?.kind === 'file' ? keeping.path : (vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '/');
  const mapping: MappingDocument = { path: folder, text: '' };
  return { mapping, userConnections: { ...userConnections(), [name]: connection } };
}

async function infoOf({ engine }: Services, answers: Answers): Promise<ConnectionInfo> {
  const { mapping, userConnections: connections } = drafted(answers, draftOf(answers));
  const info = (await connectionsOf(engine, mapping, connections)).find(({ name }) => name === answers.name);
  if (info === undefined || info.problem !== undefined) throw new Error(info?.problem ?? `${answers.name} is taken.`);
  return info;
}

/** Asks for a secret. One that is stored for the same host, company and user does as well. */
function secretStep(services: Services, secret: SecretName): Step<Answers> {
  return async (answers, place) => {
    const info = await infoOf(services, answers);
    const wanted = info.secrets.find(({ name }) => name === secret);
    if (wanted === undefined) return answers;
    const stored = await services.vault.stored(wanted);
    const isKey = secret.endsWith('_KEY');
    const said = await askText(place, {
      prompt: shownLine(
        `${wanted.prompt}. ${stored === undefined ? 'It is kept in the editor’s secret storage.' : 'One is stored already: leave this empty to keep it.'}`,
      ),
      // Whoever goes back and chooses another host gives that host its own.
      value: answers.secretsFor?.[secret] === wanted.binding ? answers.secrets[secret] : undefined,
      password: true,
      ...(isKey && { fromFile: () => textOfPickedFile(wanted.prompt) }),
      check: async (value) =>
        value === '' && stored === undefined ? { value, problem: 'An empty text signs nobody in.' } : { value },
    });
    if (said === undefined || said === BACK) return said;
    const value = said.value === '' ? stored : said.value;
    const { [secret]: _, ...others } = answers.secrets;
    return {
      ...answers,
      secrets: { ...others, ...(value !== undefined && { [secret]: value }) },
      secretsFor: { ...answers.secretsFor, [secret]: wanted.binding },
    };
  };
}

/** The checks of the draft. What keeps them from being made at all is told as one that failed; Cancel leads back. */
async function tryConnection(services: Services, answers: Answers): Promise<readonly Check[] | typeof BACK> {
  const { engine, connections } = services;
  try {
    const info = await infoOf(services, answers);
    const { mapping, userConnections: connectionsWithDraft } = drafted(answers, draftOf(answers));
    const target = await connections.signedIn(mapping, info, answers.secrets, connectionsWithDraft);
    if (target === undefined) return BACK;
    const { checks } = await withProgress(engine, `Testing the connection ${info.name}`, (token) =>
      engine.request<TestConnectionParams, TestConnectionResult>(TEST_CONNECTION, target, token),
    );
    return checks;
  } catch (error) {
    if (isCancelled(error)) return BACK;
    const { sentence, cure } = complaintOf(error);
    return [{ name: 'the settings', ok: false, message: `${sentence} ${cure}`.trim() }];
  }
}

function afterFailure({ message }: Check): readonly Choice<'save' | typeof BACK>[] {
  return [
    { stands: BACK, label: '$(arrow-left) Back', detail: shownLine(message) },
    {
      stands: 'save',
      label: '$(save) Save Anyway',
      detail: 'The connection is kept as it is and can be tested again.',
    },
  ];
}
