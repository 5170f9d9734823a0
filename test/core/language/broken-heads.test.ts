import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { check } from '../../../server/src/library/library.ts';

const FILE = `provision SuccessFactors -> EntraID

map {
  employeeId <- [personIdExternal] match 1
  city       <- [city]
}

test "keeps the city" {
  given { "personIdExternal": "1", "personalInfoNav": { "results": [{}] } }
  expect city null
}
`;

const targetsOf = (text: string) => bindMapping(parseMapping(text)).mappings.map(({ target }) => target);

describe('one mistake in the head of a block is told once, and the lines are read as the block', () => {
  it.each([
    ['map {', 'Map {', 'Did not expect Map here. The block begins with map {.'],
    ['map {', 'ma {', 'Did not expect ma here. The block begins with map {.'],
    ['map {', 'mapping {', 'Did not expect mapping here. The block begins with map {.'],
    ['map {', 'map" {', 'Did not expect map" here. The block begins with map {.'],
    ['map {', 'map = {', 'Did not expect map = here. The block begins with map {.'],
    ['map {', 'map: {', 'Did not expect map: here. The block begins with map {.'],
    ['map {', '" map {', 'Did not expect " map here. The block begins with map {.'],
    ['map {', '(map {', 'Did not expect (map here. The block begins with map {.'],
    ['map {', 'map', 'Expected { after map.'],
    [
      'test "keeps the city" {',
      'tset "keeps the city" {',
      'Did not expect tset "keeps the city" here. The block begins with test "keeps the city" {.',
    ],
    ['test "keeps the city" {', 'test "keeps the city"', 'Expected { after test "keeps the city".'],
  ])('%s written as %s', (head, broken, message) => {
    const text = FILE.replace(head, broken);
    const found = check(text).filter(({ severity }) => severity !== 'information');
    expect(found.map((one) => one.message)).toEqual([message]);
    expect(targetsOf(text)).toEqual(['employeeId', 'city']);
    const [fix] = found[0]?.fixes ?? [];
    expect(fix?.preferred).toBe(true);
    expect(applyEdits(text, fix?.edits ?? [])).toBe(FILE);
    expect(JSON.stringify(parseMapping(FILE, parseMapping(text)))).toBe(JSON.stringify(parseMapping(FILE)));
    expect(JSON.stringify(parseMapping(text, parseMapping(FILE)))).toBe(JSON.stringify(parseMapping(text)));
  });
});

it('keeps the closing brace of a block whose head nobody knows', () => {
  const found = check(FILE.replace('map {', 'things {'));
  expect(found.filter(({ code }) => code === 'SFM1003').flatMap(({ fixes }) => fixes)).toEqual([]);
});

it.each([
  ['a line that goes on', '  city       <- Join(" ", } [city])\n'],
  ['a line after which another one follows', '  city <- [city] }\n'],
])('a brace in %s does not end the block', (_, line) => {
  const text = FILE.replace('  city       <- [city]\n', `${line}  surname    <- [lastName]\n`);
  expect(targetsOf(text)).toEqual(['employeeId', 'city', 'surname']);
  expect(check(text).filter(({ code }) => code === 'SFM1003' || code === 'SFM1002')).toEqual([]);
});

it.each(['map { city <- [city] }', 'map {\n  city <- [city] }\n\nsource {\n  a = $.a }'])(
  'a brace at the end of the last line ends the block: %s',
  (block) => {
    const file = parseMapping(`provision SuccessFactors -> EntraID\n${block}\n`);
    expect(file.problems).toEqual([]);
    expect(file.blocks.every(({ close }) => close !== undefined)).toBe(true);
  },
);

it.each(['[  jobTitle <- [jobTitle]', '"  jobTitle <- [jobTitle]'])(
  'a sign before a target does not hide its name: %s',
  (line) => {
    const model = bindMapping(parseMapping(FILE.replace('city       <- [city]', line)));
    const read = model.mappings.flatMap(({ target }) => target ?? []);
    expect([...read, ...model.unread.mappings]).toEqual(['employeeId', 'jobTitle']);
  },
);

it('a sentence without an arrow names no target', () => {
  const model = bindMapping(parseMapping(FILE.replace('city       <- [city]', '# who gets it')));
  expect([...model.unread.mappings]).toEqual([]);
});

it.each(['actions { create, update }', 'actions {\n  create,\n  update\n}'])(
  'actions stand without braces: %s',
  (actions) => {
    const text = FILE.replace('\n\nmap', `\n${actions}\nmap`);
    const found = check(text).filter(({ code }) => code.startsWith('SFM10'));
    expect(found.map(({ message }) => message)).toEqual(['The actions stand without braces: actions create, update.']);
    expect(applyEdits(text, found[0]?.fixes[0]?.edits ?? [])).toBe(
      FILE.replace('\n\nmap', '\nactions create, update\nmap'),
    );
  },
);
