import type { BoundMapping } from '../analysis/model.ts';
import type { MappingEvaluation } from './outcome.ts';

/**
 * The joining value of one user in a writeback, or why there is none. A plan and an `expect action` both ask here, so that
 * a test never promises what a plan does not do.
 */
export function joinValue(join: BoundMapping, evaluation: MappingEvaluation): { id: string } | { reason: string } {
  const outcome = evaluation.targets.get(join.target);
  if (outcome?.state === 'value' && typeof outcome.value === 'string' && outcome.value !== '') {
    const id = outcome.value;
    if (id.isWellFormed() && !/\p{Cc}/u.test(id)) return { id };
    return { reason: 'personIdExternal holds characters that cannot be searched for.' };
  }
  const attribute = join.expression?.kind === 'attribute' ? join.expression.name : undefined;
  if (outcome?.state === 'error') return { reason: `personIdExternal: ${outcome.error}` };
  return {
    reason:
      attribute === undefined
        ? 'The mapping yields no personIdExternal for this user.'
        : `${attribute} is empty, so this user cannot be linked to a person. Fill it in Entra ID.`,
  };
}
