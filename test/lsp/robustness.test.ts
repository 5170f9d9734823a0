import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { CancellationToken, createConnection } from 'vscode-languageserver/node';
import { serve } from '../../server/src/lsp/server.ts';
import { Session } from '../../server/src/lsp/session.ts';
import { buildBundle, Editor, positionAt } from './support/editor.ts';
import { PlainClient } from './support/plain-client.ts';

const GOOD = 'provision SuccessFactors -> EntraID\nmap {\n  surname <- [lastName]\n}\n';
const WRONG = GOOD.replace('[lastName]', 'Jion([lastName])');

let bundle: { file: string; remove(): void };
let folder: string;
beforeAll(async () => {
  bundle = await buildBundle('lsp/main.ts');
});
afterAll(() => bundle?.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sfmap-robust-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

async function withServer(use: (editor: Editor, uri: string) => Promise<void>, more?: object): Promise<void> {
  const { editor } = await Editor.start([bundle.file, '--stdio'], undefined, more);
  try {
    await use(editor, editor.uri(join(folder, 'a.sfmap')));
  } finally {
    expect(await editor.stop()).toBe(0);
  }
}

const codesOf = async (editor: Editor, uri: string) => (await editor.diagnostics(uri)).map(({ code }) => code);

/** Every request that the server answers, by what it promises in `initialize`; positions and ranges go with each. */
const METHODS = [
  'textDocument/hover',
  'textDocument/inlayHint',
  'textDocument/codeAction',
  'textDocument/diagnostic',
  'textDocument/formatting',
  'textDocument/rangeFormatting',
  'textDocument/onTypeFormatting',
  'textDocument/completion',
  'completionItem/resolve',
  'textDocument/signatureHelp',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/documentHighlight',
  'textDocument/prepareRename',
  'textDocument/rename',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/selectionRange',
  'textDocument/documentLink',
  'textDocument/codeLens',
  'textDocument/semanticTokens/full',
  'textDocument/semanticTokens/range',
  'textDocument/semanticTokens/full/delta',
  'inlayHint/resolve',
  'codeAction/resolve',
  'codeLens/resolve',
  'documentLink/resolve',
  'workspace/symbol',
  'workspace/diagnostic',
  'workspace/textDocumentContent',
  'workspace/executeCommand',
  'sfmap/previewMapping',
  'sfmap/previewTable',
  'sfmap/previewReason',
  'sfmap/previewPayloads',
];

describe('whatever is sent, the server lives', () => {
  it('requests with parameters that make no sense', async () => {
    await withServer(async (editor, uri) => {
      await editor.open(uri, GOOD);
      const textDocument = { uri };
      const place = { line: 2, character: 4 };
      const odd = [
        undefined,
        null,
        7,
        'x',
        [],
        {},
        { textDocument: 7 },
        { textDocument: null, position: null },
        { textDocument },
        { textDocument, position: place, range: { start: place, end: place } },
        {
          textDocument,
          position: { line: -1, character: -5 },
          range: { start: { line: -1, character: 0 }, end: place },
        },
        { textDocument, position: { line: 'a', character: null }, range: 7, positions: [7], ranges: 'x' },
        {
          textDocument,
          position: { line: 2 ** 31 - 1, character: 2 ** 31 - 1 },
          positions: [{ line: 2 ** 31 - 1, character: 0 }],
          range: { start: { line: 0, character: 0 }, end: { line: 2 ** 31 - 1, character: 2 ** 31 - 1 } },
          context: { diagnostics: [], includeDeclaration: true },
          options: {},
          newName: 'x',
          ch: '\n',
          query: 'x'.repeat(10_000),
        },
        {
          textDocument,
          position: { line: 1e300, character: Number.MAX_VALUE },
          context: 7,
          options: 7,
          ch: 7,
          newName: 7,
        },
        { textDocument: { uri: 'file:///not/open.sfmap' }, position: place, range: { start: place, end: place } },
        { textDocument: { uri: 7 }, query: 7, previousResultIds: 7, command: 7, arguments: 7, uri: 7, data: 7 },
        { previousResultIds: [7, null, { uri: 7 }], query: '', uri: 'sfmap:/nothing/../..%00', data: { uri, a: [] } },
      ];
      const silent: string[] = [];
      for (const method of METHODS) {
        for (const params of odd) {
          const answer = editor.connection.sendRequest(method, params).catch(({ message }: Error) => message);
          if ((await Promise.race([answer, late()])) === LATE) silent.push(`${method} ${JSON.stringify(params)}`);
        }
      }
      expect(silent).toEqual([]);
      expect(editor.logged.length).toBeGreaterThan(0);
      await editor.change(uri, WRONG);
      expect(await codesOf(editor, uri)).toContain('SFM2001');
    });
  });

  it('notifications that make no sense leave the text as it was', async () => {
    await withServer(async (editor, uri) => {
      await editor.open(uri, WRONG);
      const version = 100;
      const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
      for (const params of [
        null,
        7,
        {},
        { textDocument: { uri } },
        { textDocument: { uri, version } },
        { textDocument: { uri, version }, contentChanges: 7 },
        { textDocument: { uri, version }, contentChanges: [7] },
        { textDocument: { uri, version }, contentChanges: [{ text: 7 }] },
        { textDocument: { uri, version }, contentChanges: [{ text: 'x', range: 7 }] },
        { textDocument: { uri, version }, contentChanges: [{ text: 'x', range: { start: { line: 'a' } } }] },
        { textDocument: { uri, version }, contentChanges: [{ text: '' }, { text: 'x', range: {} }] },
        { textDocument: { uri, version: null }, contentChanges: [{ text: '' }] },
        { textDocument: { uri: 'file:///never/opened.sfmap', version }, contentChanges: [{ text: '', range }] },
      ]) {
        for (const method of ['didOpen', 'didChange', 'didClose', 'didSave']) {
          if (method === 'didClose' && params !== null && typeof params === 'object' && 'textDocument' in params)
            continue;
          await editor.connection.sendNotification(`textDocument/${method}`, params as object);
        }
        await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', params as object);
        await editor.connection.sendNotification('workspace/didChangeWatchedFiles', params as object);
        await editor.connection.sendNotification('$/cancelRequest', params as object);
        await editor.connection.sendNotification('$/setTrace', params as object);
      }
      expect(await codesOf(editor, uri)).toEqual(['SFM2001']);
      // Places behind the end and turned around are those of an editor that counts in another way.
      await editor.change(uri, '// end\n', { start: { line: 900, character: 9 }, end: { line: 800, character: 0 } });
      await editor.change(uri, '\n', { start: { line: 0, character: 900 }, end: { line: 0, character: 900 } });
      expect(await codesOf(editor, uri)).toEqual(['SFM2001']);
    });
  });

  it.each([
    ['folders of another form', { workspaceFolders: [null, 7, {}, { uri: 'not a uri' }], rootUri: null }],
    ['options of another form', { initializationOptions: 'x', workspaceFolders: null }],
  ])('an initialize with %s', async (_, more) => {
    const { editor } = await Editor.start([bundle.file, '--stdio'], {}, more);
    const uri = editor.uri(join(folder, 'a.sfmap'));
    await editor.open(uri, WRONG);
    expect(
      await editor.until(
        () => editor.pushed.get(uri)?.length,
        (count) => count === 1,
      ),
    ).toBe(1);
    expect(await editor.stop()).toBe(0);
  });

  it('an error inside of it becomes a log entry and a harmless answer', async () => {
    const [up, down] = [new PassThrough(), new PassThrough()];
    const connection = createConnection(up, down);
    const client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const logged: string[] = [];
    client.onNotification('window/logMessage', ({ message }) => void logged.push(message));
    client.listen();
    serve(connection);
    await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });

    const none = undefined as never;
    const session = new Session(connection, none, none, none, none, none, () => none);
    const broken = session.answer('harmless', () => {
      throw new TypeError('nobody expected this');
    });
    expect(await broken({}, CancellationToken.None)).toBe('harmless');
    const late = session.answer('harmless', () => Promise.reject(new Error('nor that')));
    expect(await late({}, CancellationToken.None)).toBe('harmless');
    expect(await broken({}, CancellationToken.Cancelled)).toMatchObject({ code: -32800 });
    session.heed(() => {
      throw new Error('nor this');
    })({});
    while (logged.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(logged.join('\n')).toMatch(/nobody expected this[\s\S]*nor that[\s\S]*nor this/);
    client.dispose();
    connection.dispose();
  });
});

