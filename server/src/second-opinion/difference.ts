import type { Json } from '../core/json.ts';
import { compilePath, type PathMatch } from '../core/jsonpath/compile.ts';
import { formatLocation } from '../core/jsonpath/locate.ts';
import type { ParsedPath, PathStep } from '../core/jsonpath/path-syntax.ts';
import type { SelectTokensResult } from '../core/jsonpath/select-tokens.ts';
import type { JsonPathPlusAnswer } from './answer.ts';
import { agree } from './compare-answers.ts';

/** The two answers, and what they were asked. */
export interface Difference {
  readonly parsed: ParsedPath;
  readonly payload: Json;
  readonly dates: boolean;
  readonly ours: SelectTokensResult;
  readonly theirs: JsonPathPlusAnswer;
}

/** The first step after which the engines differ. */
export interface DifferingStep extends Difference {
  readonly step: PathStep;
  /** The step as written, with its dots. */
  readonly written: string;
  /** What both have selected before this step. */
  readonly inputs: readonly PathMatch[];
}

/** As many beginnings of a path are tried; no path of a mapping has more steps. */
const MOST_STEPS = 40;
/** As many places may be looked at for all of them: the reason is looked for on the caller's thread. */
const BUDGET = 20_000_000;

/** The beginnings of a path, one a step: `$.a`, `$.a.b`, `$.a.b[0]`. */
export function beginnings({ text, steps }: ParsedPath): string[] {
  return steps.slice(0, MOST_STEPS).map(({ end }) => text.slice(0, end));
}

/**
 * Finds the step at which the engines part.
 *
 * @param theirs What jsonpath-plus says to each of `beginnings(parsed)`.
 */
export function differingStep(
  difference: Difference,
  theirs: readonly (JsonPathPlusAnswer | undefined)[],
): DifferingStep | undefined {
  const { parsed, payload, dates } = difference;
  let inputs: readonly PathMatch[] = [{ value: payload, location: [] }];
  for (const [index, answer] of theirs.entries()) {
    const step = parsed.steps[index];
    if (step === undefined || answer === undefined || isStopped(answer)) return undefined;
    const selection = compilePath(
      { text: parsed.text, steps: parsed.steps.slice(0, index + 1), problems: [] },
      { dates, budget: Math.floor(BUDGET / theirs.length) },
    ).matches(payload);
    if (!selection.ok && selection.offset === undefined) return undefined;
    const ours: SelectTokensResult = selection.ok ? { ok: true, matches: selection.results.map(asToken) } : selection;
    if (!agree(ours, answer)) {
      const written = parsed.text.slice(step.lead, step.end);
      return { ...difference, ours, theirs: answer, step, written, inputs };
    }
    if (!selection.ok) return undefined;
    inputs = selection.results;
  }
  return undefined;
}

function isStopped(answer: JsonPathPlusAnswer): boolean {
  return !answer.ok && ('timedOut' in answer || answer.stopped !== undefined);
}

function asToken({ value, location }: PathMatch) {
  return { path: formatLocation(location), value, text: null };
}
