import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import {
  absoluteSpan,
  isBuiltIn,
  type MappingSymbol,
  occurrencesOf,
  symbolAt,
} from '../../../server/src/core/analysis/symbols.ts';
import { markedText } from '../../support/marked-text.ts';

const INBOUND = `provision SuccessFactors -> EntraID

param site = "Bern"
sample rita = "people/rita.json"

source {
  badge = $.employmentNav.results[?(@.userId == '{{site}}')].badge
}

scope {
  "Swiss": [badge] EQUALS "{{site}}" and [company] IS NOT NULL
}

actions create, update

limits {
  clear(jobTitle) <= 5
}

map {
  employeeId <- [personIdExternal] match 1
  jobTitle   <- IIF(IsPresent([badge]), [badge], "none at {{site}}") default "in {{site}}"
}

test "with a badge" {
  given rita
  existing { "jobTitle": "old {{site}}" }
  expect jobTitle == "{{site}}"
  expect action update
}
`;

/** The text with the mark `|` before the n-th place of a word. */
function at(word: string, count = 1): number {
  let from = -1;
  for (let i = 0; i < count; i++) from = INBOUND.indexOf(word, from + 1);
  return from;
}

const file = (text: string) => new Analysis(text).file;

describe('the name at an offset', () => {
  it.each<[string, number, MappingSymbol['kind'], string, string]>([
    ['a system', at('SuccessFactors'), 'system', 'SuccessFactors', 'read'],
    ['a parameter that is declared', at('site'), 'parameter', 'site', 'declaration'],
    ['a parameter in a path', at('{{site}}') + 3, 'parameter', 'site', 'read'],
    ['a parameter in an expression', at('none at {{') + 12, 'parameter', 'site', 'read'],
    ['a sample that is declared', at('rita'), 'sample', 'rita', 'declaration'],
    ['a sample that is given', at('given rita') + 8, 'sample', 'rita', 'read'],
    ['a file', at('people/'), 'file', 'people/rita.json', 'read'],
    ['an entry', at('badge') + 5, 'source', 'badge', 'declaration'],
    ['an attribute in an expression', at('([badge') + 3, 'source', 'badge', 'read'],
    ['an attribute in the scope', at('[company') + 2, 'source', 'company', 'read'],
    ['the closing bracket of an attribute', at('[company]') + 9, 'source', 'company', 'read'],
    ['an operator', at('IS NOT'), 'operator', 'IS NOT NULL', 'read'],
    ['a group of the scope', at('Swiss'), 'scope group', 'Swiss', 'declaration'],
    ['a step', at('results'), 'field', 'results', 'read'],
    ['a step in a filter', at('userId'), 'field', 'userId', 'read'],
    ['a filter', at('[?('), 'step', "[?(@.userId == '{{site}}')]", 'read'],
    ['a function', at('IsPresent') + 2, 'function', 'IsPresent', 'read'],
    ['a target of a mapping', at('jobTitle', 2), 'target', 'jobTitle', 'write'],
    ['a target of a limit', at('jobTitle'), 'target', 'jobTitle', 'read'],
    ['a target in JSON', at('"jobTitle"') + 2, 'target', 'jobTitle', 'read'],
    ['a target of an expectation', at('expect jobTitle') + 8, 'target', 'jobTitle', 'read'],
    ['a test', at('with a badge'), 'test', 'with a badge', 'declaration'],
    ['an option', at('match 1'), 'option', 'match', 'read'],
    ['an action', at('action update') + 8, 'action', 'update', 'read'],
  ])('%s', (_, offset, kind, name, role) => {
    const found = symbolAt(file(INBOUND), offset);
    expect(found?.symbol).toEqual({ kind, name });
    expect(found?.role).toBe(role);
  });

  it.each([
    ['between two names', 'map {\n  a <-|   [b]\n}'],
    ['in a comment', 'map {\n  a <- [b] // not [|b]\n}'],
    ['in a comment inside a declaration', 'map {\n  a <- /* [|b] */ [c]\n}'],
    ['in a text', 'map {\n  a <- "so|me"\n}'],
    ['in JSON, where no parameter is replaced', 'test "t" {\n  given { "a": "{{|x}}" }\n}'],
    ['in an empty file', '|'],
  ])('is none %s', (_, marked) => {
    const { text, cursor } = markedText(marked);
    expect(symbolAt(file(text), cursor)).toBeUndefined();
  });
});

