import { describe, expect, it } from 'vitest';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';
import { isRejected } from '../../../server/src/core/jsonpath/path-syntax.ts';
import { recordedCases, recordedFuzz } from './recorded-data.ts';

/** Path, a part of the first message, and the path after its fix (none where there is no fix). */
type Mistake = readonly [path: string, message: string, fixed?: string];

const rejected: readonly Mistake[] = [
  [
    'a[?(@.b == "ST")]',
    `Entra's engine takes single quotes in filters: write 'ST' instead of "ST".`,
    "a[?(@.b == 'ST')]",
  ],
  ['a[?(@.b == “ST”)]', 'single quotes in filters', "a[?(@.b == 'ST')]"],
  ['a[?(@.b == ‘O’)]', 'single quotes in filters', "a[?(@.b == 'O')]"],
  [`a[?(@.b == "O'Brien")]`, 'single quotes in filters', "a[?(@.b == 'O\\'Brien')]"],
  ['a["b c"]', 'single quotes in brackets', "a['b c']"],
  ['a[?@.b]', 'A filter stands in parentheses: write [?(@.b)].', 'a[?(@.b)]'],
  ['a[?((@.b))]', 'no parentheses inside a filter: write @.b.', 'a[?(@.b)]'],
  ['a[?((@.a && @.b) || @.c)].d', 'write @.c || @.a && @.b.', 'a[?(@.c || @.a && @.b)].d'],
  ["a[?((@.a == 'x)' and @.b) or @.c)]", "write @.c || @.a == 'x)' && @.b.", "a[?(@.c || @.a == 'x)' && @.b)]"],
  ['a[?(@.x[?((@.a && @.b) || @.c)])]', 'no parentheses', 'a[?(@.x[?(@.c || @.a && @.b)])]'],
  ['a[?(@.c && (@.a || @.b))]', 'Without them @.c && @.a || @.b is read so'],
  ['a[?((@.a || @.b) && (@.c || @.d))]', 'no filter can hold these groups'],
  ['a[?((@.a || @.b && @.c)]', 'no parentheses'],
  ['a[?(!@.b)]', 'no ! before a test'],
  ["a[?(!(@.b == 'x'))]", "write @.b != 'x'", "a[?(@.b != 'x')]"],
  ['a[?(@.c && !(@.b != 5) )]', 'write @.b == 5', 'a[?(@.c && @.b == 5 )]'],
  ['a[?(@.b and @.c)]', 'Write && instead of and.', 'a[?(@.b && @.c)]'],
  ['a[?(@.b == 1 or @.c)]', 'Write || instead of or.', 'a[?(@.b == 1 || @.c)]'],
  ["a[?(@.b in ['x','y'])].c", "write @.b == 'x' || @.b == 'y'", "a[?(@.b == 'x' || @.b == 'y')].c"],
  ['a[?(@.b not in [1, 2])]', 'write @.b != 1 && @.b != 2', 'a[?(@.b != 1 && @.b != 2)]'],
  ["a[?(@.c && @.b in ['x','y'])]", 'join the comparisons with ||'],
  ['a[?(@.b in @.c)]', 'knows no in'],
  ['a[?(@.b is null)]', 'Write == instead of is.', 'a[?(@.b == null)]'],
  ['a[?(@.b is not null)]', 'Write != instead of is not.', 'a[?(@.b != null)]'],
  ["a[?(@.b like 'x%')]", 'write a pattern'],
  ['a[?(@.b => 3)]', 'Write >= instead of =>.', 'a[?(@.b >= 3)]'],
  ['a[?(@.b ! = 3)]', 'Write != instead of ! =.', 'a[?(@.b != 3)]'],
  ["a[?(b == 'x')]", 'A field of the element is written @.b', "a[?(@.b == 'x')]"],
  ['a[?(@.b == 2015-01-01)]', "as in '2015-01-01'", "a[?(@.b == '2015-01-01')]"],
  ["a[?(@.b == 'O'Brien')]", "A quote inside quotes is written \\'", "a[?(@.b == 'O\\'Brien')]"],
  ['a[? (@.b)]', 'No blank stands between ? and (', 'a[?(@.b)]'],
  ['a[?(@.b || )]', 'missing before ).', 'a[?(@.b)]'],
  ['a[?(not @.b)]', 'knows no not'],
  ["a[?(@.b = 'x')]", 'Write == to compare', "a[?(@.b == 'x')]"],
  ['a[?(@.b & @.c)]', 'Write && instead of &.', 'a[?(@.b && @.c)]'],
  ['a[?(@.b | @.c)]', 'Write || instead of |.', 'a[?(@.b || @.c)]'],
  ['a[?(@.b + 1 == 2)]', 'does not calculate'],
  ['a[?(length(@.b) > 1)]', 'no functions such as length'],
  ['a[?(@.b.length() > 1)]', 'no function calls such as length()'],
  ['a[?(@.b.match(/x/i) && @.c)]', 'write =~ /x/i', 'a[?(@.b =~ /x/i && @.c)]'],
  ['a[(@.length-1)]', 'does not calculate in brackets', 'a[-1:]'],
  ['a[(@.length-2)].b', 'does not calculate in brackets', 'a[-2:-1].b'],
  ['a[?(@.b == ST)]', "write 'ST'", "a[?(@.b == 'ST')]"],
  ['a[?(@.b == True)]', 'Write true', 'a[?(@.b == true)]'],
  ['a[?(@.b == .5)]', 'Write 0.5 instead of .5.', 'a[?(@.b == 0.5)]'],
  ['a[?(@.b == +1)]', 'Write 1 instead of +1.', 'a[?(@.b == 1)]'],
  ['a[?(@.b == 1&&@.c)]', 'followed by a blank or )', 'a[?(@.b == 1 &&@.c)]'],
  ['a[?(1||@.c)]', 'followed by a blank or )', 'a[?(1 ||@.c)]'],
  ['a b', 'no blank outside brackets', 'ab'],
  ['a.two words.c', "is written ['two words']", 'a.twowords.c'],
  ['a .b', 'remove the blank', 'a.b'],
  ['a.  b', 'remove the blanks', 'a.b'],
  ['a [0]', 'remove the blank', 'a[0]'],
  ['a[\t0]', 'A tab is no blank', 'a[ 0]'],
  ['a[?(@.b ==\n1)]', 'A line break is no blank', 'a[?(@.b == 1)]'],
  ['a[]', 'The brackets are empty'],
  ["a['b' 'c']", 'a comma or ] must follow', "a['b', 'c']"],
  ["a['b', c]", "write 'c'", "a['b', 'c']"],
  ['a[1.0]', 'An index is a whole number', 'a[1]'],
  ["a['b'x]", 'After a quoted name a comma or ] must follow'],
  ['a[name]', "write ['name']", "a['name']"],
  ['a[first]', 'write [0] for the first element', 'a[0]'],
  ['a[last].b', 'write [-1:] for the last element', 'a[-1:].b'],
  ['a[+1]', 'no + before a number', 'a[1]'],
  ['a[0,]', 'A number is missing before ].'],
  ['a[1.5]', '. does not belong in these brackets'],
  ['a[1-1]', 'does not calculate'],
  ['a[2147483648]', 'too large'],
  ['a.', 'After the dot a name must follow.', 'a'],
  ['a..', 'After the dots a name must follow.', 'a'],
  ["a['O''Brien']", "A quote inside quotes is written \\'", "a['O\\'Brien']"],
  ["a[?(@.b == '\\d')]", '\\d is no escape', "a[?(@.b == '\\\\d')]"],
  ['a[0]b', 'A dot is missing before b', 'a[0].b'],
  ['a]', 'This ] closes nothing.', 'a'],
  ['a[0', 'This [ is not closed', 'a[0]'],
  ['a[', 'This [ is not closed'],
  ['a[?(@.b]', 'The ( of this filter is not closed', 'a[?(@.b)]'],
  ["a[?(@.b == 'x']", 'The ( of this filter is not closed', "a[?(@.b == 'x')]"],
  ['a[?(@.b == 1]', 'The ( of this filter is not closed', 'a[?(@.b == 1)]'],
  ['a[?(@.b', 'This filter is not closed', 'a[?(@.b)]'],
  ['a[?(@.b == 1', 'This filter is not closed', 'a[?(@.b == 1)]'],
  ['a[?(@.b == ', 'This filter is not closed'],
  ["a[?(@.b == 'x)].c", 'This text is not closed', "a[?(@.b == 'x')].c"],
  ["a['b].c", 'This text is not closed', "a['b'].c"],
  ["a[?(@.b == 'x", 'This text is not closed'],
  ['a[?(@.b =~ /x)]', 'This pattern is not closed'],
  ['a[?()]', 'A value or a path is missing before ).'],
  ['a[?(@.b == 99999999999999999999)]', '64 bits'],
];

