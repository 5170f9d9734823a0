import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { markedText } from '../support/marked-text.ts';
import { applied, buildBundle, Editor, type LspTextEdit, offsetAt, positionAt } from './support/editor.ts';

const root = join(import.meta.dirname, '..', '..');
const people = join(root, 'examples', 'inbound', 'people');

const programs = [
  ['the server alone', 'lsp/main.ts', ['--stdio']],
  ['sfmap lsp', 'cli/main.ts', ['lsp', '--stdio']],
] as const;

/** The level of the protocol that says something without finding fault. */
const INFORMATION = 3;

describe.each(programs)('%s', (_, entry, args) => {
  let bundle: { file: string; remove(): void };
  let folder: string;
  let editor: Editor;
  let capabilities: Readonly<Record<string, unknown>>;
  let uri: string;

  beforeAll(async () => {
    bundle = await buildBundle(entry);
    folder = mkdtempSync(join(tmpdir(), 'sfmap-lsp-'));
    mkdirSync(join(folder, 'people'));
    cpSync(people, join(folder, 'people'), { recursive: true });
    ({ editor, capabilities } = await Editor.start([bundle.file, ...args]));
  });
  afterAll(async () => {
    await editor?.stop();
    bundle?.remove();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  let count = 0;
  beforeEach(() => {
    uri = editor.uri(join(folder, `mapping ${++count} ä.sfmap`));
  });

  const REHIRE = `provision SuccessFactors -> EntraID
sample rehire = "people/rehire.json"
source {
  okToRehire : Boolean = $.employmentNav.results[0].okToRehire
}
map {
  employeeId <- [personIdExternal] match 1
  department <- [department]
}
`;

  it('says what it can do', async () => {
    expect(capabilities).toMatchObject({
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      inlayHintProvider: { resolveProvider: true },
      documentFormattingProvider: true,
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'refactor.extract', 'refactor.inline', 'refactor.rewrite', 'source.fixAll.sfmap'],
      },
      diagnosticProvider: { interFileDependencies: false },
    });
    // It asks to be told of changed files.
    expect(
      await editor.until(
        () => editor.registered.length,
        (length) => length > 0,
      ),
    ).toBe(1);
  });

  it('formats a document with edits of blanks alone', async () => {
    const text =
      'provision  SuccessFactors -> EntraID\r\nmap {\r\nsurname <- [lastName]\r\n givenName<-[firstName] }\r\n';
    await editor.open(uri, text);
    const edits = await editor.connection.sendRequest<LspTextEdit[]>('textDocument/formatting', {
      textDocument: { uri },
      options: { tabSize: 4, insertSpaces: false },
    });
    expect(edits.every(({ newText }) => newText.trim() === '')).toBe(true);
    expect(applied(text, edits)).toBe(
      'provision SuccessFactors -> EntraID\r\n\r\nmap {\r\n  surname   <- [lastName]\r\n  givenName <- [firstName]\r\n}\r\n',
    );
  });

  it('formats ranges, and what is being typed', async () => {
    const text = 'provision  SuccessFactors -> EntraID\nmap {\nsurname<-[lastName]\n  givenName <- [firstName]\n\n}\n';
    await editor.open(uri, text);
    const options = { tabSize: 2, insertSpaces: true };
    const line = (number: number) => ({
      start: { line: number, character: 0 },
      end: { line: number, character: 5 },
    });
    const ask = (method: string, params: object) =>
      editor.connection.sendRequest<LspTextEdit[]>(`textDocument/${method}`, {
        textDocument: { uri },
        options,
        ...params,
      });
    const one = await ask('rangeFormatting', { range: line(2) });
    expect(applied(text, one)).toContain('provision  SuccessFactors');
    expect(applied(text, one)).toMatch(/^ {2}surname +<- \[lastName\]$/m);
    const twice = await ask('rangesFormatting', { ranges: [line(2), line(2), line(0)] });
    expect(applied(text, twice)).toContain('provision SuccessFactors');
    expect(applied(text, twice)).toMatch(/^ {2}surname +<- \[lastName\]$/m);
    const typed = await ask('onTypeFormatting', { position: { line: 4, character: 0 }, ch: '\n' });
    expect(applied(text, typed).split('\n')[4]).toBe('  ');
    expect(await ask('onTypeFormatting', { position: { line: 1, character: 1 }, ch: 'x' })).toEqual([]);
  });

  it('reports mistakes, and their fix ends them', async () => {
    const { text, ranges } = markedText(
      'provision SuccessFactors -> EntraID\nmap {\n  displayName <- «Jion»(" ", [firstName], [lastName])\n}\n',
    );
    await editor.open(uri, text);
    const [found, ...more] = await editor.diagnostics(uri);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      code: 'SFM2001',
      severity: 1,
      message: 'There is no function Jion. Did you mean Join?',
    });
    const range = found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    expect({ start: offsetAt(text, range.start), end: offsetAt(text, range.end) }).toEqual(ranges[0]);

    const actions = await editor.actions(uri, range);
    const fix = actions.find(({ isPreferred }) => isPreferred === true);
    expect(fix).toMatchObject({ title: 'Write Join', kind: 'quickfix' });
    const mended = applied(text, fix?.edit.changes[uri] ?? []);
    await editor.change(uri, mended);
    expect(mended).toContain('Join(" ",');
    expect(await editor.diagnostics(uri)).toEqual([]);
  });

  it('shows the values of the sample person, and where they come from', async () => {
    await editor.open(uri, REHIRE);
    const hints = await editor.until(
      () => editor.hints(uri),
      (all) => all.length === 3,
    );
    expect(hints.map(({ label }) => label)).toEqual([
      expect.stringMatching(/1 of 2 employments$/),
      expect.stringMatching(/^\d+$/),
      expect.any(String),
    ]);
    expect(offsetAt(REHIRE, hints[2]?.position ?? { line: 0, character: 0 })).toBe(
      REHIRE.indexOf('[department]') + '[department]'.length,
    );

    const hover = await editor.hover(uri, positionAt(REHIRE, REHIRE.indexOf('[department]') + 2));
    expect(hover?.contents.kind).toBe('markdown');
    expect(hover?.contents.value).toContain('departmentNav');
    expect(hover?.contents.value).toMatch(/1 of 2 employments/);
    expect(await editor.hover(uri, { line: 2, character: 8 })).toBeNull();
  });

  it('answers the rehire on one path and in the whole file; the edits give another value', async () => {
    await editor.open(uri, REHIRE);
    const before = await editor.until(
      () => editor.hints(uri),
      (all) => all.length === 3,
    );
    const at = positionAt(REHIRE, REHIRE.indexOf('okToRehire'));
    const actions = await editor.actions(uri, { start: at, end: at });
    const titles = actions.filter(({ kind }) => kind === 'refactor.rewrite').map(({ title }) => title);
    expect(titles[0]).toBe('Read the latest employment (rehire)');
    expect(titles).toContainEqual(
      expect.stringMatching(
        /^Read the latest employment in the whole file \(rehire\), \d+ paths?; startDate and manager keep theirs · department: .+ → /,
      ),
    );

    const whole = actions.find(({ title }) => title.startsWith('Read the latest employment in the whole file'));
    const text = applied(REHIRE, whole?.edit.changes[uri] ?? []);
    expect(text).toContain('replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]');
    await editor.change(uri, text);
    expect((await editor.diagnostics(uri)).filter(({ severity }) => severity !== INFORMATION)).toEqual([]);
    const after = await editor.hints(uri);
    expect(after[2]?.label).not.toBe(before[2]?.label);
    expect(after[0]?.label).toMatch(/2 of 2 employments$/);
  });

  it('takes a person that the editor chose, and goes back to the sample', async () => {
    await editor.open(uri, REHIRE);
    const sample = await editor.until(
      () => editor.hints(uri),
      (all) => all.length === 3,
    );
    const payload = JSON.parse(readFileSync(join(people, 'plain.json'), 'utf8'));
    const [{ personIdExternal }] = payload.d.results;
    const person = { label: 'somebody', payload };
    const refreshes = editor.refreshed.length;
    await editor.connection.sendNotification('sfmap/samplePerson', { uri, person });
    const chosen = await editor.hints(uri);
    expect(chosen[1]?.label).toBe(personIdExternal);
    expect(chosen[1]?.label).not.toBe(sample[1]?.label);
    expect(editor.refreshed.length).toBeGreaterThan(refreshes);

    const preview = await editor.connection.sendRequest<{ title: string; text: string }>('sfmap/previewMapping', {
      uri,
    });
    expect(preview.text).toContain('somebody');
    expect(preview.text).toContain(personIdExternal);

    await editor.connection.sendNotification('sfmap/samplePerson', { uri, person: null });
    expect(await editor.hints(uri)).toEqual(sample);
  });

  it('counts in UTF-16 units, also behind an emoji, and in CRLF', async () => {
    const text = REHIRE.replace('map {', '// 👩🏽‍💻 Zoë\nmap { /* 😀 */ "a😀b" <- Jion("😀", [x])').replaceAll(
      '\n',
      '\r\n',
    );
    await editor.open(uri, text);
    const found = (await editor.diagnostics(uri)).filter(({ code }) => code === 'SFM2001' || code === 'SFM2002');
    expect(found.map(({ range }) => text.slice(offsetAt(text, range.start), offsetAt(text, range.end)))).toEqual([
      'Jion',
      '[x]',
    ]);
    const at = text.indexOf('Jion');
    const position = positionAt(text, at);
    await editor.change(uri, 'Join', { start: position, end: { ...position, character: position.character + 4 } });
    const rest = await editor.diagnostics(uri);
    expect(rest.filter(({ code }) => code === 'SFM2001')).toEqual([]);
    expect(rest.filter(({ code }) => code === 'SFM2002')).toHaveLength(1);
  });

  describe('a sample that cannot be read', () => {
    const cases: readonly (readonly [string, string, string | undefined, RegExp])[] = [
      ['is missing', 'nobody.json', undefined, /does not exist\. Check the path\./],
      ['is HTML', 'page.json', '<!DOCTYPE html><html></html>', /is an HTML page, no JSON.*Save the answer/],
      ['is cut off', 'cut.json', '{"d": {"results": [', /is not JSON\. Check/],
      ['is empty', 'empty.json', '', /is empty/],
      ['is a folder', '.', undefined, /is not a regular file/],
      ['is a device', relative(tmpdir(), '/dev/zero').replace('', '../'), undefined, /is not a regular file/],
      [
        'stands anywhere on the machine',
        '/dev/zero',
        undefined,
        /is not relative to its mapping\. Write a path such as/,
      ],
      ['stands on another one', '\\\\\\\\files.example\\\\me.json', undefined, /is not relative to its mapping/],
      ['has 50 MB', 'huge.json', `"${'x'.repeat(50 * 1024 * 1024 - 2)}"`, /50 MB.*32 MB/],
    ];
    it.each(cases)('%s: is said at its declaration', async (__, file, content, message) => {
      if (content !== undefined) writeFileSync(join(folder, file), content);
      const text = `provision SuccessFactors -> EntraID\nsample me = "${file}"\nmap {\n  surname <- [lastName]\n}\n`;
      await editor.open(uri, text);
      const [found] = await editor.until(
        () => editor.diagnostics(uri),
        (all) => all.length > 0,
      );
      expect(found).toMatchObject({ code: 'SFM1104', severity: 1 });
      expect(found?.message).toMatch(message);
      expect(found?.message).not.toContain('    at ');
      const range = found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      expect(text.slice(offsetAt(text, range.start), offsetAt(text, range.end))).toBe(`"${file}"`);
      expect(await editor.hints(uri)).toEqual([]);
    });
  });

  it('follows the name of the sample while it is typed', async () => {
    const text = REHIRE.replace('people/rehire.json', 'people/pla.json');
    await editor.open(uri, text);
    await editor.until(
      () => editor.diagnostics(uri),
      (all) => all.some(({ code }) => code === 'SFM1104'),
    );
    const at = positionAt(text, text.indexOf('pla.json') + 3);
    await editor.change(uri, 'i', { start: at, end: at });
    await editor.change(uri, 'n', {
      start: { ...at, character: at.character + 1 },
      end: { ...at, character: at.character + 1 },
    });
    const hints = await editor.until(
      () => editor.hints(uri),
      (all) => all.length === 3,
    );
    const plain = JSON.parse(readFileSync(join(people, 'plain.json'), 'utf8'));
    const person = plain.d?.results?.[0] ?? plain.d ?? plain;
    expect(hints[1]?.label).toBe(person.personIdExternal);
    expect((await editor.diagnostics(uri)).filter(({ code }) => code === 'SFM1104')).toEqual([]);
  });

  it('reads sample and parameters again when they change on disk', async () => {
    const own = mkdtempSync(join(folder, 'project-'));
    const text = `provision SuccessFactors -> EntraID\nparam country\nsample me = "me.json"\nmap {\n  surname <- [lastName]\n  country <- "{{country}}"\n}\n`;
    const write = (lastName: string, country: string) => {
      const payload = { personIdExternal: '1', personalInfoNav: { results: [{ lastName }] } };
      writeFileSync(join(own, 'me.json'), JSON.stringify(payload));
      writeFileSync(join(own, 'sfmap.json'), JSON.stringify({ parameters: { country } }));
    };
    const mapping = editor.uri(join(own, 'own.sfmap'));
    write('Okafor', 'NG');
    await editor.open(mapping, text);
    const labels = async () => (await editor.hints(mapping)).map(({ label }) => label);
    expect(await editor.until(labels, (all) => all[1] === 'NG')).toEqual(['Okafor', 'NG']);
    write('Sørensen', 'DK');
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: editor.uri(join(own, 'me.json')), type: 2 }],
    });
    expect(await editor.until(labels, (all) => all.includes('DK') && all.includes('Sørensen'))).toEqual([
      'Sørensen',
      'DK',
    ]);
  });

  it('survives what no editor should send', async () => {
    const send = (method: string, params?: unknown) =>
      editor.connection.sendRequest(method, params).then(
        (value) => value,
        (error: Error) => error.message,
      );
    const unknown = { textDocument: { uri: 'file:///not/open.sfmap' } };
    expect(await send('textDocument/hover', { ...unknown, position: { line: 0, character: 0 } })).toBeNull();
    expect(
      await send('textDocument/inlayHint', {
        ...unknown,
        range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
      }),
    ).toEqual([]);
    expect(
      await send('textDocument/codeAction', {
        ...unknown,
        range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
      }),
    ).toEqual([]);
    expect(await send('textDocument/diagnostic', unknown)).toEqual({ kind: 'full', items: [] });
    expect(await send('sfmap/previewMapping', { uri: 'file:///not/open.sfmap' })).toMatchObject({
      text: 'Open the mapping first.\n',
    });
    for (const params of [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      { textDocument: 7 },
      { textDocument: {}, position: { line: 'x' } },
    ]) {
      for (const method of [
        'textDocument/hover',
        'textDocument/inlayHint',
        'textDocument/codeAction',
        'textDocument/diagnostic',
        'sfmap/previewMapping',
      ]) {
        await send(method, params);
      }
      await editor.connection.sendNotification('sfmap/samplePerson', params as object);
      await editor.connection.sendNotification('workspace/didChangeWatchedFiles', params as object);
    }
    for (const person of [7, 'x', [], {}, { label: 'a' }, { label: 'a', payload: null }, { label: 3, payload: {} }]) {
      await editor.connection.sendNotification('sfmap/samplePerson', { uri, person });
    }
    for (const odd of [
      'untitled:Untitled-1',
      'file://host/share/a.sfmap',
      'file:///a%2Fb.sfmap',
      'not a uri',
      'git:/x?y',
      '',
    ]) {
      await editor.open(odd, REHIRE);
      await editor.connection.sendNotification('sfmap/samplePerson', { uri: odd, person: null });
      expect((await editor.diagnostics(odd)).filter(({ severity }) => severity !== INFORMATION)).toEqual([]);
      await editor.close(odd);
    }
    await editor.open(uri, REHIRE);
    expect(
      await editor.until(
        () => editor.hints(uri),
        (all) => all.length === 3,
      ),
    ).toHaveLength(3);
    expect(
      await send('textDocument/hover', { textDocument: { uri }, position: { line: 1e9, character: 1e9 } }),
    ).toBeNull();
    expect(await send('nonsense/method', {})).toMatch(/nonsense\/method/);
  });

  it('keeps up with a megabyte that makes no sense', async () => {
    await editor.open(uri, '(['.repeat(500_000));
    expect((await editor.diagnostics(uri)).length).toBeGreaterThan(0);
    await editor.change(uri, REHIRE);
    expect(
      await editor.until(
        () => editor.hints(uri),
        (all) => all.length === 3,
      ),
    ).toHaveLength(3);
  });
});

