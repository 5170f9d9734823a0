import { SfmapError } from '../../core/errors.ts';
import { type RunOutcome, runBatches } from './batch-run.ts';
import type { GraphClient } from './graph-client.ts';
import { leastPermission } from './permissions.ts';
import { managerItem } from './user-orders.ts';
import { judgedOutcome, type UserResult } from './user-result.ts';

/** An account and the object id of its manager, null for none. */
export interface ManagerChange {
  readonly id: string;
  readonly manager: string | null;
}

const permission = leastPermission('write users');

/** Gives accounts their managers, or takes them away, and tells what became of each, in their order. */
export async function writeManagers(
  client: GraphClient,
  changes: readonly ManagerChange[],
  signal: AbortSignal | undefined,
): Promise<readonly UserResult[]> {
  if (changes.length === 0) return [];
  const items = changes.map(({ id, manager }) => managerItem(id, manager, client.origin));
  let outcomes: readonly RunOutcome[];
  try {
    outcomes = await runBatches(client, items, { permission, signal });
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    return changes.map(() => ({ state: 'refused', problem: error }));
  }
  return changes.map(({ id, manager }, place) => {
    const outcome = outcomes[place];
    // Whoever has no manager has none to lose.
    const none = manager === null && outcome?.state === 'answered' && outcome.status === 404;
    return none ? { state: 'done', id } : judgedOutcome(id, outcome, permission);
  });
}
