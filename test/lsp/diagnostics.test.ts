import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { buildBundle, Editor, type LspDiagnostic, PULLS, type Range } from './support/editor.ts';

interface Report {
  readonly kind: 'full' | 'unchanged';
  readonly resultId?: string;
  readonly items?: readonly (LspDiagnostic & {
    readonly tags?: readonly number[];
    readonly codeDescription?: { readonly href: string };
    readonly relatedInformation?: readonly { readonly location: { uri: string; range: Range }; message: string }[];
  })[];
}
interface WorkspaceItem extends Report {
  readonly uri: string;
  readonly version: number | null;
}

const GOOD = 'provision SuccessFactors -> EntraID\nmap {\n  surname <- [lastName]\n}\n';
const WRONG = GOOD.replace('lastName', 'lastNam');
const FULL = {
  textDocument: {
    diagnostic: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, codeDescriptionSupport: true },
  },
  workspace: { diagnostics: { refreshSupport: true }, textDocumentContent: {}, workspaceFolders: true },
};

let bundle: { file: string; remove(): void };
let folder: string;
beforeAll(async () => {
  bundle = await buildBundle('lsp/main.ts');
});
afterAll(() => bundle?.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sfmap-diagnostics-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string | object) =>
  writeFileSync(join(folder, name), typeof text === 'string' ? text : JSON.stringify(text));

/** A server with this folder open, ended with its test. */
async function withServer(capabilities: object, use: (editor: Editor) => Promise<void>): Promise<void> {
  const { editor } = await Editor.start([bundle.file, '--stdio'], capabilities, {
    workspaceFolders: [{ uri: `file://${folder}`, name: 'mappings' }],
  });
  try {
    await use(editor);
  } finally {
    expect(await editor.stop()).toBe(0);
  }
}

const pull = (editor: Editor, uri: string, previousResultId?: string) =>
  editor.connection.sendRequest<Report>('textDocument/diagnostic', { textDocument: { uri }, previousResultId });

async function pullAll(editor: Editor, previous: readonly WorkspaceItem[] = []): Promise<readonly WorkspaceItem[]> {
  const previousResultIds = previous.flatMap(({ uri, resultId }) => (resultId ? [{ uri, value: resultId }] : []));
  const params = { identifier: 'sfmap', previousResultIds };
  return (await editor.connection.sendRequest<{ items: WorkspaceItem[] }>('workspace/diagnostic', params)).items;
}

const codes = ({ items }: Report) => items?.map(({ code }) => code);
const named = (items: readonly WorkspaceItem[]) =>
  Object.fromEntries(items.map((item) => [item.uri.split('/').at(-1), item.kind === 'full' ? codes(item) : item.kind]));

