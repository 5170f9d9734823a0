import type { Verdict } from './run-result.ts';

/** What is known of the records of a run that broke off and goes on, by their places. */
export interface EarlierRun {
  /** What became of records. Those that are not in it, and those that failed, are still to be written. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
  /** Records that were about to be sent and have no judgement: whether they were written, only the tenant knows. */
  readonly doubtful: ReadonlySet<number>;
}

/** A run that begins. */
export const noEarlierRun: EarlierRun = { verdicts: new Map(), doubtful: new Set() };

/** Whether nothing more is to be done about a record. */
export const isSettled = (verdict: Verdict | undefined): boolean =>
  verdict?.state === 'written' || verdict?.state === 'already' || verdict?.state === 'skipped';

/** Of a record nobody can tell yet whether it was written. */
export const inDoubt: Verdict = {
  state: 'unknown',
  cause: 'no usable answer',
  reason: 'the run broke off while it was being sent',
};
