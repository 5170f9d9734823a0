import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { useSfmap } from './support/set-up.ts';

const sfmap = useSfmap();
let folder: string;

const GOOD =
  'provision SuccessFactors -> EntraID\nactions update\nmap {\n  employeeId <- [personIdExternal] match 1\n}\ntest "flows" { given {"personIdExternal": "1"} expect employeeId == "1" }\n';
const WRITEBACK = 'provision EntraID -> SuccessFactors\nmap {\n  personIdExternal <- [employeeId] match 1\n}\n';

beforeAll(() => {
  folder = join(sfmap.folder, 'files');
  for (const name of ['below', 'folder[1]', 'two', 'broken']) mkdirSync(join(folder, name), { recursive: true });
  put('below/a.sfmap', GOOD);
  writeFileSync(join(folder, 'below', 'b.sfmap'), Buffer.from([0x6d, 0xff, 0xfe]));
  put('below/c.sfmap', GOOD.replace('[personIdExternal]', '[personIdExternl]'));
  put('folder[1]/x.sfmap', GOOD);
  put('two/one.sfmap', GOOD);
  put('two/two.sfmap', GOOD.replace('employeeId <-', 'employeeId<-'));
  put('two/writeback.sfmap', WRITEBACK);
  put('broken/sfmap.json', '{');
  put('broken/x.sfmap', GOOD);
  put('broken/y.sfmap', GOOD);
  put('person.json', '{"personIdExternal": "100"}');
});

const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const run = (...args: string[]) => sfmap.run(args, { cwd: folder });

describe('a mapping that cannot be read keeps nobody from the results of the others', () => {
  it('check, as text', async () => {
    const ended = await run('check', 'gone.sfmap', 'below');
    expect(ended.code).toBe(2);
    expect(ended.err).toMatch(
      /^sfmap: The mapping gone\.sfmap does not exist\. Check the path\.\nsfmap: The mapping .*b\.sfmap is not UTF-8 text\. Save it as UTF-8\.\n$/,
    );
    expect(ended.out).toMatch(/^below\/c\.sfmap:4:17 error SFM2002 /);
    expect(ended.out).toMatch(/\n2 files: 1 error, 0 warnings, 0 for information, 2 more not read\n$/);
  });

  it('check, as JSON: an entry in its place', async () => {
    const ended = await run('check', 'gone.sfmap', 'below', '--format', 'json');
    expect(ended.code).toBe(2);
    expect(JSON.parse(ended.out)).toMatchObject([
      {
        file: 'gone.sfmap',
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
        severity: 'error',
        code: 'SFM1120',
        message: 'The mapping gone.sfmap does not exist. Check the path.',
      },
      { file: 'below/b.sfmap', code: 'SFM1120' },
      { file: 'below/c.sfmap', code: 'SFM2002' },
    ]);
    expect(await run('explain', 'SFM1120')).toMatchObject({ code: 0 });
  });

  it('check, as SARIF: a notification of a run that was not successful', async () => {
    const ended = await run('check', 'below', '--format', 'sarif');
    expect(ended.code).toBe(2);
    const [{ tool, invocations, results, artifacts }] = JSON.parse(ended.out).runs;
    expect(invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            descriptor: { id: 'SFM1120', index: 0 },
            level: 'error',
            message: { text: expect.stringContaining('is not UTF-8 text') },
            locations: [{ physicalLocation: { artifactLocation: { uri: 'below/b.sfmap', uriBaseId: 'SRCROOT' } } }],
          },
        ],
      },
    ]);
    expect(tool.driver.notifications).toMatchObject([{ id: 'SFM1120' }]);
    expect(artifacts).toHaveLength(2);
    expect(results).toMatchObject([{ ruleId: 'SFM2002' }]);
  });

  it('test, as text, JSON and JUnit', async () => {
    const text = await run('test', 'below/a.sfmap', 'gone.sfmap');
    expect(text).toMatchObject({ code: 2, out: expect.stringContaining('1 test: 1 passed, 0 failed') });
    expect(text.err).toContain('gone.sfmap does not exist');
    const json = await run('test', 'gone.sfmap', 'below/a.sfmap', '--format', 'json');
    expect(json.code).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject([
      { file: 'gone.sfmap', passed: false, problem: { line: 1, column: 1, message: expect.stringContaining('gone') } },
      { file: 'below/a.sfmap', name: 'flows', passed: true },
    ]);
    const junit = await run('test', 'gone.sfmap', 'below/a.sfmap', '--format', 'junit');
    expect(junit.code).toBe(2);
    const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(junit.out);
    expect(testsuites).toMatchObject({ tests: '2', errors: '1', failures: '0' });
  });

  it('a broken sfmap.json concerns its mappings alone, and is told once', async () => {
    const ended = await run('check', 'broken', 'two/one.sfmap');
    expect(ended.code).toBe(2);
    expect(ended.err).toMatch(/^sfmap: [^\n]*sfmap\.json is not JSON[^\n]* \(2 mappings\)\n$/);
    expect(ended.out).toContain('1 file: 0 errors');
  });

  it('a payload that cannot be read is a mistake of the command', async () => {
    const ended = await run('check', 'two', '--payload', 'gone.json', '--format', 'json');
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(/^sfmap: The payload .*gone\.json does not exist\. Check the path\.\n$/);
  });
});

