import { EvaluationFailure } from './evaluation.ts';

const LONGEST_PATTERN = 1_000;
const LONGEST_INPUT = 10_000;
const compiled = new Map<string, RegExp>();

/**
 * Whether `input` matches `/pattern/options` of a `=~`; unanchored, options `i`, `m`, `s` and `x` as in .NET.
 *
 * Fails on a pattern without slashes, as Json.NET does, and on patterns that could run for ever: a repeated group that
 * repeats something itself, a back reference, or more than 1,000 characters; and on inputs beyond 10,000 characters.
 */
export function matchesRegex(input: string, regex: string): boolean {
  if (input.length > LONGEST_INPUT) {
    throw new EvaluationFailure(
      `=~ looks at texts of up to ${LONGEST_INPUT} characters; this one has ${input.length}.`,
    );
  }
  return compileRegex(regex).test(input);
}

function compileRegex(regex: string): RegExp {
  const known = compiled.get(regex);
  if (known !== undefined) return known;
  const end = regex.lastIndexOf('/');
  if (end < 1) throw new EvaluationFailure('The pattern behind =~ stands in slashes: write /pattern/.');
  const options = regex.slice(end + 1);
  const pattern = options.includes('x') ? withoutBlanks(regex.slice(1, end)) : regex.slice(1, end);
  refuseRunaways(pattern);
  const flags = ['i', 'm', 's'].filter((flag) => options.includes(flag)).join('');
  let result: RegExp;
  try {
    result = new RegExp(pattern, flags);
  } catch (error) {
    throw new EvaluationFailure(
      `/${pattern}/ is no regular expression: ${error instanceof Error ? error.message : ''}`,
    );
  }
  if (compiled.size > 500) compiled.clear();
  compiled.set(regex, result);
  return result;
}

/** Option `x`: blanks and comments outside classes do not count. */
function withoutBlanks(pattern: string): string {
  return pattern.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#[^\n]*/gs, (part) => (/^[\s#]/.test(part) ? '' : part));
}

/** Refuses what a backtracking matcher could need exponential time for. */
function refuseRunaways(pattern: string): void {
  if (pattern.length > LONGEST_PATTERN) {
    throw new EvaluationFailure(
      `A pattern of =~ may have ${LONGEST_PATTERN} characters; this one has ${pattern.length}.`,
    );
  }
  const repeats: boolean[] = [false];
  const parts = pattern.match(/\\.|\[(?:\\.|[^\]])*\]|\(|\)|[*+]\??|\{\d+(?:,\d*)?\}\??|./gs) ?? [];
  parts.forEach((part, index) => {
    if (/^\\(?:[1-9]|k)/.test(part)) throw tooCostly('a back reference');
    if (part === '(') repeats.push(false);
    else if (part === ')') {
      const inner = repeats.length > 1 ? (repeats.pop() ?? false) : false;
      const repeated = /^[*+{]/.test(parts[index + 1] ?? '');
      if (inner && repeated) throw tooCostly('a repeated group that repeats something itself');
      if (inner) repeats[repeats.length - 1] = true;
    } else if (/^(?:[*+]|\{.)/.test(part)) repeats[repeats.length - 1] = true;
  });
}

function tooCostly(what: string): EvaluationFailure {
  return new EvaluationFailure(`This pattern of =~ could run for ever, because it has ${what}. Write it without.`);
}
