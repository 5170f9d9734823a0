import { basename } from 'node:path';
import { SfmapError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import type { Notice } from '../provisioning/notices.ts';
import { budgetRefusal } from '../provisioning/plan/budget.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import { tenantName } from '../provisioning/plan/preview-text.ts';
import { type EndedRun, quarantineOf } from '../provisioning/quarantine.ts';
import { countState, type RunResult } from '../provisioning/run/run-result.ts';
import { endedRuns } from '../provisioning/state/earlier-runs.ts';
import { notify } from './notify.ts';
import { openRuns } from './open-runs.ts';
import type { PerformedRun } from './perform-run.ts';
import { planConnection, type RunContext } from './plan-writeback.ts';

/** Says a sentence to whoever is there, in one line; `wantsPassword` as in `MailRemark`. */
export type Say = (sentence: string, wantsPassword?: boolean) => void;

/** Tells by mail that a plan is over its limits; nothing where it keeps them. */
export async function tellOverLimits(plan: Plan, context: RunContext, say: Say): Promise<void> {
  const refusal = budgetRefusal(plan);
  if (refusal === undefined) return;
  const { connection, target, mapping } = plan;
  await tell(
    { kind: 'over limits', connection, target, mapping: mapping.file, when: context.now(), refusal },
    context,
    say,
  );
}

/** What is told of a run that has ended: that a system has stopped it, and that its mapping has come into quarantine. */
export async function tellEnd(
  plan: Plan,
  { result, run }: PerformedRun,
  context: RunContext,
  say: Say,
  folder: string,
): Promise<void> {
  await tellStopped(plan, result, context, say, run.name);
  await tellQuarantine(plan, context, say, folder);
}

/** Tells by mail that a run ended early because a system took nothing more; nothing where it did not, or a person ended it. */
export async function tellStopped(
  plan: Plan,
  result: RunResult,
  context: RunContext,
  say: Say,
  run?: string,
): Promise<void> {
  if (result.stopped === undefined) return;
  const rows = {
    planned: result.records.length,
    written: countState(result, 'written', 'already'),
    failed: countState(result, 'failed', 'unknown'),
  };
  const about = { connection: plan.connection, target: plan.target, mapping: plan.mapping.file, when: context.now() };
  await tell({ kind: 'stopped', ...about, rows, ...(run !== undefined && { run }) }, context, say);
}

/** Tells by mail that a run ended before it wrote, because a system failed or refused; then the error goes on. */
export async function orTellStopped<T>(file: string, context: RunContext, say: Say, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SfmapError && error.exit === 3) {
      const about = { connection: planConnection(context.connection), mapping: basename(file), when: context.now() };
      const rows = { planned: 0, written: 0, failed: 0 };
      await tell({ kind: 'stopped', ...about, code: error.code, rows }, context, say);
    }
    throw error;
  }
}

/**
 * Says and tells by mail that a run was the one that brings a mapping into quarantine. What repeats runs by itself then waits
 * as Microsoft's service does; a run that somebody starts is not held back.
 *
 * @param folder The state folder.
 */
export async function tellQuarantine(plan: Plan, context: RunContext, say: Say, folder: string): Promise<void> {
  const { mapping, connection, target } = plan;
  const store = await openRuns(context.env, folder, context.now, 'look up');
  let runs: readonly EndedRun[];
  try {
    runs = endedRuns(store.list(), { mapping: mapping.file, connection, target });
  } finally {
    store.close();
  }
  const quarantine = quarantineOf(runs);
  if (quarantine === undefined || quarantineOf(runs.slice(0, -1)) !== undefined) return;
  const { reason, nextTry, endsAt } = quarantine;
  say(
    `${oneLine(mapping.file)} is in quarantine on ${tenantName(plan)} (${reason}). What is repeated by itself waits ` +
      `until ${nextTry.toISOString()}; a run that you start goes on as ever, and one that goes well ends it.`,
  );
  const about = { connection, target, mapping: mapping.file, when: context.now() };
  await tell({ kind: 'quarantine', ...about, reason, nextTry, endsAt }, context, say);
}

async function tell(notice: Notice, { mail }: RunContext, say: Say): Promise<void> {
  const remark = await notify(notice, mail);
  if (remark !== undefined) say(remark.sentence, remark.wantsPassword);
}
