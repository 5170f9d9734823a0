import type { PerformedRun } from '../engine/perform-run.ts';
import type { RunContext } from '../engine/plan-writeback.ts';
import { tellStopped } from '../engine/tell-by-mail.ts';
import { inPieces } from '../provisioning/plan/in-pieces.ts';
import { jsonParts } from '../provisioning/plan/json-parts.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import { reportPage } from '../provisioning/report/report-page.ts';
import { runReport } from '../provisioning/run/run-report.ts';
import { countState, type RecordResult, type RunResult } from '../provisioning/run/run-result.ts';
import { runParts, runSummary } from '../provisioning/run/run-text.ts';
import { runHeading } from '../provisioning/state/log-text.ts';
import { runJson } from '../provisioning/state/run-json.ts';
import { type CliIo, sayOn } from './io.ts';

/** How a command that writes tells what it did. */
export type RunFormat = 'text' | 'json' | 'html';

/**
 * Where a command shows what it is about to do: with a format for programs standard output is for the run alone, and whoever
 * is asked reads the rest on standard error.
 */
export function beforehand(io: CliIo, format: RunFormat | undefined): (text: string) => void {
  return format === undefined || format === 'text' ? io.out : io.err;
}

/**
 * Shows a run with its name and how to go on with it or to take it back, tells by mail where a system has stopped it, and
 * sets the exit code.
 */
export async function showRun(
  io: CliIo,
  plan: Plan,
  { result, run }: PerformedRun,
  context: RunContext,
  format: RunFormat = 'text',
): Promise<void> {
  const { name } = run;
  if (format === 'html') for (const part of inPieces(reportPage(runReport(plan, result, run)))) io.raw(part);
  else if (format === 'json') for (const part of inPieces(runDocument(plan, result, run))) io.out(part);
  else {
    for (const part of inPieces(runParts(plan, result))) io.out(part);
    io.out(`\n${runHeading(run, run.state)}\n`);
  }
  const left = countState(result, 'failed', 'unknown', 'not reached') > 0;
  const goOn = left ? `Go on with it: sfmap resume ${name}. ` : '';
  const undo = countState(result, 'written') > 0 ? `Take it back: sfmap undo ${name}. ` : '';
  io.err(`Run ${name}. ${goOn}${undo}What it did: sfmap log ${name}\n`);
  await tellStopped(plan, result, context, sayOn(io), name);
  io.exit(exitOf(result));
}

/** That there is nothing to write, in the form that was asked for. */
export function showNothing(io: CliIo, plan: Plan, format: RunFormat = 'text'): void {
  if (format === 'text') io.out('Nothing to write.\n');
  else if (format === 'json')
    io.out(`${JSON.stringify({ run: null, summary: 'Nothing to write.', totals: plan.totals }, undefined, 2)}\n`);
  else {
    const page = reportPage({ title: 'Nothing to write', facts: [], notes: [], kinds: [], columns: [], people: [] });
    io.raw([...page].join(''));
  }
}

function runDocument(plan: Plan, result: RunResult, run: PerformedRun['run']): Generator<string> {
  const summary = runSummary(plan, result);
  return jsonParts({ ...runJson(run, run.state), summary, records: shownRecords(result.records) });
}

function* shownRecords(records: Iterable<RecordResult>): Generator<unknown> {
  for (const record of records) yield shownRecord(record);
}

function shownRecord({ personIdExternal, name, record, ...verdict }: RecordResult): unknown {
  const { group, entity, key, before, after } = record;
  return { person: personIdExternal, name, group, entity, key, before, after, ...verdict };
}

function exitOf(result: RunResult): 0 | 1 | 3 {
  if (result.stopped !== undefined || countState(result, 'failed', 'unknown') > 0) return 3;
  return result.cancelled || countState(result, 'skipped', 'not reached') > 0 ? 1 : 0;
}
