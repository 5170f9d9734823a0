import { setImmediate } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from '../core/analysis/analyse.ts';
import type { MappingSymbol } from '../core/analysis/symbols.ts';
import { renameInProject, renameSymbol } from '../features/rename.ts';
import { findProjectFile } from '../project/project.ts';
import { readTextFile } from '../project/read-text-file.ts';
import { addressOf } from './mapping-files.ts';
import { refused, type Session } from './session.ts';
import type { FileEdits } from './workspace-edit.ts';
import { addressKey, pathOfAddress } from './workspace-mappings.ts';

/**
 * What a new name of a parameter changes beside its own mapping: the keys in the nearest sfmap.json and, because that
 * gives values by name, the other mappings below it. Nothing for other symbols and for a parameter that it does not name.
 *
 * @throws ResponseError with the sentence why not, when the new name is taken there.
 */
export async function renameElsewhere(
  session: Session,
  mapping: string,
  symbol: MappingSymbol,
  name: string,
  token: CancellationToken,
): Promise<readonly FileEdits[]> {
  const path = pathOfAddress(mapping);
  const project = symbol.kind !== 'parameter' || path === undefined ? undefined : await findProjectFile(path);
  if (project === undefined || name === symbol.name) return [];
  const keys = await projectEdits(session, project, symbol.name, name);
  if (keys === undefined || keys.edits.length === 0) return [];
  const found: FileEdits[] = [keys];
  for (const address of await session.workspace.addresses()) {
    if (token.isCancellationRequested) break;
    // Other requests have their turn between two files.
    await setImmediate();
    const edits = address === mapping ? undefined : await mappingEdits(session, address, project, symbol, name);
    if (edits !== undefined) found.push(edits);
  }
  return found;
}

async function projectEdits(
  { projectFiles }: Session,
  project: string,
  from: string,
  to: string,
): Promise<FileEdits | undefined> {
  const address = addressOf(project);
  // What the editor has open may say more than the disk; its own spelling of the address is kept.
  const open = projectFiles.all().find(({ uri }) => addressKey(uri) === addressKey(address));
  // One that cannot be read gives no values either; it is said elsewhere.
  const text = open?.getText() ?? (await readTextFile(project, 'The project file').catch(() => undefined));
  if (text === undefined) return undefined;
  const edits = renameInProject(text, from, to);
  if ('refused' in edits) throw refused(edits.refused);
  return { document: open ?? TextDocument.create(address, 'json', 0, text), version: open?.version ?? null, edits };
}

async function mappingEdits(
  session: Session,
  address: string,
  project: string,
  symbol: MappingSymbol,
  name: string,
): Promise<FileEdits | undefined> {
  const open = session.documents.get(address);
  // A byte-order mark is no part of the text as editors count it.
  const text = open?.getText() ?? (await session.workspace.text(address))?.replace(/^\ufeff/, '');
  const path = pathOfAddress(address);
  if (text === undefined || path === undefined || !text.includes(symbol.name)) return undefined;
  const analysis = new Analysis(text);
  if (!analysis.model.parameters.has(symbol.name) || (await findProjectFile(path)) !== project) return undefined;
  const renamed = renameSymbol(analysis, symbol, name);
  if ('refused' in renamed) throw refused(`${path}: ${renamed.refused}`);
  const document = open ?? TextDocument.create(address, 'sfmap', 0, text);
  return { document, version: open?.version ?? null, edits: renamed.edits };
}
