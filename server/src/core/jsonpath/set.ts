import type { Json } from '../json.ts';
import { compilePath, jsonOf, type PathSettings, type Selection } from './compile.ts';
import { compileSteps } from './compile-steps.ts';
import { DEFAULT_BUDGET, Evaluation, EvaluationFailure, type Token } from './evaluation.ts';
import { isRejected, type ParsedPath, type PathStep } from './path-syntax.ts';
import { stepKey } from './same-steps.ts';
import { searchedNames } from './search-index.ts';
import type { SeveralStep, SingleStep } from './walk.ts';
import type { Work } from './work.ts';

/** What one path of a set selects: its first value, undefined where it selects nothing, and how many there are. */
export type PathReading =
  | { readonly ok: true; readonly value: Json | undefined; readonly count: number }
  | Extract<Selection<Json>, { ok: false }>;

/** All paths of a mapping, ready to run together on any number of payloads. */
export interface CompiledPathSet {
  /** Reads every path; the result has the names of the set in its order. `work` as in `CompiledPath.values`. */
  read(payload: Json, work?: Work): Map<string, PathReading>;
}

/** A step that several paths share, and what they do behind it. */
interface Branch {
  readonly step: SingleStep | SeveralStep;
  readonly next: Fork;
}

interface Fork {
  readonly branches: Branch[];
  /** Paths that end here. */
  readonly slots: number[];
  /** Paths that end here or anywhere behind. */
  readonly below: number[];
}

interface Slot {
  value: Json | undefined;
  count: number;
  failure: EvaluationFailure | undefined;
}

/** Longer paths run alone, so that the depth of the tree is bounded. */
const LONGEST_SHARED = 100;

/**
 * Compiles paths so that each beginning that several of them share is walked once for a payload; every path gives
 * exactly what it gives alone.
 *
 * Never throws: a path that is rejected or fails says so in its own reading and does not touch the others.
 */
export function compilePathSet(paths: ReadonlyMap<string, ParsedPath>, settings: PathSettings = {}): CompiledPathSet {
  const attributes = [...paths.keys()];
  const parsed = [...paths.values()];
  const root: Fork = { branches: [], slots: [], below: [] };
  const forks = new Map<Fork, Map<string, Fork>>();
  const alone = parsed.map((path, slot) => {
    const shared = isShareable(path);
    if (shared) plant(root, path.steps, slot, forks);
    return shared ? undefined : compilePath(path, settings);
  });
  const names = searchedNames(parsed.filter((_path, slot) => alone[slot] === undefined).map(({ steps }) => steps));
  const { dates = true, budget = DEFAULT_BUDGET } = settings;
  const readAlone = (slot: number, payload: Json, work: Work | undefined): PathReading => {
    const path = alone[slot] ?? compilePath(parsed[slot] as ParsedPath, settings);
    const selection = path.values(payload, undefined, work);
    if (!selection.ok) return selection;
    return { ok: true, value: selection.results[0], count: selection.results.length };
  };
  return {
    read(payload, work) {
      const slots = parsed.map((): Slot => ({ value: undefined, count: 0, failure: undefined }));
      const evaluation = new Evaluation(payload, dates, budget, false, names);
      follow(root, payload, evaluation, slots);
      if (work !== undefined) work.left -= budget - evaluation.left;
      const readings = new Map<string, PathReading>();
      for (const [slot, name] of attributes.entries()) {
        const { value, count, failure } = slots[slot] as Slot;
        // A failure may be one of the work that all paths did together: alone the path has its own budget.
        const itself = alone[slot] !== undefined || failure !== undefined;
        readings.set(name, itself ? readAlone(slot, payload, work) : { ok: true, value, count });
      }
      return readings;
    },
  };
}

/** A step of 0 fails before anything is read, wherever it stands, so its path runs alone too. */
function isShareable(path: ParsedPath): boolean {
  if (isRejected(path) || path.steps.length > LONGEST_SHARED) return false;
  return !path.steps.some((step) => step.kind === 'slice' && step.by === 0);
}

function plant(root: Fork, steps: readonly PathStep[], slot: number, forks: Map<Fork, Map<string, Fork>>): void {
  let fork = root;
  fork.below.push(slot);
  for (const step of steps) {
    const known = forks.get(fork) ?? new Map<string, Fork>();
    forks.set(fork, known);
    const key = stepKey(step);
    let next = known.get(key);
    if (next === undefined) {
      next = { branches: [], slots: [], below: [] };
      known.set(key, next);
      const [only] = compileSteps([step]).steps;
      if (only !== undefined) fork.branches.push({ step: only, next });
    }
    fork = next;
    fork.below.push(slot);
  }
  fork.slots.push(slot);
}

function follow(fork: Fork, token: Token, evaluation: Evaluation, slots: readonly Slot[]): void {
  for (const index of fork.slots) {
    const slot = slots[index] as Slot;
    if (slot.count === 0) slot.value = jsonOf(token);
    slot.count += 1;
  }
  for (const { step, next } of fork.branches) {
    try {
      evaluation.spend(1);
      if ('take' in step) {
        const taken = step.take(evaluation, token);
        if (taken !== undefined) follow(next, taken, evaluation, slots);
      } else {
        const cursor = step.open(evaluation, token);
        for (let found = cursor?.next(); found !== undefined; found = cursor?.next()) {
          follow(next, found, evaluation, slots);
        }
      }
    } catch (error) {
      if (!(error instanceof EvaluationFailure)) throw error;
      for (const index of next.below) (slots[index] as Slot).failure ??= error;
    }
  }
}
