import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { formatMapping } from '../../server/src/core/formatting/format-mapping.ts';
import { piecesOf } from '../../server/src/core/formatting/pieces.ts';
import { applyEdits } from '../../server/src/core/refactoring/apply-edits.ts';
import { formatting, formattingOfRange, formattingOnType } from '../../server/src/features/formatting.ts';
import { anyMapping } from '../core/formatting/support/any-mapping.ts';
import { markedText } from '../support/marked-text.ts';
import { mutatedFile } from '../support/mutated-files.ts';

describe('formatting a file', () => {
  it('changes the blanks of its declarations, also where a comma goes before a comment', () => {
    const text = 'map {\n  a <- IIF( // x\n    [b] // y\n    , "c", "d")\n  long<-[e]\n}\n';
    const edits = formatting(new Analysis(text));
    expect(applyEdits(text, edits)).toBe(formatMapping(text));
    expect(edits.some(({ start }) => start > text.indexOf('long'))).toBe(true);
    expect(formatting(new Analysis(formatMapping(text)))).toEqual([]);
  });
});

/** The text after the range that is marked was formatted. */
function ofRange(marked: string): string {
  const { text, cursor, ranges } = markedText(marked);
  return applyEdits(text, formattingOfRange(new Analysis(text), ranges[0] ?? { start: cursor, end: cursor }));
}

describe('formatting a range', () => {
  it.each([
    [
      'whole declarations that it touches, in the columns of the whole file',
      'map {\na<-[b]\n   c «<-   IIF(\n  [d]»,"e","f")\nlongName<-[g]\n}',
      'map {\na<-[b]\n  c        <- IIF([d], "e", "f")\nlongName<-[g]\n}',
    ],
    ['a cursor is a range', 'map {\n a<-[b]|\n c<-[d]\n}', 'map {\n  a <- [b]\n c<-[d]\n}'],
    ['lines up to the beginning of the next', 'map {\n« a<-[b]\n» c<-[d]\n}', 'map {\n  a <- [b]\n c<-[d]\n}'],
    ['comments on the line', 'map {\n/*a*/b«<-»[c]  // d\n// e\n}', 'map {\n  /*a*/ b <- [c]  // d\n// e\n}'],
    ['heads and braces', '«map{»\n a<-[b]\n  }', 'map {\n a<-[b]\n  }'],
    [
      'inline JSON',
      'test "t"{\n given «{\n"a":1,\n\n\n"b":[ ]»}\n}',
      'test "t"{\n  given {\n    "a": 1,\n\n    "b": []\n  }\n}',
    ],
    ['the end of the file with it', 'map {\n a<-[b]\n}«\n\n\n»', 'map {\n a<-[b]\n}\n'],
  ])('%s', (_, marked, after) => {
    expect(ofRange(marked)).toBe(after);
  });

  it.each([
    'map {\n  a <- «IIF([b],   "c"»\n   d<-[e]\n}',
    'map {\n   d<-[e]\n«\n»\n}',
    '«»',
    'map {\n«  a <- [b]»\n   c<-[d]\n}',
  ])('does nothing: %j', (marked) => {
    expect(ofRange(marked)).toBe(markedText(marked).text);
  });

  it('over the whole file is formatting the file', () => {
    fc.assert(
      fc.property(anyMapping, (text) => {
        const edits = formattingOfRange(new Analysis(text), { start: 0, end: text.length });
        expect(edits).toEqual(formatting(new Analysis(text)));
        expect(applyEdits(text, edits)).toBe(formatMapping(text));
      }),
      { numRuns: 100 },
    );
  });

  it('changes what it touches alone, as the whole file has it', () => {
    let formatted = 0;
    fc.assert(
      fc.property(anyMapping, fc.nat(), fc.nat({ max: 300 }), (text, from, length) => {
        const analysis = new Analysis(text);
        const start = from % (text.length + 1);
        const range = { start, end: Math.min(text.length, start + length) };
        const edits = formattingOfRange(analysis, range);
        const result = applyEdits(text, edits);
        const [before, after, whole] = [text, result, formatMapping(text)].map((one) => ({
          one,
          pieces: piecesOf(new Analysis(one).file) ?? [],
        }));
        for (const [index, piece] of (before?.pieces ?? []).entries()) {
          if (piece.kind !== 'declaration') continue;
          const [own, other, usual] = [before, after, whole].map((version) => {
            const { start: at, end } = version?.pieces[index] ?? { start: 0, end: 0 };
            return version?.one.slice(at, end).trimEnd();
          });
          const inside = piece.start < range.end && range.start < piece.end;
          const outside = range.end < text.slice(0, piece.start).trimEnd().length || piece.end < range.start;
          if (inside) expect(other).toBe(usual);
          else if (outside) expect(other).toBe(own);
          else expect([own, usual]).toContain(other);
          if (inside && own !== usual) formatted++;
        }
      }),
      { numRuns: 200 },
    );
    expect(formatted).toBeGreaterThan(50);
  });
});

