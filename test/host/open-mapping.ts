import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Opens a mapping of the workspace in an editor. */
export async function openMapping(name: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Asks again until the answer is right; fails with the last answer. */
export async function until<T>(
  what: string,
  ask: () => PromiseLike<T> | T,
  isRight: (answer: T) => boolean,
  milliseconds = 15_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}; last: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
