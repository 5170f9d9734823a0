import { isJsonObject, type Json } from '../json.ts';
import { compileSteps } from './compile-steps.ts';
import { type EmptyWords, wordsFor } from './empty-words.ts';
import { Evaluation, EvaluationFailure, type Token } from './evaluation.ts';
import { isRejected, type ParsedPath, type PathStep } from './path-syntax.ts';
import { walk } from './walk.ts';
import type { Work } from './work.ts';

/**
 * What stood where a step found nothing. `missing` is the author's mistake: an object is there and has no such name.
 * `null`, `empty` and `deferred` mean that the sample does not hold it; `no-match`: a list has no such element;
 * `not-an-object`, `not-an-array`: the step is for something else; `value-is-null`: the value itself is null.
 */
export type EmptyCause =
  | 'missing'
  | 'null'
  | 'empty'
  | 'deferred'
  | 'no-match'
  | 'not-an-object'
  | 'not-an-array'
  | 'value-is-null';

/** Why a path has no value. */
export interface EmptyReason extends EmptyWords {
  /** Index of the step that found nothing, or of the last one where the value is null. */
  readonly step: number;
  /** The step, in the text of the path. */
  readonly start: number;
  readonly end: number;
  readonly cause: EmptyCause;
  /** The place of the payload at which the step was asked. */
  readonly at: readonly (string | number)[];
}

/** As many places as are looked at from step to step; the first of them decide. */
const WIDTH = 1_000;
const BUDGET = 1_000_000;

/** A place that the steps so far have reached. */
interface Place {
  readonly token: Token;
  readonly keys: readonly (string | number)[];
  readonly from: Place | undefined;
}

/**
 * Why a path selects nothing from a payload, or null as its first value: the first step that found nothing and what
 * stood there. Undefined when there is a value, and when the path is rejected or fails, which has its own message.
 *
 * @param work What may be done together with others; undefined is the answer where it is not enough.
 */
export function explainEmpty(path: ParsedPath, payload: Json, work: Work = { left: BUDGET }): EmptyReason | undefined {
  if (isRejected(path) || work.left <= 0) return undefined;
  const own: Work = { left: Math.min(BUDGET, work.left) };
  const before = own.left;
  let places: readonly Place[] = [{ token: payload, keys: [], from: undefined }];
  try {
    for (const [index, step] of path.steps.entries()) {
      const reached = reach(step, places, payload, own);
      const [first] = places;
      if (reached.length === 0 && first !== undefined) {
        // Of several lists one that holds something tells more than an empty one.
        const telling = places.find(({ token }) => Array.isArray(token) && token.length > 0 && isList(step)) ?? first;
        return reasonFor(path, index, step, telling.token, locationOf(telling));
      }
      places = reached;
    }
  } catch (error) {
    if (error instanceof EvaluationFailure) return undefined;
    throw error;
  } finally {
    work.left -= before - own.left;
  }
  const [first] = places;
  if (first === undefined || first.token !== null) return undefined;
  return nullReason(path, locationOf(first));
}

function reach(step: PathStep, places: readonly Place[], payload: Json, work: Work): Place[] {
  const reached: Place[] = [];
  const compiled = compileSteps([step]);
  for (const place of places) {
    const evaluation = new Evaluation(payload, true, work.left, true);
    try {
      walk(compiled, evaluation, place.token, (token) => {
        const trail = evaluation.trail ?? [];
        evaluation.spend(trail.length);
        return reached.push({ token, keys: trail.slice(), from: place }) >= WIDTH;
      });
    } finally {
      work.left = evaluation.left;
    }
    if (reached.length >= WIDTH) break;
  }
  return reached;
}

function locationOf(place: Place): (string | number)[] {
  const parts: (readonly (string | number)[])[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.from) parts.push(at.keys);
  return parts.reverse().flat();
}

function reasonFor(
  path: ParsedPath,
  index: number,
  step: PathStep,
  token: Token,
  at: readonly (string | number)[],
): EmptyReason {
  const cause = causeOf(step, token);
  const words = wordsFor({ cause, step, token, at, text: path.text });
  return { step: index, start: step.start, end: step.end, cause, at, ...words };
}

function nullReason(path: ParsedPath, at: readonly (string | number)[]): EmptyReason {
  const index = path.steps.length - 1;
  const step = path.steps[index];
  const { start, end } = step ?? { start: 0, end: path.text.length };
  const words = wordsFor({ cause: 'value-is-null', step, token: null, at, text: path.text });
  return { step: Math.max(index, 0), start, end, cause: 'value-is-null', at, ...words };
}

function causeOf(step: PathStep, token: Token): EmptyCause {
  if (token === null) return 'null';
  if (isJsonObject(token as Json) && Object.hasOwn(token as object, '__deferred')) return 'deferred';
  switch (step.kind) {
    case 'field':
    case 'fields':
    case 'members':
      if (typeof token !== 'object' || Array.isArray(token)) return 'not-an-object';
      return step.kind === 'members' ? 'empty' : 'missing';
    case 'index':
    case 'indexes':
    case 'slice':
    case 'elements':
    case 'filter':
      if (!Array.isArray(token)) return 'not-an-array';
      return token.length === 0 ? 'empty' : 'no-match';
    case 'descendants':
    case 'descendant-fields':
    case 'descendant-filter':
    case 'everything':
      return 'no-match';
  }
}

function isList({ kind }: PathStep): boolean {
  return ['index', 'indexes', 'slice', 'elements', 'filter'].includes(kind);
}
