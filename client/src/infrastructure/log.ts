import * as vscode from 'vscode';

/** The output channel `sfmap`. It holds no secret and no personal data; a level is chosen in the channel itself. */
export function activateLog(context: vscode.ExtensionContext): vscode.LogOutputChannel {
  const log = vscode.window.createOutputChannel('sfmap', { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('sfmap.showLog', () => log.show(true)),
  );
  return log;
}
