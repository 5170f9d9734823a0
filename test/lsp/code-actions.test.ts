import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle, Editor, type LspDiagnostic, type LspTextEdit, PULLS, positionAt } from './support/editor.ts';

/** What VS Code says of itself about actions and edits. */
const ABLE = {
  textDocument: {
    ...PULLS.textDocument,
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit', 'command'] } },
  },
  workspace: {
    ...PULLS.workspace,
    workspaceEdit: {
      documentChanges: true,
      snippetEditSupport: true,
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
};

interface SnippetEdit {
  readonly range: LspTextEdit['range'];
  readonly snippet: { readonly kind: string; readonly value: string };
}

interface Action {
  readonly title: string;
  readonly kind: string;
  readonly isPreferred?: boolean;
  readonly diagnostics?: readonly LspDiagnostic[];
  readonly data?: unknown;
  readonly edit?: {
    readonly changes?: Readonly<Record<string, readonly LspTextEdit[]>>;
    readonly documentChanges?: readonly {
      readonly textDocument: { readonly uri: string; readonly version: number };
      readonly edits: readonly (LspTextEdit & { annotationId?: string } & Partial<SnippetEdit>)[];
    }[];
    readonly changeAnnotations?: Readonly<Record<string, { label: string; needsConfirmation: boolean }>>;
  };
}

const TEXT =
  'provision SuccessFactors -> EntraID\nsample me = "people/rehire.json"\nmap {\n  city <- Jion(" ", [firstName])\n  state <- ToLowr([lastName])\n  usageLocation <- "DE"\n  surname <- [lastName]\n}\n';

describe('code actions', () => {
  let bundle: { file: string; remove(): void };
  let folder: string;
  beforeAll(async () => {
    bundle = await buildBundle('lsp/main.ts');
    folder = mkdtempSync(join(tmpdir(), 'sfmap-lsp-'));
    cpSync(join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'people'), join(folder, 'people'), {
      recursive: true,
    });
  });
  afterAll(() => {
    bundle?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A file that is open, and what an editor does with its actions. */
  async function opened(capabilities: object, text = TEXT) {
    const started = await Editor.start([bundle.file, '--stdio'], capabilities);
    const { editor } = started;
    const uri = editor.uri(join(folder, 'mapping ä.sfmap'));
    await editor.open(uri, text);
    await editor.until(
      () => editor.hints(uri),
      (hints) => hints.length > 0,
    );
    const ask = (word: string, context: object = {}) => {
      const at = positionAt(text, text.indexOf(word) + 1);
      const range = { start: at, end: at };
      const params = { textDocument: { uri }, range, context: { diagnostics: [], ...context } };
      return editor.connection.sendRequest<Action[]>('textDocument/codeAction', params);
    };
    const resolve = (action: unknown) => editor.connection.sendRequest<Action>('codeAction/resolve', action);
    return { ...started, uri, ask, resolve };
  }

  it('carry the version of the text, their diagnostic as it was shown, and what the author will choose', async () => {
    const { editor, uri, ask, capabilities } = await opened(ABLE);
    expect(capabilities).toMatchObject({ codeActionProvider: { resolveProvider: true } });
    const [fix] = await ask('Jion');
    expect(fix).toMatchObject({ title: 'Write Join', kind: 'quickfix', isPreferred: true });
    const shown = (await editor.diagnostics(uri)).filter(({ message }) => message.includes('Jion'));
    expect(fix?.diagnostics).toEqual(shown);
    const [change] = fix?.edit?.documentChanges ?? [];
    expect(change?.textDocument).toEqual({ uri, version: 1 });
    expect(change?.edits.map(({ newText }) => newText)).toEqual(['Join']);

    const extract = (await ask('"DE"')).find(({ kind }) => kind === 'refactor.extract');
    const [edits] = extract?.edit?.documentChanges?.map((one) => one.edits) ?? [];
    expect(edits?.map(({ snippet }) => snippet?.value)).toEqual([
      '\n\nparam $'.concat('{1:usageLocation} = "DE"'),
      '{{$'.concat('{1:usageLocation}\\}\\}'),
    ]);
    expect(await editor.stop()).toBe(0);
  });

  it('are of the kinds that are asked for: a kind stands for those below it', async () => {
    const { editor, ask } = await opened(ABLE);
    const kinds = async (word: string, context: object) =>
      [...new Set((await ask(word, context)).map(({ kind }) => kind))].sort();
    expect(await kinds('"DE"', { only: ['refactor'] })).toEqual(['refactor.extract']);
    expect(await kinds('Jion', { only: ['refactor.inline'] })).toEqual([]);
    expect(await kinds('Jion', { only: ['quickfix'] })).toEqual(['quickfix']);
    expect(await kinds('Jion', { only: ['quick'] })).toEqual([]);
    for (const only of ['source', 'source.fixAll', 'source.fixAll.sfmap', ''])
      expect(await kinds('map', { only: [only], triggerKind: 2 })).toContain('source.fixAll.sfmap');
    expect(await kinds('Jion', { only: ['source.fixAll.eslint'] })).toEqual([]);
    // The light bulb is for what stands at the cursor.
    expect(await kinds('Jion', { triggerKind: 2 })).not.toContain('source.fixAll.sfmap');
    expect(await kinds('Jion', { triggerKind: 1 })).toContain('source.fixAll.sfmap');
    expect(await editor.stop()).toBe(0);
  });

  it('make the edits of a whole file when they are taken, for the text as it is then', async () => {
    const { editor, uri, ask, resolve } = await opened(ABLE);
    const [action] = await ask('map', { only: ['source.fixAll'] });
    expect(action).toMatchObject({ title: 'Make every preferred fix in the file' });
    expect(action?.edit).toBeUndefined();
    await editor.change(uri, TEXT.replace('Jion', 'Append'));
    const { edit } = await resolve(action);
    expect(edit?.documentChanges).toEqual([
      {
        textDocument: { uri, version: 2 },
        edits: [
          {
            range: { start: { line: 4, character: 0 }, end: { line: 5, character: 0 } },
            newText: '  state <- ToLower([lastName])\n',
            annotationId: 'wide',
          },
        ],
      },
    ]);
    expect(edit?.changeAnnotations).toEqual({
      wide: { label: 'Make every preferred fix in the file', needsConfirmation: false },
    });

    const test = (await ask('me = ')).find(({ title }) => title === 'Add a test that expects what me gets now');
    const made = await resolve(test);
    expect(made.edit?.documentChanges?.[0]?.edits[0]?.newText).toMatch(/test "what me gets" \{\n {2}given me\n/);
    expect(made.edit?.changeAnnotations).toBeUndefined();
    expect(await editor.stop()).toBe(0);
  });

  it('name what changes in many places for the preview, and are one change of one document', async () => {
    const { editor, ask } = await opened(ABLE, TEXT.replace('ToLowr([lastName])', '[department]'));
    const whole = (await ask('map')).find(({ title }) => title.startsWith('Read the latest employment in the whole'));
    expect(whole?.edit?.documentChanges).toHaveLength(1);
    expect(whole?.edit?.documentChanges?.[0]?.edits.every(({ annotationId }) => annotationId === 'wide')).toBe(true);
    expect(whole?.edit?.changeAnnotations).toEqual({ wide: { label: whole?.title, needsConfirmation: false } });
    expect(await editor.stop()).toBe(0);
  });

  it('bring their edits at once to an editor that does not ask for them, but not at every move of the cursor', async () => {
    const { editor, uri, ask, capabilities } = await opened(PULLS);
    expect(capabilities).not.toHaveProperty('codeActionProvider.resolveProvider');
    const all = async (context: object) =>
      (await ask('Jion', context)).find(({ title }) => title.startsWith('Fix all of this kind'));
    expect((await all({}))?.edit?.changes?.[uri]?.map(({ newText }) => newText)).toEqual([
      '  city <- Join(" ", [firstName])\n  state <- ToLower([lastName])\n',
    ]);
    expect(await all({ triggerKind: 2 })).toBeUndefined();
    const ignore = (await ask('Jion')).find(({ title }) => title.startsWith('Ignore SFM2001'));
    expect(ignore?.edit?.changes?.[uri]?.[0]?.newText).toBe('// sfmap-ignore SFM2001: why it is meant so\n  ');
    expect(await editor.stop()).toBe(0);
  });

  it('survive what no editor should send back', async () => {
    const { editor, uri, resolve, ask } = await opened(ABLE);
    const odd = [
      { title: 'x' },
      { title: 'x', data: null },
      { title: 'x', data: 7 },
      { title: 'x', data: { uri: 7, late: { make: 'test' } } },
      { title: 'x', data: { uri, late: null } },
      { title: 'x', data: { uri, late: { make: 'coffee' } } },
      { title: 'x', data: { uri: 'file:///not/open.sfmap', late: { make: 'test' } } },
    ];
    for (const action of odd) expect(await resolve(action)).toEqual(action);
    await resolve(null).catch(() => undefined);
    const params = {
      textDocument: { uri },
      range: { start: { line: 1e9, character: 0 }, end: { line: 1e9, character: 9 } },
    };
    await editor.connection.sendRequest('textDocument/codeAction', params).catch(() => undefined);
    expect((await ask('Jion'))[0]?.title).toBe('Write Join');
    expect(await editor.stop()).toBe(0);
  });
});