describe('an editor without pull diagnostics', () => {
  let bundle: { file: string; remove(): void };
  beforeAll(async () => {
    bundle = await buildBundle('lsp/main.ts');
  });
  afterAll(() => bundle?.remove());

  it('is sent them: when a file opens, changes and closes, and when its sample was read', async () => {
    const { editor, capabilities } = await Editor.start([bundle.file, '--stdio'], {});
    expect(capabilities).not.toHaveProperty('diagnosticProvider');
    const uri = editor.uri(join(root, 'examples', 'inbound', 'pushed.sfmap'));
    const pushed = (wanted: (codes: readonly string[]) => boolean) =>
      editor.until(() => editor.pushed.get(uri)?.map(({ code }) => code) ?? ['none yet'], wanted);
    const good =
      'provision SuccessFactors -> EntraID\nsample me = "people/rehire.json"\nmap {\n  surname <- [lastName]\n}\n';
    await editor.open(uri, good.replace('[lastName]', '[lastNam]'));
    expect(await pushed((codes) => codes.includes('SFM2002'))).toEqual(['SFM2002']);
    await editor.change(uri, good.replace('rehire.json', 'nobody.json'));
    expect(await pushed((codes) => codes.includes('SFM1104'))).toEqual(['SFM1104']);
    await editor.change(uri, good);
    expect(await pushed((codes) => codes.length === 0)).toEqual([]);
    await editor.change(uri, good.replace('rehire.json', 'nobody.json'));
    await pushed((codes) => codes.includes('SFM1104'));
    await editor.close(uri);
    expect(await pushed((codes) => codes.length === 0)).toEqual([]);
    expect(await editor.stop()).toBe(0);
  });

  it('may refuse a refresh', async () => {
    const { editor } = await Editor.start([bundle.file, '--stdio']);
    editor.connection.onRequest('workspace/inlayHint/refresh', () => {
      throw new Error('not now');
    });
    const uri = editor.uri(join(root, 'examples', 'inbound', 'refused.sfmap'));
    await editor.open(
      uri,
      'provision SuccessFactors -> EntraID\nsample me = "people/rehire.json"\nmap {\n  surname <- [lastName]\n}\n',
    );
    expect(
      await editor.until(
        () => editor.hints(uri),
        (all) => all.length === 1,
      ),
    ).toHaveLength(1);
    await editor.until(
      () => editor.logged.length,
      (length) => length > 0,
    );
    expect(await editor.diagnostics(uri)).toEqual([]);
    expect(await editor.stop()).toBe(0);
  });
});

describe('the end', () => {
  it.each(programs)('%s ends with its editor', async (_, entry, args) => {
    const bundle = await buildBundle(entry);
    try {
      const asked = await Editor.start([bundle.file, ...args]);
      expect(await asked.editor.stop()).toBe(0);

      const gone = await Editor.start([bundle.file, ...args]);
      await gone.editor.open('untitled:a', 'map {');
      gone.editor.process.stdin?.end();
      expect(typeof (await gone.editor.ended)).toBe('number');
    } finally {
      bundle.remove();
    }
  });
});
