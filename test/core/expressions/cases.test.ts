import { describe, expect, it } from 'vitest';
import { isExpression } from '../../../server/src/core/analysis/bind.ts';
import { evaluateExpression } from '../../../server/src/core/expressions/evaluate.ts';
import { parseExpression } from '../../../server/src/core/language/parse.ts';
import type { AttributeValue, Outcome } from '../../../server/src/core/mapping/outcome.ts';
import { evaluateExpression as evaluateText } from '../../../server/src/library/library.ts';
import recorded from './cases.json' with { type: 'json' };

interface Case {
  readonly expression: string;
  readonly input?: Readonly<Record<string, string | null | readonly string[]>>;
  readonly expected: { readonly state: string; readonly value?: string | readonly string[]; readonly error?: string };
}

const { input, cases, documented } = recorded as unknown as {
  readonly input: NonNullable<Case['input']>;
  readonly cases: readonly Case[];
  readonly documented: readonly Case[];
};

describe('null, empty, several values, branches, comparisons', () => {
  it.each(cases)('$expression', ({ expression, expected }) => {
    expect(evaluateText(expression, input)).toEqual(expected);
  });
});

describe("Microsoft's own examples", () => {
  it.each(documented)('$expression', ({ expression, input: given, expected }) => {
    expect(evaluateText(expression, given ?? {}, { defaultDomain: 'contoso.com' })).toEqual(expected);
  });
});

/** Evaluates over the attributes of the cases and says which of them were read. */
function reading(
  text: string,
  parameters?: ReadonlyMap<string, string>,
): { outcome: Outcome; read: readonly string[] } {
  const { declaration } = parseExpression(text);
  const source = declaration.kind === 'map' ? declaration.source : undefined;
  if (!isExpression(source)) throw new Error(`No expression: ${text}`);
  const read: string[] = [];
  const outcome = evaluateExpression(source, {
    attribute(name): AttributeValue | undefined {
      read.push(name);
      const value = input[name];
      return value === undefined ? undefined : { value, matches: 1 };
    },
    ...(parameters === undefined ? {} : { parameters }),
  });
  return { outcome, read };
}

describe('only what is needed is read', () => {
  it.each([
    ['IIF([t], [a], [b])', ['t', 'a']],
    ['IIF([f], [a], [b])', ['f', 'b']],
    ['IIF([a] = "x", "1", [b])', ['a']],
    ['Switch([a], [b], "x", [i], "y", [j])', ['a', 'i']],
    ['Switch([a], [b], "q", [i])', ['a', 'b']],
    ['Coalesce([n], [a], [b])', ['n', 'a']],
    ['IIF([t], IIF([f], [a], [b]), [i])', ['t', 'f', 'b']],
  ])('%s', (text, read) => {
    expect(reading(text).read).toEqual(read);
  });

  it('and an attribute that is not there is named', () => {
    expect(reading('IIF([t], "a", [absent])').outcome).toEqual({ state: 'value', value: 'a' });
    expect(reading('IIF([f], "a", [absent])').outcome).toEqual({
      state: 'error',
      error: 'There is no attribute [absent].',
    });
  });
});

describe('parameters', () => {
  const values = new Map([
    ['type', '8448'],
    ['quote', '"); Evil("'],
    ['again', '{{type}}'],
    ['dollar', "$& $1 $' $`"],
  ]);
  it.each([
    ['"{{type}}"', '8448'],
    ['Join("-", "{{type}}", "{{type}}")', '8448-8448'],
    ['"a{{type}}b"', 'a8448b'],
    ['"{{quote}}"', '"); Evil("'],
    ['"{{again}}"', '{{type}}'],
    ['"{{dollar}}"', "$& $1 $' $`"],
    ['"{{other}}"', '{{other}}'],
    ['"{{{{type}}"', '{{type}}'],
    ['"{{ type }} {{}} {{9}} {{"', '{{ type }} {{}} {{9}} {{'],
    ['"\u0024{type}"', '\u0024{type}'],
    ['IIF([a] = "{{type}}", "same", "other")', 'other'],
    ['Switch("8448", "d", "{{type}}", "found")', 'found'],
  ])('%s is %j', (text, expected) => {
    expect(reading(text, values).outcome).toEqual({ state: 'value', value: expected });
  });

  it('without a value stay as they are written', () => {
    expect(reading('"{{type}}"').outcome).toEqual({ state: 'value', value: '{{type}}' });
  });
});
