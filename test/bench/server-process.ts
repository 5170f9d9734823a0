import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CancellationToken,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** An editor that can everything that the server asks for. */
const CAPABILITIES = {
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true } },
    inlayHint: { resolveSupport: { properties: ['tooltip'] } },
    semanticTokens: {
      requests: { full: { delta: true }, range: true },
      tokenTypes: [],
      tokenModifiers: [],
      formats: [],
    },
  },
  workspace: {
    inlayHint: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    textDocumentContent: {},
  },
};

/** The built language server as a process, and an editor that speaks to it over its standard input and output. */
export class ServerProcess {
  readonly connection: MessageConnection;
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;

  /** @param started Milliseconds from the start of the process to the answer to `initialize`. */
  private constructor(
    process: ChildProcess,
    connection: MessageConnection,
    readonly started: number,
  ) {
    this.#process = process;
    this.#ended = new Promise((resolve) => process.once('exit', () => resolve()));
    this.connection = connection;
  }

  static async start(folder: string): Promise<ServerProcess> {
    const begin = performance.now();
    const child = spawn(process.execPath, [join('dist', 'server.cjs'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    for (const what of ['inlayHint', 'diagnostic', 'codeLens', 'textDocumentContent', 'semanticTokens']) {
      connection.onRequest(`workspace/${what}/refresh`, () => null);
    }
    connection.onRequest('client/registerCapability', () => null);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'bench' }],
      capabilities: CAPABILITIES,
      initializationOptions: {
        commands: ['sfmap.runTest', 'sfmap.showQuery', 'sfmap.showValues', 'sfmap.openInPayload'],
      },
    });
    const started = performance.now() - begin;
    await connection.sendNotification('initialized', {});
    return new ServerProcess(child, connection, started);
  }

  ask<T = unknown>(method: string, params: object, token?: CancellationToken): Promise<T> {
    return token === undefined
      ? this.connection.sendRequest<T>(method, params)
      : this.connection.sendRequest<T>(method, params, token);
  }

  /** Megabytes that the process holds in memory; 0 where the system does not tell. */
  memory(): number {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await this.#ended;
    this.connection.dispose();
  }
}

/** A document that is open in the server, and changes in both places alike. */
export class TypedDocument {
  #document: TextDocument;

  constructor(
    private readonly server: ServerProcess,
    readonly uri: string,
    text: string,
  ) {
    this.#document = TextDocument.create(uri, 'sfmap', 1, text);
  }

  async open(): Promise<void> {
    const { uri } = this;
    const text = this.text;
    await this.server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'sfmap', version: 1, text },
    });
  }

  get text(): string {
    return this.#document.getText();
  }

  position(offset: number): { line: number; character: number } {
    return this.#document.positionAt(offset);
  }

  /** Replaces a part of the text; offsets. */
  async replace(start: number, end: number, text: string): Promise<void> {
    const version = this.#document.version + 1;
    const range = { start: this.position(start), end: this.position(end) };
    const contentChanges = [{ range, text }];
    await this.server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version },
      contentChanges,
    });
    this.#document = TextDocument.update(this.#document, contentChanges, version);
  }

  /** A request about this document. */
  ask<T = unknown>(method: string, more: object = {}): Promise<T> {
    return this.server.ask<T>(`textDocument/${method}`, { textDocument: { uri: this.uri }, ...more });
  }

  async close(): Promise<void> {
    await this.server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri } });
  }
}
