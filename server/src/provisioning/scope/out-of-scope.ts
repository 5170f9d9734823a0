import type { MappingModel } from '../../core/analysis/model.ts';

/** What happens to the account of somebody who falls out of scope. */
export type Fate = 'left alone' | 'disabled' | 'deleted';

/**
 * What a cycle does with people who fall out of scope: without the actions disable and delete it leaves them alone, as
 * SkipOutOfScopeDeletions does ("Skip deletion of user accounts that go out of scope"); a writeback only updates.
 */
export function fateOutOfScope({ direction, actions }: MappingModel): Fate {
  if (direction === 'writeback') return 'left alone';
  if (actions.has('delete') && !actions.has('disable')) return 'deleted';
  return actions.has('disable') ? 'disabled' : 'left alone';
}
