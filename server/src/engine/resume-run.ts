import { SfmapError } from '../core/errors.ts';
import { type Plan, writtenTenant } from '../provisioning/plan/plan.ts';
import { planChecksum } from '../provisioning/plan/plan-text.ts';
import type { KeptRun } from '../provisioning/state/kept-run.ts';
import type { OpenRun } from '../provisioning/state/load-run.ts';
import type { RunStore } from '../provisioning/state/run-store.ts';
import { isFresh, staleRun } from './check-age.ts';
import { checkLimitsNow } from './check-limits-now.ts';
import { checkTenant } from './check-tenant.ts';
import { type PerformedRun, performRun, thisProcess } from './perform-run.ts';
import type { RunContext } from './plan-writeback.ts';

/** Rows of a run of which something is still to be done. */
export function openRows({ totals: { rows } }: KeptRun): number {
  return rows.failed + rows.unknown + rows.notReached;
}

/**
 * The run that is to go on: the one that is named, or the only one that ended early and can still go on.
 *
 * @throws SfmapError exit 2: there is none, or there are several; exit 1: it cannot go on.
 */
export function runToResume(store: RunStore, name: string | undefined, now: Date): KeptRun {
  if (name !== undefined) {
    const run = store.find(name);
    checkResumable(store, run, now);
    return run;
  }
  const open = store.list().filter((run) => {
    const state = store.stateOf(run);
    const early = state === 'interrupted' || state === 'cancelled' || state === 'stopped';
    return early && run.continuedBy === undefined && openRows(run) > 0 && isFresh(run.started, now);
  });
  const [only] = open;
  if (only === undefined) throw new SfmapError('SFM-RUN', 'No run has ended early.', 'sfmap runs lists all runs.', 2);
  if (open.length === 1) return only;
  const names = open.map((run) => run.name).join(', ');
  throw new SfmapError('SFM-RUN', `Several runs have ended early: ${names}.`, 'Name one: sfmap resume RUN', 2);
}

/** @throws SfmapError exit 1: the run is at its end, writes just now, was continued by another, or is too old. */
export function checkResumable(store: RunStore, run: KeptRun, now: Date): void {
  const problem = whyNotResumable(store, run, now);
  if (problem !== undefined) throw problem;
}

/** Why a run cannot go on; undefined where it can. */
export function whyNotResumable(store: RunStore, run: KeptRun, now: Date): SfmapError | undefined {
  const refuse = (message: string, cure: string) => new SfmapError('SFM-RUN', message, cure, 1);
  if (store.stateOf(run) === 'running') {
    return refuse(
      `Run ${run.name} is writing just now (process ${run.process} on ${run.machine}).`,
      'Wait for its end.',
    );
  }
  if (run.continuedBy !== undefined) {
    return refuse(
      `Run ${run.name} was continued by ${run.continuedBy}.`,
      `Go on with that one: sfmap resume ${run.continuedBy}`,
    );
  }
  if (openRows(run) === 0)
    return refuse(`Run ${run.name} is finished: nothing of it is left.`, 'sfmap log tells what it did.');
  return staleRun(run.name, run.started, now);
}

/**
 * Goes on with a run that ended early, to exactly what its plan says. What was being sent when it broke off is read before
 * anything is judged.
 *
 * @param given The plan, where the run keeps no values.
 * @param mapping Absolute path of the mapping, whose limits of today hold too; absent where there is no file of it.
 * @throws SfmapError as `checkResumable`, `performRun`; exit 1: over limits, another tenant; exit 2: values not readable.
 */
export async function resumeRun(
  store: RunStore,
  folder: string,
  run: KeptRun,
  context: RunContext,
  given?: Plan,
  mapping?: string,
): Promise<PerformedRun & { readonly plan: Plan }> {
  checkResumable(store, run, context.now());
  checkTenant(run.plan, context, `Run ${run.name}`);
  if (given !== undefined && planChecksum(given) !== run.checksum) {
    throw new SfmapError('SFM-RUN', `The plan is not the one of run ${run.name}.`, 'Give the plan that it applied.', 2);
  }
  const { plan } = store.load(run, given);
  await checkLimitsNow(plan, mapping);
  const goOn = (): OpenRun => {
    // Read again under the lock: another process may have gone on with it meanwhile.
    const now = store.find(run.name);
    checkResumable(store, { ...now, state: now.state === 'running' ? 'stopped' : now.state }, context.now());
    const { process, machine } = thisProcess();
    store.goOn(now, process, machine);
    return store.load(store.find(run.name), given);
  };
  return { ...(await performRun(store, folder, writtenTenant(run.plan), run.name, goOn, context)), plan };
}
