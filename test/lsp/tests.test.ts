import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordTestResult, RunTestsResult, TestsResult } from '../../server/src/lsp/protocol.ts';
import { applied, buildBundle, Editor } from './support/editor.ts';

const root = join(import.meta.dirname, '..', '..');

const MAPPING = `provision SuccessFactors -> EntraID
param company
sample rehire = "people/rehire.json"
source {
  last = $.personalInfoNav.results[0].lastName
}
map {
  employeeId <- [personIdExternal] match 1
  surname <- [last]
  companyName <- "{{company}}"
}
test "the name" {
  given rehire
  expect surname == "Okafor"
  expect companyName == "Contoso"
}
test "another name" {
  given rehire
  expect surname == "Rossi"
  expect action disable
}
test "nobody" {
  given "people/none.json"
  expect surname absent
}
`;

describe('the tests of a mapping, for a view of tests', () => {
  let bundle: { file: string; remove(): void };
  let folder: string;
  let editor: Editor;
  beforeAll(async () => {
    bundle = await buildBundle('lsp/main.ts');
    folder = mkdtempSync(join(tmpdir(), 'sfmap-tests-'));
    mkdirSync(join(folder, 'people'));
    cpSync(join(root, 'examples', 'inbound', 'people'), join(folder, 'people'), { recursive: true });
    writeFileSync(join(folder, 'sfmap.json'), JSON.stringify({ parameters: { company: 'Contoso' } }));
    writeFileSync(join(folder, 'a.sfmap'), MAPPING);
    ({ editor } = await Editor.start([bundle.file, '--stdio']));
  });
  afterAll(async () => {
    await editor?.stop();
    bundle?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const address = (name = 'a.sfmap') => editor.uri(join(folder, name));
  const tests = (uri = address()) => editor.connection.sendRequest<TestsResult>('sfmap/tests', { uri });
  const run = (uri = address(), names?: readonly string[]) =>
    editor.connection.sendRequest<RunTestsResult>('sfmap/runTests', { uri, ...(names && { names }) });
  const record = (uri = address()) => editor.connection.sendRequest<RecordTestResult>('sfmap/recordTest', { uri });

  it('are named with their places, on disk and as they are typed', async () => {
    expect(await tests()).toEqual([
      { name: 'the name', range: { start: { line: 11, character: 0 }, end: { line: 11, character: 15 } } },
      expect.objectContaining({ name: 'another name' }),
      expect.objectContaining({ name: 'nobody' }),
    ]);
    await editor.open(address(), MAPPING.replace('"nobody"', '"no person"'));
    expect((await tests()).map(({ name }) => name)).toEqual(['the name', 'another name', 'no person']);
    await editor.close(address());
  });

  it.each(['on disk', 'open'])('are run %s with the parameters of sfmap.json', async (where) => {
    if (where === 'open') await editor.open(address(), MAPPING);
    const [good, bad, none] = await run();
    expect(good).toMatchObject({ name: 'the name', passed: true, failures: [] });
    expect(bad).toMatchObject({
      passed: false,
      failures: [
        {
          message: 'expect surname == "Rossi"\nsurname is "Okafor".\n  [last]: Okafor',
          range: { start: { line: 18, character: 2 } },
          expected: 'Rossi',
          actual: 'Okafor',
        },
        { message: expect.stringContaining('The action is create') },
      ],
    });
    expect(bad?.failures[1]).not.toHaveProperty('expected');
    expect(none?.failures[0]?.message).toContain('none.json');
    expect(await run(address(), ['nobody'])).toHaveLength(1);
    expect(await run(address(), [])).toEqual([]);
    if (where === 'open') await editor.close(address());
  });

  it('are recorded from what the sample person gets, and pass', async () => {
    await editor.open(address(), MAPPING);
    const made = await record();
    if ('problem' in made) throw new Error(made.problem);
    const text = applied(MAPPING, made.edits);
    expect(text).toContain('test "what rehire gets" {\n  given rehire\n');
    await editor.change(address(), text);
    expect(await run(address(), ['what rehire gets'])).toMatchObject([{ passed: true, failures: [] }]);
    await editor.close(address());
  });

  it('are not recorded of a person who was fetched, without a sample, or of a mapping that is not open', async () => {
    await editor.open(address(), MAPPING);
    const person = { label: 'Ada', payload: { personIdExternal: '1' } };
    await editor.connection.sendNotification('sfmap/samplePerson', { uri: address(), person });
    expect(await record()).toEqual({ problem: expect.stringContaining('personal data is not written into a file') });
    await editor.change(address(), MAPPING.replace(/sample .*\n/, ''));
    await editor.connection.sendNotification('sfmap/samplePerson', { uri: address(), person: null });
    expect(await record()).toEqual({ problem: expect.stringContaining('There is no sample person') });
    await editor.close(address());
    expect(await record()).toEqual({ problem: 'Open the mapping first.' });
  });

  it('are none where there is no mapping, and other parameters are refused', async () => {
    expect(await tests(address('none.sfmap'))).toEqual([]);
    expect(await run('untitled:Untitled-1')).toEqual([]);
    for (const params of [{}, { uri: 1 }, { uri: address(), names: [1] }, null]) {
      await expect(editor.connection.sendRequest('sfmap/runTests', params)).rejects.toThrow('sfmap/runTests needs');
    }
  });
});
