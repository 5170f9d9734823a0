import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { programs } from '../../support/programs.ts';

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface LspDiagnostic {
  readonly code: string;
  readonly message: string;
  readonly severity: number;
  readonly range: Range;
}

export interface LspTextEdit {
  readonly range: Range;
  readonly newText: string;
}

export interface LspCodeAction {
  readonly title: string;
  readonly kind: string;
  readonly isPreferred?: boolean;
  readonly edit: { readonly changes: Readonly<Record<string, readonly LspTextEdit[]>> };
}

export interface InlayHint {
  readonly position: Position;
  readonly label: string;
}

/** A program as dist/ holds it; the command line takes the language server beside it. */
export async function buildBundle(entry: 'lsp/main.ts' | 'cli/main.ts'): Promise<{ file: string; remove(): void }> {
  const { folder, remove } = await programs();
  return { file: join(folder, entry === 'lsp/main.ts' ? 'server.cjs' : 'sfmap.cjs'), remove };
}

/** An editor that speaks to a language server over its standard input and output. */
export class Editor {
  readonly pushed = new Map<string, readonly LspDiagnostic[]>();
  readonly refreshed: string[] = [];
  readonly registered: unknown[] = [];
  readonly logged: string[] = [];
  readonly connection: MessageConnection;
  readonly ended: Promise<number | null>;
  #version = 0;

  private constructor(readonly process: ChildProcess) {
    const { stdin, stdout } = process;
    if (stdin === null || stdout === null) throw new Error('The server has no standard input or output.');
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.ended = new Promise((resolve) => process.once('exit', resolve));
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      this.pushed.set(uri, diagnostics);
    });
    this.connection.onNotification('window/logMessage', ({ message }) => void this.logged.push(message));
    const note = (list: unknown[], what: unknown) => {
      list.push(what);
      return null;
    };
    this.connection.onRequest('workspace/inlayHint/refresh', () => note(this.refreshed, 'inlayHint'));
    this.connection.onRequest('workspace/diagnostic/refresh', () => note(this.refreshed, 'diagnostic'));
    this.connection.onRequest('client/registerCapability', (params) => note(this.registered, params));
    this.connection.listen();
  }

  /** Starts a server and initializes it. @param capabilities What the editor can; none is a plain one without pull. @param more Of the parameters. */
  static async start(
    args: readonly string[],
    capabilities: object = PULLS,
    more: object = {},
  ): Promise<{ editor: Editor; capabilities: Readonly<Record<string, unknown>> }> {
    const editor = new Editor(spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] }));
    const result = await editor.connection.sendRequest<{ capabilities: Readonly<Record<string, unknown>> }>(
      'initialize',
      {
        processId: process.pid,
        rootUri: null,
        capabilities,
        ...more,
      },
    );
    await editor.connection.sendNotification('initialized', {});
    return { editor, capabilities: result.capabilities };
  }

  uri(path: string): string {
    return pathToFileURL(path).href;
  }

  open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'sfmap', version: ++this.#version, text };
    return this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Types: replaces a range, or the whole text without one. */
  change(uri: string, text: string, range?: Range): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++this.#version },
      contentChanges: [range === undefined ? { text } : { range, text }],
    });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async diagnostics(uri: string): Promise<readonly LspDiagnostic[]> {
    const report = await this.connection.sendRequest<{ items: LspDiagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    return report.items;
  }

  /** The values behind the lines, without the blanks that set them apart. */
  async hints(uri: string, range: Range = EVERYTHING): Promise<InlayHint[]> {
    const hints = await this.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
      textDocument: { uri },
      range,
    });
    return hints.map(({ position, label }) => ({ position, label: label.trim() }));
  }

  hover(uri: string, position: Position): Promise<{ contents: { kind: string; value: string }; range: Range } | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  actions(uri: string, range: Range): Promise<LspCodeAction[]> {
    const context = { diagnostics: [] };
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
  }

  /** Asks again until the answer is as wanted, at most for ten seconds; gives the last answer. */
  async until<T>(ask: () => Promise<T> | T, wanted: (answer: T) => boolean): Promise<T> {
    const end = Date.now() + 10_000;
    let answer = await ask();
    while (!wanted(answer) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      answer = await ask();
    }
    return answer;
  }

  async stop(): Promise<number | null> {
    if (this.process.exitCode === null) {
      await this.connection.sendRequest('shutdown');
      await this.connection.sendNotification('exit');
    }
    return this.ended;
  }
}

export const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };

/** What VS Code says of itself, as far as the server looks at it. */
export const PULLS = {
  textDocument: { diagnostic: { dynamicRegistration: true } },
  workspace: {
    inlayHint: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
};

/** The offset of a position in a text; lines end with LF or CRLF. */
export function offsetAt(text: string, { line, character }: Position): number {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)];
  return (starts[line] ?? text.length) + character;
}

export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** A text after the edits of a code action, as an editor applies them. */
export function applied(text: string, edits: readonly LspTextEdit[]): string {
  const sorted = edits
    .map(({ range, newText }) => ({ start: offsetAt(text, range.start), end: offsetAt(text, range.end), newText }))
    .sort((a, b) => b.start - a.start);
  return sorted.reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}
