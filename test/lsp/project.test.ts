import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applied, buildBundle, Editor } from './support/editor.ts';

const TEXT = `provision SuccessFactors -> EntraID
sample me = "me.json"
map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Jion(" ", [firstName])
  city        <- [nobody]
}
`;

let bundle: { file: string; remove(): void };
let editor: Editor;
let folder: string;
let uri: string;
const shown: string[] = [];

beforeAll(async () => {
  bundle = await buildBundle('lsp/main.ts');
  ({ editor } = await Editor.start([bundle.file, '--stdio']));
  editor.connection.onNotification('window/showMessage', ({ message }) => void shown.push(message));
});
afterAll(async () => {
  await editor?.stop();
  bundle?.remove();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sfmap-project-'));
  uri = editor.uri(join(folder, 'workers.sfmap'));
  shown.length = 0;
  return async () => {
    await editor.close(uri);
    rmSync(folder, { recursive: true, force: true });
  };
});

const project = (content: unknown) =>
  writeFileSync(join(folder, 'sfmap.json'), typeof content === 'string' ? content : JSON.stringify(content));
const sample = (personIdExternal: string) =>
  writeFileSync(join(folder, 'me.json'), JSON.stringify({ personIdExternal }));
const watched = () =>
  editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: ['sfmap.json', 'me.json'].map((name) => ({ uri: editor.uri(join(folder, name)), type: 2 })),
  });
const levels = async () =>
  Object.fromEntries((await editor.diagnostics(uri)).map(({ code, severity }) => [code, severity]));

describe('levels of sfmap.json', () => {
  it('are those of the editor, and change with the file', async () => {
    project({ rules: { SFM2001: 'off', SFM2002: 'information' } });
    sample('100101');
    await editor.open(uri, TEXT);
    expect(await editor.until(levels, (all) => all['SFM2002'] === 3)).toEqual({ SFM2002: 3 });
    project({ rules: { SFM2002: 'warning' } });
    await watched();
    expect(await editor.until(levels, (all) => all['SFM2002'] === 2)).toEqual({ SFM2001: 1, SFM2002: 2 });
    rmSync(join(folder, 'sfmap.json'));
    await watched();
    expect(await editor.until(levels, (all) => all['SFM2002'] === 1)).toEqual({ SFM2001: 1, SFM2002: 1 });
  });

  it('do not touch mistakes of the text', async () => {
    project({ rules: { SFM1011: 'off', SFM1009: 'off' } });
    await editor.open(uri, 'provision SuccessFactors -> EntraID\nmap {\n  city <- Join(" ", [firstName]\n}\n');
    expect((await editor.diagnostics(uri)).map(({ severity }) => severity)).toEqual([1]);
    await watched();
    expect((await editor.diagnostics(uri)).map(({ severity }) => severity)).toEqual([1]);
  });
});

