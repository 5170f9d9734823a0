import { SfmapError } from '../core/errors.ts';
import type { PlanConnection } from '../provisioning/plan/plan.ts';
import { planConnection, type RunContext } from './plan-writeback.ts';

/**
 * Whether a connection still is the tenant that something was made for.
 *
 * @param what `The plan`, `Run birch-27`.
 * @throws SfmapError exit 1: sfmap.json names another one by now.
 */
export function checkTenant(made: PlanConnection, { connection }: RunContext, what: string): void {
  const now = planConnection(connection);
  const name = (tenant: typeof now) => `${tenant.name}: company ${tenant.company} at ${tenant.host}`;
  if (name(made) === name(now) && made.environment === now.environment) return;
  throw new SfmapError(
    'SFM-PLAN-TENANT',
    `${what} was made for ${name(made)}, and the connection is now ${name(now)} (${now.environment}).`,
    'Make a new plan for this tenant.',
    1,
  );
}
