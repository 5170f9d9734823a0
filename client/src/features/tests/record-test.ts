import * as vscode from 'vscode';
import { RECORD_TEST, type RecordTestParams, type RecordTestResult } from '../../../../server/src/lsp/protocol.ts';
import type { MappingServer } from '../../infrastructure/language-client.ts';
import { currentMapping } from '../../infrastructure/mapping-document.ts';
import { sayInformation } from '../../infrastructure/say.ts';

/** `sfmap: Record Test`: writes a test of what the sample person gets now to the end of the mapping, and shows it. */
export async function recordTest(client: MappingServer): Promise<void> {
  const uri = currentMapping()?.uri;
  if (uri === undefined) return;
  await client.start();
  const params: RecordTestParams = { uri: uri.toString() };
  const made = await client.sendRequest<RecordTestResult>(RECORD_TEST, params);
  if ('problem' in made) {
    void sayInformation(made.problem);
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  const edits = made.edits.map(({ range, newText }) =>
    vscode.TextEdit.replace(client.protocol2CodeConverter.asRange(range), newText),
  );
  edit.set(uri, edits);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const document = await vscode.workspace.openTextDocument(uri);
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  const editor = await vscode.window.showTextDocument(document, { viewColumn, preview: false });
  const start = Math.min(edits[0]?.range.start.line ?? 0, document.lineCount - 1);
  editor.revealRange(new vscode.Range(start, 0, document.lineCount - 1, 0), vscode.TextEditorRevealType.InCenter);
}