/** The text after a character was typed before the cursor; with `|` where the cursor stands. */
function onType(marked: string): string {
  const { text, cursor } = markedText(marked);
  const character = /[)\]}]/.test(text[cursor - 1] ?? '') ? (text[cursor - 1] ?? '') : '\n';
  const edits = formattingOnType(new Analysis(text), cursor, character);
  return applyEdits(text, edits);
}

describe('a new line', () => {
  it.each([
    ['in a block', 'map {\n|\n}', 'map {\n  \n}'],
    ['in a block that is not closed', 'map {\n|', 'map {\n  '],
    ['before the brace of its block', 'map {\n  a <- [b]\n  |}', 'map {\n  a <- [b]\n}'],
    ['behind a declaration', 'map {\n  a <- [b]\n|\n  c <- [d]\n}', 'map {\n  a <- [b]\n  \n  c <- [d]\n}'],
    ['before a declaration', 'map {\n  a <- [b]\n|c <- [d]\n}', 'map {\n  a <- [b]\n  c <- [d]\n}'],
    ['behind a comment', 'map {\n  a <- [b]\n  // c\n|\n}', 'map {\n  a <- [b]\n  // c\n  \n}'],
    ['outside of blocks', 'map {\n}\n  |', 'map {\n}\n'],
    ['in a test', 'test "t" {\n  given "x"\n|\n}', 'test "t" {\n  given "x"\n  \n}'],
    ['in a call', 'map {\n  a <- IIF(\n|)\n}', 'map {\n  a <- IIF(\n  )\n}'],
    ['between the arguments', 'map {\n  a <- IIF(\n|[b], "c", "d")\n}', 'map {\n  a <- IIF(\n    [b], "c", "d")\n}'],
    [
      'in a call within a call',
      'map {\n  a <- IIF(\n    Join(" ",\n|[b]), "c", "d")\n}',
      'map {\n  a <- IIF(\n    Join(" ",\n      [b]), "c", "d")\n}',
    ],
    [
      'in a call that is being typed',
      'map {\n  a <- Join(" ",\n|\n  c <- [d]\n}',
      'map {\n  a <- Join(" ",\n    \n  c <- [d]\n}',
    ],
    ['in one that the editor has closed', 'map {\n  a <- Join(" ",\n|)\n}', 'map {\n  a <- Join(" ",\n  )\n}'],
    [
      'in one within another',
      'map {\n  a <- IIF(\n    Join(" ",\n|\n}',
      'map {\n  a <- IIF(\n    Join(" ",\n      \n}',
    ],
    ['in inline JSON', 'test "t" {\n  given {\n|\n  }\n}', 'test "t" {\n  given {\n    \n  }\n}'],
    [
      'in inline JSON that is being typed',
      'test "t" {\n  given {\n    "a": [\n      1,\n|\n    ]\n  }\n}',
      'test "t" {\n  given {\n    "a": [\n      1,\n      \n    ]\n  }\n}',
    ],
    ['in inline JSON that is not closed', 'test "t" {\n  given {\n|', 'test "t" {\n  given {\n    '],
    [
      'in the list of an expectation',
      'test "t" {\n  expect a in [\n|"b"]\n}',
      'test "t" {\n  expect a in [\n    "b"]\n}',
    ],
    [
      'before a further clause',
      'scope {\n  [a] IS NULL\n|and [b] IS NULL\n}',
      'scope {\n  [a] IS NULL\n    and [b] IS NULL\n}',
    ],
    ['with CRLF', 'map {\r\n|\r\n}', 'map {\r\n  \r\n}'],
    ['with tabs in the line before', 'map {\n\ta <- IIF(\n|)\n}', 'map {\n\ta <- IIF(\n\t)\n}'],
  ])('%s', (_, marked, after) => {
    expect(onType(marked)).toBe(after);
  });

  it.each([
    ['where it stands well', 'map {\n  |\n}'],
    ['where an author has an indentation of his own', 'map {\n    a <- [b]\n    |\n}'],
    ['where another clause may follow', 'scope {\n  [a] IS NULL\n    |\n}'],
    ['in a text that is not closed', 'map {\n  a <- IIF([b], "c(\n|\n  c <- [d]\n}'],
    ['behind a mistake outside of a call', 'map {\n  a <- IIF([b]) x\n|\n  c <- [d]\n}'],
    ['behind a declaration with a mistake', 'map {\n  a <-\n      |\n}'],
    ['behind a comment that follows a mistake', 'map {\n  a <- IIF( // b\n      |\n}'],
    ['in JSON with a mistake above', 'test "t" {\n  given {\n    a: 1,\n|\n  }\n}'],
    ['in a comment', 'map {\n  /* a\n     |\n  */\n}'],
    ['before the options of a mapping', 'map {\n  a <- [b]\n      |match 1\n}'],
    ['at the beginning of the file', '  |\nmap {\n}'],
    ['where the cursor stands behind a text', 'map {\n a|\n}'],
    ['behind a brace too many', '}\n  |'],
  ])('changes nothing %s', (_, marked) => {
    expect(onType(marked)).toBe(markedText(marked).text);
  });
});

