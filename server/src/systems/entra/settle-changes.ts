import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { waitSaying } from '../waiting.ts';
import type { GraphClient } from './graph-client.ts';
import { graphSystem } from './graph-refusal.ts';
import { holdsValues } from './holds-values.ts';
import { UsersReader } from './users-reader.ts';

/** A change of an account of which nobody knows whether it was done. */
export interface OpenChange {
  readonly index: number;
  readonly id: string;
  /** What the account has if it was done; `gone`: there is no such account. */
  readonly wanted: JsonObject | 'gone';
}

/** Milliseconds before accounts are read again. */
const lookWait = 1_000;

/**
 * Which of some changes were done after all: accounts that have what they were to get, or are gone that were to go. Of
 * the others nothing is concluded: what is not seen yet may come.
 *
 * @returns Their indexes; none when the accounts cannot be read.
 */
export async function settleChanges(
  client: GraphClient,
  open: readonly OpenChange[],
  signal?: AbortSignal,
): Promise<ReadonlySet<number>> {
  const done = new Set<number>();
  if (open.length === 0) return done;
  const reader = new UsersReader(client);
  try {
    await waitSaying(client.waiting, lookWait, `${graphSystem} did not answer; sfmap looks what it did`, signal);
    const changed = open.filter(({ wanted }) => wanted !== 'gone');
    const select = [...new Set(changed.flatMap(({ wanted }) => Object.keys(wanted)))];
    const found = new Map<string, JsonObject>();
    const ids = changed.map(({ id }) => id);
    for await (const user of reader.having('id', ids, select, signal))
      found.set(String(user['id']).toLowerCase(), user);
    for (const { index, id, wanted } of open) {
      // A search may miss an account; asked for by its key, it is not there when Graph says so.
      if (wanted === 'gone') {
        if ((await reader.one(id, ['id'], signal)) === undefined) done.add(index);
      } else if (holdsValues(found.get(id.toLowerCase()), wanted)) done.add(index);
    }
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
  }
  return done;
}
