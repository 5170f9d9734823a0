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

/**
 * Every step of a path, those inside its filters included, in the order of the text. The work is bounded however deep
 * filters are nested.
 */
export function everyStep(steps: readonly PathStep[]): StepPlace[] {
  const found: StepPlace[] = [];
  const waiting = [{ steps, inFilter: false }];
  for (let list = waiting.pop(); list !== undefined; list = waiting.pop()) {
    for (const [index, step] of list.steps.entries()) {
      found.push({ step, index, ...list });
      for (const inner of sidesOf(step)) waiting.push({ steps: inner, inFilter: true });
    }
  }
  return found.sort((a, b) => a.step.start - b.step.start || b.step.end - a.step.end);
}

/** Every test of a path's filters, those of nested filters included, in the order of the text. */
export function everyTest(steps: readonly PathStep[]): FilterTest[] {
  return everyStep(steps).flatMap(({ step }) => testOf(step) ?? []);
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
