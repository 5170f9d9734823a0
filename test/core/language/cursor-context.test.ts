import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorContext } from '../../../server/src/core/language/cursor-context.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import { markedText } from '../../support/marked-text.ts';
import { mutatedFile, wholeFiles } from '../../support/mutated-files.ts';

/** What stands around the cursor; the word is given by the marked range. */
function contextAt(marked: string) {
  const { text, cursor, ranges } = markedText(marked);
  const { word, ...context } = cursorContext(parseMapping(text), cursor);
  const range = ranges[0] ?? { start: cursor, end: cursor };
  expect({ start: word.start, end: word.end }).toEqual(range);
  expect(word.typed).toBe(text.slice(range.start, cursor));
  return context;
}

const map = (line: string) => `map {\n  ${line}\n  surname <- [lastName] match 1\n}\n`;
const source = (line: string) => `source {\n  ${line}\n  other = $.a\n}\n`;
const scope = (line: string) => `scope {\n  ${line}\n}\n`;
const test = (line: string) => `test "t" {\n  ${line}\n  expect a null\n}\n`;

type Row = readonly [marked: string, context: object];

const ROWS: readonly Row[] = [
  // Outside all blocks.
  ['|', { kind: 'declaration', block: 'file' }],
  ['«pro|»', { kind: 'declaration', block: 'file' }],
  ['param x\n«m|»\nparam y', { kind: 'declaration', block: 'file' }],
  ['provision |', { kind: 'provision', arrow: false }],
  ['provision «Suc|»', { kind: 'provision', arrow: false }],
  ['provision SuccessFactors |', { kind: 'provision', source: 'SuccessFactors', arrow: false }],
  ['provision SuccessFactors «-|»', { kind: 'provision', source: 'SuccessFactors', arrow: false }],
  ['provision SuccessFactors -> «En|traID»', { kind: 'provision', source: 'SuccessFactors', arrow: true }],
  ['provision «Succ|essFactors»->EntraID', { kind: 'provision', arrow: false }],
  ['provision SuccessFactors -> EntraID |', { kind: 'nothing' }],
  ['actions |', { kind: 'actions', named: [] }],
  ['actions create, «up|»', { kind: 'actions', named: ['create'] }],
  ['actions create,\n  |', { kind: 'actions', named: ['create'] }],
  ['actions create |', { kind: 'nothing' }],
  ['actions create, |, update', { kind: 'actions', named: ['create', 'update'] }],
  ['actions «cr|eate», update', { kind: 'actions', named: ['update'] }],
  ['sample x = "«pe|ople/me.json»"', { kind: 'file-name', quoted: true, closed: true, sample: false }],
  ['sample x = |', { kind: 'file-name', quoted: false, sample: false }],
  ['param x = "{{|"', { kind: 'nothing' }],
  ['param |', { kind: 'nothing' }],
  // Comments.
  ['// hello [|', { kind: 'nothing' }],
  ['/* [|\n*/ map { }', { kind: 'nothing' }],
  [map('a <- [x] // [|'), { kind: 'nothing' }],
  ['// sfmap-ignore |', { kind: 'ignored-code', named: [], hasReason: false }],
  ['// sfmap-ignore «SFM2|002»: why', { kind: 'ignored-code', named: [], hasReason: true }],
  ['/* sfmap-ignore SFM2002, «S|» */', { kind: 'ignored-code', named: ['SFM2002'], hasReason: false }],
  ['// sfmap-ignore SFM2002: S|', { kind: 'nothing' }],
  ['// sfmap-ignore SFM2002 S|', { kind: 'nothing' }],
  // Heads of blocks.
  ['ma|p {\n}', { kind: 'nothing' }],
  ['test "a| b" {\n}', { kind: 'nothing' }],
  // Mappings.
  ['map {|', { kind: 'declaration', block: 'map' }],
  ['map {\n}|\n', { kind: 'declaration', block: 'file' }],
  [map('|'), { kind: 'declaration', block: 'map', rest: '' }],
  [map('«dep|artment» <- [x]'), { kind: 'declaration', block: 'map', rest: '<- [x]' }],
  [map('department |'), { kind: 'arrow', arrow: '<-' }],
  [map('department <- |'), { kind: 'expression', calls: [] }],
  [map('department <-\n    |'), { kind: 'expression', calls: [] }],
  [map('department <- «Jo|in»(" ", [a])'), { kind: 'expression', calls: [] }],
  [map('department <- [«dep|»'), { kind: 'attribute', block: 'map', closed: false }],
  [map('department <- [«dep| name»] match 1'), { kind: 'attribute', block: 'map', closed: true }],
  [map('department <- [«two wo|rds»]'), { kind: 'attribute', closed: true }],
  [map('department <- Join([a, [«b|»'), { kind: 'attribute', calls: [{ name: 'Join', slot: 1 }] }],
  [map('department <- Join(" ", |'), { kind: 'expression', calls: [{ name: 'Join', slot: 1, slots: 2 }] }],
  [map('department <- Join(" ", [a] |'), { kind: 'sign', calls: [{ name: 'Join', slot: 1 }] }],
  [map('department <- Join(" ", [a],\n    |'), { kind: 'expression', calls: [{ name: 'Join', slot: 2 }] }],
  [map('department <- Join(" ", [a]\n  «sur|»'), { kind: 'declaration', block: 'map' }],
  [map('a <- IIF(IsPresent([b]), «To|»'), { kind: 'expression', calls: [{ name: 'IIF', slot: 1 }] }],
  [map('a <- IIF(«Is|»(IsNull([b]), [c])'), { kind: 'expression', calls: [{ name: 'IIF', slot: 0 }] }],
  [map('a <- IIF([b] = "|", "x", "y")'), { kind: 'text', compared: 'b', closed: true }],
  [map('a <- IIF([b] = "|, "x")'), { kind: 'text', compared: 'b', closed: false }],
  [map('a <- IIF([b] <> |'), { kind: 'expression', compared: 'b' }],
  [map('a <- Switch([b], "d", |'), { kind: 'expression', compared: 'b' }],
  [map('a <- Switch([b], "d", "k", |'), { kind: 'expression' }],
  [map('a <- Join("«a, |b»", [d])'), { kind: 'text' }],
  [map('a <- Join("{{«na|me»}}", [d])'), { kind: 'parameter', closed: true }],
  [map('a <- Join("«{{{{na|»", [d])'), { kind: 'text' }],
  [map('a <- "x{{|'), { kind: 'parameter', closed: false }],
  [map('a <- [b] |'), { kind: 'option', given: [], constant: false }],
  [map('a <- "b" «de|»'), { kind: 'option', given: [], constant: true }],
  [map('a <- [b] match 1 on |'), { kind: 'option', given: ['match'], after: 'on' }],
  [map('a <- [b] match |'), { kind: 'option', given: [], after: 'match' }],
  [map('a <- [b] default "{{|'), { kind: 'parameter' }],
  [map('a <- [b] default "x|'), { kind: 'nothing' }],
  [map('a <- [b] flow always default "x" |'), { kind: 'option', given: ['flow always', 'default'] }],
  [map('a <- [b] | default "x" flow nulls'), { kind: 'option', given: ['default', 'flow nulls'] }],
  [map('a <- [b] match 1 |\n    on create'), { kind: 'option', given: ['match', 'on create'] }],
  [map('a <- [b] «de|fault» "x" on create'), { kind: 'option', given: ['on create'] }],
  [map('a <- [b] flow «|always» flow nulls'), { kind: 'option', given: ['flow nulls'], after: 'flow' }],
  // Entries.
  [source('|'), { kind: 'declaration', block: 'source' }],
  [source('a : «Str|ing»'), { kind: 'type' }],
  [source('a = |'), { kind: 'path', path: '', quoted: false }],
  [source('a = $.b[?(@.c == \'d| e'), { kind: 'path', path: "$.b[?(@.c == 'd" }],
  [source('a = "$.b|"'), { kind: 'path', path: '$.b', quoted: true }],
  [source("a = $.b[?(@.c == '{{«x|»}}')]"), { kind: 'parameter', closed: true }],
  [source('a = $.b |'), { kind: 'nothing' }],
  [source('replace |'), { kind: 'path', path: '' }],
  [source('replace $.a |'), { kind: 'arrow', arrow: '->' }],
  [source('replace $.a -> $.b|'), { kind: 'path', path: '$.b' }],
  // Scope.
  [scope('|'), { kind: 'declaration', block: 'scope', goesOn: false }],
  [scope('"a": [b] IS NULL\n  |'), { kind: 'declaration', block: 'scope', goesOn: true }],
  [scope('"a": |'), { kind: 'clause' }],
  [scope('"a": [«b|»'), { kind: 'attribute', block: 'scope' }],
  [scope('[b] |'), { kind: 'operator', attribute: 'b' }],
  [scope('[b] «NOT E|QUALS» "x"'), { kind: 'operator', attribute: 'b' }],
  [scope('[b] «NOT |»'), { kind: 'operator', attribute: 'b' }],
  [scope('[b] EQUALS |'), { kind: 'scope-value', attribute: 'b', operator: 'EQUALS', quoted: false }],
  [scope('[b] EQUALS "«x|y»"'), { kind: 'scope-value', quoted: true, closed: true }],
  [scope('[b] EQUALS "x", |'), { kind: 'scope-value', attribute: 'b', quoted: false }],
  [scope('[b] EQUALS "{{|"'), { kind: 'parameter' }],
  [scope('[b] IS NULL |'), { kind: 'and' }],
  [scope('[b] EQUALS "x" «an|»'), { kind: 'and' }],
  [scope('[b] EQUALS "x" and |'), { kind: 'clause' }],
  [scope('"Gr|"'), { kind: 'nothing' }],
  // Limits.
  ['limits {\n  «up|»\n}', { kind: 'declaration', block: 'limits' }],
  ['limits {\n  update |\n}', { kind: 'arrow', arrow: '<=' }],
  ['limits {\n  clear(«ma|il») <= 5\n}', { kind: 'limit-target', closed: true }],
  ['limits {\n  update <= |\n}', { kind: 'nothing' }],
  // Tests.
  [test('«exp|»'), { kind: 'declaration', block: 'test' }],
  [test('given |'), { kind: 'file-name', quoted: false, sample: true }],
  [test('given "«|»"'), { kind: 'file-name', quoted: true, sample: true }],
  [test('given { "a": "|" }'), { kind: 'nothing' }],
  [test('expect |'), { kind: 'expectation', words: [] }],
  [test('expect department |'), { kind: 'expectation', words: ['department'] }],
  [test('expect action «cr|»'), { kind: 'expectation', words: ['action'] }],
  [test('expect department == "«|»"'), { kind: 'test-value', of: '==', target: 'department', quoted: true }],
  [test('expect department != "|"'), { kind: 'nothing' }],
  [test('expect department in ["«|»"]'), { kind: 'test-value', of: 'in', target: 'department' }],
  [test('expect department == |'), { kind: 'test-value', of: '==', quoted: false }],
  [test('person |'), { kind: 'test-value', of: 'person' }],
  [test('expect department == "{{|"'), { kind: 'parameter' }],
  [test('taken «us|»'), { kind: 'taken' }],
  [test('at |'), { kind: 'test-value', of: 'at' }],
  [test('existing { "«ma|il»": "x" }'), { kind: 'existing-name', closed: true, named: [] }],
  [test('existing { "a": ["b", "c"], /* "d" */ "«|»'), { kind: 'existing-name', closed: false, named: ['a'] }],
  [test('existing { "«|»": "x", "a": { "no": 1 }, "b": "y" }'), { kind: 'existing-name', named: ['a', 'b'] }],
  [test('existing { | }'), { kind: 'existing-name', quoted: false, named: [] }],
  [test('existing { "a": "x", «ma|» }'), { kind: 'existing-name', quoted: false, named: ['a'] }],
  [test('existing { | "a": "x" }'), { kind: 'existing-name', quoted: false, named: ['a'] }],
  [test('existing { /* a */ | }'), { kind: 'existing-name', quoted: false }],
  [test('existing { "a": | }'), { kind: 'nothing' }],
  [test('existing { "a": tr|ue }'), { kind: 'nothing' }],
  [test('existing { "a" | }'), { kind: 'nothing' }],
  [test('existing { "a": [ | ] }'), { kind: 'nothing' }],
  [test('existing { "a": "|" }'), { kind: 'nothing' }],
  [test('existing { "a": { "|" } }'), { kind: 'nothing' }],
  [test('existing { "a": ["|"] }'), { kind: 'nothing' }],
]; // biome-ignore format: a table

