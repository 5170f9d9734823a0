import { hostname } from 'node:os';
import { SfmapError } from '../core/errors.ts';
import { applyAccounts } from '../provisioning/inbound/apply-accounts.ts';
import type { WrittenTenant } from '../provisioning/plan/plan.ts';
import type { RunResult } from '../provisioning/run/run-result.ts';
import type { KeptRun } from '../provisioning/state/kept-run.ts';
import type { OpenRun } from '../provisioning/state/load-run.ts';
import { accountsAfter } from '../provisioning/state/object-connections.ts';
import type { RunStore } from '../provisioning/state/run-store.ts';
import { TenantLock } from '../provisioning/state/tenant-lock.ts';
import { type ApplyPorts, applyPlan } from '../provisioning/writeback/apply-plan.ts';
import { pause } from '../systems/pause.ts';
import { clockGuard } from './clock-guard.ts';
import { openDirectory, openEmployeeCentral } from './open-tenant.ts';
import { planTarget, type RunContext, waiting } from './plan-writeback.ts';

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
  const { env, now, signal } = context;
  const write = tenant.system === 'SuccessFactors' ? rowWriter(context) : accountWriter(context, store);
  const batchSize = batchSizeFrom(env);
  const holder = { run: name, ...thisProcess(), since: now().toISOString() };
  const lock = TenantLock.take(folder, tenant, holder);
  try {
    const opened = open();
    const options = { mayGoOn: clockGuard(now), ...(batchSize && { batchSize }), ...(signal && { signal }) };
    return ended(store, opened, await write(opened, options));
  } finally {
    lock.release();
  }
}

/** What a run is performed with beside the systems. */
type Options = Pick<ApplyPorts, 'mayGoOn' | 'batchSize' | 'signal'>;
type Write = (run: OpenRun, options: Options) => Promise<RunResult>;

/** Writes rows of SuccessFactors. */
function rowWriter({ connection, secrets, env, progress }: RunContext): Write {
  const employeeCentral = openEmployeeCentral(connection, secrets, env, waiting(progress));
  return ({ plan, earlier, journal }, options) =>
    applyPlan(plan, { employeeCentral, journal, progress, ...options }, earlier);
}

/** Writes accounts of Entra ID. */
function accountWriter(context: RunContext, store: RunStore): Write {
  const { connection, secrets, env, progress, onDeviceCode } = context;
  const directory = openDirectory(connection, secrets, env, waiting(progress), onDeviceCode);
  return ({ plan, earlier, journal }, options) => {
    const { mapping, target = planTarget(connection) } = plan;
    const knownAccount = store.knownAccount({ mapping: mapping.file, connection: plan.connection, target });
    return applyAccounts(plan, { directory, journal, progress, pause, knownAccount, ...options }, earlier);
  };
}

/** A journal that cannot note the end must not hide what was written. */
function ended(store: RunStore, { run, plan }: OpenRun, result: RunResult): PerformedRun {
  const state = result.stopped !== undefined ? 'stopped' : result.cancelled ? 'cancelled' : 'finished';
  const accounts = plan.target === undefined ? [] : accountsAfter(plan, result);
  try {
    return { result, run: store.end(run, state, accounts) };
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
