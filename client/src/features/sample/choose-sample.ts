import * as vscode from 'vscode';
import { pickAmong } from '../../infrastructure/pick.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';
import type { PeopleOfFiles } from './people-of-files.ts';
import { type PeopleOfTenant, SITUATIONS } from './people-of-tenant.ts';
import type { SamplePeople } from './sample-people.ts';
import { directionOf, originText, personText } from './sample-person.ts';

/** So many files are listed; another one is found by its name. */
const MOST_FILES = 30;

interface Choice extends vscode.QuickPickItem {
  readonly run?: () => unknown;
}

/** Lists everybody who can be shown: people shown before, the ways into the tenant, files. */
export async function chooseSample(
  document: vscode.TextDocument,
  people: SamplePeople,
  tenant: PeopleOfTenant,
  files: PeopleOfFiles,
): Promise<void> {
  const choices = [
    ...recent(document, people),
    ...inTenant(document, tenant),
    ...inFiles(document, await files.beside(document), people, files),
    ...aboutShown(document, people),
  ];
  const choice = await pickAmong(choices, {
    title: 'Choose Sample Person',
    placeHolder: 'Whose values are shown?',
    matchOnDescription: true,
  });
  await choice?.run?.();
}

function recent(document: vscode.TextDocument, people: SamplePeople): Choice[] {
  const shown = people.personOf(document);
  return under(
    'recent',
    people.recent(document).map((person) => ({
      label: `$(history) ${personText(person)}`,
      description: `${originText(person.origin)}${person === shown ? ' · shown now' : ''}`,
      run: () => people.use(document, person),
    })),
  );
}

function inTenant(document: vscode.TextDocument, tenant: PeopleOfTenant): Choice[] {
  const trusted = vscode.workspace.isTrusted;
  const locked = trusted ? {} : { description: 'needs a trusted workspace' };
  const byName: Choice = { label: '$(search) By id or name…', ...locked, run: () => tenant.byIdOrName() };
  if (directionOf(document) === 'writeback') return under('from Entra ID', [byName]);
  const situations = SITUATIONS.map(([situation, label]) => ({
    label: `$(organization) ${label}`,
    ...locked,
    run: () => tenant.bySituation(situation),
  }));
  return [...under('from the tenant', [byName]), ...under('from the tenant, by HR situation', situations)];
}

function inFiles(
  document: vscode.TextDocument,
  names: readonly string[],
  people: SamplePeople,
  files: PeopleOfFiles,
): Choice[] {
  const own: Choice = {
    label: '$(file) The sample of the mapping',
    description: 'the first that it names',
    run: () => people.use(document, null),
  };
  const listed = names.slice(0, MOST_FILES).map((name) => ({
    label: `$(json) ${shownLine(name)}`,
    run: () => files.fromBeside(document, name),
  }));
  const why: Choice = {
    label: '$(info) Files beside the mapping are listed once it is saved in a folder on disk',
    run: () => undefined,
  };
  const another: Choice = { label: '$(folder-opened) Another file…', run: () => files.fromAnywhere(document) };
  return under('from a file', [own, ...listed, ...(document.uri.scheme === 'file' ? [] : [why]), another]);
}

function aboutShown(document: vscode.TextDocument, people: SamplePeople): Choice[] {
  const run = (command: string) => () => vscode.commands.executeCommand(command);
  const pin = people.isPinned(document)
    ? { label: '$(pinned) Unpin', run: run('sfmap.unpinSample') }
    : { label: '$(pin) Pin for every mapping of the folder', run: run('sfmap.pinSample') };
  const chosen = people.personOf(document) !== undefined;
  return under('the person who is shown', [
    ...(chosen ? [{ label: '$(refresh) Read again', run: run('sfmap.refreshSample') }, pin] : []),
    { label: '$(bracket) Show the payload', run: run('sfmap.showPayload') },
    { label: '$(save) Save as a file…', run: run('sfmap.saveSample') },
  ]);
}

function under(title: string, choices: readonly Choice[]): Choice[] {
  if (choices.length === 0) return [];
  return [{ label: title, kind: vscode.QuickPickItemKind.Separator }, ...choices];
}
