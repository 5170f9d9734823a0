import type { PathProblem } from '../core/jsonpath/path-syntax.ts';
import type { Difference } from './difference.ts';
import type { DifferenceReason } from './kinds.ts';

const OTHER_QUOTES = /["“”„‟‘’`]/;
const BLANKS = /^[\s\u00a0\u202f]$/;
/** What jsonpath-plus takes for an operator anywhere in a path, quotes or not. */
export const OPERATORS = /[\^~`]|@[\w$-]+\([^)]*\)/;

/** Why jsonpath-plus answers to a path that Entra's engine does not even read. */
export function readingReason({ parsed }: Difference, problem: PathProblem): DifferenceReason {
  const { text } = parsed;
  const { message, start, end } = problem;
  const because = (kind: DifferenceReason['kind'], tail: string) => ({ kind, sentence: `${message} ${tail}` });
  const char = text.charAt(start);
  const span = text.slice(start, end);
  if (/\[\s*\(/.test(text.slice(Math.max(0, start - 1), end)) && !insideFilter(text, start)) {
    return because('script', 'jsonpath-plus calculates it as JavaScript.');
  }
  if (OTHER_QUOTES.test(char) || (char === '[' && OTHER_QUOTES.test(span))) {
    return because('quotes', 'jsonpath-plus minds no quotes in brackets, and takes both kinds in filters.');
  }
  if (OPERATORS.test(span) || char === '@') return because('operators', operatorTail());
  if (insideFilter(text, start) || /^\[?\?\(/.test(span)) {
    return because('syntax', 'jsonpath-plus takes what stands in ?( ) as JavaScript.');
  }
  if (BLANKS.test(char)) return because('blanks', 'jsonpath-plus takes a blank for a part of the name.');
  if (/^\[\s*[\p{L}_]/u.test(span)) return because('quotes', 'jsonpath-plus minds no quotes in brackets.');
  return because('syntax', 'jsonpath-plus takes whatever stands there for a name.');
}

/** What is true of every path with such an operator. */
export function operatorTail(): string {
  return "To jsonpath-plus ^, ~, ` and @type() are operators wherever they stand; Entra's engine knows none of them.";
}

function insideFilter(text: string, at: number): boolean {
  const opened = text.lastIndexOf('?(', at);
  return opened >= 0 && !/\)\s*\]/.test(text.slice(opened, at));
}
