import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc/node';
import { markedText } from '../support/marked-text.ts';
import { applied, buildBundle, Editor, type LspTextEdit, PULLS, positionAt, type Range } from './support/editor.ts';

const people = join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'people');

const ABLE = {
  ...PULLS,
  textDocument: {
    ...PULLS.textDocument,
    synchronization: { dynamicRegistration: true },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    foldingRange: { lineFoldingOnly: true, rangeLimit: 3 },
    rename: { prepareSupport: true },
  },
  workspace: {
    ...PULLS.workspace,
    textDocumentContent: {},
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};

interface Link {
  readonly targetUri: string;
  readonly targetSelectionRange: Range;
  readonly originSelectionRange: Range;
}

interface Edit {
  readonly documentChanges: readonly {
    readonly textDocument: { readonly uri: string; readonly version: number | null };
    readonly edits: readonly (LspTextEdit & { readonly annotationId?: string })[];
  }[];
  readonly changeAnnotations?: Readonly<Record<string, { readonly needsConfirmation: boolean }>>;
}

const MAPPING = `provision SuccessFactors -> EntraID
param site = "Bern"
sample rita = "people/rehire.json"
source {
  badge = $.employmentNav.results[1].userId
  // {{site}}
  "my name" = $.personalInfoNav.results[0].firstName
}
map {
  employeeId  <- [personIdExternal] match 1
  companyName <- Join(" {{site}} ",
    [badge],
    [my name]
  )
  department <- [department]
}
test "a name" {
  given "people/plain.json"
  expect companyName == "{{site}}"
}
`;

const PROJECT = `{
  "parameters": { "site": "Basel" },
  "connections": { "test": { "parameters": { "site": "Chur" } } }
}
`;

const OTHER = 'provision SuccessFactors -> EntraID\nparam site\nmap {\n  city <- "{{site}}"\n}\n';

describe('navigation over the built server', () => {
  let bundle: { file: string; remove(): void };
  let folder: string;
  let editor: Editor;
  let capabilities: Readonly<Record<string, unknown>>;
  let uri: string;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const at = (word: string, text = MAPPING) => positionAt(text, text.indexOf(word) + 1);
  const ask = <T>(method: string, more: object = {}, document = uri): Promise<T> =>
    editor.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri: document }, ...more });

  beforeAll(async () => {
    bundle = await buildBundle('lsp/main.ts');
    folder = mkdtempSync(join(tmpdir(), 'sfmap-navigation-'));
    cpSync(people, join(folder, 'people'), { recursive: true });
    mkdirSync(join(folder, 'below'));
    mkdirSync(join(folder, 'apart'));
    write('sfmap.json', PROJECT);
    write('below/other.sfmap', OTHER);
    write('below/unrelated.sfmap', OTHER.replaceAll('site', 'place'));
    write('apart/sfmap.json', '{}');
    write('apart/other.sfmap', OTHER);
    ({ editor, capabilities } = await Editor.start([bundle.file, '--stdio'], ABLE, {
      workspaceFolders: [{ uri: new URL(`file://${folder}`).href, name: 'mappings' }],
    }));
    uri = editor.uri(join(folder, 'main.sfmap'));
    await editor.open(uri, MAPPING);
  });
  afterAll(async () => {
    await editor?.stop();
    bundle?.remove();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it('is promised', () => {
    expect(capabilities).toMatchObject({
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: { prepareProvider: true },
      documentSymbolProvider: { label: 'sfmap' },
      workspaceSymbolProvider: true,
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      documentLinkProvider: { resolveProvider: true },
      semanticTokensProvider: { full: { delta: true }, range: true },
    });
  });

  it('leads to a declaration, the built-in list and the page of a function', async () => {
    const [own] = await ask<Link[]>('definition', { position: at('[my name') });
    expect(own).toMatchObject({ targetUri: uri, targetSelectionRange: { start: { line: 6, character: 3 } } });
    const [listed] = await ask<Link[]>('definition', { position: at('[department]') });
    expect(listed?.targetUri).toBe('sfmap:/attributes/inbound.txt');
    const [page] = await ask<Link[]>('definition', { position: at('Join(') });
    expect(page?.targetUri).toBe('sfmap:/functions/Join.md');
  });

  it('leads from a step to its place in the sample, and to files', async () => {
    const sample = join(folder, 'people', 'rehire.json');
    const text = readFileSync(sample, 'utf8');
    const [step, ...more] = await ask<Link[]>('definition', { position: at('userId') });
    expect(step?.targetUri).toBe(editor.uri(sample));
    expect(more).toEqual([]);
    const line = text.split('\n')[step?.targetSelectionRange.start.line ?? -1];
    const { start, end } = step?.targetSelectionRange ?? { start: { character: 0 }, end: { character: 0 } };
    expect(line?.slice(start.character, end.character)).toBe('"userId"');
    // The second employment, not the first.
    const before = text.split('\n').slice(0, step?.targetSelectionRange.start.line).join('\n');
    expect(before.split('"userId"').length).toBeGreaterThan(1);
    const [file] = await ask<Link[]>('definition', { position: at('people/plain') });
    expect(file?.targetUri).toBe(editor.uri(join(folder, 'people', 'plain.json')));
  });

  it('finds references and highlights', async () => {
    const found = await ask<{ range: Range }[]>('references', {
      position: at('site'),
      context: { includeDeclaration: true },
    });
    expect(found.map(({ range }) => range.start.line)).toEqual([1, 10, 18]);
    const places = await ask<{ kind: number }[]>('documentHighlight', { position: at('[badge]') });
    expect(places.map(({ kind }) => kind)).toEqual([3, 2]);
  });

  it('renames an attribute in the file, with its version', async () => {
    const position = at('[my name');
    expect(await ask('prepareRename', { position })).toMatchObject({ placeholder: 'my name' });
    const { documentChanges, changeAnnotations } = await ask<Edit>('rename', { position, newName: 'ownName' });
    expect(changeAnnotations).toBeUndefined();
    expect(documentChanges.map(({ textDocument }) => textDocument)).toEqual([{ uri, version: expect.any(Number) }]);
    expect(applied(MAPPING, documentChanges[0]?.edits ?? [])).toBe(
      MAPPING.replace('"my name"', 'ownName').replace('[my name]', '[ownName]'),
    );
  });

  it('renames a parameter in sfmap.json and in the mappings that it gives values to, with a note', async () => {
    const { documentChanges, changeAnnotations } = await ask<Edit>('rename', { position: at('site'), newName: 'town' });
    const changed = new Map(documentChanges.map(({ textDocument, edits }) => [textDocument.uri, edits]));
    const [project, other] = [join(folder, 'sfmap.json'), join(folder, 'below', 'other.sfmap')].map((path) =>
      editor.uri(path),
    );
    expect([...changed.keys()].sort()).toEqual([project, other, uri].sort());
    expect(applied(PROJECT, changed.get(project ?? '') ?? [])).toBe(PROJECT.replaceAll('"site"', '"town"'));
    expect(applied(OTHER, changed.get(other ?? '') ?? [])).toBe(OTHER.replaceAll('site', 'town'));
    // The comment stays.
    expect(applied(MAPPING, changed.get(uri) ?? []).match(/site/g)).toHaveLength(1);
    const [annotation = ''] = Object.keys(changeAnnotations ?? {});
    expect(changeAnnotations?.[annotation]?.needsConfirmation).toBe(false);
    expect(changed.get(project ?? '')?.every(({ annotationId }) => annotationId === annotation)).toBe(true);
    expect(changed.get(uri)?.some(({ annotationId }) => annotationId !== undefined)).toBe(false);
  });

  it('renames a parameter in sfmap.json as the editor has it, not as it was saved', async () => {
    const project = editor.uri(join(folder, 'sfmap.json'));
    const unsaved = PROJECT.replace('{', '{\n  "rules": {},');
    const isRegistered = (one: unknown) => JSON.stringify(one).includes('**/sfmap.json');
    expect(editor.registered.filter(isRegistered)).toHaveLength(3);
    await editor.open(project, PROJECT);
    await editor.change(project, unsaved);
    const position = at('site');
    const { documentChanges } = await ask<Edit>('rename', { position, newName: 'town' });
    const change = documentChanges.find(({ textDocument }) => textDocument.uri === project);
    expect(applied(unsaved, change?.edits ?? [])).toBe(unsaved.replaceAll('"site"', '"town"'));
    expect(change?.textDocument.version).toEqual(expect.any(Number));
    // It is no mapping: nothing is found in it, and nothing is said.
    expect(await editor.hover(project, { line: 1, character: 5 })).toBeNull();
    await editor.close(project);
    const saved = await ask<Edit>('rename', { position, newName: 'town' });
    const again = saved.documentChanges.find(({ textDocument }) => textDocument.uri === project);
    expect(applied(PROJECT, again?.edits ?? [])).toBe(PROJECT.replaceAll('"site"', '"town"'));
  });

  it('refuses with a sentence', async () => {
    await expect(ask('prepareRename', { position: at('[department]') })).rejects.toThrow(/attribute list/);
    await expect(ask('rename', { position: at('site'), newName: 'a b' })).rejects.toThrow(/letter or _/);
  });

  it('shows the outline, folds within the limit, grows a selection', async () => {
    const symbols = await ask<{ name: string; children: { name: string }[] }[]>('documentSymbol');
    expect(symbols.map(({ name }) => name)).toEqual([
      'SuccessFactors → EntraID',
      'site',
      'rita',
      'source',
      'map',
      'a name',
    ]);
    expect(symbols[3]?.children.map(({ name }) => name)).toEqual(['badge', 'my name']);
    expect(await ask('foldingRange')).toHaveLength(3);
    const [selection] = await ask<{ range: Range; parent?: { range: Range } }[]>('selectionRange', {
      positions: [at('my name]')],
    });
    expect(selection?.range.end.character).toBe((selection?.range.start.character ?? 0) + 2);
    expect(selection?.parent?.range.end.character).toBe((selection?.range.start.character ?? 0) + 7);
  });

  it('resolves links', async () => {
    const found = await ask<{ tooltip: string; target?: string }[]>('documentLink');
    expect(found.map(({ tooltip, target }) => [tooltip, target])).toEqual([
      ['Open the sample: people/rehire.json', undefined],
      ['Open the person of this test: people/plain.json', undefined],
    ]);
    const resolved = await editor.connection.sendRequest<{ target?: string }>('documentLink/resolve', found[0]);
    expect(resolved.target).toBe(editor.uri(join(folder, 'people', 'rehire.json')));
    const forged = { range: found[0], data: { mapping: uri, path: '//elsewhere.invalid/share' } };
    expect(await editor.connection.sendRequest('documentLink/resolve', forged)).not.toHaveProperty('target');
  });

  it('finds names in all mappings, open or not', async () => {
    const named = async (query: string) => {
      const found = await editor.connection.sendRequest<{ name: string; location: { uri: string } }[]>(
        'workspace/symbol',
        { query },
      );
      return found.map(({ name, location }) => `${name} ${location.uri.split('/').at(-1)}`);
    };
    expect((await named('site')).sort()).toEqual(['site main.sfmap', 'site other.sfmap', 'site other.sfmap']);
    expect(await named('cmpnm')).toEqual(['companyName main.sfmap']);
    expect(await named('nosuchname')).toEqual([]);
  });

  it('looks for names without delaying others, and gives up when nobody waits', async () => {
    mkdirSync(join(folder, 'many'));
    for (let i = 0; i < 300; i++) write(`many/${i}.sfmap`, OTHER.replaceAll('site', `site${i}`));
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    const order: string[] = [];
    const noted = async <T>(name: string, answer: Promise<T>) => {
      const result = await answer.finally(() => void order.push(name));
      return result;
    };
    const symbols = (...token: CancellationToken[]) =>
      editor.connection.sendRequest<{ name: string }[]>('workspace/symbol', { query: 'site299' }, ...token);
    const [found] = await Promise.all([
      noted('symbols', symbols()),
      noted('folding', ask('foldingRange')),
      noted('definition', ask('definition', { position: at('[badge]') })),
    ]);
    expect(found.map(({ name }) => name)).toContain('site299');
    expect(order.at(-1)).toBe('symbols');

    const source = new CancellationTokenSource();
    const given = symbols(source.token);
    source.cancel();
    await expect(given).rejects.toMatchObject({ code: -32800 });
    rmSync(join(folder, 'many'), { recursive: true });
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    expect((await symbols()).map(({ name }) => name)).toEqual([]);
  });

  it('gives semantic tokens, their changes and those of a range', async () => {
    const document = editor.uri(join(folder, 'tokens.sfmap'));
    await editor.open(document, MAPPING);
    const full = await ask<{ resultId: string; data: number[] }>('semanticTokens/full', {}, document);
    expect(full.data.length % 5).toBe(0);
    const start = at('badge = ');
    await editor.change(document, 'other', { start: { ...start, character: 2 }, end: { ...start, character: 7 } });
    await editor.change(document, '\n', { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } });
    const { edits, resultId } = await ask<{
      resultId: string;
      edits: { start: number; deleteCount: number; data: number[] }[];
    }>('semanticTokens/full/delta', { previousResultId: full.resultId }, document);
    const data = [...full.data];
    for (const edit of edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    const again = await ask<{ data: number[] }>('semanticTokens/full', {}, document);
    expect(again.data).toEqual(data);
    expect(edits[0]?.data.length).toBeLessThan(data.length);
    // An id that nobody gave, or of a result that is gone, gets everything.
    const stale = await ask<{ data?: number[] }>('semanticTokens/full/delta', { previousResultId: resultId }, document);
    expect(stale.data).toEqual(data);
    const range = { start: { line: 10, character: 0 }, end: { line: 11, character: 0 } };
    const part = await ask<{ data: number[] }>('semanticTokens/range', { range }, document);
    expect(part.data.length).toBeGreaterThan(0);
    expect(part.data.length).toBeLessThan(data.length);
  });

  it('answers about a document that is not open with nothing', async () => {
    const gone = editor.uri(join(folder, 'gone.sfmap'));
    const position = { line: 0, character: 0 };
    for (const method of ['definition', 'documentHighlight', 'documentSymbol', 'foldingRange', 'semanticTokens/full']) {
      expect((await ask(method, { position }, gone)) ?? []).toEqual([]);
    }
  });

  it('works in CRLF and behind emoji', async () => {
    const { text, ranges } = markedText(
      'source {\r\n  «badge» = $.a\r\n}\r\nmap {\r\n  x <- Join("👩‍💻", [«badge»])\r\n}\r\n',
    );
    const document = editor.uri(join(folder, 'crlf.sfmap'));
    await editor.open(document, text);
    const position = positionAt(text, (ranges[1]?.start ?? 0) + 1);
    const found = await ask<{ range: Range }[]>(
      'references',
      { position, context: { includeDeclaration: true } },
      document,
    );
    expect(found.map(({ range }) => range)).toEqual(
      ranges.map(({ start, end }) => ({ start: positionAt(text, start), end: positionAt(text, end) })),
    );
  });
});

