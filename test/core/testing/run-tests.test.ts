import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import type { Json } from '../../../server/src/core/json.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { type GivenFile, givenFiles } from '../../../server/src/core/testing/given.ts';
import { runTests } from '../../../server/src/core/testing/run-tests.ts';
import cases from './cases.json' with { type: 'json' };

interface TestCase {
  readonly name: string;
  readonly pair?: string;
  readonly head?: string;
  readonly map: readonly string[];
  readonly given: Json;
  readonly before?: string;
  /** Each expectation and whether it holds. */
  readonly lines: readonly (readonly [line: string, holds: boolean])[];
}

const run = (text: string, files: Readonly<Record<string, GivenFile>> = {}) => {
  const model = bindMapping(parseMapping(text));
  const { parameters } = model;
  const given = new Map([...parameters].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return runTests(model, { text, parameters: given as Map<string, string>, files: new Map(Object.entries(files)) });
};

describe.each(cases as unknown as readonly TestCase[])(
  '$name',
  ({ pair, head = '', map, given, before = '', lines }) => {
    const text = `provision ${pair ?? 'SuccessFactors -> EntraID'}
${head}
map {
${map.map((line) => `  ${line}\n`).join('')}}
test "t" {
  given ${JSON.stringify(given)}
  ${before}
${lines.map(([line]) => `  ${line}\n`).join('')}}
`;
    const [test] = run(text);

    it.each(lines.map(([line, holds], i) => ({ line, holds, i })))('$line: $holds', ({ line, holds, i }) => {
      expect(test?.problem).toBeUndefined();
      expect(test?.expectations).toHaveLength(lines.length);
      const result = test?.expectations[i];
      expect(result?.expectation).toBe(line);
      expect(text.slice(result?.start, result?.end)).toBe(line);
      if (result?.passed !== holds) expect(result).toBe(holds);
      expect(result?.actual === undefined).toBe(holds);
    });

    it('is the same in every run', () => {
      expect(run(text)).toEqual([test]);
    });
  },
);

it('says that the present time was not given, in a test without a line that gives it', () => {
  const lines = (at: string) => `provision SuccessFactors -> EntraID
map {
  hireDate <- FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy")
}
test "t" {
  given {}
  ${at}
  expect hireDate == "2026"
}
`;
  const [without] = run(lines(''));
  expect(without).toMatchObject({
    passed: false,
    expectations: [{ actual: 'hireDate fails: Now needs the present time, and none was given.' }],
  });
  expect(run(lines('at 2026-03-01'))).toMatchObject([{ passed: true }]);
});

const HEAD =
  'provision SuccessFactors -> EntraID\nsample rita = "people/rita.json"\nsample "odd one" = "odd.json"\nmap {\n  surname <- [lastName]\n}\n';
const person = (lastName: string): GivenFile => ({ payload: { personalInfoNav: { results: [{ lastName }] } } });

describe('the person of a test', () => {
  const files = { 'people/rita.json': person('Okafor'), 'odd.json': person('Odd'), 'x.json': person('X') };

  it.each([
    ['given rita', 'Okafor'],
    ['given "odd one"', 'Odd'],
    ['given "x.json"', 'X'],
    ['given "people/rita.json"', 'Okafor'],
  ])('%s is %s', (line, name) => {
    const text = `${HEAD}test "t" {\n  ${line}\n  expect surname == "${name}"\n}\n`;
    expect(run(text, files)).toMatchObject([{ passed: true }]);
  });

  it('comes from the files that the tests name, each once', () => {
    const test = (line: string) => `test "t" {\n  ${line}\n  expect surname absent\n}\n`;
    const text = `${HEAD}${['given rita', 'given "x.json"', 'given {}', 'given rita'].map(test).join('')}`;
    expect(givenFiles(bindMapping(parseMapping(text)))).toEqual(['people/rita.json', 'x.json']);
  });
});

describe('a test that cannot be run fails, and says why', () => {
  it.each([
    ['expect surname absent', 'This test has no person: begin it with given "people/rita.json".'],
    ['given {}', 'It expects nothing. Add a line such as expect department == "IT".'],
    ['given nobody expect surname absent', 'There is no sample nobody. Declare it, or write a file in double quotes.'],
    ['given "gone.json" expect surname absent', 'The payload gone.json does not exist. Check the path.'],
    [
      'given { "a": 1, } expect surname absent',
      'JSON takes no comma after the last value. The test runs when this is mended.',
    ],
    ['given [1, 2] expect surname absent', 'The JSON of given is JSON, but no person.'],
    ['given { "d": { "results": [] } } expect surname absent', 'The JSON of given holds nobody.'],
    [
      'given { "d": { "results": [{}, {}] } } expect surname absent',
      'The JSON of given holds 2 people. Choose one: person "100234".',
    ],
    ['given {} person "9" expect surname absent', 'The JSON of given holds nobody with the id 9.'],
    [
      'given {} at 2026-02-30 expect surname absent',
      'at 2026-02-30 is no point in time. Write a date or an instant: 2026-03-01, 2026-03-01T08:30:00Z.',
    ],
    ['given {} existing [] expect surname absent', 'It is no object of attributes, such as { "department": "IT" }.'],
    [
      'given {}\n  expct surname absent\n  expect surname absent',
      'Did not expect expct here. Did you mean expect? The test runs when this is mended.',
    ],
  ])('%s', (lines, message) => {
    const text = `${HEAD}test "t" {\n  ${lines}\n}\n`;
    const [test] = run(text, { 'gone.json': { problem: 'The payload gone.json does not exist. Check the path.' } });
    expect(test).toMatchObject({ passed: false, expectations: [] });
    expect(test?.problem?.message).toBe(message);
  });
});

it('says what came out, and what it rests on', () => {
  const text = `${HEAD.replace('[lastName]', 'IIF(IsPresent([middleName]), [middleName], [lastName])')}test "t" {
  given rita
  expect surname == "Doe"
}
`;
  expect(run(text, { 'people/rita.json': person('Okafor') })[0]?.expectations).toMatchObject([
    { actual: 'surname is "Okafor".', read: ['[middleName]: ∅ empty (no middleName)', '[lastName]: Okafor'] },
  ]);
});

it('runs any lines in any order, and never throws', () => {
  const line = fc.constantFrom(
    'given {}',
    'given rita',
    'given "x"',
    'given [null]',
    'given { "d": 1 }',
    'person "1"',
    'at 2026-01-01',
    'at 99',
    'domain "x"',
    'taken surname "x"',
    'existing {}',
    'existing { "a": { } }',
    'existing null',
    'expect surname == "x"',
    'expect surname matches "(((("',
    'expect surname matches "(a+)+$"',
    'expect in scope',
    'expect action nothing',
    'expect',
    'nonsense',
    '}',
    '{',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      for (const { passed, problem, expectations } of run(`${HEAD}test "t" {\n${lines.join('\n')}\n}\n`)) {
        expect(passed).toBe(problem === undefined && expectations.every((one) => one.passed));
      }
    }),
    { numRuns: 300 },
  );
});
