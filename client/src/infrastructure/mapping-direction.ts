import * as vscode from 'vscode';

/** Which way a mapping flows: `inbound` to a directory, `writeback` to SuccessFactors. */
export type Direction = 'inbound' | 'writeback';

/** The context key that the menus ask (package.json, `when`). */
const KEY = 'sfmap.direction';

/** Which way a mapping flows, as its `provision` line says; undefined where there is no such line yet. */
export function directionOf(document: vscode.TextDocument): Direction | undefined {
  for (let line = 0; line < document.lineCount; line += 1) {
    const source = /^\s*provision\s+"?(\w+)/.exec(document.lineAt(line).text)?.[1];
    if (source !== undefined) return source === 'EntraID' ? 'writeback' : 'inbound';
  }
  return undefined;
}

/** Keeps menus to what fits the mapping in the active editor. What shows no mapping leaves them as they were. */
export function activateDirection({ subscriptions }: vscode.ExtensionContext): void {
  let told: Direction | undefined;
  const tell = (document: vscode.TextDocument | undefined) => {
    if (document?.languageId !== 'sfmap') return;
    const direction = directionOf(document);
    if (direction === told) return;
    told = direction;
    void vscode.commands.executeCommand('setContext', KEY, direction);
  };
  const { window, workspace } = vscode;
  tell(window.activeTextEditor?.document);
  subscriptions.push(
    window.onDidChangeActiveTextEditor((editor) => tell(editor?.document)),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) tell(document);
    }),
  );
}
