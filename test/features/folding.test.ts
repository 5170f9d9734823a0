import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { folding } from '../../server/src/features/folding.ts';
import { toFoldingRanges } from '../../server/src/lsp/folding-ranges.ts';

/** Folds as `first-last`, lines counted from 1, with the kind of a comment. */
function folds(text: string, linesOnly = true): string[] {
  const document = TextDocument.create('file:///a.sfmap', 'sfmap', 0, text);
  return toFoldingRanges(document, folding(new Analysis(text)), linesOnly)
    .sort((a, b) => a.startLine - b.startLine)
    .map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind === undefined ? '' : ` ${kind}`}`);
}

const FILE = `// One.
// Two.
provision SuccessFactors -> EntraID
source {
  // Alone.
  a = $.b
}
map {
  x <- IIF(
    IsPresent([a]),
    Join(" ",
      [a],
      [b]
    ), ""
  ) match 1
  y <- [a]
}
/* A comment
   of two lines. */
test "t" {
  given {
    "a": 1
  }
  expect x absent }
`;

describe('folds', () => {
  const expected = ['1-2 comment', '4-6', '8-16', '9-15', '11-13', '18-19 comment', '20-24', '21-23'];
  it('blocks, calls, tests, JSON and comments of several lines', () => {
    expect(folds(FILE)).toEqual(expected);
  });

  it('the same in CRLF', () => {
    expect(folds(FILE.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  it('groups of the scope', () => {
    expect(folds('scope {\n  "A": [a] IS NULL\n    and [b] IS NULL\n  "B": [c] IS NULL\n}\n')).toEqual(['1-4', '2-3']);
  });

  it.each([
    ['a block on one line', 'map { a <- [b] }\n'],
    ['a comment on one line', '// One.\nmap { a <- [b] } // Two.\n'],
    ['comments with a line between them', '// One.\n\n// Two.\n'],
    ['an empty file', ''],
  ])('nothing of %s', (_, text) => {
    expect(folds(text)).toEqual([]);
  });

  it('a block that is not closed, up to the end', () => {
    expect(folds('map {\n  a <- [b]\n  c <- [d]')).toEqual(['1-3']);
  });

  it('with columns, for editors that take them', () => {
    const text = 'test "t" {\n  expect x absent }\n';
    const document = TextDocument.create('file:///a.sfmap', 'sfmap', 0, text);
    expect(toFoldingRanges(document, folding(new Analysis(text)), false)).toEqual([
      { startLine: 0, startCharacter: 9, endLine: 1, endCharacter: 18 },
    ]);
  });
});
