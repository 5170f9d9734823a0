import { checkBudget } from '../provisioning/plan/budget.ts';
import { isSameTenant, type Plan, writtenTenant } from '../provisioning/plan/plan.ts';
import { planChecksum } from '../provisioning/plan/plan-text.ts';
import { checkPlanAge } from './check-age.ts';
import { checkLimitsNow } from './check-limits-now.ts';
import { checkTenant } from './check-tenant.ts';
import { forgetOldRuns } from './forget-runs.ts';
import { openRuns } from './open-runs.ts';
import { type PerformedRun, performRun, thisProcess } from './perform-run.ts';
import type { RunContext } from './plan-writeback.ts';

/**
 * Applies a plan to the tenant that it was made for, as a run of its own that the state folder keeps.
 *
 * @param folder The state folder.
 * @param mapping Absolute path of the mapping, whose limits of today hold too; absent where there is no file of it.
 * @throws SfmapError exit 1: the plan is too old, over its limits or was made for another tenant, or another run writes to
 *   the tenant; exit 2: no journal can be kept.
 */
export async function applyPlanned(
  plan: Plan,
  context: RunContext,
  folder: string,
  mapping?: string,
): Promise<PerformedRun> {
  checkTenant(plan, context, 'The plan');
  checkPlanAge(plan.created, context.now());
  checkBudget(plan);
  await checkLimitsNow(plan, mapping);
  const { env, now, journalValues, keepDays } = context;
  const store = await openRuns(env, folder, now, journalValues === 'omitted' ? 'look up' : 'make');
  try {
    const name = store.freeName();
    const run = {
      name,
      plan,
      checksum: planChecksum(plan),
      ...(mapping && { mappingPath: mapping }),
      ...thisProcess(),
    };
    const tenant = writtenTenant(plan);
    const begin = () => {
      forgetOldRuns(store, keepDays, now(), (kept) => isSameTenant(writtenTenant(kept.plan), tenant));
      return store.begin(run, journalValues ?? 'encrypted');
    };
    return await performRun(store, folder, tenant, name, begin, context);
  } finally {
    store.close();
  }
}
