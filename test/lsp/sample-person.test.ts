import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FixtureResult, InsertAttributeResult, PayloadPathResult } from '../../server/src/lsp/protocol.ts';
import { applied, buildBundle, Editor, type LspTextEdit, PULLS, positionAt } from './support/editor.ts';

const people = join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'people');
const MAPPING = `provision SuccessFactors -> EntraID
sample rehire = "people/rehire.json"

source {
  last = $.personalInfoNav.results[0].lastName
}

map {
  employeeId <- [personIdExternal]  match 1
  surname    <- ToUpper([last])
}
`;
const WRITEBACK = 'provision EntraID -> SuccessFactors\nmap { }\n';

let bundle: { file: string; remove(): void };
let editor: Editor;
let folder: string;
let uri: string;
let writeback: string;
beforeAll(async () => {
  bundle = await buildBundle('lsp/main.ts');
  folder = mkdtempSync(join(tmpdir(), 'sfmap-sample-'));
  cpSync(people, join(folder, 'people'), { recursive: true });
  const all = JSON.parse(readFileSync(join(people, 'plain.json'), 'utf8')).d.results;
  writeFileSync(
    join(folder, 'many.json'),
    JSON.stringify({ d: { results: Array.from({ length: 250 }, () => all[0]) } }),
  );
  writeFileSync(join(folder, 'broken.json'), '{"d": ');
  execFileSync('mkfifo', [join(folder, 'pipe.json')]);
  ({ editor } = await Editor.start([bundle.file, '--stdio'], {
    ...PULLS,
    workspace: { ...PULLS.workspace, textDocumentContent: {} },
  }));
  editor.connection.onRequest('workspace/textDocumentContent/refresh', () => null);
  [uri, writeback] = ['a.sfmap', 'b.sfmap'].map((name) => pathToFileURL(join(folder, name)).href) as [string, string];
  await editor.open(uri, MAPPING);
  await editor.open(writeback, WRITEBACK);
});
afterAll(async () => {
  await editor?.stop();
  bundle?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const ask = <T>(method: string, params: object): Promise<T> =>
  editor.connection.sendRequest<T>(`sfmap/${method}`, params);

describe('the sample person for a client', () => {
  it('has a name, an id, a situation and a file', async () => {
    expect(await ask('sampleInfo', { uri })).toEqual({
      label: 'Rita Okafor · 100401',
      situation: 'rehire',
      file: 'people/rehire.json',
    });
    expect(await ask('sampleInfo', { uri: writeback })).toBeNull();
    expect(await ask('sampleInfo', { uri: 'file:///not/open.sfmap' })).toBeNull();
    await expect(ask('sampleInfo', {})).rejects.toThrow(/needs the uri/);
  });

  it('comes from a file beside the mapping, or from one that the user chose', async () => {
    expect(await ask('sampleFiles', { uri })).toEqual(expect.arrayContaining(['people/rehire.json', 'many.json']));
    expect(await ask('samplePeople', { uri, file: 'people/conversion.json' })).toMatchObject({
      people: [{ situation: 'worker conversion', payload: { personIdExternal: expect.any(String) } }],
      total: 1,
    });
    const many = await ask<{ people: unknown[]; total: number }>('samplePeople', {
      uri,
      path: join(folder, 'many.json'),
    });
    expect([many.people.length, many.total]).toEqual([200, 250]);
    const user = await ask<{ people: object[] }>('samplePeople', { uri: writeback, file: 'people/rehire.json' });
    expect(user.people[0]).not.toHaveProperty('situation');
  });

  it.each([
    ['a file that is not there', { file: 'people/nobody.json' }, /nobody\.json/],
    ['a file that is no JSON', { file: 'broken.json' }, /is not JSON/],
    ['a pipe, which may never end', { file: 'pipe.json' }, /pipe\.json/],
    ['a folder', { path: '/' }, /./],
    ['a device', { path: '/dev/zero' }, /\/dev\/zero/],
  ])('says why it does not come from %s', async (_, from, why) => {
    const { problem } = await ask<{ problem: string }>('samplePeople', { uri, ...from });
    expect(problem).toMatch(why);
  });

  it('comes from no absolute path that a mapping could name', async () => {
    await expect(ask('samplePeople', { uri, file: '/etc/passwd' })).rejects.toThrow(/a file beside it/);
  });
});

describe('the payload of the sample person', () => {
  const address = () => `sfmap:/payload/${encodeURIComponent('a.sfmap (payload)')}.json?${encodeURIComponent(uri)}`;
  const pathAt = async (part: string) => {
    const { text } = await editor.connection.sendRequest<{ text: string }>('workspace/textDocumentContent', {
      uri: address(),
    });
    return ask<PayloadPathResult>('payloadPath', {
      uri: address(),
      position: positionAt(text, text.indexOf(part) + 1),
    });
  };

  it('tells the path to what stands at a position', async () => {
    expect(await pathAt('"lastName"')).toEqual({
      path: '$.personalInfoNav.results[0].lastName',
      location: ['personalInfoNav', 'results', 0, 'lastName'],
      mapping: uri,
    });
    await expect(ask('payloadPath', { uri, position: { line: 0, character: 0 } })).rejects.toThrow(
      /address of a payload/,
    );
    await expect(ask('payloadPath', { uri: address(), position: 'x' })).rejects.toThrow(/a position in it/);
  });

  it('gives a source attribute for it, in the form of the file', async () => {
    const place = await pathAt('"seniorityDate"');
    const made = await ask<InsertAttributeResult>('insertAttribute', { uri, location: place?.location });
    if ('problem' in made) throw new Error(made.problem);
    expect(made.name).toBe('seniorityDate');
    expect(applied(MAPPING, made.edits as LspTextEdit[])).toContain(
      '  last                     = $.personalInfoNav.results[0].lastName\n' +
        '  seniorityDate : DateTime = $.employmentNav.results[0].seniorityDate\n}',
    );
    expect(await ask('insertAttribute', { uri, location: ['personalInfoNav', 'results', 0, 'lastName'] })).toEqual({
      name: 'lastName',
      edits: [],
    });
    expect(await ask('insertAttribute', { uri, location: ['phoneNav'] })).toMatchObject({
      problem: expect.stringMatching(/record or a list/),
    });
    await expect(ask('insertAttribute', { uri, location: [{}] })).rejects.toThrow(/a location/);
  });

  it('becomes a file with the names of nobody, or as it is', async () => {
    const file = await ask<FixtureResult>('fixture', { uri, pseudonymised: true });
    if ('problem' in file) throw new Error(file.problem);
    expect(file).toMatchObject({ situation: 'rehire', remarks: [] });
    expect(file.label).not.toMatch(/Rita|Okafor|100401/);
    expect(file.text).not.toMatch(/Okafor|100401/);
    expect(JSON.parse(file.text)).toMatchObject({ emailNav: { results: expect.any(Array) } });
    const raw = await ask<FixtureResult>('fixture', { uri, pseudonymised: false });
    expect(raw).toMatchObject({ label: 'Rita Okafor · 100401' });
    expect(await ask('fixture', { uri: writeback, pseudonymised: true })).toMatchObject({
      problem: expect.stringMatching(/no sample person/),
    });
    await expect(ask('fixture', { uri })).rejects.toThrow(/whether names are replaced/);
  });

  it('says which paths compare with what was replaced', async () => {
    const text = MAPPING.replace(
      '$.personalInfoNav.results[0].lastName',
      "$.phoneNav.results[?(@.phoneNumber == '+234 1 555 0401')].phoneNumber",
    );
    await editor.change(uri, text);
    const file = await ask<FixtureResult>('fixture', { uri, pseudonymised: true });
    expect(file).toMatchObject({ remarks: [expect.stringMatching(/: last\. A path compares with what was replaced/)] });
    await editor.change(uri, MAPPING);
  });
});
