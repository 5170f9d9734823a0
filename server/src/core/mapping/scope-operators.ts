import { matchesRegex } from '../jsonpath/regex/matches-regex.ts';
import { RegexProblem } from '../jsonpath/regex/syntax.ts';

/** An operator of a scoping filter. */
export interface ScopeOperator {
  readonly name: string;
  /** Whether it compares with values. */
  readonly takesValues: boolean;
  /** `value` is null for null and empty, which makes every operator false but `IS NULL`. */
  holds(value: string | null, values: readonly string[]): boolean;
}

function comparing(name: string, test: (value: string, other: string) => boolean | undefined): ScopeOperator {
  return {
    name,
    takesValues: true,
    holds: (value, values) => value !== null && values.some((other) => test(value, other) === true),
  };
}

/** A negated operator holds if it holds for every value. */
function negated(name: string, test: (value: string, other: string) => boolean | undefined): ScopeOperator {
  return {
    name,
    takesValues: true,
    holds: (value, values) =>
      value !== null && values.length > 0 && values.every((other) => test(value, other) === false),
  };
}

function unary(name: string, test: (value: string | null) => boolean): ScopeOperator {
  return { name, takesValues: false, holds: test };
}

/** Undefined where the pattern cannot be run: then neither `REGEX MATCH` nor its opposite lets a person in. */
function matches(value: string, pattern: string): boolean | undefined {
  try {
    return matchesRegex(value, `/${pattern}/`);
  } catch (error) {
    if (error instanceof RegexProblem) return undefined;
    throw error;
  }
}

const integer = (text: string) => (/^\s*[+-]?\d+\s*$/.test(text) ? BigInt(text.trim()) : undefined);

function ordered(name: string, test: (a: bigint, b: bigint) => boolean): ScopeOperator {
  return comparing(name, (value, other) => {
    const a = integer(value);
    const b = integer(other);
    return a !== undefined && b !== undefined && test(a, b);
  });
}

const equal = (value: string, other: string) => value === other;
const occursIn = (value: string, other: string) => other.includes(value);

/**
 * The operators by their exact name. Regular expressions are unanchored and in .NET's syntax; `&` asks whether the attribute occurs in the
 * given text. Source: "Scoping users or groups to be provisioned with scoping filters".
 */
export const scopeOperators: ReadonlyMap<string, ScopeOperator> = new Map(
  [
    comparing('EQUALS', equal),
    negated('NOT EQUALS', equal),
    unary('IS NULL', (value) => value === null),
    unary('IS NOT NULL', (value) => value !== null),
    unary('IS TRUE', (value) => value?.toLowerCase() === 'true'),
    unary('IS FALSE', (value) => value?.toLowerCase() === 'false'),
    comparing('REGEX MATCH', matches),
    negated('NOT REGEX MATCH', matches),
    ordered('GREATER_THAN', (a, b) => a > b),
    ordered('GREATER_THAN_OR_EQUALS', (a, b) => a >= b),
    comparing('INCLUDES', (value, other) => value.includes(other)),
    comparing('ENDS_WITH', (value, other) => value.endsWith(other)),
    comparing('&', occursIn),
    negated('!&', occursIn),
  ].map((operator) => [operator.name, operator]),
);