describe('the places of a name', () => {
  it.each<[string, MappingSymbol['kind'], string, string]>([
    [
      'an attribute, in CRLF and behind an emoji',
      'source',
      'badge',
      'source {\r\n  «badge» = $.a // 👩‍💻 [badge]\r\n}\r\nmap {\r\n  x <- Join("👩‍💻", [«badge»], "[badge]", [«badge»])\r\n}\r\n',
    ],
    ['a name in quotes', 'source', 'my badge', 'source {\n  "«my badge»" = $.a\n}\nmap {\n  x <- [«my badge»]\n}'],
    [
      'a parameter wherever one is replaced, and where it is wrong',
      'parameter',
      'p',
      'param «p»\nsource { a = $.b[?(@.c == \'{{«p»}}\')] }\nscope { [a] EQUALS "{{«p»}}" }\nmap { b <- "x{{«p»}}" default "{{«p»}}" }\nsample s = "{{«p»}}" // {{p}}',
    ],
    ['a field of paths', 'field', 'nav', "source {\n  a = «nav».x['«nav»'].y\n  b = $.z['x','«nav»']\n}"],
    ['a combining mark belongs to a name', 'source', 'e\u0301', 'map {\n  x <- [«e\u0301»]\n  y <- [e]\n}'],
    [
      'an attribute behind a mistake',
      'source',
      'b',
      'map {\n  x <- IIF(IsPresent([«b»] [«b»]), ] "a", [«b»]\n  y <- ) [«b»\n  z <- [«b»]\n}',
    ],
    ['a declaration with a mistake', 'source', 'b', 'source {\n  «b» = $.c ] )\n}\nmap {\n  x <- [«b»]\n}'],
  ])('%s', (_, kind, name, marked) => {
    const { text, ranges } = markedText(marked);
    const found = occurrencesOf(file(text), { kind, name });
    expect(found.map((one) => absoluteSpan(one.placed, one))).toEqual(ranges);
  });
});

describe('what a step selects', () => {
  it.each([
    ['$.a.|b.c', '$.a.b'],
    ['$.a[|0].b', '$.a[0]'],
    ["$.a[?(@.|k == 'x')].b", "$.a[?(@.k == 'x')].k"],
    ["$.a[?(@.k.|m == 'x')].b", "$.a[?(@.k.m == 'x')].k.m"],
    ["$.a[?($.|r == 'x')].b", '$.r'],
    ["$.a['b|','c']", "$.a['b']"],
    ['a|b.c', 'ab'],
  ])('%s', (path, selects) => {
    const { text, cursor } = markedText(`source {\n  x = ${path}\n}`);
    expect(symbolAt(file(text), cursor)?.step?.selects).toBe(selects);
  });

  it('is known in a path in double quotes too', () => {
    const { text, cursor } = markedText('source {\n  x = "$.a[?(@.k == \'\\\\"\')].|b"\n}'.replace('\\\\', '\\'));
    const found = symbolAt(file(text), cursor);
    expect(found?.symbol).toEqual({ kind: 'field', name: 'b' });
    expect(found && text.slice(found.placed.offset + found.start, found.placed.offset + found.end)).toBe('b');
  });
});

describe('a name of the lists', () => {
  const inbound = new Analysis('provision SuccessFactors -> EntraID').model;
  const writeback = new Analysis('provision EntraID -> SuccessFactors').model;
  it.each<[MappingSymbol['kind'], string, boolean, boolean]>([
    ['source', 'emplStatus', true, false],
    ['source', 'telephoneNumber', false, true],
    ['target', 'telephoneNumber', true, false],
    ['target', 'businessPhoneNumber', false, true],
    ['function', 'IIF', true, true],
    ['function', 'iif', false, false],
    ['parameter', 'p', false, false],
  ])('%s %s', (kind, name, isInbound, isWriteback) => {
    expect(isBuiltIn(inbound, { kind, name })).toBe(isInbound);
    expect(isBuiltIn(writeback, { kind, name })).toBe(isWriteback);
  });
});
