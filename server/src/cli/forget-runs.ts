import { InvalidArgumentError } from 'commander';
import { SfmapError } from '../core/errors.ts';
import { daysAgo, oldRuns } from '../engine/forget-runs.ts';
import { plural } from '../provisioning/plan/preview-text.ts';
import type { KeptRun } from '../provisioning/state/kept-run.ts';
import type { RunStore } from '../provisioning/state/run-store.ts';
import { runsText } from '../provisioning/state/runs-text.ts';
import type { CliIo } from './io.ts';

/** From when on runs are kept: a day, or so many days. */
export type KeepFrom = (now: Date) => Date;

/** `2026-08-01`, the beginning of that day in UTC; `90d`. */
export function keepFrom(text: string): KeepFrom {
  const days = /^([1-9]\d{0,3})d$/.exec(text)?.[1];
  if (days !== undefined) return (now) => daysAgo(Number(days), now);
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && date.toJSON()?.startsWith(text)) return () => date;
  throw new InvalidArgumentError('It must be a day such as 2026-08-01, or a number of days such as 90d.');
}

/** How runs are forgotten. */
export interface ForgetOptions {
  readonly forgetBefore: KeepFrom;
  readonly yes?: boolean;
  readonly format: 'text' | 'json';
}

/** Forgets old runs for good, once somebody has agreed; those that can still be resumed stay. */
export async function forgetRuns(
  io: CliIo,
  store: RunStore,
  fits: (run: KeptRun) => boolean,
  { forgetBefore, yes, format }: ForgetOptions,
): Promise<void> {
  const now = io.now();
  const { old, needed } = oldRuns(store, forgetBefore(now), now, fits);
  const agreed = old.length === 0 || (await isAgreed(io, store, old, yes));
  if (agreed) store.forget(old);
  else io.exit(1);
  const forgotten = agreed ? old : [];
  const names = (runs: readonly KeptRun[]) => runs.map(({ name }) => name);
  if (format === 'json') {
    io.out(`${JSON.stringify({ forgotten: names(forgotten), stillNeeded: names(needed) }, undefined, 2)}\n`);
    return;
  }
  const nothing = needed.length === 0 && old.length === 0;
  io.out(nothing ? 'No run is that old.\n' : `${plural(forgotten.length, 'run was', 'runs were')} forgotten.\n`);
  if (needed.length > 0) io.out(`Kept, for they can still go on: ${names(needed).join(', ')}.\n`);
}

async function isAgreed(io: CliIo, store: RunStore, old: readonly KeptRun[], yes = false): Promise<boolean> {
  if (yes) return true;
  if (!io.interactive) {
    throw new SfmapError('SFM-USAGE', 'Nobody can be asked: standard input is no terminal.', 'Add --yes.', 2);
  }
  io.err(runsText(old.map((run) => ({ run, state: store.stateOf(run) }))));
  io.err(
    `Forget ${plural(old.length, 'run', 'runs')} for good? What they did can then be neither told nor taken back.\n`,
  );
  return /^y(es)?$/i.test((await io.ask('Type yes to forget, anything else to keep: ')).trim());
}
