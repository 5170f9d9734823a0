import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { registerCommand, showFailure } from './messages.ts';
import { withPageLinks } from './page-links.ts';

/**
 * Starts the language server as a process of its own and returns at once. Diagnostics are pulled by the editor.
 * The setting `sfmap.inlineValues` is obeyed here: the server gives values, the editor decides whether to show them.
 */
export function activateLanguageClient(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): LanguageClient {
  const module = path.join(context.extensionPath, 'dist', 'server.cjs');
  const client = new LanguageClient(
    'sfmap',
    'sfmap',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [{ language: 'sfmap' }],
      initializationOptions: { commands: contributedCommands(context) },
      outputChannel: log,
      middleware: {
        provideHover: async (document, position, token, next) => withPageLinks(await next(document, position, token)),
        provideInlayHints: (document, range, token, next) =>
          inlineValues(document) ? next(document, range, token) : Promise.resolve([]),
      },
    },
  );
  context.subscriptions.push(client);
  registerCommand(context, log, 'sfmap.restartServer', () => client.restart());
  client.start().catch((error) => showFailure(log, error));
  return client;
}

/** The server puts a command into a lens or a hint only where the editor has it. */
function contributedCommands({ extension }: vscode.ExtensionContext): string[] {
  const { contributes }: { contributes: { commands: { command: string }[] } } = extension.packageJSON;
  return contributes.commands.map(({ command }) => command);
}

function inlineValues(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('sfmap', document).get('inlineValues', true);
}
