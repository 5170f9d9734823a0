import { basename } from 'node:path';
import { SfmapError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import { notify } from '../engine/notify.ts';
import { planConnection, type RunContext } from '../engine/plan-writeback.ts';
import type { Notice } from '../provisioning/notices.ts';
import { budgetRefusal } from '../provisioning/plan/budget.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import { tenantName } from '../provisioning/plan/preview-text.ts';
import { quarantineOf } from '../provisioning/quarantine.ts';
import { countState, type RunResult } from '../provisioning/run/run-result.ts';
import { endedRuns } from '../provisioning/state/earlier-runs.ts';
import type { CliIo } from './io.ts';
import { withRuns } from './open-history.ts';

/** Tells by mail that a plan is over its limits; nothing where it keeps them. */
export async function tellOverLimits(io: CliIo, plan: Plan, context: RunContext): Promise<void> {
  const refusal = budgetRefusal(plan);
  if (refusal === undefined) return;
  const { connection, target, mapping } = plan;
  await tell(
    io,
    { kind: 'over limits', connection, target, mapping: mapping.file, when: context.now(), refusal },
    context,
  );
}

/** Tells by mail that a run ended early because a system took nothing more; nothing where it did not, or a person ended it. */
export async function tellStopped(
  io: CliIo,
  plan: Plan,
  result: RunResult,
  context: RunContext,
  run?: string,
): Promise<void> {
  if (result.stopped === undefined) return;
  const rows = {
    planned: result.records.length,
    written: countState(result, 'written', 'already'),
    failed: countState(result, 'failed', 'unknown'),
  };
  const about = { connection: plan.connection, target: plan.target, mapping: plan.mapping.file, when: context.now() };
  await tell(io, { kind: 'stopped', ...about, rows, ...(run !== undefined && { run }) }, context);
}

/** Tells by mail that a run ended before it wrote, because a system failed or refused; then the error goes on. */
export async function orTellStopped<T>(io: CliIo, file: string, context: RunContext, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SfmapError && error.exit === 3) {
      const about = { connection: planConnection(context.connection), mapping: basename(file), when: context.now() };
      const rows = { planned: 0, written: 0, failed: 0 };
      await tell(io, { kind: 'stopped', ...about, code: error.code, rows }, context);
    }
    throw error;
  }
}

/**
 * Says and tells by mail that a run was the one that brings a mapping into quarantine. What repeats runs by itself then waits
 * as Microsoft's service does; a run that somebody starts is not held back.
 */
export async function tellQuarantine(
  io: CliIo,
  plan: Plan,
  context: RunContext,
  state: string | undefined,
): Promise<void> {
  const { mapping, connection, target } = plan;
  const runs = await withRuns(io, state, (store) =>
    endedRuns(store.list(), { mapping: mapping.file, connection, target }),
  );
  const quarantine = quarantineOf(runs);
  if (quarantine === undefined || quarantineOf(runs.slice(0, -1)) !== undefined) return;
  const { reason, nextTry, endsAt } = quarantine;
  io.err(
    `${oneLine(mapping.file)} is in quarantine on ${tenantName(plan)} (${reason}). What is repeated by itself waits ` +
      `until ${nextTry.toISOString()}; a run that you start goes on as ever, and one that goes well ends it.\n`,
  );
  const about = { connection, target, mapping: mapping.file, when: context.now() };
  await tell(io, { kind: 'quarantine', ...about, reason, nextTry, endsAt }, context);
}

async function tell(io: CliIo, notice: Notice, { mail, env }: RunContext): Promise<void> {
  const remark = await notify(notice, mail, env);
  if (remark !== undefined) io.err(`${remark}\n`);
}
