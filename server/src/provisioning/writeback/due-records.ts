import type { Verdict } from '../run/run-result.ts';
import type { Batch, Item } from './batches.ts';
import type { PersonState } from './person-state.ts';
import { staleness } from './staleness.ts';
import { presentRow } from './upsert-record.ts';

/** What of a batch is to be sent, and what is not because of the rows that were just read. */
export interface DueRecords {
  readonly send: readonly Item[];
  readonly judged: readonly (readonly [Item, Verdict])[];
}

/**
 * Holds a batch against the rows that SuccessFactors holds now. A record whose row is as planned already is left out,
 * also of a switch of primary flags; for the rest a switch is sent whole or not at all.
 *
 * @param stateOf What was just read of a person.
 */
export function dueRecords(batch: Batch, stateOf: (item: Item) => PersonState): DueRecords {
  const send: Item[] = [];
  const judged: [Item, Verdict][] = [];
  for (const item of batch.items) {
    const verdict = verdictOf(item, stateOf(item));
    if (verdict === undefined) send.push(item);
    else judged.push([item, verdict]);
  }
  const stale = judged.find(([, { state }]) => state !== 'already')?.[1];
  if (!batch.together || stale === undefined) return { send, judged };
  return { send: [], judged: [...judged, ...send.map((item): [Item, Verdict] => [item, stale])] };
}

function verdictOf({ person, record }: Item, rows: PersonState): Verdict | undefined {
  if (rows === 'absent')
    return { state: 'skipped', cause: 'no such person', reason: 'SuccessFactors no longer has this person' };
  if ('unanswered' in rows) {
    const reason = `nothing was sent, for SuccessFactors gave no answer about this person: ${rows.unanswered}`;
    return { state: 'failed', cause: 'no answer about the person', reason };
  }
  return staleness(person, record, presentRow(record, rows), rows);
}
