import { SfmapError } from '../core/errors.ts';
import { type Plan, writtenTenant } from '../provisioning/plan/plan.ts';
import { planConnection, planTarget, type RunContext } from './plan-writeback.ts';

type Made = Pick<Plan, 'connection' | 'target'>;

/**
 * Whether a connection still is the tenants that something was made for.
 *
 * @param what `The plan`, `Run birch-27`.
 * @throws SfmapError exit 1: sfmap.json names another one by now; exit 2: it names no Entra tenant any more.
 */
export function checkTenant(made: Made, { connection }: RunContext, what: string): void {
  const now: Made = {
    connection: planConnection(connection),
    ...(made.target && { target: planTarget(connection) }),
  };
  if (nameOf(made) === nameOf(now) && made.connection.environment === now.connection.environment) return;
  throw new SfmapError(
    'SFM-PLAN-TENANT',
    `${what} was made for ${nameOf(made)}, and the connection is now ${nameOf(now)} (${now.connection.environment}).`,
    'Make a new plan for this tenant.',
    1,
  );
}

function nameOf({ connection, target }: Made): string {
  const { name, company, host } = connection;
  const source = `${name}: company ${company} at ${host}`;
  if (target === undefined) return source;
  const written = writtenTenant({ connection, target });
  return `${source}, ${written.system} ${written.name} at ${written.host}`;
}
