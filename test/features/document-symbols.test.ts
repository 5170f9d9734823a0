import { describe, expect, it } from 'vitest';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import type { OutlineEntry } from '../../server/src/core/analysis/outline.ts';
import { documentSymbols } from '../../server/src/features/document-symbols.ts';
import { inboundExample } from '../support/example-people.ts';

/** The outline as lines, indented by depth. */
function lines(text: string): string[] {
  const shown = (entries: readonly OutlineEntry[], indent: string): string[] =>
    entries.flatMap(({ kind, name, detail, children }) => [
      `${indent}${kind}: ${name}${detail === '' ? '' : ` | ${detail}`}`,
      ...shown(children, `${indent}  `),
    ]);
  return shown(documentSymbols(new Analysis(text)), '');
}

describe('the outline', () => {
  it('has blocks with their declarations, and tests with their lines', () => {
    const text = `provision SuccessFactors -> EntraID
param site = "Bern"
param other
sample rita = "people/rita.json"
source {
  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]
  badges : String[] = $.a.b
  "my name" : DateTime
}
scope {
  "Swiss": [a] EQUALS "x" and [b] IS NULL
}
actions create, update
limits { clear(mail) <= 5  update <= 20% }
map {
  mail <- Join(" ",
    [a],   [b])  match 1
}
test "she has a mail" {
  given rita
  at 2026-03-01
  expect mail == "x"
  expect in scope
}
`;
    expect(lines(text)).toEqual([
      'system: SuccessFactors → EntraID',
      'parameter: site | "Bern"',
      'parameter: other',
      'sample: rita | people/rita.json',
      'block: source | 3',
      '  replace: replace $.employmentNav.results[0] | $.employmentNav.results[-1:]',
      '  source: badges | String[]  $.a.b',
      '  source: my name | DateTime',
      'block: scope | 1',
      '  group: Swiss | [a] EQUALS "x" and [b] IS NULL',
      'actions: actions | create, update',
      'block: limits | 2',
      '  limit: clear(mail) | <= 5',
      '  limit: update | <= 20%',
      'block: map | 1',
      '  mapping: mail | Join(" ", [a], [b])',
      'test: she has a mail | test',
      '  line: given | rita',
      '  line: at | 2026-03-01',
      '  line: expect mail | == "x"',
      '  line: expect in scope',
    ]);
  });

  it.each([
    ['an empty file', '', []],
    ['a block that is not closed', 'map {\n  a <- [b]\n', ['block: map | 1', '  mapping: a | [b]']],
    ['a line that cannot be read', 'map {\n  )(\n  a <- [b]\n}', ['block: map | 1', '  mapping: a | [b]']],
    ['a name that is empty', 'map {\n  "" <- [b]\n}', ['block: map | 1', '  mapping: without a name | [b]']],
    ['a test without a name', 'test {\n  expect a null\n}', ['test: without a name | test', '  line: expect a | null']],
  ])('of %s', (_, text, expected) => {
    expect(lines(text)).toEqual(expected);
  });

  it('shortens what is long, and cuts no sign in two', () => {
    const [, line = ''] = lines(`map {\n  a <- "${'x'.repeat(77)}👩👩👩"\n}`);
    expect(line.length).toBeLessThan(110);
    expect(line).toMatch(/x…$/u);
  });

  it.each([
    ['LF', inboundExample()],
    ['CRLF', inboundExample().replaceAll('\n', '\r\n')],
    ['broken text', inboundExample().replaceAll('}', ')')],
  ])('keeps every name in its part, and the parts in order: %s', (_, text) => {
    const check = (entries: readonly OutlineEntry[], start: number, end: number) => {
      let last = start;
      for (const entry of entries) {
        expect(entry.name).not.toBe('');
        expect(entry.start).toBeGreaterThanOrEqual(last);
        expect(entry.end).toBeLessThanOrEqual(end);
        expect(entry.selection.start).toBeGreaterThanOrEqual(entry.start);
        expect(entry.selection.end).toBeLessThanOrEqual(entry.end);
        check(entry.children, entry.start, entry.end);
        last = entry.end;
      }
    };
    check(documentSymbols(new Analysis(text)), 0, text.length);
  });
});
