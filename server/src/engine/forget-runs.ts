import type { KeptRun } from '../provisioning/state/kept-run.ts';
import type { RunStore } from '../provisioning/state/run-store.ts';
import { whyNotResumable } from './resume-run.ts';

/** Runs that began before a moment. */
export interface OldRuns {
  /** Nothing more can be done with them but to tell and to take back what they did. */
  readonly old: readonly KeptRun[];
  /** Those that write just now, or can still be resumed. */
  readonly needed: readonly KeptRun[];
}

const day = 86_400_000;

/** The moment so many days ago. */
export const daysAgo = (days: number, now: Date): Date => new Date(now.getTime() - days * day);

/** Which runs may be forgotten. @param fits Which runs are looked at. */
export function oldRuns(store: RunStore, before: Date, now: Date, fits: (run: KeptRun) => boolean): OldRuns {
  const runs = store.list().filter((run) => Date.parse(run.started) < before.getTime() && fits(run));
  const isNeeded = (run: KeptRun) => store.stateOf(run) === 'running' || whyNotResumable(store, run, now) === undefined;
  return { old: runs.filter((run) => !isNeeded(run)), needed: runs.filter(isNeeded) };
}

/**
 * Forgets the runs of a tenant that are older than sfmap.json says (`journal.keepDays`), when another one begins.
 *
 * @throws SfmapError exit 2: the state file cannot be written.
 */
export function forgetOldRuns(
  store: RunStore,
  keepDays: number | undefined,
  now: Date,
  fits: (run: KeptRun) => boolean,
): void {
  if (keepDays === undefined) return;
  store.forget(oldRuns(store, daysAgo(keepDays, now), now, fits).old);
}
