import { describe, expect, it } from 'vitest';
import { matchesRegex, regexProblem } from '../../../server/src/core/jsonpath/regex/matches-regex.ts';

/** Patterns with what .NET's `Regex.IsMatch` says of two texts, by its documented syntax. */
const matching: readonly (readonly [regex: string, yes: string, no: string])[] = [
  ['/b/', 'abc', 'ac'],
  ['/^A/', 'Ab', 'bA'],
  ['/c$/', 'abc', 'abcd'],
  ['/c$/', 'abc\n', 'abc\nd'],
  ['/c\\z/', 'abc', 'abc\n'],
  ['/^b$/m', 'a\nb\nc', 'a\nbb'],
  ['/a.c/', 'abc', 'a\nc'],
  ['/a.c/s', 'a\nc', 'ac'],
  ['/aBc/i', 'AbC', 'ab'],
  ['/[a-c]X/i', 'Bx', 'dX'],
  ['/a b # both\n c/x', 'abc', 'a b c'],
  ['/colou?r/', 'color', 'colouur'],
  ['/^a{2,3}$/', 'aaa', 'aaaa'],
  ['/^a{2,}$/', 'aaaa', 'a'],
  ['/^a{2}$/', 'aa', 'aaa'],
  ['/a{,2}/', 'a{,2}', 'aa'],
  ['/^(ab|cd)+$/', 'abcdab', 'abc'],
  ['/^(?:ab|a)b$/', 'ab', 'a'],
  ['/^(?>ab|a)b$/', 'abb', 'ab'],
  ['/(.)\\1/', 'abba', 'abab'],
  ['/(?<first>.)x\\k<first>/', 'axa', 'axb'],
  ["/(?'q'[ab])\\k'q'/", 'bb', 'ab'],
  ['/(a)\\1/i', 'aA', 'ab'],
  ['/foo(?=bar)/', 'foobar', 'foobaz'],
  ['/foo(?!bar)/', 'foobaz', 'foobar'],
  ['/(?<=ab+)c/', 'abbbc', 'ac'],
  ['/(?<!a)b/', 'cb', 'ab'],
  ['/(?<=(\\d)\\d)x\\1/', '12x1', '12x2'],
  ['/\\d/', '\u0663', 'x'],
  ['/^\\w+$/', 'Größe_1', 'a-b'],
  ['/\\bcat\\b/', 'a cat.', 'concat'],
  ['/\\Bcat/', 'concat', 'cat'],
  ['/^\\p{Lu}/', 'Ä', 'ä'],
  ['/\\P{L}/', 'a1', 'ab'],
  ['/^[a-z-[aeiou]]+$/', 'xyz', 'xay'],
  ['/[^0-9]/', 'a', '12'],
  ['/[]a]/', ']', 'b'],
  ['/[a-]/', '-', 'b'],
  ['/(?i)a(?-i)b/', 'Ab', 'AB'],
  ['/(?i:a)b/', 'Ab', 'aB'],
  ['/a(?#comment)b/', 'ab', 'a'],
  ['/\\x41\\u0042/', 'AB', 'ab'],
  ['/^\\s$/', '\u00a0', 'x'],
  ['/^(a*)*b$/', 'aab', 'aa'],
  ['/^(?:a?){3}a{3}$/', 'aaa', 'aa'],
  ['/a+?b/', 'aab', 'b'],
  ['/x/q', 'x', 'y'],
];

describe('regular expressions of =~', () => {
  it.each(matching.map(([regex, yes, no]) => ({ regex, yes, no })))('$regex takes $yes and not $no', (row) => {
    expect(matchesRegex(row.yes, row.regex)).toBe(true);
    expect(matchesRegex(row.no, row.regex)).toBe(false);
  });

  it('finds the empty pattern everywhere', () => {
    expect(matchesRegex('', '//')).toBe(true);
  });

  it.each([
    ['no slashes', 'in slashes'],
    ['/(/', 'not closed'],
    ['/)/', 'too many'],
    ['/[/', 'not closed'],
    ['/*a/', 'nothing can be repeated'],
    ['/a**/', 'follows a repetition'],
    ['/a{3,2}/', 'larger number first'],
    ['/[z-a]/', 'runs backwards'],
    ['/\\1/', 'refers to a group 1'],
    ['/\\y/', 'no escape'],
    ['/\\p{Nonsense}/', 'no class'],
    ['/(?(a)b|c)/', 'Conditions'],
    ['/(?<a-b>c)/', 'Balancing'],
    ['/(?~a)/', 'no group'],
    ['/(a{1000}){1000}/', 'too many'],
    [`/${'('.repeat(300)}${')'.repeat(300)}/`, 'nested more than'],
  ])('says why %s cannot be run', (regex, reason) => {
    expect(regexProblem(regex)).toContain(reason);
  });

  it('stops a match that would run for ever', () => {
    expect(() => matchesRegex(`${'a'.repeat(40)}!`, '/^(a|a)*$/')).toThrow('stopped');
    expect(matchesRegex('a'.repeat(40), '/^(a|a)*$/')).toBe(true);
  });
});
