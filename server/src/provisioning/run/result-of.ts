import type { Plan } from '../plan/plan.ts';
import { type EarlierRun, inDoubt } from './earlier-run.ts';
import { runPeople } from './run-record.ts';
import { type RecordResult, type RunResult, runResult, type Verdict } from './run-result.ts';
import type { Verdicts } from './verdicts.ts';

const notReached: Verdict = { state: 'not reached', cause: 'the run ended', reason: 'the run ended before it' };

/** What a run that has ended knows of itself. */
export interface EndedRun {
  readonly plan: Plan;
  readonly verdicts: Verdicts;
  readonly earlier: EarlierRun;
  /** Its user has ended it. */
  readonly aborted: boolean;
  /** Why a system ended it. */
  readonly stopped: string | undefined;
}

/** The result of a run: one of every record, also of those that it did not come to. They are told from the plan whenever they are read. */
export function resultOf(ended: EndedRun): RunResult {
  const { plan, verdicts, aborted, stopped } = ended;
  const records = { length: plan.totals.rows, [Symbol.iterator]: () => recordResults(ended) };
  return runResult(records, { cancelled: aborted && verdicts.count < plan.totals.rows, stopped });
}

function* recordResults({ plan, verdicts, earlier }: EndedRun): Generator<RecordResult> {
  for (const { personIdExternal, name, calls } of runPeople(plan.people)) {
    for (const record of calls.flatMap(({ records }) => records)) {
      const verdict = verdicts.of(record) ?? (earlier.doubtful.has(record.place) ? inDoubt : notReached);
      yield { personIdExternal: personIdExternal ?? '', name, record, ...verdict };
    }
  }
}
