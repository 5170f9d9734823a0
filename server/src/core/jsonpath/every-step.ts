import type { FilterTest, PathStep } from './path-syntax.ts';

/** A step of a path or of a filter in it. */
export interface StepPlace {
  readonly step: PathStep;
  /** The steps that it stands among, and its number there. */
  readonly steps: readonly PathStep[];
  readonly index: number;
  /** Whether it stands inside a filter. */
  readonly inFilter: boolean;
}

/** A dozen rules ask for the same path, one after the other. */
const places = new WeakMap<readonly PathStep[], readonly StepPlace[]>();
const tests = new WeakMap<readonly PathStep[], readonly FilterTest[]>();

/**
 * Every step of a path, those inside its filters included, in the order of the text. The work is bounded however deep
 * filters are nested.
 */
export function everyStep(steps: readonly PathStep[]): readonly StepPlace[] {
  const known = places.get(steps);
  if (known !== undefined) return known;
  const found: StepPlace[] = [];
  const waiting = [{ steps, inFilter: false }];
  for (let list = waiting.pop(); list !== undefined; list = waiting.pop()) {
    for (const [index, step] of list.steps.entries()) {
      found.push({ step, index, ...list });
      for (const inner of sidesOf(step)) waiting.push({ steps: inner, inFilter: true });
    }
  }
  found.sort((a, b) => a.step.start - b.step.start || b.step.end - a.step.end);
  places.set(steps, found);
  return found;
}

/** Every test of a path's filters, those of nested filters included, in the order of the text. */
export function everyTest(steps: readonly PathStep[]): readonly FilterTest[] {
  const known = tests.get(steps);
  if (known !== undefined) return known;
  const found = everyStep(steps).flatMap(({ step }) => testOf(step) ?? []);
  tests.set(steps, found);
  return found;
}

/** The test of a filter; undefined for any other step. */
export function testOf(step: PathStep): FilterTest | undefined {
  return step.kind === 'filter' || step.kind === 'descendant-filter' ? step.test : undefined;
}

function sidesOf(step: PathStep): (readonly PathStep[])[] {
  const terms = testOf(step)?.terms ?? [];
  const sides = terms.flatMap((term) => (term.kind === 'comparison' ? [term.left, term.right] : [term.side]));
  return sides.flatMap((side) => (side.kind === 'path' ? [side.steps] : []));
}
