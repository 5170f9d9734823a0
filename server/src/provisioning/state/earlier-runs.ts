import type { PlanConnection, PlanTarget } from '../plan/plan.ts';
import type { EndedRun } from '../quarantine.ts';
import type { KeptRun } from './kept-run.ts';

/** Which runs of a mapping belong together: its name, and the tenant that they write to. */
export interface RunsOf {
  readonly mapping: string;
  readonly connection: PlanConnection;
  readonly target?: PlanTarget | undefined;
}

/** Whether everybody in scope was written for before: such a run came to its end. */
export function hadFullRun(runs: readonly KeptRun[], of: RunsOf): boolean {
  return runs.some((run) => isOf(run, of) && run.plan.complete && run.state === 'finished');
}

/**
 * The runs of a mapping that have ended, the oldest first, as the quarantine judges them. One that a person has
 * cancelled, or whose process was killed, says nothing about the systems.
 *
 * @param runs The newest first, as the state lists them.
 */
export function endedRuns(runs: readonly KeptRun[], of: RunsOf): readonly EndedRun[] {
  return runs
    .filter((run) => isOf(run, of) && (run.state === 'finished' || run.state === 'stopped'))
    .flatMap((run): EndedRun[] => {
      const { planned, written, already, failed, unknown } = run.totals.rows;
      if (run.ended === undefined) return [];
      return [
        {
          ended: new Date(run.ended),
          events: planned,
          failed: failed + unknown,
          failedReferences: 0,
          refused: run.state === 'stopped' && written + already === 0,
        },
      ];
    })
    .reverse();
}

function isOf({ plan }: KeptRun, { mapping, connection, target }: RunsOf): boolean {
  const { host, company } = plan.connection;
  return (
    plan.kind !== 'undo' &&
    plan.target?.tenant === target?.tenant &&
    plan.target?.host === target?.host &&
    plan.mapping.file === mapping &&
    host === connection.host &&
    company === connection.company
  );
}