/** What the engine takes, though hardly as meant. */
const taken: readonly Mistake[] = [
  ['a[::0]', 'A step of 0 fails', 'a[::1]'],
  ['a[0:5: 0 ].b', 'A step of 0 fails', 'a[0:5: 1].b'],
  ["a[?(@.b =~ 'x/y')]", 'write /x\\/y/', 'a[?(@.b =~ /x\\/y/)]'],
  ['a[?(@.b =~ /(/)]', 'A ( of this pattern is not closed.'],
  ['a\t.b', 'A tab stands in this name', 'a.b'],
  ['a[?(@.b\u00a0== 1)]', 'A no-break blank is no blank', 'a[?(@.b == 1)]'],
  ['a[?(@.b+1 == 2)]', 'it looks for a field called b+1'],
  ["a[?(@.b == 'O''Brien')]", "A quote inside quotes is written \\'", "a[?(@.b == 'O\\'Brien')]"],
  ['a[?(@.b == 1 @.c == 2)]', '&& or || is missing'],
  ["a['b',c']", "A name must begin with '", "a['b','c']"],
];

function named([path, message, fixed]: Mistake) {
  return { path, message, fixed };
}

function fixedText(path: string): string | undefined {
  const fix = parsePath(path).problems[0]?.fix;
  return fix === undefined ? undefined : path.slice(0, fix.start) + fix.text + path.slice(fix.end);
}

