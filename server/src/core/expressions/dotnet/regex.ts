import { compileRegexNode, type Program } from '../../jsonpath/regex/compile.ts';
import { type MatchBudget, runProgram } from '../../jsonpath/regex/match.ts';
import { parseRegex } from '../../jsonpath/regex/parse.ts';
import { optionsFrom } from '../../jsonpath/regex/regex-reader.ts';
import { type RegexNode, RegexProblem } from '../../jsonpath/regex/syntax.ts';

export { type MatchBudget, RegexProblem };

/** A match in a text: its ends, and the ends of each group that took part. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** A group by its name or number; undefined where it took no part. */
  group(name: string): { readonly start: number; readonly end: number } | undefined;
}

/** A regular expression of .NET that has been read. */
export interface NetRegex {
  /** Names of its groups, those with a number in front, in the order in which .NET numbers them. */
  readonly groups: readonly string[];
  /** The name of the group with this number. */
  numbered(number: number): string | undefined;
  /**
   * Every match from left to right; after an empty one the search goes on one unit further, as in .NET.
   *
   * Throws `RegexProblem` when `budget` is used up.
   */
  matches(text: string, budget: MatchBudget): Generator<RegexMatch>;
}

const CAPACITY = 200;
const cache = new Map<string, NetRegex>();

const NEVER: RegexNode = { kind: 'unit', accepts: () => false };

/**
 * Reads a pattern in .NET's syntax, without options. It is run by sfmap's own machine, not by the JavaScript engine:
 * `\A`, `\z`, `(?i)`, lookbehind, atomic groups and units instead of characters are as in .NET.
 *
 * Throws `RegexProblem` for what .NET refuses and for what is not evaluated: balancing groups, conditions, `\G`.
 */
export function readNetRegex(pattern: string): NetRegex {
  const known = cache.get(pattern) ?? readPattern(pattern);
  if (cache.size >= CAPACITY) cache.clear();
  cache.set(pattern, known);
  return known;
}

function readPattern(pattern: string): NetRegex {
  if (/(?<!\\)(?:\\\\)*\\G/.test(pattern)) throw new RegexProblem('\\G is not evaluated by sfmap.');
  const tree = parseRegex(pattern, optionsFrom(''));
  const named = [...captureNames(tree)];
  const numbers = groupNumbers(named);
  const groups = [...numbers.values()];
  // A group gets its registers where it is first named: here, in a branch that is never taken, in a known order.
  const declared = named.map((name): RegexNode => ({ kind: 'back-reference', name, ignoreCase: false }));
  const { program, registers } = compileRegexNode({
    kind: 'choice',
    branches: [{ kind: 'sequence', parts: [NEVER, ...declared] }, tree],
  });
  const register = new Map(named.map((name, index) => [name, 2 * index]));
  return {
    groups,
    numbered: (number) => numbers.get(number),
    *matches(text, budget) {
      yield* findAll(program, registers, register, text, budget);
    },
  };
}

function* findAll(
  program: Program,
  size: number,
  register: ReadonlyMap<string, number>,
  text: string,
  budget: MatchBudget,
): Generator<RegexMatch> {
  let registers = new Array<number>(size).fill(-1);
  for (let start = 0; start <= text.length; ) {
    const end = runProgram(program, text, start, registers, budget);
    if (end === undefined) {
      start += 1;
      continue;
    }
    const ends = registers;
    registers = new Array<number>(size).fill(-1);
    yield {
      start,
      end,
      group(name) {
        const at = register.get(name);
        const from = at === undefined ? -1 : (ends[at] ?? -1);
        const to = at === undefined ? -1 : (ends[at + 1] ?? -1);
        return from < 0 || to < from ? undefined : { start: from, end: to };
      },
    };
    start = end > start ? end : start + 1;
  }
}

/** The groups of a tree, each once, in the order of the pattern. Nesting is bounded by the reader. */
function captureNames(node: RegexNode, names = new Set<string>()): Set<string> {
  switch (node.kind) {
    case 'capture':
      names.add(node.name);
      captureNames(node.body, names);
      break;
    case 'sequence':
      for (const part of node.parts) captureNames(part, names);
      break;
    case 'choice':
      for (const branch of node.branches) captureNames(branch, names);
      break;
    case 'repeat':
    case 'look':
    case 'atomic':
      captureNames(node.body, names);
      break;
  }
  return names;
}

/** .NET numbers the groups without a name first, then those with one, each from left to right. */
function groupNumbers(names: readonly string[]): Map<number, string> {
  const isNumber = (name: string) => /^\d{1,9}$/.test(name);
  const numbers = new Map(names.filter(isNumber).map((name) => [Number(name), name]));
  let next = 1;
  for (const name of names.filter((one) => !isNumber(one))) {
    while (numbers.has(next)) next += 1;
    numbers.set(next, name);
  }
  return new Map([...numbers].sort(([a], [b]) => a - b));
}
