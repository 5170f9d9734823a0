import * as vscode from 'vscode';
import {
  CONNECTIONS,
  type ConnectionInfo,
  type ConnectionsParams,
  type ConnectionsResult,
  type MappingDocument,
} from '../../../server/src/engine/protocol.ts';
import type { EngineProcess } from './engine-process.ts';
import { mappingOf } from './mapping-document.ts';

const PROJECT_FILES = '**/sfmap.json';
const PASSED_OVER = '**/{node_modules,.git,.hg,.svn}/**';

/** A connection and whose it is. */
export interface ListedConnection {
  /** The sfmap.json that names it; undefined for the sandbox, which needs none. */
  readonly project?: vscode.Uri;
  /** What stands for a mapping of the project where none is open. */
  readonly mapping: MappingDocument;
  readonly info: ConnectionInfo;
}

/** The connections of every sfmap.json of the workspace, the sandbox first. */
export async function projectConnections(engine: EngineProcess): Promise<ListedConnection[]> {
  const files = await vscode.workspace.findFiles(PROJECT_FILES, PASSED_OVER);
  const projects = files.filter(({ scheme }) => scheme === 'file').sort((a, b) => a.path.localeCompare(b.path));
  const listed: ListedConnection[] = [];
  for (const project of projects) {
    // The engine looks for sfmap.json beside what it is given: the file itself stands beside itself.
    const mapping = { path: project.fsPath, text: '' };
    for (const info of await connectionsOf(engine, mapping)) {
      if (info.environment !== 'sandbox') listed.push({ project, mapping, info });
    }
  }
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const anywhere = { path: projects[0]?.fsPath ?? folder?.uri.fsPath ?? '/', text: '' };
  const own = (await connectionsOf(engine, anywhere)).filter(({ environment }) => environment === 'sandbox');
  return [...own.map((info) => ({ mapping: anywhere, info })), ...listed];
}

/** The mapping that a test of the connection looks at: the one in the active editor, where it belongs to the project. */
export function mappingFor({ mapping, project }: ListedConnection): MappingDocument {
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId !== 'sfmap' || active.uri.scheme !== 'file') return mapping;
  const folder = project === undefined ? undefined : vscode.Uri.joinPath(project, '..').path;
  return folder === undefined || active.uri.path.startsWith(`${folder}/`) ? mappingOf(active) : mapping;
}

function connectionsOf(engine: EngineProcess, mapping: MappingDocument): Promise<ConnectionsResult> {
  return engine.request<ConnectionsParams, ConnectionsResult>(CONNECTIONS, { mapping });
}
