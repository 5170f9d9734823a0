import type { Plan } from '../plan/plan.ts';
import type { EarlierRun } from './earlier-run.ts';
import { type RunPerson, type RunRecord, runPeople } from './run-record.ts';

/** Whether a run has written a record, or may have: then the row or account tells. */
export function mayBeWritten({ place }: RunRecord, { verdicts, doubtful }: EarlierRun): boolean {
  const verdict = verdicts.get(place);
  if (verdict === undefined) return doubtful.has(place);
  return verdict.state === 'written' || verdict.state === 'unknown' || verdict.cause === 'reads back otherwise';
}

/** The people of a run of whom it has written something, or may have. */
export function* touchedPeople({ people }: Pick<Plan, 'people'>, earlier: EarlierRun): Generator<RunPerson> {
  for (const person of runPeople(people)) {
    if (person.calls.some(({ records }) => records.some((record) => mayBeWritten(record, earlier)))) yield person;
  }
}
