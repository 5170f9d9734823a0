import { compileRegexNode, type Program } from './compile.ts';
import { type MatchBudget, runProgram } from './match.ts';
import { parseRegex } from './parse.ts';
import { optionsFrom } from './regex-reader.ts';
import { RegexProblem } from './syntax.ts';

/** How many instructions one match may take; ordinary patterns take some hundreds. */
const MATCH_BUDGET = 1_000_000;
const CAPACITY = 500;

interface CompiledRegex {
  readonly program: Program;
  readonly registers: number;
}

const compiled = new Map<string, CompiledRegex | RegexProblem>();

/**
 * Whether `input` holds a match of `/pattern/options`, the right side of a `=~`: .NET's syntax, unanchored, options
 * `i`, `m`, `s`, `x`.
 *
 * Throws `RegexProblem`: no slashes, no regular expression of .NET, a form that is not evaluated, or a match that takes
 * more than 1,000,000 instructions. `spend` is told the work that a match took.
 */
export function matchesRegex(input: string, regex: string, spend?: (work: number) => void): boolean {
  const { program, registers } = compiledRegex(regex);
  const budget: MatchBudget = { steps: MATCH_BUDGET };
  let found = false;
  for (let start = 0; start <= input.length && !found; start += 1) {
    found = runProgram(program, input, start, new Array<number>(registers).fill(-1), budget) !== undefined;
  }
  spend?.((MATCH_BUDGET - budget.steps) >> 3);
  return found;
}

/** The first reason why `/pattern/options` cannot be run; undefined where it can. */
export function regexProblem(regex: string): string | undefined {
  try {
    compiledRegex(regex);
    return undefined;
  } catch (error) {
    if (error instanceof RegexProblem) return error.message;
    throw error;
  }
}

function compiledRegex(regex: string): CompiledRegex {
  let result = compiled.get(regex);
  if (result === undefined) {
    result = compileText(regex);
    if (compiled.size >= CAPACITY) compiled.clear();
    compiled.set(regex, result);
  }
  if (result instanceof RegexProblem) throw result;
  return result;
}

function compileText(regex: string): CompiledRegex | RegexProblem {
  const end = regex.lastIndexOf('/');
  if (end < 1) return new RegexProblem('The pattern behind =~ stands in slashes: write /pattern/.');
  try {
    return compileRegexNode(parseRegex(regex.slice(1, end), optionsFrom(regex.slice(end + 1).replaceAll('n', ''))));
  } catch (error) {
    if (error instanceof RegexProblem) return error;
    throw error;
  }
}
