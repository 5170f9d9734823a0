import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle, Editor, EVERYTHING, offsetAt, PULLS, positionAt, type Range } from './support/editor.ts';

const root = join(import.meta.dirname, '..', '..');
const COMMANDS = ['sfmap.showValues', 'sfmap.showQuery', 'sfmap.runTest', 'sfmap.openInPayload'];

/** An editor that shows all that this server has to give. */
const ALL = {
  ...PULLS,
  textDocument: {
    ...PULLS.textDocument,
    hover: { contentFormat: ['markdown', 'plaintext'] },
    inlayHint: { resolveSupport: { properties: ['tooltip', 'label.command'] } },
  },
  workspace: { ...PULLS.workspace, codeLens: { refreshSupport: true }, textDocumentContent: {} },
};

interface Lens {
  readonly range: Range;
  readonly command?: { readonly title: string; readonly command: string; readonly arguments: readonly unknown[] };
}

interface Hint {
  readonly label:
    | string
    | readonly { readonly value: string; readonly command?: { readonly arguments: readonly unknown[] } }[];
  readonly tooltip?: string | { readonly kind: string; readonly value: string };
}

const MAPPING = `provision SuccessFactors -> EntraID
sample rehire = "people/rehire.json"
source {
  last = $.personalInfoNav.results[0].lastName
}
map {
  employeeId <- [personIdExternal] match 1
  surname <- ToUpper([last])
}
test "the name" {
  given rehire
  expect surname == "OKAFOR"
}
`;

