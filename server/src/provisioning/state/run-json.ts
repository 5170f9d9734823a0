import type { KeptRun, RunState } from './kept-run.ts';
import type { PersonHistory, RecordHistory } from './run-history.ts';
import { stepsOf } from './run-steps.ts';

/** A run for other programs. Its form is documented, and stays. */
export function runJson(run: KeptRun, state: RunState): object {
  const { name, plan, started, ended, continuedBy, valueMode, process, machine, totals } = run;
  return {
    run: name,
    kind: plan.kind,
    ...(plan.undoes !== undefined && { undoes: plan.undoes }),
    state,
    ...(continuedBy !== undefined && { continuedBy }),
    connection: plan.connection,
    mapping: { file: plan.mapping.file, sha256: plan.mapping.sha256 },
    started,
    ...(ended !== undefined && { ended, seconds: seconds(run) }),
    process,
    machine,
    values: valueMode,
    totals,
  };
}

/** What happened to a person in a run, for other programs. */
export function personJson(run: KeptRun, history: PersonHistory): object {
  const { person, content, records } = history;
  return {
    run: run.name,
    person,
    ...(content !== undefined && { name: content.name, userPrincipalName: content.userPrincipalName }),
    steps: stepsOf(run, history),
    records: records.map((record, index) => recordJson(record, history, index)),
  };
}

function recordJson({ entity, key, intended, judged, verdict }: RecordHistory, history: PersonHistory, index: number) {
  const planned = plannedOf(history)[index];
  return {
    entity,
    key,
    ...(planned !== undefined && { before: planned.before, after: planned.after }),
    state: verdict?.state ?? (intended === null ? 'not reached' : 'unknown'),
    ...(verdict?.cause !== undefined && { cause: verdict.cause }),
    ...(verdict?.reason !== undefined && { reason: verdict.reason }),
    ...(verdict?.readBack === true && { readBack: true }),
    ...(intended !== null && { intended }),
    ...(judged !== null && { judged }),
  };
}

/** The planned records of a person, in the order of what is kept of them. */
export function plannedOf({ content }: PersonHistory) {
  return content?.change?.calls.flatMap(({ records }) => records) ?? [];
}

/** How long a run took, in whole seconds; nothing for one that has not ended. */
export function seconds({ started, ended }: KeptRun): number | undefined {
  return ended === undefined ? undefined : Math.max(0, Math.round((Date.parse(ended) - Date.parse(started)) / 1000));
}