describe('where the cursor stands', () => {
  it.each(ROWS)('%s', (marked, context) => {
    expect(contextAt(marked)).toMatchObject(context);
  });

  it.each(ROWS)('%s, with CRLF and an emoji before it', (marked, context) => {
    expect(contextAt(`\ufeff// 😀 é\n${marked}`.replaceAll('\n', '\r\n'))).toMatchObject(context);
  });

  it('counts the arguments behind the cursor', () => {
    const calls = (marked: string) => {
      const { text, cursor } = markedText(map(marked));
      const found = cursorContext(parseMapping(text), cursor);
      return 'calls' in found ? found.calls.map(({ name, slot, slots }) => [name, slot, slots]) : [];
    };
    expect(calls('a <- IIF([b], Mid([c], |, 2), "d", "e")')).toEqual([
      ['IIF', 1, 4],
      ['Mid', 1, 3],
    ]);
    expect(calls('a <- Join(", (", |')).toEqual([['Join', 1, 2]]);
  });
});

describe('whatever is written', () => {
  it('an answer comes, and its word is on the line of the cursor', () => {
    const text = fc.oneof(
      fc.constantFrom(...wholeFiles),
      mutatedFile.map(({ text: changed }) => changed),
    );
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { minLength: 1, maxLength: 20 }), (whole, places) => {
        const file = parseMapping(whole);
        for (const place of places) {
          const offset = place % (whole.length + 1);
          const { word } = cursorContext(file, offset);
          expect(word.start <= offset && offset <= word.end && word.end <= whole.length).toBe(true);
          expect(whole.slice(word.start, word.end)).not.toMatch(/[\r\n]/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