describe('texts of every kind', () => {
  it('mixed line ends, marks that join the letter before, and a lone half of a pair', async () => {
    await withServer(async (editor, uri) => {
      const text = `provision SuccessFactors -> EntraID\r\n// e\u0301 n\u0303 👨‍👩‍👧 \ud83d\nmap {\r  /* 🏳️‍🌈 */ surname <- Jion("Zoe\u0308 😀", [lastName])\r\n}\n`;
      await editor.open(uri, text);
      const [found, ...more] = await editor.diagnostics(uri);
      expect(more).toEqual([]);
      const start = positionAt(text, text.indexOf('Jion'));
      expect(found?.range).toEqual({ start, end: { ...start, character: start.character + 4 } });
      await editor.change(uri, 'Join', found?.range);
      expect(await editor.diagnostics(uri)).toEqual([]);
    });
  });

  it('ten megabytes', async () => {
    await withServer(async (editor, uri) => {
      const line = `  // ${'x'.repeat(120)}\n`;
      const text = `${WRONG.slice(0, -2)}${line.repeat(Math.ceil(10_000_000 / line.length))}}\n`;
      await editor.open(uri, text);
      expect(await codesOf(editor, uri)).toEqual(['SFM2001']);
      await editor.change(uri, GOOD);
      expect(await codesOf(editor, uri)).toEqual([]);
    });
  });
});