describe('an sfmap.json that cannot be read', () => {
  it.each([
    ['is cut off', '{"rules": {', /sfmap\.json/],
    ['has a level that nobody knows', { rules: { SFM2001: 'loud' } }, /sfmap\.json: rules\.SFM2001 must be one of/],
    ['holds a secret', { password: 'hunter2' }, /looks like a secret/],
  ])('and %s: is said once, and the mapping is checked all the same', async (_name, content, message) => {
    project(content);
    await editor.open(uri, TEXT);
    const beside = editor.uri(join(folder, 'beside.sfmap'));
    await editor.open(beside, TEXT);
    expect(await editor.diagnostics(beside)).not.toEqual([]);
    await editor.until(
      () => shown.length,
      (count) => count > 0,
    );
    await watched();
    await watched();
    expect(await levels()).toMatchObject({ SFM2001: 1, SFM2002: 1 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(shown).toEqual([expect.stringMatching(message)]);
    expect(shown[0]).not.toContain('hunter2');
    await editor.close(beside);
  });
});

describe('a sample that is written again', () => {
  const ids = async () => (await editor.hints(uri)).map(({ label }) => label.trim());

  it('keeps its values until the new ones are read: no moment without', async () => {
    sample('100101');
    await editor.open(uri, TEXT);
    await editor.until(ids, (all) => all[0] === '100101');
    for (let round = 1; round <= 20; round++) {
      sample(`10${round}`);
      await watched();
      const seen = new Set<string | undefined>();
      await editor.until(
        async () => {
          const [id] = await ids();
          seen.add(id);
          return id;
        },
        (id) => id === `10${round}`,
      );
      expect(seen).not.toContain(undefined);
    }
  });

  it('that breaks and is mended: the old values stay, and it is said', async () => {
    sample('100101');
    await editor.open(uri, TEXT);
    await editor.until(ids, (all) => all[0] === '100101');
    writeFileSync(join(folder, 'me.json'), '{"personId');
    await watched();
    await editor.until(levels, (all) => all['SFM1104'] === 1);
    expect((await editor.diagnostics(uri)).find(({ code }) => code === 'SFM1104')?.message).toMatch(
      /is not JSON\. .* Until then the values are those that were read before\.$/,
    );
    expect(await ids()).toEqual(['100101']);
    rmSync(join(folder, 'me.json'));
    await watched();
    await editor.until(
      () => editor.diagnostics(uri),
      (all) => all.some(({ message }) => message.includes('does not exist')),
    );
    expect(await ids()).toEqual(['100101']);
    sample('100202');
    await watched();
    expect(await editor.until(ids, (all) => all[0] !== '100101')).toEqual(['100202']);
    expect(await levels()).not.toHaveProperty('SFM1104');
  });
});

describe('typing', () => {
  it('letter by letter gives what the whole text gives', async () => {
    sample('100101');
    await editor.open(uri, '');
    let character = 0;
    let line = 0;
    for (const letter of TEXT) {
      const at = { line, character };
      await editor.change(uri, letter, { start: at, end: at });
      if (letter === '\n') {
        line++;
        character = 0;
      } else character++;
      if (letter === '(' || letter === '"') await editor.diagnostics(uri);
    }
    const other = editor.uri(join(folder, 'other.sfmap'));
    await editor.open(other, TEXT);
    const labels = await editor.until(
      () => editor.hints(uri),
      (all) => all.length > 0,
    );
    expect(
      await editor.until(
        () => editor.hints(other),
        (all) => all.length > 0,
      ),
    ).toEqual(labels);
    expect(await editor.diagnostics(uri)).toEqual(await editor.diagnostics(other));
  });

  it('ten fixes in a row end without a mistake', async () => {
    let text = TEXT.replace('[nobody]', 'ToUper([lastName])').replace('"me.json"', "'me.json'");
    sample('100101');
    await editor.open(uri, text);
    for (let round = 0; round < 10; round++) {
      const [first] = await editor.diagnostics(uri);
      if (first === undefined) break;
      const fix = (await editor.actions(uri, first.range)).find(({ isPreferred }) => isPreferred === true);
      text = applied(text, fix?.edit.changes[uri] ?? []);
      await editor.change(uri, text);
    }
    expect((await editor.diagnostics(uri)).filter(({ code }) => code !== 'SFM3002')).toEqual([]);
    expect(text).toContain('ToUpper([lastName])');
    expect(text).toContain('sample me = "me.json"');
  });
});

describe('the metadata that sfmap.json names', () => {
  const metadata = join(import.meta.dirname, '..', 'core', 'entity-model', 'contoso-metadata.xml');
  const text = `provision SuccessFactors -> EntraID
source {
  visitors = $.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0].cust_visitorLimit
}
map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [visitors]
}
`;

  it('makes the fields of the tenant known, and is read again when it changes', async () => {
    await editor.open(uri, text);
    expect((await levels())['SFM3101']).toBe(2);
    const file = join(folder, 'metadata.xml');
    writeFileSync(file, readFileSync(metadata, 'utf8'));
    project({ metadata: 'metadata.xml' });
    await watched();
    expect((await editor.until(levels, (all) => all['SFM3101'] === undefined))['SFM3101']).toBeUndefined();
    writeFileSync(file, readFileSync(metadata, 'utf8').replace('cust_visitorLimit', 'cust_guests'));
    await watched();
    expect((await editor.until(levels, (all) => all['SFM3101'] === 1))['SFM3101']).toBe(1);
  });

  it('is told once where it cannot be read, and the rest of sfmap.json counts', async () => {
    writeFileSync(join(folder, 'metadata.xml'), '<feed/>');
    project({ metadata: 'metadata.xml', rules: { SFM3101: 'information' } });
    await editor.open(uri, text);
    expect((await editor.until(levels, (all) => all['SFM3101'] === 3))['SFM3101']).toBe(3);
    await watched();
    await editor.diagnostics(uri);
    expect(shown.filter((message) => message.includes('metadata.xml'))).toHaveLength(1);
    expect(shown[0]).toContain('no metadata of an OData service');
  });
});
