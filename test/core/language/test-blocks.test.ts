import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import type { TestStatement } from '../../../server/src/core/language/syntax.ts';
import { check } from '../../../server/src/library/library.ts';

const HEAD = `provision SuccessFactors -> EntraID

map {
  surname <- [lastName]
}

`;

const tests = Array.from(
  { length: 3 },
  (_, i) => `/// Number ${i}.
test "number ${i}" {
  given { "personIdExternal": "${i}", "phoneNav": { "results": [{ "phoneType": "10605" }, {}] } }
  at 2026-03-0${i + 1}
  expect surname == "Okafor ${i}"
  expect givenName in ["Rita", "${i}"]
  expect department absent
}
`,
);
const whole = `${HEAD}limits {\n  update <= 5\n  clear(surname) <= 10%\n}\n\n${tests.join('\n')}`;

const parsed = parseMapping(whole);

/** Each line of each test, and each limit, by what it says. */
function linesOf(text: string): Set<string> {
  const { tests: bound, limits, mappings } = bindMapping(parseMapping(text, parsed));
  return new Set([
    ...mappings.map(({ target }) => `map ${target}`),
    ...limits.map(({ kind, most, unit }) => `limit ${kind} ${most} ${unit}`),
    ...bound.flatMap(({ name, statements }) => statements.map(({ declaration }) => `${name}: ${wordsOf(declaration)}`)),
  ]);
}

function wordsOf(statement: TestStatement): string {
  switch (statement.kind) {
    case 'given':
      return `given ${JSON.stringify(statement.json?.value)}`;
    case 'at':
      return `at ${statement.instant?.text}`;
    case 'expect':
      return `expect ${statement.target?.text} ${JSON.stringify(strip(statement.condition))}`;
    default:
      return statement.kind;
  }
}

function strip(node: unknown): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value) => (key === 'start' || key === 'end' ? undefined : value)) ?? '0',
  );
}

describe('a mistake in one line of a test leaves the others', () => {
  const all = linesOf(whole);
  const lineStarts = [...whole.matchAll(/^/gm)].map(({ index }) => index);

  it('knows every line', () => {
    expect(all.size).toBe(1 + 2 + 3 * 5);
  });

  it.each(['(', '"', '[', '{', '}', ',', '==', "'"])('one %s anywhere', (sign) => {
    const first = whole.indexOf('test "number 0"');
    for (let at = first; at < whole.length - 3; at++) {
      const changed = whole.slice(0, at) + sign + whole.slice(at);
      const line = lineStarts.findLast((start) => start <= at) ?? 0;
      const written = whole.slice(line, whole.indexOf('\n', line));
      // The head of a test and its closing brace hold its lines together; comments may hold anything.
      if (/^(?:test|\}|\/\/\/|$)/.test(written)) continue;
      const found = linesOf(changed);
      const lost = [...all].filter((one) => !found.has(one));
      if (lost.length > 1) expect({ sign, at, changed: changed.slice(line, at + 40), lost }).toBeUndefined();
    }
  });

  it.each(['(', '"', '[', '{', '}'])('one %s in the head of a test loses no line of another one', (sign) => {
    const heads = [...whole.matchAll(/^test "number (\d)" \{/gm)];
    for (const { index, 0: head, 1: number } of heads) {
      for (let at = index; at < index + head.length; at++) {
        const found = linesOf(whole.slice(0, at) + sign + whole.slice(at));
        const lost = [...all].filter((one) => !found.has(one) && !one.startsWith(`number ${number}:`));
        if (lost.length > 0) expect({ sign, at: at - index, lost }).toBeUndefined();
      }
    }
  });
});

describe('the lines of a test', () => {
  const lines = (text: string) => [...linesOf(`${HEAD}test "t" {${text}}`)].filter((one) => one.startsWith('t:'));

  it.each<[string, number]>([
    ['\n  given "a.json"\n  person "1"\n  at 2026-01-01\n  domain "a.example"\n  taken mail "x"\n  existing {}\n', 6],
    [' given "a.json" person "1" expect surname == "x" expect in scope ', 4],
    ['\n expect\n surname\n ==\n "x"\n expect given == "x"\n', 2],
    ['\n expect at == "x"\n expect domain absent\n expect person null\n taken expect "x"\n', 4],
    ['\n expect surname in [\n "a",\n "b"\n ]\n expect out of scope\n', 2],
    ['\n given // {\n {\n "a": "}", // }\n /* { */ "b": [ "]" ]\n }\n expect surname absent\n', 2],
    ['\r\n  given { "a": 1 }\r\n  expect surname absent\r\n', 2],
    ['\r  given { "a": 1 }\r  expect surname absent\r', 2],
  ])('%j are %i', (text, count) => {
    expect(lines(text)).toHaveLength(count);
    expect(parseMapping(`${HEAD}test "t" {${text}}`).declarations.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('are those of their own test, also where the head of one is too long to be read', () => {
    const text = `${HEAD}test "a" {\n  expect surname absent\n}\ntest "${'x'.repeat(100_001)}" {\n  expect in scope\n}\n`;
    expect(bindMapping(parseMapping(text)).tests.map(({ statements }) => statements.length)).toEqual([1]);
  });

  it('keep their documentation', () => {
    const file = parseMapping(whole);
    const heads = file.declarations.filter(({ declaration }) => declaration.kind === 'test');
    expect(heads.map(({ documentation }) => documentation)).toEqual(tests.map((_, i) => `Number ${i}.`));
  });

  it('are not read into JSON that is deeper than anybody writes', () => {
    const text = `${HEAD}test "t" {\n  given ${'{"a":'.repeat(20_000)}1\n  expect surname absent\n}\n`;
    const [test] = bindMapping(parseMapping(text)).tests;
    expect(test?.statements.map(({ declaration }) => declaration.kind)).toEqual(['expect']);
    expect(test?.unread).toHaveLength(1);
  });
});

describe('a limits block', () => {
  it('is the default where there is none, and what it says where there is one', () => {
    const limits = (text: string) =>
      bindMapping(parseMapping(`${HEAD}${text}`)).limits.map(
        ({ kind, attribute, most, unit }) => `${kind} ${attribute ?? ''} ${most} ${unit}`,
      );
    expect(limits('')).toEqual(['disable  10 percent', 'disable  500 number', 'delete  0 number']);
    expect(limits('limits {\n}\n')).toEqual([]);
    expect(limits('limits { update <= 5 update <= 20% clear(mail) <= 1 }')).toEqual([
      'update  5 number',
      'update  20 percent',
      'clear mail 1 number',
    ]);
    expect(limits('limits {\n update <= 5\n update <= 3\n}')).toEqual(['update  3 number']);
  });
});

describe('a large text of tests and limits ends', { timeout: 120_000 }, () => {
  it.each([
    'test "a" {\n',
    'test "a" {} ',
    '}',
    '{',
    'given {"a":[\n',
    'expect a == [',
    'update <= 5 ',
    'clear(',
    '/*\n',
  ])('of %j', (unit) => {
    for (const head of ['test "t" {\n', 'limits {\n', '']) {
      const text = `provision EntraID -> SuccessFactors\n${head}${unit.repeat(200_000 / unit.length)}`;
      expect(Array.isArray(check(text))).toBe(true);
      expect(bindMapping(parseMapping(text)).tests.every(({ unread }) => unread.length >= 0)).toBe(true);
    }
  });
});
