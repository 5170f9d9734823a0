import type { Baseline } from './baseline.ts';

/** Why `target <- baseline` stands for nothing that can be evaluated; undefined where it does, or for the type None. */
export function baselineProblem(target: string, baseline: Baseline | undefined): string | undefined {
  if (baseline === undefined)
    return `${target} takes what the baseline maps to it, and there is no baseline. Import the schema (sfmap import), or write an expression.`;
  const mapped = baseline.mappings.get(target);
  if (mapped === undefined)
    return `The baseline maps nothing to ${target}. Import the schema again, or write an expression.`;
  if (mapped.problem === undefined) return undefined;
  return `The expression that the baseline maps to ${target} cannot be read: ${mapped.problem}`;
}
