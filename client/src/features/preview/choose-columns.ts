import * as vscode from 'vscode';
import {
  FETCH_PERSON,
  type FetchPersonParams,
  type FetchPersonResult,
} from '../../../../server/src/engine/protocol.ts';
import type { PreviewPersonParams } from '../../../../server/src/lsp/protocol.ts';
import { mappingForRun, mappingOf } from '../../infrastructure/mapping-document.ts';
import type { Services } from '../../infrastructure/services.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';

type Origin = PreviewPersonParams['from'];
interface Item extends vscode.QuickPickItem {
  readonly from?: Origin;
}

const TITLE = 'Choose Preview People';
const MOST_FILES = 300;
/** Configuration is JSON as well, and nobody's payload. */
const NO_PERSON = /(?:^|\/)(?:sfmap|package|package-lock|tsconfig|jsconfig|biome)\.json$|\.baseline\.json$/;

/** Asks who stands beside the person whose values stand in the lines. Undefined when the user leaves. */
export async function chooseColumns(
  services: Services,
  document: vscode.TextDocument,
  now: readonly Origin[],
): Promise<readonly Origin[] | undefined> {
  const files = await peopleFiles(document.uri);
  const chosen = now.flatMap((from) => (from.kind === 'file' ? [from.file] : []));
  const live = now.filter((from) => from.kind === 'given');
  const fetch: Item = { label: '$(cloud-download) From a connection…', description: 'by id', alwaysShow: true };
  const items: Item[] = [
    fetch,
    ...live.map((from): Item => ({ label: `$(person) ${shownLine(from.label)}`, from, picked: true })),
    ...[...new Set([...chosen, ...files])].map(
      (file): Item => ({
        label: `$(json) ${shownLine(file)}`,
        from: { kind: 'file', file },
        picked: chosen.includes(file),
      }),
    ),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: TITLE,
    placeHolder: 'Who stands beside the person whose values are in the lines?',
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined) return undefined;
  const fetched = picked.includes(fetch) ? await fetchPeople(services) : [];
  if (fetched === undefined) return undefined;
  return [{ kind: 'shown' }, ...picked.flatMap(({ from }) => from ?? []), ...fetched];
}

/** The JSON files beside a mapping and below, by their paths from it. */
async function peopleFiles(mapping: vscode.Uri): Promise<string[]> {
  if (mapping.scheme !== 'file') return [];
  const folder = vscode.Uri.joinPath(mapping, '..');
  const pattern = new vscode.RelativePattern(folder, '**/*.json');
  const found = await vscode.workspace.findFiles(pattern, '**/{node_modules,.*}/**', MOST_FILES);
  const paths = found.map(({ path }) => path.slice(folder.path.length).replace(/^\//, ''));
  return paths.filter((path) => !NO_PERSON.test(path)).sort();
}

async function fetchPeople({ connections, engine }: Services): Promise<readonly Origin[] | undefined> {
  const document = await mappingForRun();
  if (document === undefined) return undefined;
  const mapping = mappingOf(document);
  const connection = await connections.choose(mapping, TITLE);
  if (connection === undefined) return undefined;
  const text = await vscode.window.showInputBox({
    title: `${TITLE} · ${connection.name} (${connection.environment})`,
    prompt:
      'Values of personIdExternal, with commas or blanks between them; for a writeback Entra users by userPrincipalName, employeeId or id.',
    ignoreFocusOut: true,
    validateInput: (value) => (idsIn(value).length === 0 ? 'Give one id at least.' : undefined),
  });
  if (text === undefined) return undefined;
  return connections.run(mapping, connection, (target) =>
    withProgress(engine, `Fetching people from ${connection.name}`, async (token) => {
      const people: Origin[] = [];
      for (const person of idsIn(text)) {
        const params = { ...target, person };
        const fetched = await engine.request<FetchPersonParams, FetchPersonResult>(FETCH_PERSON, params, token);
        people.push({ kind: 'given', ...fetched });
      }
      return people;
    }),
  );
}

const idsIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