describe('a closing sign', () => {
  it.each([
    [
      'the lines of the block',
      'map{\na<-[b]\n    long<-[c]\n  }|\nactions  create\n',
      'map {\n  a    <- [b]\n  long <- [c]\n}\nactions  create\n',
    ],
    ['a block on one line', 'scope{[a]IS NULL}|', 'scope { [a] IS NULL }'],
    [
      'the JSON of a statement',
      'test "t" {\n  given {\n"a":1\n    }|\n  at  2026-03-01\n}',
      'test "t" {\n  given {\n    "a": 1\n  }\n  at  2026-03-01\n}',
    ],
    [
      'an object in JSON: its own line',
      'test "t" {\n  given {\n    "a": {\n  "b":1\n  }|\n  }\n}',
      'test "t" {\n  given {\n    "a": {\n  "b":1\n    }\n  }\n}',
    ],
    [
      'a list in JSON',
      'test "t" {\n  given {\n    "a": [\n]|\n  }\n}',
      'test "t" {\n  given {\n    "a": [\n    ]\n  }\n}',
    ],
    ['a call', 'map {\n  a <- IIF(\n    [b], "c", "d"\n      )|\n}', 'map {\n  a <- IIF(\n    [b], "c", "d"\n  )\n}'],
    [
      'a block beside one that is not closed: its own line',
      'map {\n a<-[b]\n  }|\nscope {',
      'map {\n a<-[b]\n}\nscope {',
    ],
  ])('%s', (_, marked, after) => {
    expect(onType(marked)).toBe(after);
  });

  it('leaves declarations with a mistake as they are', () => {
    expect(onType('map {\n a<-[b]\n     c <-  IIF([d],\n       "e"\n f<-[g]\n }|')).toBe(
      'map {\n  a <- [b]\n     c <-  IIF([d],\n       "e"\n  f <- [g]\n}',
    );
  });

  it.each([
    ['in a text', 'map {\n a<-Join("}|", [b])\n}'],
    ['in a comment', 'map {\n a<-[b] // }|\n}'],
    ['in JSON with a mistake', 'test "t" {\n  given {\n   a: {\n      }|\n  }\n}'],
    ['behind other text of its line', 'map {\n a<-IIF([b],"c","d")|\n}'],
    ['where it closes nothing', '  }|'],
    ['of a parameter', 'map {\n a<-"{{p}}|"\n}'],
  ])('changes nothing %s', (_, marked) => {
    expect(onType(marked)).toBe(markedText(marked).text);
  });
});

it('whatever is typed: edits of blanks alone, in order, before the cursor, and done once', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        mutatedFile.map(({ text }) => text),
        anyMapping,
      ),
      fc.nat(),
      fc.constantFrom('\n', '}', ')', ']'),
      (base, at, typed) => {
        const place = at % (base.length + 1);
        const text = base.slice(0, place) + typed + base.slice(place);
        const cursor = place + 1;
        const edits = formattingOnType(new Analysis(text), cursor, typed);
        const problems = (one: string) => new Analysis(one).file.problems.length;
        const result = applyEdits(text, edits);
        expect(result.replace(/[\s,:]|and/g, '').length).toBe(text.replace(/[\s,:]|and/g, '').length);
        expect(problems(result)).toBe(problems(text));
        if (typed !== '\n') for (const { end } of edits) expect(end).toBeLessThan(cursor);
        // An editor puts the cursor behind the blanks that it stood in.
        const moved = edits.reduce((place, { start, end, text: own }) => {
          if (end <= cursor) return place + own.length - (end - start);
          return start <= cursor ? start + own.length : place;
        }, cursor);
        expect(formattingOnType(new Analysis(result), moved, typed)).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