let bundle: { file: string; remove(): void };
let folder: string;
beforeAll(async () => {
  bundle = await buildBundle('lsp/main.ts');
  folder = mkdtempSync(join(tmpdir(), 'sfmap-values-'));
  mkdirSync(join(folder, 'people'));
  cpSync(join(root, 'examples', 'inbound', 'people'), join(folder, 'people'), { recursive: true });
});
afterAll(() => {
  bundle?.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('an editor that has the commands and shows texts', () => {
  let editor: Editor;
  let capabilities: Readonly<Record<string, unknown>>;
  const refreshed: string[] = [];
  let uri: string;
  let count = 0;

  beforeAll(async () => {
    ({ editor, capabilities } = await Editor.start([bundle.file, '--stdio'], ALL, {
      initializationOptions: { commands: COMMANDS },
    }));
    editor.connection.onRequest('workspace/codeLens/refresh', () => null);
    editor.connection.onRequest('workspace/textDocumentContent/refresh', (params: { uri: string }) => {
      refreshed.push(params.uri);
      return null;
    });
  });
  afterAll(() => editor?.stop());

  async function openMapping(text = MAPPING): Promise<void> {
    uri = pathToFileURL(join(folder, `mapping ${++count} ä.sfmap`)).href;
    await editor.open(uri, text);
    await editor.until(
      () => rawHints(),
      (hints) => hints.length > 0,
    );
  }
  const rawHints = () =>
    editor.connection.sendRequest<Hint[]>('textDocument/inlayHint', { textDocument: { uri }, range: EVERYTHING });
  const lenses = () => editor.connection.sendRequest<Lens[]>('textDocument/codeLens', { textDocument: { uri } });
  const content = async (address: string) =>
    (await editor.connection.sendRequest<{ text: string }>('workspace/textDocumentContent', { uri: address })).text;

  it('is promised lenses, details of hints and the scheme sfmap', () => {
    expect(capabilities).toMatchObject({
      codeLensProvider: { resolveProvider: true },
      inlayHintProvider: { resolveProvider: true },
      workspace: { textDocumentContent: { schemes: ['sfmap'] } },
    });
  });

  it('gets the trace of a value, and a link into the sample file', async () => {
    await openMapping();
    const hint = (await rawHints()).find(({ label }) => typeof label !== 'string' && label[0]?.value === '  OKAFOR');
    expect(hint).not.toHaveProperty('tooltip');
    const detailed = await editor.connection.sendRequest<Hint>('inlayHint/resolve', hint);
    expect(detailed.tooltip).toMatchObject({
      kind: 'markdown',
      value: expect.stringMatching(/^```text\nsurname ← "OKAFOR"\n[\s\S]*\n```$/),
    });
    const [part] = detailed.label as Exclude<Hint['label'], string>;
    const params = part?.command?.arguments[0];
    expect(params).toEqual({ uri, location: ['personalInfoNav', 'results', 0, 'lastName'] });
    const place = await editor.connection.sendRequest<{ uri: string; range: Range }>('sfmap/payloadPlace', params);
    expect(place.uri).toBe(pathToFileURL(join(folder, 'people', 'rehire.json')).href);
    const text = readFileSync(join(folder, 'people', 'rehire.json'), 'utf8');
    expect(text.slice(offsetAt(text, place.range.start), offsetAt(text, place.range.end))).toBe('"lastName"');
  });

  it('gets nothing more of a hint of an older text', async () => {
    await openMapping();
    const [hint] = await rawHints();
    await editor.change(uri, `\n${MAPPING}`);
    expect(await editor.connection.sendRequest<Hint>('inlayHint/resolve', hint)).toEqual(hint);
  });

  it('gets the place in a text for a person that was chosen', async () => {
    await openMapping();
    const person = {
      label: 'Live · 7',
      payload: { personIdExternal: '7', personalInfoNav: { results: [{ lastName: 'Live' }] } },
    };
    await editor.connection.sendNotification('sfmap/samplePerson', { uri, person });
    const params = { uri, location: ['personalInfoNav', 'results', 0, 'lastName'] };
    const place = await editor.connection.sendRequest<{ uri: string; range: Range }>('sfmap/payloadPlace', params);
    const text = await content(place.uri);
    expect(JSON.parse(text)).toEqual(person.payload);
    expect(text.slice(offsetAt(text, place.range.start), offsetAt(text, place.range.end))).toBe('"lastName"');
    expect(await editor.connection.sendRequest('sfmap/payloadPlace', { uri, location: ['gone'] })).toBeNull();
    await expect(editor.connection.sendRequest('sfmap/payloadPlace', { uri })).rejects.toThrow(/needs the uri/);
  });

  it('has lenses with its commands; the state of a test comes when it is seen', async () => {
    await openMapping();
    const all = await lenses();
    expect(all.map(({ command }) => command?.title)).toEqual([
      expect.stringMatching(/^OData query: /),
      '2 of 2 resolved',
      undefined,
      'Run',
    ]);
    expect(all[1]?.command).toMatchObject({ command: 'sfmap.showValues', arguments: [uri] });
    const state = async () => {
      const lens = (await lenses()).find(({ command }) => command === undefined);
      return (await editor.connection.sendRequest<Lens>('codeLens/resolve', lens)).command;
    };
    const passed = await state();
    expect(passed).toMatchObject({ title: 'passes', command: 'sfmap.runTest' });
    expect(await content(String(passed?.arguments[0]))).toBe(
      '✓ the name\n  ✓ expect surname == "OKAFOR"\n\n1 test: 1 passed, 0 failed\n',
    );
    await editor.change(uri, MAPPING.replace('"OKAFOR"', '"DOE"'));
    expect(await state()).toMatchObject({ title: 'fails: surname is "OKAFOR"' });
  });

  it('reads a test file anew when it is told that it changed', async () => {
    const file = join(folder, 'people', 'own.json');
    writeFileSync(
      file,
      JSON.stringify({ personIdExternal: '1', personalInfoNav: { results: [{ lastName: 'Before' }] } }),
    );
    await openMapping(MAPPING.replace('given rehire', 'given "people/own.json"').replace('"OKAFOR"', '"AFTER"'));
    const state = async () => {
      const lens = (await lenses()).find(({ command }) => command === undefined);
      return (await editor.connection.sendRequest<Lens>('codeLens/resolve', lens)).command?.title;
    };
    expect(await state()).toBe('fails: surname is "BEFORE"');
    writeFileSync(
      file,
      JSON.stringify({ personIdExternal: '1', personalInfoNav: { results: [{ lastName: 'After' }] } }),
    );
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(file).href, type: 2 }],
    });
    expect(await state()).toBe('passes');
  });

  it('tells of the actual value of an expectation, with links to pages', async () => {
    await openMapping();
    const at = (place: string) => editor.hover(uri, positionAt(MAPPING, MAPPING.indexOf(place) + 1));
    expect((await at('surname =='))?.contents.value).toContain('Holds.');
    expect((await at('ToUpper('))?.contents.value).toContain('(<sfmap:/functions/ToUpper.md>)');
  });

  it('reads texts that follow each change, as long as they are asked for', async () => {
    await openMapping();
    const address = `sfmap:/values/mapping.txt?${encodeURIComponent(uri)}`;
    expect(await content(address)).toMatch(/^ {2}surname +OKAFOR$/m);
    refreshed.length = 0;
    await editor.change(uri, MAPPING.replace('ToUpper', 'ToLower'));
    await editor.until(
      () => refreshed,
      (all) => all.includes(address),
    );
    expect(await content(address)).toMatch(/^ {2}surname +okafor$/m);
    expect(await content('sfmap:/rules/SFM2001.md')).toMatch(/^# SFM2001: [\s\S]*## Wrong/);
    expect(await content('sfmap:/attributes/inbound.txt')).toContain('API EXPRESSION');
    expect(await content('sfmap:/nothing')).toMatch(/^There is no text/);
    refreshed.length = 0;
    await editor.close(uri);
    await editor.until(
      () => refreshed,
      (all) => all.includes(address),
    );
    expect(await content(address)).toMatch(/^Open the mapping/);
  });
});

describe('an editor without commands and texts', () => {
  it('gets neither lenses nor links, and tooltips as plain text', async () => {
    const plain = { ...PULLS, textDocument: { ...PULLS.textDocument, hover: { contentFormat: ['plaintext'] } } };
    const { editor, capabilities } = await Editor.start([bundle.file, '--stdio'], plain);
    try {
      expect(capabilities).not.toHaveProperty('codeLensProvider');
      expect(capabilities).not.toHaveProperty('workspace.textDocumentContent');
      const uri = pathToFileURL(join(folder, 'plain.sfmap')).href;
      await editor.open(uri, MAPPING);
      const range = EVERYTHING;
      const hints = await editor.connection.sendRequest<Hint[]>('textDocument/inlayHint', {
        textDocument: { uri },
        range,
      });
      expect(hints[1]?.label).toMatch(/^ {2}\d+$/);
      const detailed = await editor.connection.sendRequest<Hint>('inlayHint/resolve', hints[1]);
      expect(detailed.tooltip).toMatch(/^employeeId ← "/);
      const hover = await editor.hover(uri, positionAt(MAPPING, MAPPING.indexOf('ToUpper') + 1));
      expect(hover?.contents.kind).toBe('plaintext');
      expect(hover?.contents.value).not.toMatch(/\*\*|`|sfmap:/);
    } finally {
      await editor.stop();
    }
  });
});
