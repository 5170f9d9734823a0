import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';
import { registerCommand, showFailure } from './messages.ts';
import { withPageLinks } from './page-links.ts';

/**
 * The language server, a process of its own, and the library that speaks to it. The library is read when the extension is
 * active already: it is the larger part of the extension's code, and nobody needs it before a mapping is shown.
 */
export class MappingServer implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #told = new Map<string, () => void>();
  readonly #module: string;
  readonly #options: LanguageClientOptions;
  #client: LanguageClient | undefined;
  #loading: Promise<LanguageClient> | undefined;
  /** Fires when the server is there, and when it is there no more. */
  readonly onDidChangeState = this.#changed.event;

  constructor(module: string, options: LanguageClientOptions) {
    this.#module = module;
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#client?.isRunning() === true;
  }

  /** Starts the server, or waits until it has started. */
  async start(): Promise<void> {
    await (await this.#loaded()).start();
  }

  async restart(): Promise<void> {
    await (await this.#loaded()).restart();
  }

  /** @throws ResponseError the server refuses or has ended. */
  async sendRequest<R>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<R> {
    const client = await this.#loaded();
    return token === undefined ? client.sendRequest<R>(method, params) : client.sendRequest<R>(method, params, token);
  }

  async sendNotification(method: string, params: unknown): Promise<void> {
    const client = await this.#loaded();
    await client.sendNotification(method, params);
  }

  /** Has something done whenever the server sends a notification, which it does from its start on. */
  onNotification(method: string, handler: () => void): vscode.Disposable {
    this.#told.set(method, handler);
    return { dispose: () => void this.#told.delete(method) };
  }

  /** From the places of an answer to those of the editor; there once the server has answered something. */
  get protocol2CodeConverter(): LanguageClient['protocol2CodeConverter'] {
    if (this.#client === undefined) throw new Error('The language server has answered nothing yet.');
    return this.#client.protocol2CodeConverter;
  }

  #loaded(): Promise<LanguageClient> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<LanguageClient> {
    const { LanguageClient, TransportKind } = await import('./speaking.ts');
    const server = { module: this.#module, transport: TransportKind.ipc };
    const client = new LanguageClient('sfmap', 'sfmap', server, this.#options);
    client.onDidChangeState(() => this.#changed.fire());
    for (const method of this.#told.keys()) client.onNotification(method, () => this.#told.get(method)?.());
    this.#client = client;
    return client;
  }

  async dispose(): Promise<void> {
    this.#changed.dispose();
    await this.#client?.dispose();
  }
}

/**
 * Has the language server started as soon as the extension is active. Diagnostics are pulled by the editor.
 * The setting `sfmap.inlineValues` is obeyed here: the server gives values, the editor decides whether to show them.
 */
export function activateLanguageClient(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): MappingServer {
  const server = new MappingServer(path.join(context.extensionPath, 'dist', 'server.cjs'), {
    documentSelector: [{ language: 'sfmap' }],
    initializationOptions: { commands: contributedCommands(context) },
    outputChannel: log,
    middleware: {
      provideHover: async (document, position, token, next) => withPageLinks(await next(document, position, token)),
      provideInlayHints: (document, range, token, next) =>
        inlineValues(document) ? next(document, range, token) : Promise.resolve([]),
    },
  });
  context.subscriptions.push(server);
  registerCommand(context, log, 'sfmap.restartServer', () => server.restart());
  setImmediate(() => server.start().catch((error) => showFailure(log, error)));
  return server;
}

/** The server puts a command into a lens or a hint only where the editor has it. */
function contributedCommands({ extension }: vscode.ExtensionContext): string[] {
  const { contributes }: { contributes: { commands: { command: string }[] } } = extension.packageJSON;
  return contributes.commands.map(({ command }) => command);
}

function inlineValues(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('sfmap', document).get('inlineValues', true);
}
