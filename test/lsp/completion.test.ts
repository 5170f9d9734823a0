import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completionData } from '../../server/src/lsp/completion-data.ts';
import { sampleFiles } from '../../server/src/lsp/sample-files.ts';
import { peopleFolder } from '../support/example-people.ts';
import { markedText } from '../support/marked-text.ts';
import { applied, buildBundle, Editor, type LspTextEdit, PULLS, positionAt, type Range } from './support/editor.ts';

interface Item {
  readonly label: string;
  readonly detail?: string;
  readonly labelDetails?: { readonly detail?: string; readonly description?: string };
  readonly documentation?: { readonly kind: string; readonly value: string };
  readonly insertTextFormat?: number;
  readonly commitCharacters?: readonly string[];
  readonly textEdit: {
    readonly newText: string;
    readonly range?: Range;
    readonly insert?: Range;
    readonly replace?: Range;
  };
  readonly data?: unknown;
}

const SNIPPET = 2;
const FULL = {
  ...PULLS,
  textDocument: {
    ...PULLS.textDocument,
    completion: {
      completionItem: {
        snippetSupport: true,
        insertReplaceSupport: true,
        labelDetailsSupport: true,
        commitCharactersSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
      },
    },
    signatureHelp: {
      signatureInformation: {
        documentationFormat: ['markdown'],
        activeParameterSupport: true,
        parameterInformation: { labelOffsetSupport: true },
      },
    },
  },
};

