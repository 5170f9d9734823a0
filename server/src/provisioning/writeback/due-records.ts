import type { PersonPreview, PlannedCall, PlannedRecord } from './person-preview.ts';
import type { PersonRows } from './rows.ts';
import type { Verdict } from './run-result.ts';
import { staleness } from './staleness.ts';
import { presentRow } from './upsert-record.ts';

/** What of a call is to be sent, and what is not because of the rows that were just read. */
export interface DueRecords {
  readonly send: readonly PlannedRecord[];
  readonly judged: readonly (readonly [PlannedRecord, Verdict])[];
}

/**
 * Holds a call against the rows that SuccessFactors holds now. A record whose row is as planned already is left out,
 * also of a switch of primary flags; for the rest a switch is sent whole or not at all.
 *
 * @param rows Just read; absent when SuccessFactors no longer has the person.
 */
export function dueRecords(person: PersonPreview, call: PlannedCall, rows: PersonRows | undefined): DueRecords {
  if (rows === undefined) {
    const gone: Verdict = { state: 'skipped', reason: 'SuccessFactors no longer has this person' };
    return { send: [], judged: call.records.map((record) => [record, gone]) };
  }
  const send: PlannedRecord[] = [];
  const judged: [PlannedRecord, Verdict][] = [];
  for (const record of call.records) {
    const verdict = staleness(person, record, presentRow(record, rows), rows);
    if (verdict === undefined) send.push(record);
    else judged.push([record, verdict]);
  }
  const stale = judged.find(([, { state }]) => state === 'skipped')?.[1];
  if (!call.together || stale === undefined) return { send, judged };
  return { send: [], judged: [...judged, ...send.map((record): [PlannedRecord, Verdict] => [record, stale])] };
}
