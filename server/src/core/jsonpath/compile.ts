import type { Json } from '../json.ts';
import { compileSteps } from './compile-steps.ts';
import { DEFAULT_BUDGET, Evaluation, EvaluationFailure, Property, type Token } from './evaluation.ts';
import { parsePath } from './parse.ts';
import type { ParsedPath } from './path-syntax.ts';
import { searchedNames } from './search-index.ts';
import { walk } from './walk.ts';
import { GIVEN_UP, type Work } from './work.ts';

export interface PathSettings {
  /** Whether `/Date(ms)/` and ISO date-times of the payload are dates to filters; true by default. */
  readonly dates?: boolean;
  /** How many places of the payload an evaluation may look at; 5,000,000 by default. */
  readonly budget?: number;
}

/** What a path selects, in document order, or why it cannot be said. */
export type Selection<T> =
  | { readonly ok: true; readonly results: readonly T[] }
  | {
      readonly ok: false;
      /** `parse`: the engine rejects the path; `evaluate`: it fails on this payload. */
      readonly phase: 'parse' | 'evaluate';
      readonly message: string;
      /** Into the text of the path. */
      readonly offset?: number;
    };

export interface PathMatch {
  readonly value: Json;
  /** Names and indexes from the root of the payload. */
  readonly location: readonly (string | number)[];
}

/** A path ready to run on any number of payloads. */
export interface CompiledPath {
  readonly parsed: ParsedPath;
  /**
   * The values that the path selects, the first `limit` of them; what lies behind them is then not looked at.
   *
   * @param work What this evaluation may do together with others; what it does is taken from it.
   */
  values(payload: Json, limit?: number, work?: Work): Selection<Json>;
  /** The same with the place of each value. */
  matches(payload: Json, limit?: number): Selection<PathMatch>;
}

/**
 * Compiles an API expression to what Json.NET 13.0.4's `SelectTokens` does with it.
 *
 * Never throws and never changes a payload. A rejected path gives its first problem for every payload. A filter over
 * an object selects members, not values; such a member comes as `{ "$property": name, "value": value }`, because the
 * connector cannot use it either.
 */
export function compilePath(path: ParsedPath | string, settings: PathSettings = {}): CompiledPath {
  const parsed = typeof path === 'string' ? parsePath(path) : path;
  const problem = parsed.problems.find(({ runs }) => runs !== true);
  if (problem !== undefined) {
    const rejected = { ok: false, phase: 'parse', message: problem.message, offset: problem.start } as const;
    return { parsed, values: () => rejected, matches: () => rejected };
  }
  const steps = compileSteps(parsed.steps);
  const names = searchedNames([parsed.steps]);
  const { dates = true, budget = DEFAULT_BUDGET } = settings;
  const select = <T>(
    payload: Json,
    limit: number,
    withTrail: boolean,
    result: (token: Token, evaluation: Evaluation) => T,
    work: Work = { left: budget },
  ): Selection<T> => {
    const results: T[] = [];
    if (limit <= 0) return { ok: true, results };
    if (work.left <= 0) return { ok: false, phase: 'evaluate', message: GIVEN_UP };
    const evaluation = new Evaluation(payload, dates, budget, withTrail, names);
    try {
      walk(steps, evaluation, payload, (token) => results.push(result(token, evaluation)) >= limit);
      return { ok: true, results };
    } catch (error) {
      return failedSelection(error);
    } finally {
      work.left -= budget - evaluation.left;
    }
  };
  return {
    parsed,
    values: (payload, limit = Number.POSITIVE_INFINITY, work) => select(payload, limit, false, jsonOf, work),
    matches: (payload, limit = Number.POSITIVE_INFINITY) => select(payload, limit, true, matchOf),
  };
}

/** A failure of an evaluation as a selection; any other error is a bug and goes on. */
export function failedSelection(error: unknown): Selection<never> {
  if (!(error instanceof EvaluationFailure)) throw error;
  const { message, offset } = error;
  return { ok: false, phase: 'evaluate', message, ...(offset === undefined ? {} : { offset }) };
}

/** What a token is to a caller. */
export function jsonOf(token: Token): Json {
  return token instanceof Property ? { $property: token.name, value: token.value } : token;
}

function matchOf(token: Token, evaluation: Evaluation): PathMatch {
  const location = evaluation.trail ?? [];
  evaluation.spend(location.length);
  return { value: jsonOf(token), location: location.slice() };
}
