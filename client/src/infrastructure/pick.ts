import * as vscode from 'vscode';

/**
 * A question that comes after something was read, such as the connections of a project. The user may be in the editor by
 * then, or an editor that has just opened takes the keyboard: the question stays until it is answered or left by Escape,
 * as the input boxes that come after it do.
 */
export function pickAmong<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Thenable<T | undefined> {
  return vscode.window.showQuickPick(items, { ...options, ignoreFocusOut: true });
}
