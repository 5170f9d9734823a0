import { describe, expect, it } from 'vitest';
import { SfmapError } from '../../../server/src/core/errors.ts';
import { evaluateExpressionText } from '../../../server/src/core/expressions/evaluate-text.ts';
import type { ExpressionInput, ExpressionOptions } from '../../../server/src/core/expressions/expression-input.ts';
import { expressionLength } from '../../../server/src/core/expressions/expression-length.ts';

const errorOf = (text: string, input: ExpressionInput = {}) => evaluateExpressionText(text, input).error;

describe('the work of an expression ends', () => {
  it('where Replace inside Replace multiplies a text', () => {
    const text = `${'Replace('.repeat(30)}"a"${`, "a", , , "${'a'.repeat(200)}")`.repeat(30)}`;
    expect(errorOf(text)).toContain('more than 4,000,000 characters');
  });

  it('where a replacement puts in the whole text again and again', () => {
    expect(errorOf(`Replace([a], , "a", , "${'$_'.repeat(4_000)}")`, { a: 'a'.repeat(5_000) })).toContain('4,000,000');
  });

  it('where Join glues many values with a long separator', () => {
    expect(
      errorOf(`Join("${'-'.repeat(9_000)}", Split([a], ","))`, { a: ','.repeat(100_000).replaceAll(',', 'x,') }),
    ).toContain('4,000,000');
  });

  it('where all calls together give too much', () => {
    const part = 'Len(ToLower([a])), ';
    expect(errorOf(`Join("", ${part.repeat(10)}"")`, { a: 'A'.repeat(3_900_000) })).toContain('too much text together');
  });

  it.each(['(a+)+$', '(a|aa)+$', '(.*a){20}$', '^(a?){30}a{30}$', '(?=(a+)+$)'])(
    'where %s tries every way',
    (pattern) => {
      const started = performance.now();
      const error = errorOf(`Replace([a], , "${pattern}", , "x")`, { a: `${'a'.repeat(60)}!` });
      expect(performance.now() - started).toBeLessThan(5_000);
      if (error !== undefined) expect(error).toContain('tries too many ways');
    },
  );

  it('where many patterns share the work', () => {
    const text = `Join("", ${'Replace([a], , "x", , "y"), '.repeat(100)}"")`;
    expect(evaluateExpressionText(text, { a: 'a'.repeat(1_000) }).state).toBe('value');
    expect(errorOf(text, { a: 'a'.repeat(20_000) })).toContain('too many ways');
  });

  it('where the parentheses go down too deep', () => {
    expect(errorOf(`${'Not('.repeat(500)}"x"${')'.repeat(500)}`)).toContain('nested more than 200 deep');
  });
});

