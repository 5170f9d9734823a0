import type { Listed } from '../plan/packed-list.ts';
import type { PlannedRecord } from '../plan/person-preview.ts';

/**
 * What became of one record.
 *
 * - `written`: the system said so, or reading the row or account showed it; `readBack` tells whether it was read since.
 * - `already`: it was as planned before anything was sent.
 * - `failed`: the system refused it, or reading back shows something else.
 * - `skipped`: it has changed since the plan; nothing was sent.
 * - `unknown`: it was sent, and neither an answer nor a reading back tells what became of it; also when the row is now
 *   neither as it was nor as planned.
 * - `not reached`: the run ended before it.
 */
export type RecordState = 'written' | 'already' | 'failed' | 'skipped' | 'unknown' | 'not reached';

/**
 * Why a record is not written, in words that hold nothing of a person: what is counted, and what a journal without values
 * keeps of the reason.
 */
export const causes = [
  'changed since the plan',
  'another row is primary',
  'no such person',
  'no such account',
  'no answer about the person',
  'the account is not made',
  'the manager has no account',
  'refused by SuccessFactors',
  'refused by Entra ID',
  'no usable answer',
  'reads back otherwise',
  'the run ended',
] as const;
export type Cause = (typeof causes)[number];

/** The judgement over one record. */
export interface Verdict {
  readonly state: RecordState;
  /** Why, for everything but `written` and `already`. */
  readonly reason?: string;
  readonly cause?: Cause;
  /** The row was read after it was written, and is as planned. */
  readonly readBack?: true;
  /** Of a creation: object id of the account that was made, or that was there already as planned. */
  readonly made?: string;
}

export interface RecordResult extends Verdict {
  readonly personIdExternal: string;
  readonly name: string;
  readonly record: PlannedRecord;
}

/** A finished run, also one that was cancelled or broke off. */
export interface RunResult {
  /** In the order of the plan: those of one person stand together. */
  readonly records: Listed<RecordResult>;
  /** How many records are in each state. */
  readonly counts: ReadonlyMap<RecordState, number>;
  /** How many of the written ones were not read since. */
  readonly notReadBack: number;
  readonly cancelled: boolean;
  /** Why the run ended early, with its cure. */
  readonly stopped?: string;
}

/** Counts what a run came to. */
export function runResult(
  records: Listed<RecordResult>,
  end: Pick<RunResult, 'cancelled'> & { readonly stopped?: string | undefined },
): RunResult {
  const counts = new Map<RecordState, number>();
  let notReadBack = 0;
  for (const { state, readBack } of records) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
    if (state === 'written' && readBack !== true) notReadBack += 1;
  }
  const { cancelled, stopped } = end;
  return { records, counts, notReadBack, cancelled, ...(stopped !== undefined && { stopped }) };
}

/** How many records are in one of some states. */
export function countState({ counts }: RunResult, ...states: readonly RecordState[]): number {
  return states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
}

/** The records of each person, in the order of the plan. */
export function* byPerson(records: Iterable<RecordResult>): Generator<readonly RecordResult[]> {
  let own: RecordResult[] = [];
  for (const record of records) {
    if (own.length > 0 && own[0]?.personIdExternal !== record.personIdExternal) {
      yield own;
      own = [];
    }
    own.push(record);
  }
  if (own.length > 0) yield own;
}
