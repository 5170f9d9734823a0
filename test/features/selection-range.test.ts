import { describe, expect, it } from 'vitest';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { selectionRange } from '../../server/src/features/selection-range.ts';
import { markedText } from '../support/marked-text.ts';

/** What is selected step by step, the file left out. */
function steps(marked: string): string[] {
  const { text, cursor } = markedText(marked);
  const spans = selectionRange(new Analysis(text), cursor);
  expect(spans.at(-1)).toEqual({ start: 0, end: text.length });
  return spans.slice(0, -1).map(({ start, end }) => text.slice(start, end));
}

describe('a growing selection', () => {
  it('of an attribute: name, brackets, argument, call, expression, declaration, block', () => {
    const block = '\n  mail <- IIF(IsPresent([a]), Join(" ", [a b], "x"), "") match 1\n';
    expect(steps(`// c\nmap {${block.replace('a b', 'a |b')}}`)).toEqual([
      'b',
      'a b',
      '[a b]',
      '" ", [a b], "x"',
      '(" ", [a b], "x")',
      'Join(" ", [a b], "x")',
      'IsPresent([a]), Join(" ", [a b], "x"), ""',
      '(IsPresent([a]), Join(" ", [a b], "x"), "")',
      'IIF(IsPresent([a]), Join(" ", [a b], "x"), "")',
      'mail <- IIF(IsPresent([a]), Join(" ", [a b], "x"), "") match 1',
      block,
      `map {${block}}`,
    ]);
  });

  it.each<[string, string, readonly string[]]>([
    ['in a text', 'x <- "one t|wo"', ['two', 'one two', '"one two"']],
    ['in a parameter', 'x <- "a {{si|te}}"', ['site', '{{site}}', 'a {{site}}', '"a {{site}}"']],
    [
      'in a text with an emoji and a combining mark',
      'x <- "👩‍💻 e\u0301t|e\u0301 𝒳"',
      ['e\u0301te\u0301', '👩‍💻 e\u0301te\u0301 𝒳', '"👩‍💻 e\u0301te\u0301 𝒳"'],
    ],
    ['a letter of two units', 'x <- "𝒳|𝒴"', ['𝒳𝒴', '"𝒳𝒴"']],
    ['in the text of an option', 'x <- [a] default "n|o"', ['no', '"no"', 'default "no"']],
  ])('%s', (_, line, inner) => {
    const { text } = markedText(line);
    expect(steps(`// c\nmap {\n  ${line}\n}`)).toEqual([...inner, text, `\n  ${text}\n`, `map {\n  ${text}\n}`]);
  });

  it.each<[string, string, readonly string[]]>([
    ['a step', '$.a.b|c.d', ['bc']],
    ['a filter', "$.a[?(@.k|ey == 'x')].d", ['key', "[?(@.key == 'x')]"]],
    ['in quotes', '"$.a.b|c"', ['bc', '$.a.bc']],
  ])('of a path: %s', (_, path, inner) => {
    const { text } = markedText(path);
    const line = `x = ${text}`;
    expect(steps(`// c\nsource {\n  x = ${path}\n}`)).toEqual([
      ...inner,
      text,
      line,
      `\n  ${line}\n`,
      `source {\n  ${line}\n}`,
    ]);
  });

  it.each<[string, string, readonly string[]]>([
    ['a comment', '// one t|wo\nmap { }', ['two', '// one two']],
    [
      'JSON that has names like places',
      'test "t" { given { "start": 1, "end": |2 } }',
      ['2', '{ "start": 1, "end": 2 }'],
    ],
    ['nothing', 'map { a <- [b] }\n\n|\n', []],
    ['an empty file', '|', []],
  ])('begins in %s', (_, marked, first) => {
    expect(steps(marked).slice(0, first.length)).toEqual(first);
  });

  it('holds what came before at every place, in CRLF and broken text too', () => {
    const text =
      'map {\r\n  x <- Join(" ", [a b], IIF([c],\r\n "d {{e}}" ] match 1\r\n  /* f */ y <- "\r\n}\r\ntest "t" { given { "a": [1] } expect x in ["1"] }';
    const analysis = new Analysis(text);
    for (let offset = 0; offset <= text.length; offset++) {
      const spans = selectionRange(analysis, offset);
      expect(spans[0]?.start).toBeLessThanOrEqual(offset);
      for (const [i, { start, end }] of spans.entries()) {
        const inner = spans[i - 1];
        if (inner === undefined) continue;
        expect(start <= inner.start && inner.end <= end && end - start > inner.end - inner.start).toBe(true);
      }
    }
  });
});
