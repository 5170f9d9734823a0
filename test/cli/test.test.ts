import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { beforeAll, expect, test } from 'vitest';
import { useSfmap } from './support/set-up.ts';

const sfmap = useSfmap();
const root = join(import.meta.dirname, '..', '..');

beforeAll(() => {
  const people = join(sfmap.folder, 'people');
  mkdirSync(people, { recursive: true });
  writeFileSync(
    join(people, 'rita.json'),
    '\ufeff{"d":{"results":[{"personIdExternal":"1"},{"personIdExternal":"2"}]}}',
  );
  writeFileSync(join(people, 'page.json'), '<html></html>');
});

const HEAD =
  'provision SuccessFactors -> EntraID\r\nparam site = "HQ"\r\nmap {\r\n  employeeId <- [personIdExternal] match 1\r\n  city <- "{{site}}"\r\n}\r\n';
let count = 0;
function mapping(...lines: string[]): string {
  const name = `m${++count}.sfmap`;
  writeFileSync(join(sfmap.folder, name), `\ufeff${HEAD}${lines.join('\r\n')}\r\n`);
  return name;
}
const run = (...args: string[]) => sfmap.run(['test', ...args], { cwd: sfmap.folder });

test('the examples pass', async () => {
  const ended = await sfmap.run(['test', 'examples', '--connection', 'sandbox'], { cwd: root });
  expect(ended.out).toMatch(/^(\d+) tests: \1 passed, 0 failed$/m);
  expect(ended.code).toBe(0);
});

test('a failure names its line, what came out and what it rests on; the exit code is 1', async () => {
  const file = mapping(
    'test "one" {',
    '  given "people/rita.json" person "2"',
    '  expect employeeId == "3"',
    '  expect city == "HQ"',
    '}',
  );
  const ended = await run(file);
  expect(ended.code).toBe(1);
  expect(ended.out).toBe(
    `${file}\n  ✖ one\n      ${file}:9:3 expect employeeId == "3"\n        employeeId is "2".\n          [personIdExternal]: 2\n\n1 test: 0 passed, 1 failed\n`,
  );
});

test('a parameter of the command line goes before the file', async () => {
  const file = mapping('test "one" { given {} expect city == "LON" }');
  expect((await run(file)).code).toBe(1);
  expect((await run(file, '--param', 'site=LON')).code).toBe(0);
});

test.each([
  ['a missing file', 'given "people/gone.json"', /The payload .*gone\.json does not exist\./],
  ['a page that is no JSON', 'given "people/page.json"', /is an HTML page/],
  ['a file from elsewhere', 'given "/etc/passwd"', /is not relative to its mapping/],
  ['several people', 'given "people/rita.json"', /holds 2 people\. Choose one: person "100234"\./],
])('%s fails the test, not the command', async (_, line, message) => {
  const file = mapping(
    `test "broken" { ${line} expect employeeId absent }`,
    'test "fine" { given {} expect employeeId absent }',
  );
  const ended = await run(file, '--format', 'json');
  expect(ended.code).toBe(1);
  expect(ended.err).toBe('');
  const [broken, fine] = JSON.parse(ended.out);
  expect(broken).toMatchObject({
    file,
    name: 'broken',
    line: 7,
    passed: false,
    problem: { line: 7, message: expect.stringMatching(message) },
  });
  expect(fine).toMatchObject({
    name: 'fine',
    line: 8,
    column: 1,
    passed: true,
    expectations: [{ expectation: 'expect employeeId absent', passed: true }],
  });
});

test('--filter takes a part of a name, in any case; one that no test has is wrong usage', async () => {
  const file = mapping(
    'test "The first" { given {} expect in scope }',
    'test "the second" { given {} expect out of scope }',
  );
  const ended = await run(file, '--filter', 'FIRST');
  expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('1 test: 1 passed, 0 failed') });
  expect(await run(file, '--filter', 'third')).toMatchObject({
    code: 2,
    err: expect.stringContaining('No test has a name with "third" in it.'),
  });
});

test('--filter leaves out what is wrong with the tests that it leaves out, and nothing else', async () => {
  const broken = 'test "broken" { given {} expect employeeId == }';
  const file = mapping(broken, 'test "the one" { given {} expect in scope }');
  expect(await run(file, '--filter', 'one')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 test: 1 passed, 0 failed'),
  });
  expect(await run(file)).toMatchObject({ code: 1 });
  const other = mapping(
    'scope { [department] EQUALZ "IT" }',
    broken,
    'test "the one" { given {} expect out of scope }',
  );
  expect(await run(other, '--filter', 'one')).toMatchObject({
    code: 1,
    out: expect.stringContaining('There is no operator EQUALZ'),
  });
});

test('a mapping without tests is fine, and said so', async () => {
  expect(await run(mapping())).toMatchObject({ code: 0, out: 'There are no tests in 1 file.\n' });
});

test('a mapping that cannot be read whole fails, although its tests pass', async () => {
  const file = mapping('map2 {', 'test "one" { given {} expect in scope }');
  const ended = await run(file, '--format', 'json');
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.out)).toMatchObject([
    { name: 'the mapping has no error', passed: false, line: 7 },
    { name: 'one', passed: true },
  ]);
});

test('a mapping with an error of meaning fails, although its tests pass', async () => {
  const file = mapping('scope { [department] EQUALZ "IT" }', 'test "one" { given {} expect out of scope }');
  const ended = await run(file);
  expect(ended).toMatchObject({ code: 1, out: expect.stringContaining('There is no operator EQUALZ') });
});

test('JUnit is XML whatever the names hold', async () => {
  const file = mapping(
    'test "a <b> & \\"c\\" \u0001 \u{1f600}" { given {} expect employeeId == "]]> <x> \u0002" }',
    'test "not run" { given nobody expect in scope }',
    'test "passes" { given {} expect in scope }',
  );
  const ended = await run(file, '--format', 'junit');
  expect(ended.code).toBe(1);
  expect(XMLValidator.validate(ended.out)).toBe(true);
  expect(ended.out).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(ended.out);
  expect(parsed.testsuites).toMatchObject({ tests: '3', failures: '1', errors: '1' });
  const cases = parsed.testsuites.testsuite.testcase;
  expect(cases.map((one: { name: string }) => one.name)).toEqual(['a <b> & "c" \ufffd \u{1f600}', 'not run', 'passes']);
  expect(cases[0].failure).toMatchObject({
    type: 'expectation',
    message: 'employeeId is null, so nothing flows: personIdExternal is empty (no personIdExternal).',
  });
  expect(cases[1].error).toMatchObject({
    type: 'not run',
    message: expect.stringContaining('There is no sample nobody.'),
  });
});

test('reads a mapping from standard input', async () => {
  const text = readFileSync(
    join(sfmap.folder, mapping('test "one" { given "people/rita.json" person "1" expect employeeId == "1" }')),
    'utf8',
  );
  const ended = await sfmap.run(['test', '-'], { cwd: sfmap.folder, input: text });
  expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('✓ one') });
});
