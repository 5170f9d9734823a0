import { describe, expect, it } from 'vitest';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';
import { isRejected } from '../../../server/src/core/jsonpath/path-syntax.ts';

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
  ['a[?((@.b))]', 'no parentheses inside a filter'],
  ['a[?(!@.b)]', 'no ! before a test'],
  ['a[?(@.b and @.c)]', 'Write && instead of and.', 'a[?(@.b && @.c)]'],
  ['a[?(@.b == 1 or @.c)]', 'Write || instead of or.', 'a[?(@.b == 1 || @.c)]'],
  ["a[?(@.b in ['x'])]", 'knows no in'],
  ['a[?(not @.b)]', 'knows no not'],
  ["a[?(@.b = 'x')]", 'Write == to compare', "a[?(@.b == 'x')]"],
  ['a[?(@.b & @.c)]', 'Write && instead of &.', 'a[?(@.b && @.c)]'],
  ['a[?(@.b | @.c)]', 'Write || instead of |.', 'a[?(@.b || @.c)]'],
  ['a[?(@.b + 1 == 2)]', 'does not calculate'],
  ['a[?(length(@.b) > 1)]', 'no functions such as length'],
  ['a[?(@.b.length() > 1)]', 'no function calls such as length()'],
  ['a[(@.length-1)]', 'does not calculate in brackets', 'a[-1:]'],
  ['a[(@.length-2)].b', 'does not calculate in brackets', 'a[-2:-1].b'],
  ['a[?(@.b == ST)]', "write 'ST'", "a[?(@.b == 'ST')]"],
  ['a[?(@.b == True)]', 'Write true', 'a[?(@.b == true)]'],
  ['a[?(@.b == .5)]', 'Write 0.5 instead of .5.', 'a[?(@.b == 0.5)]'],
  ['a[?(@.b == +1)]', 'Write 1 instead of +1.', 'a[?(@.b == 1)]'],
  ['a[?(@.b == 1&&@.c)]', 'followed by a blank or )', 'a[?(@.b == 1 &&@.c)]'],
  ['a[?(1||@.c)]', 'followed by a blank or )', 'a[?(1 ||@.c)]'],
  ['a b', 'no blank outside brackets', 'ab'],
  ['a.two words.c', "write ['two words']", "a['two words'].c"],
  ['a .b', 'remove the blank', 'a.b'],
  ['a.  b', 'remove the blanks', 'a.b'],
  ['a [0]', 'remove the blank', 'a[0]'],
  ['a[\t0]', 'A tab is no blank', 'a[ 0]'],
  ['a[?(@.b ==\n1)]', 'A line break is no blank', 'a[?(@.b == 1)]'],
  ['a[]', 'The brackets are empty'],
  ["a['b'x]", 'After a quoted name a comma or ] must follow'],
  ['a[first]', "write ['first']", "a['first']"],
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
  ['a[?(@.b]', 'The ( of this filter is not closed', 'a[?(@.b)]'],
  ["a[?(@.b == 'x']", 'The ( of this filter is not closed', "a[?(@.b == 'x')]"],
  ['a[?(@.b == 1]', 'The ( of this filter is not closed', 'a[?(@.b == 1)]'],
  ['a[?(@.b', 'This filter is not closed'],
  ['a[?(@.b == 1', 'This filter is not closed'],
  ["a[?(@.b == 'x", 'This text is not closed'],
  ['a[?(@.b =~ /x)]', 'This pattern is not closed'],
  ['a[?()]', 'A value or a path is missing before ).'],
  ['a[?(@.b == 99999999999999999999)]', '64 bits'],
];

/** What the engine takes, though hardly as meant. */
const taken: readonly Mistake[] = [
  ['a[::0]', 'A step of 0 fails'],
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
