import { hostname } from 'node:os';
import { SfmapError } from '../core/errors.ts';
import type { WrittenTenant } from '../provisioning/plan/plan.ts';
import type { RunResult } from '../provisioning/run/run-result.ts';
import type { KeptRun } from '../provisioning/state/kept-run.ts';
import type { OpenRun } from '../provisioning/state/load-run.ts';
import type { RunStore } from '../provisioning/state/run-store.ts';
import { TenantLock } from '../provisioning/state/tenant-lock.ts';
import { applyPlan } from '../provisioning/writeback/apply-plan.ts';
import { clockGuard } from './clock-guard.ts';
import { openEmployeeCentral } from './open-tenant.ts';
import { type RunContext, waiting } from './plan-writeback.ts';

/** A run that has ended, and what the state keeps of it. */
export interface PerformedRun {
  readonly result: RunResult;
  readonly run: KeptRun;
}

/** This process, as a run names it. */
export const thisProcess = () => ({ process: process.pid, machine: hostname() });

/**
 * Performs a run while nobody else writes to its tenant, and notes how it ends. A process that is killed notes nothing:
 * the run is found as interrupted.
 *
 * @param open Writes the run down, or takes it up again; called once the tenant is locked.
 * @throws SfmapError exit 1: another run writes to the tenant; exit 2: no journal can be kept. Then nothing was sent.
 */
export async function performRun(
  store: RunStore,
  folder: string,
  tenant: WrittenTenant,
  name: string,
  open: () => OpenRun,
  context: RunContext,
): Promise<PerformedRun> {
  const { connection, secrets, env, progress, now, signal } = context;
  const employeeCentral = openEmployeeCentral(connection, secrets, env, waiting(progress));
  const batchSize = batchSizeFrom(env);
  const holder = { run: name, ...thisProcess(), since: now().toISOString() };
  const lock = TenantLock.take(folder, tenant, holder);
  try {
    const { run, plan, earlier, journal } = open();
    const mayGoOn = clockGuard(now);
    const options = { mayGoOn, ...(batchSize && { batchSize }), ...(signal && { signal }) };
    const result = await applyPlan(plan, { employeeCentral, journal, progress, ...options }, earlier);
    return ended(store, run, result);
  } finally {
    lock.release();
  }
}

/** A journal that cannot note the end must not hide what was written. */
function ended(store: RunStore, run: KeptRun, result: RunResult): PerformedRun {
  const state = result.stopped !== undefined ? 'stopped' : result.cancelled ? 'cancelled' : 'finished';
  try {
    return { result, run: store.end(run, state) };
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    return { result: { stopped: error.sentence, ...result }, run };
  }
}

/** `SFMAP_BATCH_SIZE`: about how many records go into one call; nothing where it is not set. */
function batchSizeFrom(env: RunContext['env']): number | undefined {
  const text = env['SFMAP_BATCH_SIZE'];
  if (!text) return undefined;
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 1000) return size;
  throw new SfmapError('SFM-CONFIG', `SFMAP_BATCH_SIZE is ${text}.`, 'Set it to a whole number, 1 to 1000.', 2);
}