describe('a folder', () => {
  it('that may not be read, and links that lead back, hold nothing up', async () => {
    mkdirSync(join(folder, 'closed'));
    mkdirSync(join(folder, 'open'));
    writeFileSync(join(folder, 'open', 'a.sfmap'), WRONG);
    writeFileSync(join(folder, 'open', 'binary.sfmap'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    mkdirSync(join(folder, 'open', 'folder.sfmap'));
    symlinkSync(folder, join(folder, 'open', 'back'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'open', 'gone.sfmap'));
    chmodSync(join(folder, 'closed'), 0);
    try {
      await withServer(
        async (editor) => {
          const { items } = await editor.connection.sendRequest<{ items: { uri: string }[] }>('workspace/diagnostic', {
            previousResultIds: [],
          });
          expect(items.map(({ uri }) => uri)).toEqual([editor.uri(join(folder, 'open', 'a.sfmap'))]);
        },
        { workspaceFolders: ['', 'missing'].map((name) => ({ uri: `file://${folder}/${name}`, name })) },
      );
    } finally {
      chmodSync(join(folder, 'closed'), 0o700);
    }
  });
});

describe('an editor that is not built on vscode-languageclient', () => {
  it.each([1, 7, 4096])('is served, its messages cut into pieces of %d bytes', async (pieceLength) => {
    const client = new PlainClient([bundle.file, '--stdio'], pieceLength);
    const { result } = await client.request('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    expect(result).toMatchObject({ serverInfo: { name: 'sfmap' }, capabilities: { positionEncoding: 'utf-16' } });
    await client.notify('initialized', {});
    const uri = 'untitled:Zoë 😀.sfmap';
    const text = GOOD.replace('map', '// Zoë 😀 e\u0301\nmap').replace('[lastName]', 'Jion("Zoë 😀", [lastName])');
    await client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'sfmap', version: 1, text } });
    const hover = await client.request('textDocument/hover', {
      textDocument: { uri },
      position: positionAt(text, text.indexOf('lastName')),
    });
    expect(JSON.stringify(hover.result)).toContain('lastName');
    const pushed = client.notifications.filter(({ method }) => method === 'textDocument/publishDiagnostics');
    const start = positionAt(text, text.indexOf('Jion'));
    expect(pushed.map(({ params }) => params)).toEqual([
      {
        uri,
        version: 1,
        diagnostics: [
          expect.objectContaining({
            code: 'SFM2001',
            range: { start, end: { ...start, character: start.character + 4 } },
          }),
        ],
      },
    ]);
    expect((await client.request('no/such/method', {})).error?.code).toBe(-32601);
    expect(await client.request('shutdown')).toMatchObject({ result: null });
    expect((await client.request('textDocument/hover', { textDocument: { uri } })).error?.code).toBe(-32600);
    await client.notify('exit');
    expect(await client.ended).toBe(0);
  });

  it('that forgets its capabilities is refused, and may begin again', async () => {
    const client = new PlainClient([bundle.file, '--stdio'], 4096);
    expect((await client.request('initialize', {})).error).toBeDefined();
    expect((await client.request('initialize', { capabilities: {} })).result).toBeDefined();
    await client.request('shutdown');
    await client.notify('exit');
    expect(await client.ended).toBe(0);
  });

  it('that exits without shutdown is told so by the code', async () => {
    const client = new PlainClient([bundle.file, '--stdio'], 4096);
    await client.request('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await client.notify('exit');
    expect(await client.ended).toBe(1);
  });
});

const LATE = 'no answer';

function late(): Promise<string> {
  return new Promise((resolve) => void setTimeout(resolve, 5_000, LATE).unref());
}
