import { SfmapError } from '../core/errors.ts';
import { FileJournal } from '../provisioning/file-journal.ts';
import { applyPlan } from '../provisioning/writeback/apply-plan.ts';
import { checkBudget } from '../provisioning/writeback/budget.ts';
import type { Plan } from '../provisioning/writeback/plan.ts';
import type { RunResult } from '../provisioning/writeback/run-result.ts';
import { checkLimitsNow } from './check-limits-now.ts';
import { openEmployeeCentral } from './open-tenant.ts';
import { planConnection, type RunContext, waiting } from './plan-writeback.ts';

/** How old a plan may be, in milliseconds: a day. */
export const longestPlanAge = 24 * 60 * 60 * 1000;

/**
 * Applies a plan to the tenant that it was made for, and keeps a journal of it.
 *
 * @param stateFolder Where journals are kept.
 * @param mapping Absolute path of the mapping, whose limits of today hold too; absent where there is no file of it.
 * @throws SfmapError exit 1: the plan is too old, over its limits or was made for another tenant; exit 2: no journal can be kept.
 */
export async function applyWriteback(
  plan: Plan,
  context: RunContext,
  stateFolder: string,
  mapping?: string,
): Promise<{ readonly result: RunResult; readonly journal: string }> {
  checkTenant(plan, context);
  checkAge(plan, context.now());
  checkBudget(plan);
  await checkLimitsNow(plan, mapping);
  const { connection, secrets, env, progress, now, signal } = context;
  const employeeCentral = openEmployeeCentral(connection, secrets, env, waiting(progress));
  const batchSize = batchSizeFrom(env);
  const journal = await FileJournal.begin(stateFolder, connection.name, now());
  try {
    const ports = { employeeCentral, journal, progress, ...(batchSize && { batchSize }), ...(signal && { signal }) };
    const result = await applyPlan(plan, ports);
    return { result, journal: journal.path };
  } finally {
    await journal.close();
  }
}

function checkTenant(plan: Plan, { connection }: RunContext): void {
  const now = planConnection(connection);
  const name = (tenant: typeof now) => `${tenant.name}: company ${tenant.company} at ${tenant.host}`;
  if (name(plan.connection) === name(now) && plan.connection.environment === now.environment) return;
  throw new SfmapError(
    'SFM-PLAN-TENANT',
    `The plan was made for ${name(plan.connection)}, and the connection is now ${name(now)} (${now.environment}).`,
    'Make a new plan for this tenant.',
    1,
  );
}

function checkAge(plan: Plan, now: Date): void {
  const age = now.getTime() - Date.parse(plan.created);
  if (age >= -5 * 60_000 && age <= longestPlanAge) return;
  const when = age < 0 ? 'in the future' : `${Math.floor(age / 3_600_000)} hours ago`;
  throw new SfmapError(
    'SFM-PLAN-STALE',
    `The plan was made ${when}; a plan is good for 24 hours.`,
    'Make a new plan.',
    1,
  );
}

/** `SFMAP_BATCH_SIZE`: about how many records go into one call; nothing where it is not set. */
function batchSizeFrom(env: RunContext['env']): number | undefined {
  const text = env['SFMAP_BATCH_SIZE'];
  if (!text) return undefined;
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 1000) return size;
  throw new SfmapError('SFM-CONFIG', `SFMAP_BATCH_SIZE is ${text}.`, 'Set it to a whole number, 1 to 1000.', 2);
}