describe('a file that a mapping names and that cannot be read is a finding at its place', () => {
  it('of samples and of tests', async () => {
    put('good.json', '{"personIdExternal": "1"}');
    put('empty.json', '');
    put(
      'names.sfmap',
      [
        GOOD,
        'sample first = "good.json"',
        'sample second = "gone.json"',
        'sample "odd one" = "empty.json"',
        'test "file" { given "nofile.json" expect employeeId absent }',
        'test "again" { given "nofile.json" expect employeeId absent }',
        'test "sample" { given second expect employeeId absent }',
        'test "quoted sample" { given "odd one" expect employeeId absent }',
        'test "elsewhere" { given "/etc/hosts" expect employeeId absent }',
        'test "fine" { given "good.json" expect employeeId absent }',
        '',
      ].join('\n'),
    );
    const ended = await run('check', 'names.sfmap', '--format', 'json');
    const found = (JSON.parse(ended.out) as { line: number; column: number; code: string; message: string }[])
      .filter(({ code }) => code === 'SFM1104')
      .map(({ line, column, message }) => [line, column, message]);
    expect(found).toEqual([
      [9, 17, 'The payload gone.json does not exist. Check the path.'],
      [10, 20, 'The payload empty.json is empty. Save the answer of SuccessFactors again.'],
      [11, 21, 'The payload nofile.json does not exist. Check the path.'],
      [12, 22, 'The payload nofile.json does not exist. Check the path.'],
      [15, 26, 'The file /etc/hosts is not relative to its mapping. Write a path such as "people/me.json".'],
    ]);
    expect(ended).toMatchObject({ code: 1, err: '' });
  });
});

it('the output is the same in every folder: paths stand in it as the mapping has them, or relative', async () => {
  mkdirSync(join(folder, 'paths', 'below.sfmap'), { recursive: true });
  put(
    'paths/below.sfmap/a.sfmap',
    `${GOOD}sample gone = "gone.json"\ntest "t" { given "../none.json" expect in scope }\n`,
  );
  writeFileSync(join(folder, 'paths', 'b.sfmap'), Buffer.from([0x6d, 0xff, 0xfe]));
  for (const command of [
    ['check', 'paths', 'broken'],
    ['check', 'paths', 'broken', '--format', 'json'],
    ['check', 'paths', 'broken', '--format', 'sarif'],
    ['test', 'paths', 'broken', '--format', 'junit'],
    ['test', 'paths', '--format', 'json'],
  ]) {
    const { out, err } = await run(...command);
    expect(`${out}${err}`).not.toContain(folder);
  }
  const found = JSON.parse((await run('check', 'paths', '--format', 'json')).out) as {
    file: string;
    message: string;
  }[];
  expect(found.map(({ file }) => file)).toContain('paths/below.sfmap/a.sfmap');
  expect(found.filter(({ file }) => file === 'paths/below.sfmap')).toEqual([]);
  expect(found.map(({ message }) => message)).toContain('The payload ../none.json does not exist. Check the path.');
});

