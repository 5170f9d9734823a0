import * as vscode from 'vscode';
import {
  INSERT_ATTRIBUTE,
  type InsertAttributeParams,
  type InsertAttributeResult,
  PAYLOAD_PATH,
  type PayloadPathParams,
  type PayloadPathResult,
} from '../../../../server/src/lsp/protocol.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import { sayInformation, sayWarning } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';

const SHOWN_MS = 5_000;

/** What can be done with the value at the cursor of a payload: copy its path, declare it as a source attribute. */
export function activatePayloadCommands(services: Services): void {
  const { context, log, client } = services;

  registerCommand(context, log, 'sfmap.copyJsonPath', async () => {
    const place = await placeAtCursor(services);
    if (place === undefined) return;
    await vscode.env.clipboard.writeText(place.path);
    vscode.window.setStatusBarMessage(shownLine(`Copied ${place.path}`), SHOWN_MS);
  });

  registerCommand(context, log, 'sfmap.insertAttribute', async () => {
    const place = await placeAtCursor(services);
    if (place === undefined) return;
    const params: InsertAttributeParams = { uri: place.mapping, location: place.location };
    const made = await client.sendRequest<InsertAttributeResult>(INSERT_ATTRIBUTE, params);
    if ('problem' in made) {
      void sayWarning(made.problem);
      return;
    }
    const uri = client.protocol2CodeConverter.asUri(place.mapping);
    if (made.edits.length === 0) {
      void sayInformation(`[${made.name}] reads ${place.path} already.`);
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of made.edits)
      edit.replace(uri, client.protocol2CodeConverter.asRange(range), newText);
    await vscode.workspace.applyEdit(edit);
    await reveal(uri, place.path);
    vscode.window.setStatusBarMessage(shownLine(`Added ${made.name} = ${place.path}`), SHOWN_MS);
  });
}

/** The path to what stands at the cursor of a payload; undefined, and said, where there is none. */
async function placeAtCursor({ client }: Services): Promise<NonNullable<PayloadPathResult> | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isPayload(editor.document.uri)) {
    void sayInformation('Put the cursor on a value of a payload first: sfmap: Show Payload opens it.');
    return undefined;
  }
  const { line, character } = editor.selection.active;
  const params: PayloadPathParams = {
    uri: editor.document.uri.toString(),
    position: { line, character },
  };
  const place = await client.sendRequest<PayloadPathResult>(PAYLOAD_PATH, params);
  if (place !== null) return place;
  void sayInformation('The mapping of this payload is closed. Open it, then try again.');
  return undefined;
}

function isPayload({ scheme, path }: vscode.Uri): boolean {
  return scheme === 'sfmap' && path.startsWith('/payload/');
}

/** Shows the new line in the mapping; the payload keeps the keyboard, for the next value. */
async function reveal(uri: vscode.Uri, path: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const at = document.getText().lastIndexOf(path);
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const line = document.lineAt(document.positionAt(Math.max(at, 0)).line).range;
  await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.Beside,
    preserveFocus: true,
    selection: line,
  });
}