describe('10,000 characters', () => {
  const long = (length: number) => `"${'x'.repeat(length - 2)}"`;

  it('are taken, and one more is not', () => {
    expect(evaluateExpressionText(long(10_000), {}).state).toBe('value');
    expect(errorOf(long(10_001))).toBe('This expression has 10,001 characters. Entra takes at most 10,000.');
  });

  it('do not count comments and blanks around', () => {
    expect(evaluateExpressionText(`  ${long(9_990)} // ${'c'.repeat(500)}\n/* " */ `, {}).state).toBe('value');
  });

  it.each([
    ['/* six */"a"/* more */, [b]// end', 8],
    ['  "a" /* x */  ', 3],
    ['"/* a */"', 9],
    ['"a\\\\"/*c*/', 5],
    ['"a\\"/*c*/"', 10],
    ['[/*]/*x*/', 4],
    ['a//b\nc', 3],
    ['"open /* x', 10],
    ['a/*never closed', 1],
    ['/**/a/**/', 1],
  ])('%j has %i', (text, length) => {
    expect(expressionLength(text)).toBe(length);
  });

  it('count what looks like a comment inside a text or an attribute', () => {
    expect(errorOf(`Join("/*", ${long(9_990)}, [//], "*/")`)).toContain('Entra takes at most 10,000');
  });

  it('are counted at once in a text of comments that are not closed', () => {
    const started = performance.now();
    expect(evaluateExpressionText('/*'.repeat(500_000), {}).state).toBe('error');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('the text of an expression', () => {
  it.each([
    ['', 'There is no expression.'],
    ['// nothing', 'There is no expression.'],
    ['none', 'none is no expression.'],
    ['"a" default "b"', 'default is a mapping option'],
    ['"a" "b"', '(character 5)'],
    ['Left("a", 1', 'not closed'],
    ['[a', 'not closed'],
    ["'a'", 'Single quotes'],
    ['“a”', 'Curly quotes'],
    ['Foo("a")', 'There is no function Foo.'],
    ['tolower("a")', 'There is no function tolower.'],
    ['word', 'neither a text'],
    ['[a] = [b]', undefined],
    ['"a\\d"', undefined],
    ['// a comment\nLeft( // here\n "abc" /* and here */, 1)', undefined],
  ])('%s', (text, error) => {
    const result = evaluateExpressionText(text, { a: 'x' });
    if (error === undefined) expect(result.state).toBe('value');
    else expect(result.error).toContain(error);
  });
});

describe('what comes from outside', () => {
  const problem = (input: unknown, options: unknown = {}) => {
    try {
      evaluateExpressionText('Now()', input as ExpressionInput, options as ExpressionOptions);
    } catch (error) {
      return error instanceof SfmapError ? `${error.code} ${error.exit} ${error.sentence}` : String(error);
    }
    return undefined;
  };

  it.each([
    [null, 'no object'],
    [[], 'no object'],
    ['x', 'no object'],
    [{ n: 1 }, 'The attribute n of the input is a number.'],
    [{ b: true }, 'The attribute b of the input is a boolean.'],
    [{ l: ['a', 1] }, 'a list that holds more than texts'],
    [{ o: { x: 'y' } }, 'The attribute o of the input is an object.'],
  ])('an input of %j is refused with its cure', (input, message) => {
    expect(problem(input)).toContain(message);
    expect(problem(input)).toMatch(/^SFM-INPUT 2 /);
  });

  it.each([
    'yesterday',
    '2026-02-30',
    '2026-03-01T08:30:00',
    '2026-3-1',
    '',
    Number.NaN,
    new Date('x'),
    null,
    {},
    8.64e15,
  ])('now: %j is refused', (now) => {
    expect(problem({}, { now })).toContain('now is no point in time');
  });

  it.each([
    ['2026-03-01', '3/1/2026 12:00:00 AM'],
    ['2026-03-01T08:30:00Z', '3/1/2026 8:30:00 AM'],
    ['2026-03-01T08:30:00+05:30', '3/1/2026 3:00:00 AM'],
    [new Date('2026-03-01T08:30:00Z'), '3/1/2026 8:30:00 AM'],
    [Date.UTC(2026, 2, 1), '3/1/2026 12:00:00 AM'],
    [() => new Date('2026-03-01T08:30:00Z'), '3/1/2026 8:30:00 AM'],
  ])('now: %s is %s', (now, value) => {
    expect(evaluateExpressionText('Now()', {}, { now })).toEqual({ state: 'value', value });
  });

  it('names other parts of the wrong type', () => {
    expect(problem({}, { random: 4 })).toContain('random is not a function');
    expect(problem({}, { isTaken: [] })).toContain('isTaken is not a function');
    expect(problem({}, { defaultDomain: 1 })).toContain('defaultDomain is not a text');
  });

  it('takes attribute names that objects have by birth', () => {
    expect(evaluateExpressionText('IsPresent([constructor])', {})).toEqual({ state: 'value', value: 'False' });
    expect(evaluateExpressionText('[toString]', JSON.parse('{"toString": "x", "__proto__": "y"}'))).toEqual({
      state: 'value',
      value: 'x',
    });
  });

  it('takes random numbers that are out of bounds', () => {
    for (const random of [() => 1, () => -1, () => Number.NaN, () => Number.POSITIVE_INFINITY]) {
      expect(evaluateExpressionText('Len(Join("", Guid(), RandomString(8,1,1,1,1)))', {}, { random })).toEqual({
        state: 'value',
        value: '44',
      });
    }
  });
});
