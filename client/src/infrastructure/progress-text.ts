import type { ProgressParams } from '../../../server/src/engine/protocol.ts';

/** Below this many seconds a rate says nothing yet. */
const SETTLED_SECONDS = 2;

let numbers: Intl.NumberFormat | undefined;

/** Made on first use: the first one of a process reads the tables of all languages, for which no activation should wait. */
function grouped(count: number): string {
  numbers ??= new Intl.NumberFormat('en-GB');
  return numbers.format(count);
}

/**
 * A progress message: phase, count of total, rate, time left, and what is waited for.
 * `seconds` is how long this phase has run: `Reading people 3,400 of 9,876 · 410/s · 16 s left`.
 */
export function progressText({ phase, done, total, waiting }: ProgressParams, seconds: number): string {
  const parts = [total === undefined ? counted(phase, done) : `${phase} ${grouped(done)} of ${grouped(total)}`];
  const rate = done / seconds;
  if (seconds >= SETTLED_SECONDS && rate >= 1) {
    parts.push(`${grouped(Math.round(rate))}/s`);
    if (total !== undefined && done < total) parts.push(`${timeLeft((total - done) / rate)} left`);
  }
  if (waiting !== undefined) parts.push(waiting);
  return parts.join(' · ');
}

function counted(phase: string, done: number): string {
  return done === 0 ? phase : `${phase} ${grouped(done)}`;
}

function timeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 120 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}
