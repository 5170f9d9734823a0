import * as vscode from 'vscode';
import {
  ADD_CONNECTION,
  type AddConnectionParams,
  type AddConnectionResult,
} from '../../../../../server/src/engine/protocol.ts';
import type { EngineProcess } from '../../../infrastructure/engine-process.ts';
import { addUserConnection } from '../../../infrastructure/user-connections.ts';
import type { Keeping } from './connection-draft.ts';

/**
 * Writes a connection where the user wants it. What else stands in the file stays as it is, and Undo takes it back.
 *
 * @throws Error with one sentence when the file does not take it.
 */
export async function saveConnection(
  engine: EngineProcess,
  keeping: Keeping,
  name: string,
  connection: unknown,
): Promise<void> {
  if (keeping.kind === 'settings') return addUserConnection(name, connection);
  const uri = vscode.Uri.file(keeping.path);
  const there = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!there) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(''));
  const document = await vscode.workspace.openTextDocument(uri);
  const { offset, length, newText } = await engine.request<AddConnectionParams, AddConnectionResult>(ADD_CONNECTION, {
    file: keeping.path,
    text: document.getText(),
    name,
    connection,
  });
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)), newText);
  if (!(await vscode.workspace.applyEdit(edit)) || !(await document.save())) {
    throw new Error(
      `${keeping.path} could not be saved. Check whether it may be written, and add the connection again.`,
    );
  }
}
