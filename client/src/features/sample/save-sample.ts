import * as vscode from 'vscode';
import { FIXTURE, type FixtureParams, type FixtureResult } from '../../../../server/src/lsp/protocol.ts';
import { nameOf } from '../../infrastructure/mapping-document.ts';
import { sayInformation, sayWarning } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';

type Fixture = Extract<FixtureResult, { text: string }>;

const SAVE_PERSONAL = 'Save Personal Data';
const SAVE_PSEUDONYMISED = 'Save Pseudonymised';

/** Writes the payload of the mapping's sample person beside it: of somebody who does not exist, or as it is after a question. */
export async function saveSample(services: Services, document: vscode.TextDocument): Promise<void> {
  if (document.uri.scheme === 'untitled') {
    void sayInformation('Save the mapping first: the file of the person is written beside it.');
    return;
  }
  const pseudonymised = await askHow();
  if (pseudonymised === undefined) return;
  const fixture = await fixtureOf(services, document, pseudonymised);
  if (fixture === undefined) return;
  const as = pseudonymised ? pseudonymised : await askAboutPersonalData(fixture);
  if (as === undefined) return;
  const saved = as === pseudonymised ? fixture : await fixtureOf(services, document, as);
  if (saved === undefined) return;
  const name = await askName(document, saved);
  if (name === undefined) return;
  const uri = vscode.Uri.joinPath(document.uri, '..', name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(saved.text));
  await tell(uri, name, as, saved);
}

async function fixtureOf(
  { client }: Services,
  document: vscode.TextDocument,
  pseudonymised: boolean,
): Promise<Fixture | undefined> {
  await client.start();
  const params: FixtureParams = { uri: document.uri.toString(), pseudonymised };
  const made = await client.sendRequest<FixtureResult>(FIXTURE, params);
  if (!('problem' in made)) return made;
  void sayWarning(made.problem);
  return undefined;
}

async function askHow(): Promise<boolean | undefined> {
  const choice = await vscode.window.showQuickPick(
    [
      {
        label: '$(shield) Pseudonymised',
        description: 'as somebody who does not exist',
        detail:
          'Names, ids, dates and contact data are replaced; codes and the HR situation stay, and paths find the same.',
        pseudonymised: true,
      },
      {
        label: '$(warning) As it is',
        description: 'with personal data',
        detail: 'The payload as it was read.',
        pseudonymised: false,
      },
    ],
    { title: 'Save Sample Person', placeHolder: 'What is written into the workspace?' },
  );
  return choice?.pseudonymised;
}

/** Whether the payload is pseudonymised after all; undefined where nothing is to be saved. */
async function askAboutPersonalData({ label }: Fixture): Promise<boolean | undefined> {
  const choice = await sayWarning(
    `Write the personal data of ${label} into the workspace?`,
    {
      modal: true,
      detail:
        'Name, birthday, addresses and telephone numbers would stand in a file that may be shared with the mapping. A pseudonymised file gives the same results.',
    },
    SAVE_PSEUDONYMISED,
    SAVE_PERSONAL,
  );
  return choice === undefined ? undefined : choice === SAVE_PSEUDONYMISED;
}

/** A name beside the mapping, or in a folder below. */
async function askName(document: vscode.TextDocument, { situation }: Fixture): Promise<string | undefined> {
  const folder = vscode.Uri.joinPath(document.uri, '..');
  const name = await vscode.window.showInputBox({
    title: 'Save Sample Person',
    prompt: shownLine(`File, as ${nameOf(document)} would name it. Folders are made where there are none.`),
    value: await freeName(folder, (situation ?? 'user').replaceAll(' ', '-')),
    ignoreFocusOut: true,
    validateInput: (typed) => problemOf(folder, typed.trim()),
  });
  return name?.trim();
}

async function freeName(folder: vscode.Uri, base: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `people/${base}${number === 1 ? '' : `-${number}`}.json`;
    if (!(await exists(vscode.Uri.joinPath(folder, name)))) return name;
  }
}

async function problemOf(folder: vscode.Uri, name: string): Promise<string | undefined> {
  if (!name.endsWith('.json') || name.endsWith('/.json')) return 'The name ends in .json.';
  if (/^[/~]|\\|:|(?:^|\/)\.\.?(?:\/|$)|\/\//.test(name))
    return 'Write a name beside the mapping, such as people/rehire.json.';
  return (await exists(vscode.Uri.joinPath(folder, name))) ? shownLine(`There is a ${name} already.`) : undefined;
}

function exists(uri: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

async function tell(uri: vscode.Uri, name: string, pseudonymised: boolean, { label, remarks }: Fixture): Promise<void> {
  const what = pseudonymised
    ? `Saved ${name}: ${label}, who does not exist.`
    : `Saved ${name} with personal data. Keep it out of version control.`;
  const choice = await sayInformation([what, ...remarks].join(' '), 'Open');
  if (choice !== undefined) await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
}