describe('what the engine rejects', () => {
  it.each(rejected.map(named))('$path', ({ path, message, fixed }) => {
    const parsed = parsePath(path);
    expect(isRejected(parsed)).toBe(true);
    expect(parsed.problems[0]?.message).toContain(message);
    expect(fixedText(path)).toBe(fixed);
    if (fixed !== undefined) expect(parsePath(fixed).problems).toEqual([]);
  });

  it('keeps the steps before the mistake', () => {
    const { steps } = parsePath('$.employmentNav.results[first].userId');
    expect(steps.map(({ start, end }) => [start, end])).toEqual([
      [2, 15],
      [16, 23],
    ]);
  });

  it('reads on behind a mistake whose meaning is plain', () => {
    const { steps, problems } = parsePath('a[?(@.b = "x" and @.c)].d');
    expect(problems).toHaveLength(3);
    expect(steps.map(({ kind }) => kind)).toEqual(['field', 'filter', 'field']);
  });
});

describe('what the engine takes, though hardly as meant', () => {
  it.each(taken.map(named))('$path', ({ path, message, fixed }) => {
    const parsed = parsePath(path);
    expect(isRejected(parsed)).toBe(false);
    expect(parsed.problems[0]?.message).toContain(message);
    expect(fixedText(path)).toBe(fixed);
  });
});

describe('what is well', () => {
  it.each([
    '',
    '$',
    ' $.a ',
    'a[ 0 ]',
    "a[ 'b' , 'c' ]",
    "$.employmentNav.results[?(@.assignmentClass == 'ST')].startDate",
    '$.employmentNav.results[?(@.userNav != null)]',
    "$.phoneNav.results[?(@.phoneType == '{{businessPhoneType}}')].phoneNumber",
    '$.a[?(@.b =~ /^a.*\\/$/i)]',
    "a['two words']",
    'a.two-words',
  ])('%s', (path) => {
    expect(parsePath(path).problems).toEqual([]);
  });
});

describe('every correction', () => {
  const written = [
    ...rejected.map(([path]) => path),
    ...taken.map(([path]) => path),
    ...(recordedCases?.cases.map(({ selector }) => selector) ?? []),
    ...(recordedFuzz?.cases.map(({ s }) => s) ?? []),
  ];

  it.skipIf(recordedCases === undefined)('is made for paths of the recorded data too', () => {
    expect(written.length).toBeGreaterThan(1_000);
  });

  it('ends its own mistake, and step by step all that have one', () => {
    for (const path of new Set(written)) {
      let text = path;
      for (let round = 0; ; round += 1) {
        const { problems } = parsePath(text);
        const problem = problems.find(({ fix }) => fix !== undefined);
        if (problem?.fix === undefined) break;
        expect(round, `${path} → ${text}`).toBeLessThan(60);
        const mended = corrected(text, problem.fix);
        expect(mended, path).not.toBe(text);
        for (const other of problem.choice === undefined ? [] : [problem.choice]) {
          const same = parsePath(corrected(text, other)).problems.filter(
            ({ start, message }) => start === problem.start && message === problem.message,
          );
          expect(same, `${path}: ${other.title}`).toEqual([]);
        }
        text = mended;
      }
    }
  });

  it('of a path with one mistake makes a path that the engine takes', () => {
    const paths = [...rejected, ...taken].map(([path]) => path);
    for (const path of new Set([...paths, ...(recordedCases?.cases.map(({ selector }) => selector) ?? [])])) {
      const [problem, ...others] = parsePath(path).problems;
      if (problem === undefined || others.length > 0) continue;
      for (const fix of [problem.fix, problem.choice]) {
        if (fix !== undefined) expect(isRejected(parsePath(corrected(path, fix))), `${path}: ${fix.title}`).toBe(false);
      }
    }
  });
});

function corrected(path: string, { start, end, text }: { start: number; end: number; text: string }): string {
  return path.slice(0, start) + text + path.slice(end);
}