describe('a document', () => {
  it('is reported whole, and as unchanged while its text, its sample and its project are the same', async () => {
    write('me.json', { personIdExternal: '1', personalInfoNav: { results: [{ lastName: 'Okafor' }] } });
    await withServer(PULLS, async (editor) => {
      const uri = editor.uri(join(folder, 'a.sfmap'));
      await editor.open(uri, WRONG);
      const first = await pull(editor, uri);
      expect(first).toMatchObject({ kind: 'full', items: [{ code: 'SFM2002' }] });
      expect(await pull(editor, uri, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
      expect(await pull(editor, uri, 'of another server')).toEqual(first);

      await editor.change(uri, GOOD);
      const second = await pull(editor, uri, first.resultId);
      expect(second).toMatchObject({ kind: 'full', items: [] });
      expect(second.resultId).not.toBe(first.resultId);

      write('sfmap.json', { rules: { SFM2002: 'information' } });
      await changed(editor, 'sfmap.json');
      await editor.until(
        () => pull(editor, uri, second.resultId),
        ({ kind }) => kind === 'full',
      );

      const third = await pull(editor, uri);
      await editor.connection.sendNotification('sfmap/samplePerson', { uri, person: { label: 'x', payload: {} } });
      expect((await pull(editor, uri, third.resultId)).kind).toBe('full');
    });
  });

  it('that is not open is reported as it lies on disk', async () => {
    write('closed.sfmap', WRONG);
    write('other.txt', WRONG);
    await withServer(PULLS, async (editor) => {
      const report = await pull(editor, editor.uri(join(folder, 'closed.sfmap')));
      expect(codes(report)).toEqual(['SFM2002']);
      expect(await pull(editor, editor.uri(join(folder, 'closed.sfmap')), report.resultId)).toMatchObject({
        kind: 'unchanged',
      });
      for (const name of ['other.txt', 'nobody.sfmap']) {
        expect(await pull(editor, editor.uri(join(folder, name)))).toEqual({ kind: 'full', items: [] });
      }
    });
  });

  it('tells of every file that it names and that cannot be read, open or not', async () => {
    const text = `provision SuccessFactors -> EntraID
sample first = "first.json"
sample second = "second.json"
map {
  surname <- [lastName]
}
test "a" {
  given "given.json"
  expect surname absent
}
`;
    write('first.json', { personIdExternal: '1' });
    write('second.json', '{');
    write('a.sfmap', text);
    await withServer(NO_WATCH, async (editor) => {
      const uri = editor.uri(join(folder, 'a.sfmap'));
      const lines = (report: Report) =>
        report.items?.filter(({ code }) => code === 'SFM1104').map(({ range }) => range.start.line);
      expect((await pullAll(editor)).map(lines)).toEqual([[2, 7]]);
      await editor.open(uri, text);
      expect(
        lines(
          await editor.until(
            () => pull(editor, uri),
            (report) => lines(report)?.length === 2,
          ),
        ),
      ).toEqual([2, 7]);
      write('given.json', { personIdExternal: '1' });
      write('second.json', { personIdExternal: '1' });
      await changed(editor, 'given.json');
      expect(
        lines(
          await editor.until(
            () => pull(editor, uri),
            (report) => lines(report)?.length === 0,
          ),
        ),
      ).toEqual([]);
      await editor.close(uri);
      expect((await pullAll(editor)).map(lines)).toEqual([[]]);
    });
  });

  it('tells more to an editor that can show it', async () => {
    const text = `provision SuccessFactors -> EntraID
param unused = "1"
map {
  department <- [department]
  department <- [division]
}
`;
    await withServer(FULL, async (editor) => {
      const uri = editor.uri(join(folder, 'a.sfmap'));
      await editor.open(uri, text);
      const { items = [] } = await pull(editor, uri);
      expect(items.find(({ code }) => code === 'SFM1102')).toMatchObject({
        codeDescription: { href: 'sfmap:/rules/SFM1102.md' },
        relatedInformation: [
          {
            message: 'The first department',
            location: { uri, range: { start: { line: 3, character: 2 }, end: { line: 3, character: 12 } } },
          },
        ],
      });
      expect(items.filter(({ tags }) => tags !== undefined).map(({ tags, range }) => [tags, range.start.line])).toEqual(
        [[[1], 1]],
      );
    });
  });

  it('names the place in the file of the sample', async () => {
    const person = { personIdExternal: '1', employmentNav: { results: [{ jobInfoNav: { results: [{}] } }] } };
    const payload = JSON.stringify({ d: { results: [person] } }, null, 2);
    write('me.json', payload);
    const text = `provision SuccessFactors -> EntraID
sample me = "me.json"
source {
  job = $.employmentNav.results[0].jobInfNav.results[0].jobTitle
}
map {
  employeeId <- [personIdExternal] match 1
  jobTitle <- [job]
}
`;
    await withServer(FULL, async (editor) => {
      const uri = editor.uri(join(folder, 'a.sfmap'));
      await editor.open(uri, text);
      const related = (report: Report) => report.items?.flatMap(({ relatedInformation = [] }) => relatedInformation);
      const report = await editor.until(
        () => pull(editor, uri),
        (one) => (related(one)?.length ?? 0) > 0,
      );
      const [place, ...more] = related(report) ?? [];
      expect(more).toEqual([]);
      expect(place?.location.uri).toBe(editor.uri(join(folder, 'me.json')));
      const line = payload.split('\n')[place?.location.range.start.line ?? 0];
      expect(line).toBe('            {');
    });
  });

  it('tells a plain editor nothing that it does not know', async () => {
    await withServer(PULLS, async (editor) => {
      const uri = editor.uri(join(folder, 'a.sfmap'));
      await editor.open(uri, `${WRONG}param unused = "1"\nparam unused = "2"\n`);
      const { items = [] } = await pull(editor, uri);
      expect(items.length).toBeGreaterThan(2);
      for (const item of items) {
        expect(Object.keys(item).sort()).toEqual(['code', 'message', 'range', 'severity', 'source']);
      }
    });
  });
});

describe('the workspace', () => {
  it('is checked without opening a file, with its samples and its sfmap.json', async () => {
    mkdirSync(join(folder, 'deep', 'node_modules'), { recursive: true });
    write('good.sfmap', GOOD);
    write('deep/wrong.sfmap', WRONG);
    write('deep/node_modules/passed-over.sfmap', WRONG);
    write('sample.sfmap', GOOD.replace('\n', '\nsample me = "nobody.json"\n'));
    write('level.sfmap', WRONG.replace('[lastNam]', 'Jion([lastName])'));
    write('sfmap.json', { rules: { SFM2001: 'off' } });
    symlinkSync(folder, join(folder, 'deep', 'round'));
    await withServer(NO_WATCH, async (editor) => {
      const all = await pullAll(editor);
      expect(named(all)).toEqual({
        'good.sfmap': [],
        'level.sfmap': [],
        'sample.sfmap': ['SFM1104'],
        'wrong.sfmap': ['SFM2002'],
      });
      expect(named(await pullAll(editor, all))).toEqual({
        'good.sfmap': 'unchanged',
        'level.sfmap': 'unchanged',
        'sample.sfmap': 'unchanged',
        'wrong.sfmap': 'unchanged',
      });

      write('good.sfmap', WRONG);
      write('nobody.json', { personIdExternal: '1' });
      rmSync(join(folder, 'deep', 'wrong.sfmap'));
      await changed(editor, 'deep/wrong.sfmap');
      expect(named(await pullAll(editor, all))).toMatchObject({
        'good.sfmap': ['SFM2002'],
        'level.sfmap': 'unchanged',
        'wrong.sfmap': [],
      });
      write('sfmap.json', {});
      expect(named(await pullAll(editor, all))['level.sfmap']).toEqual(['SFM2001']);
    });
  });

  it('has an open mapping as the editor holds it, with its version', async () => {
    write('a b ä.sfmap', WRONG);
    await withServer(NO_WATCH, async (editor) => {
      // Another spelling of the same address.
      const uri = `file://${folder}/a b ä.sfmap`;
      await editor.open(uri, GOOD);
      const [open, ...more] = await pullAll(editor);
      expect(more).toEqual([]);
      expect(open).toMatchObject({ uri, kind: 'full', items: [] });
      expect(open?.version).toBeGreaterThan(0);
      await editor.close(uri);
      expect((await pullAll(editor)).map((item) => [codes(item), item.version])).toEqual([[['SFM2002'], null]]);
    });
  });

  it('comes in parts where the editor takes parts, and the answer is then empty', async () => {
    for (let i = 0; i < 20; i++) write(`${i}.sfmap`, i % 2 ? WRONG : GOOD);
    await withServer(NO_WATCH, async (editor) => {
      const parts: WorkspaceItem[][] = [];
      editor.connection.onNotification('$/progress', ({ token, value }) => {
        if (token === 'parts') parts.push(value.items);
      });
      const answer = await editor.connection.sendRequest('workspace/diagnostic', {
        previousResultIds: [],
        partialResultToken: 'parts',
      });
      expect(answer).toEqual({ items: [] });
      expect(parts.flat()).toHaveLength(20);
      expect(parts.length).toBeGreaterThan(1);
    });
  });

  it('answers others meanwhile, and is given up when nobody waits', async () => {
    const long = `${GOOD.slice(0, -2)}${Array.from({ length: 300 }, (_, i) => `  extensionAttribute${i} <- Jion([x${i}])\n`).join('')}}\n`;
    for (let i = 0; i < 150; i++) write(`${i}.sfmap`, `${long}// ${i}\n`);
    await withServer(NO_WATCH, async (editor) => {
      const uri = editor.uri(join(folder, 'open.sfmap'));
      await editor.open(uri, GOOD);
      await pull(editor, uri);
      const cancel = new CancellationTokenSource();
      const order: string[] = [];
      const everything = editor.connection
        .sendRequest('workspace/diagnostic', { previousResultIds: [] }, cancel.token)
        .then(
          () => order.push('all'),
          (error: { code: number }) => order.push(`all ${error.code}`),
        );
      const hover = { textDocument: { uri }, position: { line: 2, character: 4 } };
      order.push(`hover ${await codeOfCancelled(editor, 'textDocument/hover', hover)}`);
      await pull(editor, uri);
      order.push('document');
      cancel.cancel();
      await everything;
      expect(order).toEqual(['hover -32800', 'document', 'all -32800']);
    });
  });

  it('waits for a change where nothing has changed and the editor tells of changes', async () => {
    write('a.sfmap', GOOD);
    await withServer({ ...FULL, workspace: { ...FULL.workspace, ...PULLS.workspace } }, async (editor) => {
      const all = await pullAll(editor);
      let answered: readonly WorkspaceItem[] | undefined;
      const next = pullAll(editor, all).then((items) => {
        answered = items;
      });
      await pull(editor, editor.uri(join(folder, 'a.sfmap')));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(answered).toBeUndefined();
      write('b.sfmap', WRONG);
      await changed(editor, 'b.sfmap');
      await next;
      expect(named(answered ?? [])).toEqual({ 'a.sfmap': 'unchanged', 'b.sfmap': ['SFM2002'] });

      const more = new CancellationTokenSource();
      const given = editor.connection
        .sendRequest(
          'workspace/diagnostic',
          { previousResultIds: (answered ?? []).map(({ uri, resultId }) => ({ uri, value: resultId })) },
          more.token,
        )
        .catch(({ code }: { code: number }) => code);
      more.cancel();
      expect(await given).toBe(-32800);
    });
  });

  it('follows folders that are opened and closed', async () => {
    mkdirSync(join(folder, 'second'));
    write('second/b.sfmap', WRONG);
    const { editor } = await Editor.start([bundle.file, '--stdio'], { ...FULL, workspace: { workspaceFolders: true } });
    expect(await pullAll(editor)).toEqual([]);
    const second = { uri: editor.uri(join(folder, 'second')), name: 'second' };
    const tell = (added: object[], removed: object[]) =>
      editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
    await tell([second], []);
    const all = await pullAll(editor);
    expect(named(all)).toEqual({ 'b.sfmap': ['SFM2002'] });
    await tell([], [second]);
    expect(named(await pullAll(editor, all))).toEqual({ 'b.sfmap': [] });
    expect(await editor.stop()).toBe(0);
  });
});

const NO_WATCH = { ...PULLS, workspace: { diagnostics: { refreshSupport: true } } };

function changed(editor: Editor, name: string): Promise<void> {
  const changes = [{ uri: editor.uri(join(folder, name)), type: 2 }];
  return editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
}

/** The code of the answer to a request that is taken back in the same moment: both arrive as one piece. */
async function codeOfCancelled(editor: Editor, method: string, params: object): Promise<number> {
  const id = 'taken-back';
  let answered = '';
  editor.process.stdout?.on('data', (piece) => {
    answered += piece;
  });
  const messages = [
    { jsonrpc: '2.0', id, method, params },
    { jsonrpc: '2.0', method: '$/cancelRequest', params: { id } },
  ].map((message) => JSON.stringify(message));
  editor.process.stdin?.write(messages.map((text) => `Content-Length: ${text.length}\r\n\r\n${text}`).join(''));
  const code = /"id":"taken-back","error":\{"code":(-?\d+)/;
  await editor.until(
    () => answered,
    (text) => text.includes(`"id":"${id}"`),
  );
  return Number(code.exec(answered)?.[1]);
}