let bundle: { file: string; remove(): void };
let folder: string;
beforeAll(async () => {
  bundle = await buildBundle('lsp/main.ts');
  folder = mkdtempSync(join(tmpdir(), 'sfmap-completion-'));
  cpSync(peopleFolder, join(folder, 'people'), { recursive: true });
});
afterAll(() => {
  bundle?.remove();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A server for an editor that can this much, with a way to ask at a mark. */
async function serverFor(capabilities: object) {
  const { editor, capabilities: promised } = await Editor.start([bundle.file, '--stdio'], capabilities);
  let count = 0;
  const open = async (marked: string) => {
    const { text, cursor } = markedText(marked);
    const uri = editor.uri(join(folder, `mapping ${++count}.sfmap`));
    await editor.open(uri, text);
    return { text, params: { textDocument: { uri }, position: positionAt(text, cursor) } };
  };
  return {
    editor,
    promised,
    open,
    async items(marked: string, context: object = { triggerKind: 1 }) {
      const { text, params } = await open(marked);
      const list = await editor.connection.sendRequest<{ isIncomplete: boolean; items: Item[] }>(
        'textDocument/completion',
        { ...params, context },
      );
      expect(list.isIncomplete).toBe(false);
      return { text, items: list.items, of: (label: string) => list.items.find((item) => item.label === label) };
    },
    async signatures(marked: string) {
      const { params } = await open(marked);
      return editor.connection.sendRequest<{
        signatures: {
          label: string;
          parameters: { label: unknown; documentation?: unknown }[];
          activeParameter?: number;
        }[];
        activeSignature: number;
        activeParameter: number;
      } | null>('textDocument/signatureHelp', params);
    },
  };
}

const P = 'provision SuccessFactors -> EntraID\n';
const map = (line: string) => `${P}// 😀\nmap {\n  ${line}\n}\n`;
const taken = (text: string, { textEdit: { newText, range, replace } }: Item) =>
  applied(text, [{ newText, range: range ?? replace } as LspTextEdit]);

describe('an editor that can everything', () => {
  let server: Awaited<ReturnType<typeof serverFor>>;
  beforeAll(async () => {
    server = await serverFor(FULL);
  });
  afterAll(async () => {
    await server?.editor.stop();
  });

  it('is promised it', () => {
    expect(server.promised).toMatchObject({
      completionProvider: {
        triggerCharacters: ['[', '.', '$', '@', "'", '"', '{', '(', ' '],
        resolveProvider: true,
        completionItem: { labelDetailsSupport: true },
      },
      signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [',', ')'] },
    });
  });

  it('gets snippets, both ranges, and details beside the label', async () => {
    const { items, of } = await server.items(map('/* 👩‍👩‍👧 */ city <- Jo|in'));
    expect(items.length).toBeGreaterThan(100);
    const line = 3;
    const start = '  /* 👩‍👩‍👧 */ city <- '.length;
    expect(of('Join')).toMatchObject({
      insertTextFormat: SNIPPET,
      labelDetails: { detail: '  (separator, source, …)', description: 'String' },
      textEdit: {
        newText: `Join(\${1:separator}, \${2:source})`,
        insert: { start: { line, character: start }, end: { line, character: start + 2 } },
        replace: { start: { line, character: start }, end: { line, character: start + 4 } },
      },
    });
  });

  it('escapes what a snippet would read', async () => {
    const { of } = await server.items(`${P}param domain\nmap {\n  userP|\n}\n`);
    expect(of('userPrincipalName')?.textEdit.newText).toBe(
      `userPrincipalName <- \${1:Append(NormalizeDiacritics(StripSpaces(Join(".", [firstName], [lastName]))), "@{{domain\\}\\}")} on create`,
    );
    const { of: step } = await server.items(`${P}source {\n  a = |\n}\n`);
    // No place to fill: the text stands as it is.
    expect(step('phoneNav')).toMatchObject({ textEdit: { newText: '$.phoneNav' }, commitCharacters: ['.'] });
    expect(step('phoneNav')?.insertTextFormat).toBeUndefined();
  });

  it('reads the sample, and resolves what there is to read', async () => {
    const text = `${P}sample rita = "people/rehire.json"\nmap {\n  city <- [|\n}\n`;
    const { params } = await server.open(text);
    // Right after the document was opened: the first list has the values already.
    const { items } = await server.editor.connection.sendRequest<{ items: Item[] }>('textDocument/completion', params);
    const item = items.find(({ label }) => label === 'department');
    expect(item?.labelDetails?.description).toBe('Operations');
    expect(item?.documentation).toBeUndefined();
    const resolved = await server.editor.connection.sendRequest<Item>('completionItem/resolve', item);
    expect(resolved.documentation?.kind).toBe('markdown');
    expect(resolved.documentation?.value).toContain('departmentNav.name_localized');
  });

  it('gives back an item whose data is not of its making', async () => {
    for (const data of [
      undefined,
      null,
      1,
      'x',
      { uri: 1 },
      { uri: 'file:///x', of: 'evil', name: 'x' },
      { uri: 'file:///gone', of: 'function', name: 'Join' },
    ]) {
      const item = { label: 'x', data };
      const answer = await server.editor.connection.sendRequest<Item>('completionItem/resolve', item);
      expect(answer.label).toBe('x');
      expect(answer.documentation).toBeUndefined();
    }
  });

  it('lists the files beside the mapping', async () => {
    const { of, text } = await server.items(`${P}sample x = "|"\n`);
    const file = of('people/rehire.json') as Item;
    expect(taken(text, file)).toBe(`${P}sample x = "people/rehire.json"\n`);
  });

  it('gets nothing at a blank where the author may be done', async () => {
    const typed = { triggerKind: 2, triggerCharacter: ' ' };
    expect((await server.items(map('city <- [city] |'), typed)).items).toEqual([]);
    expect((await server.items(map('city <- [city] |'))).items.length).toBeGreaterThan(0);
    expect((await server.items(map('city <- |'), typed)).items.length).toBeGreaterThan(0);
  });

  it('is told of the parameter at the cursor', async () => {
    const help = await server.signatures(map('city <- IIF([a] = "x, y", Mid([b], |, 2), "c")'));
    const signature = help?.signatures[help.activeSignature];
    expect(signature?.label).toBe('Mid(source, start, length) → String');
    expect(help?.activeParameter).toBe(1);
    expect(signature?.activeParameter).toBe(1);
    expect(signature?.parameters[1]?.label).toEqual([12, 17]);
    expect(signature?.parameters[1]?.documentation).toMatchObject({ kind: 'markdown' });
    expect(await server.signatures(map('city <- [a] |'))).toBeNull();
  });
});

describe('an editor that can little', () => {
  let server: Awaited<ReturnType<typeof serverFor>>;
  beforeAll(async () => {
    server = await serverFor({});
  });
  afterAll(async () => {
    await server?.editor.stop();
  });

  it('gets plain texts with one range each', async () => {
    const { text, items, of } = await server.items(map('city <- Jo|in'));
    expect(
      items.every(
        ({ insertTextFormat, labelDetails, textEdit }) =>
          insertTextFormat === undefined && labelDetails === undefined && textEdit.range !== undefined,
      ),
    ).toBe(true);
    expect(taken(text, of('Join') as Item)).toBe(map('city <- Join'));
    expect(of('Join')?.detail).toBe('(separator, source, …)  ·  String');
    const target = await server.items(map('dep|'));
    expect(taken(target.text, target.of('department') as Item)).toBe(map('department <- [department]'));
  });

  it('gets plain words to read', async () => {
    const { of } = await server.items(map('city <- |'));
    const resolved = await server.editor.connection.sendRequest<Item>('completionItem/resolve', of('Join'));
    expect(resolved.documentation?.kind).toBe('plaintext');
    expect(resolved.documentation?.value).not.toContain('**');
  });

  it('gets parameters as texts', async () => {
    const help = await server.signatures(map('city <- Mid(|'));
    expect(help?.signatures[0]?.parameters.map(({ label }) => label)).toEqual(['source', 'start', 'length']);
  });
});

describe('the files that a mapping could name', () => {
  it('are JSON, beside it or below, nearest first; nobody’s configuration', async () => {
    const root = mkdtempSync(join(tmpdir(), 'sfmap-files-'));
    try {
      for (const path of [
        'b.json',
        'a.json',
        'sfmap.json',
        'x.baseline.json',
        'notes.txt',
        'people/c.json',
        '.hidden/d.json',
        'node_modules/e.json',
        'p/q/f.json',
        'p/q/r/g.json',
      ]) {
        mkdirSync(join(root, path, '..'), { recursive: true });
        writeFileSync(join(root, path), '{}');
      }
      const address = (path: string) => new URL(`file://${join(root, path)}`).href;
      expect(await sampleFiles(address('x.sfmap'))).toEqual(['a.json', 'b.json', 'people/c.json', 'p/q/f.json']);
      expect(await sampleFiles(address('gone/x.sfmap'))).toEqual([]);
      expect(await sampleFiles('untitled:Untitled-1')).toEqual([]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

describe('the data of an item', () => {
  it('is taken in its own form alone', () => {
    const data = { uri: 'file:///a.sfmap', of: 'function', name: 'Join' };
    expect(completionData(data)).toEqual(data);
    expect(completionData({ ...data, more: 1 })).toEqual(data);
    for (const bad of [null, [], 'x', {}, { ...data, name: 1 }, { ...data, of: 'file' }]) {
      expect(completionData(bad)).toBeUndefined();
    }
  });
});
