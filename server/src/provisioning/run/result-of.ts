import type { PersonPreview } from '../plan/person-preview.ts';
import { type EarlierRun, inDoubt } from './earlier-run.ts';
import type { RecordResult, RunResult, Verdict } from './run-result.ts';
import type { Verdicts } from './verdicts.ts';

const notReached: Verdict = { state: 'not reached', cause: 'the run ended', reason: 'the run ended before it' };

/** What a run that has ended knows of itself. */
export interface EndedRun {
  readonly people: readonly PersonPreview[];
  readonly verdicts: Verdicts;
  readonly earlier: EarlierRun;
  /** Its user has ended it. */
  readonly aborted: boolean;
  /** Why a system ended it. */
  readonly stopped: string | undefined;
}

/** The result of a run: one of every record, also of those that it did not come to. */
export function resultOf({ people, verdicts, earlier, aborted, stopped }: EndedRun): RunResult {
  const records = people.flatMap((person) =>
    person.calls.flatMap(({ records: planned }) =>
      planned.map((record): RecordResult => {
        const verdict = verdicts.of(record) ?? (earlier.doubtful.has(record) ? inDoubt : notReached);
        return { personIdExternal: person.personIdExternal ?? '', name: person.name, record, ...verdict };
      }),
    ),
  );
  const left = records.some(({ record }) => verdicts.of(record) === undefined);
  return { records, cancelled: aborted && left, ...(stopped !== undefined && { stopped }) };
}