describe('an editor that can little', () => {
  it('gets plain locations, flat symbols and changes without versions', async () => {
    const bundle = await buildBundle('lsp/main.ts');
    const { editor } = await Editor.start([bundle.file, '--stdio'], {});
    try {
      const uri = 'untitled:one.sfmap';
      const text = MAPPING;
      await editor.open(uri, text);
      const ask = <T>(method: string, more: object = {}): Promise<T> =>
        editor.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri }, ...more });
      const position = positionAt(text, text.indexOf('[my name') + 1);
      expect(await ask('definition', { position })).toMatchObject([
        { uri, range: { start: { line: 6, character: 3 } } },
      ]);
      // It could not open the list.
      expect(await ask('definition', { position: positionAt(text, text.indexOf('[department') + 1) })).toEqual([]);
      const symbols = await ask<{ name: string; containerName?: string }[]>('documentSymbol');
      expect(symbols).toContainEqual(expect.objectContaining({ name: 'badge', containerName: 'source' }));
      const { changes } = await ask<{ changes: Record<string, LspTextEdit[]> }>('rename', { position, newName: 'own' });
      expect(changes[uri]).toHaveLength(2);
      expect(await ask('documentLink')).toEqual([]);
    } finally {
      await editor.stop();
      bundle.remove();
    }
  });
});