describe('FILE may be a folder or a glob', () => {
  it('eval: each with its name, as JSON a list', async () => {
    const one = await run('eval', 'folder[1]', '--payload', 'person.json', '--format', 'json');
    expect(JSON.parse(one.out)).toMatchObject({ targets: { employeeId: { state: 'value', value: '100' } } });
    const json = await run('eval', 'two/*o*.sfmap', '--payload', 'person.json', '--format', 'json');
    expect(JSON.parse(json.out)).toMatchObject([
      { file: 'two/one.sfmap', targets: { employeeId: { value: '100' } } },
      { file: 'two/two.sfmap', targets: { employeeId: { value: '100' } } },
    ]);
    const text = await run('eval', 'two', '--payload', 'person.json');
    expect(text.out).toMatch(/^two\/one\.sfmap\n[\s\S]*\n\ntwo\/two\.sfmap\n[\s\S]*\n\ntwo\/writeback\.sfmap\n/);
    expect(text.code).toBe(0);
  });

  it('eval: without a person for one, the others are evaluated', async () => {
    const ended = await run('eval', 'two');
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('There is no person to evaluate the mapping for.');
  });

  it('query: a line each; a writeback needs none', async () => {
    const ended = await run('query', 'two', '--person', '1');
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(/^two\/one\.sfmap\t\/odata\/v2\/PerPerson\?\S+\ntwo\/two\.sfmap\t\/odata\S+\n$/);
    expect(ended.err).toContain('two/writeback.sfmap is no mapping from SuccessFactors');
  });

  it('fix: notes and texts by name; with --write each in its file', async () => {
    mkdirSync(join(folder, 'fixes'), { recursive: true });
    const wrong = GOOD.replace('[personIdExternal]', '[personIdExternl]');
    put('fixes/a.sfmap', wrong);
    put('fixes/b.sfmap', wrong);
    writeFileSync(join(folder, 'fixes', 'c.sfmap'), Buffer.from([0x6d, 0xff, 0xfe]));
    const shown = await run('fix', 'fixes');
    expect(shown.code).toBe(2);
    expect(shown.out).toBe(`// fixes/a.sfmap\n${GOOD}// fixes/b.sfmap\n${GOOD}`);
    expect(shown.err).toMatch(
      /^fixes\/a\.sfmap: SFM2002: .*\nfixes\/b\.sfmap: SFM2002: .*\nsfmap: .*c\.sfmap is not UTF-8/,
    );
    expect((await run('fix', 'fixes', '--write')).out).toBe('');
    expect(readFileSync(join(folder, 'fixes', 'a.sfmap'), 'utf8')).toBe(GOOD);
    expect(readFileSync(join(folder, 'fixes', 'b.sfmap'), 'utf8')).toBe(GOOD);
  });

  it('and a path may hold brackets', async () => {
    for (const name of ['folder[1]/x.sfmap', 'folder[1]', 'folder[1]/*.sfmap'])
      expect(await run('check', name)).toMatchObject({ code: 0, out: expect.stringContaining('1 file: ') });
  });

  it('preview takes one mapping', async () => {
    const ended = await run('preview', 'two', '--connection', 'sandbox', '--all');
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('two holds several mappings') });
  });
});

describe.skipIf(process.platform === 'win32')('pipes', () => {
  const shell = (command: string) =>
    execFileSync('bash', ['-c', command], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, SFMAP: `${process.execPath} ${sfmap.bundle}` },
    });

  it('<(…) is a mapping and a payload', () => {
    const out = shell('$SFMAP eval <(cat two/one.sfmap) --payload <(cat person.json) --format json');
    expect(JSON.parse(out)).toMatchObject({ targets: { employeeId: { value: '100' } } });
    expect(shell('$SFMAP check two --payload <(cat person.json)')).toContain('3 files: ');
    expect(shell('$SFMAP check /dev/stdin < two/one.sfmap')).toContain('1 file: ');
  });

  it('formats a pipe onto standard output, and does not write it', () => {
    expect(shell('$SFMAP format <(printf "map{a<-[b]\nc<-[d]}")')).toBe('map {\n  a <- [b]\n  c <- [d]\n}\n');
    expect(shell('$SFMAP fix <(cat two/one.sfmap) --write 2>&1 || echo exit $?')).toMatch(
      /--write needs a file.*\nexit 2/,
    );
  });

  it('one in a folder, or that a mapping names, is never waited for', async () => {
    mkdirSync(join(folder, 'pipes'), { recursive: true });
    shell('mkfifo pipes/x.sfmap pipes/person.json');
    put('pipes/y.sfmap', `${GOOD}sample me = "person.json"\n`);
    const ended = await run('check', 'pipes', '--format', 'json');
    expect(JSON.parse(ended.out)).toMatchObject([
      { file: 'pipes/x.sfmap', message: expect.stringContaining('is not a regular file') },
      { file: 'pipes/y.sfmap', code: 'SFM1104', message: expect.stringContaining('is not a regular file') },
    ]);
  });

  it('one with a name is read where it is named', async () => {
    shell('mkfifo named.sfmap');
    const writer = spawn('bash', ['-c', 'cat two/one.sfmap > named.sfmap'], { cwd: folder });
    const ended = await run('check', 'named.sfmap');
    writer.kill();
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('1 file: 0 errors') });
  });
});

it('says its version', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
  for (const flag of ['--version', '-V']) expect(await run(flag)).toEqual({ code: 0, out: `${version}\n`, err: '' });
});
