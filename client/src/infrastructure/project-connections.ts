import * as vscode from 'vscode';
import {
  CONNECTIONS,
  type ConnectionInfo,
  type ConnectionsParams,
  type ConnectionsResult,
  type MappingDocument,
  type UserConnections,
} from '../../../server/src/engine/protocol.ts';
import type { EngineProcess } from './engine-process.ts';
import { mappingOf } from './mapping-document.ts';
import { userConnections } from './user-connections.ts';

const PROJECT_FILES = '**/sfmap.json';
const PASSED_OVER = '**/{node_modules,.git,.hg,.svn}/**';

/** A connection and whose it is. */
export interface ListedConnection {
  /** The sfmap.json that names it; undefined for the sandbox and for a connection of the user's settings. */
  readonly project?: vscode.Uri;
  /** What stands for a mapping of the project where none is open. */
  readonly mapping: MappingDocument;
  readonly info: ConnectionInfo;
}

/**
 * Every sfmap.json of the workspace that stands in a folder on disk, and the one above each of its folders and each open
 * mapping, if there is one: the engine looks there, too.
 */
export async function projectFiles(): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles(PROJECT_FILES, PASSED_OVER);
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const mappings = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === 'sfmap');
  const starts = [...folders, ...mappings.map(({ uri }) => vscode.Uri.joinPath(uri, '..'))];
  const above = await Promise.all(starts.filter(({ scheme }) => scheme === 'file').map(nearestProjectFile));
  const all = [...files.filter(({ scheme }) => scheme === 'file'), ...above.filter((file) => file !== undefined)];
  const unique = new Map(all.map((file) => [file.toString(), file]));
  return [...unique.values()].sort((a, b) => a.path.localeCompare(b.path));
}

/** The sfmap.json of a folder, or of the nearest one above that has one. */
export async function nearestProjectFile(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const file = vscode.Uri.joinPath(folder, 'sfmap.json');
  const found = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (found) return file;
  const parent = vscode.Uri.joinPath(folder, '..');
  return parent.path === folder.path ? undefined : nearestProjectFile(parent);
}

/** The sandbox, the connections of every sfmap.json of the workspace, and those of the user's settings. */
export async function projectConnections(engine: EngineProcess): Promise<ListedConnection[]> {
  const projects = await projectFiles();
  const listed: ListedConnection[] = [];
  for (const project of projects) {
    // The engine looks for sfmap.json beside what it is given: the file itself stands beside itself.
    const mapping = { path: project.fsPath, text: '' };
    for (const info of await connectionsOf(engine, mapping)) {
      if (info.origin === 'file') listed.push({ project, mapping, info });
    }
  }
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  const anywhere = { path: projects[0]?.fsPath ?? folder?.uri.fsPath ?? '/', text: '' };
  const all = await connectionsOf(engine, anywhere);
  const of = (origin: ConnectionInfo['origin']) =>
    all.filter((info) => info.origin === origin).map((info) => ({ mapping: anywhere, info }));
  return [...of('built-in'), ...listed, ...of('settings')];
}

/** The mapping that a test of the connection looks at: the one in the active editor, where it belongs to the project. */
export function mappingFor({ mapping, project }: ListedConnection): MappingDocument {
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId !== 'sfmap' || active.uri.scheme !== 'file') return mapping;
  const folder = project === undefined ? undefined : vscode.Uri.joinPath(project, '..').path;
  return folder === undefined || active.uri.path.startsWith(`${folder}/`) ? mappingOf(active) : mapping;
}

/** The connections that a mapping can use. */
export function connectionsOf(
  engine: EngineProcess,
  mapping: MappingDocument,
  connections: UserConnections = userConnections(),
): Promise<ConnectionsResult> {
  return engine.request<ConnectionsParams, ConnectionsResult>(CONNECTIONS, { mapping, userConnections: connections });
}
