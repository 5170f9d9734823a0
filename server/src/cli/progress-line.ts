import type { Progress, ProgressEvent } from '../provisioning/ports.ts';
import type { CliIo } from './io.ts';

/** How often the line is drawn again, in milliseconds. */
const interval = 100;

/**
 * Progress on standard error: one line that is drawn again in a terminal, else one line when a phase begins and one for
 * each wait.
 */
export function progressLine(io: CliIo): { readonly show: Progress; readonly end: () => void } {
  let phase = '';
  let began = 0;
  let drawn = 0;
  let width = 0;

  const draw = (text: string) => {
    io.err(`\r${text.padEnd(width)}`);
    width = text.length;
    drawn = Date.now();
  };
  const end = () => {
    if (io.redraws && width > 0) io.err(`\r${' '.repeat(width)}\r`);
    width = 0;
    phase = '';
  };
  const show: Progress = (event) => {
    const isNew = event.phase !== phase;
    if (isNew) {
      phase = event.phase;
      began = Date.now();
    }
    if (io.redraws) {
      const done = event.total !== undefined && event.done >= event.total;
      if (isNew || done || event.waiting || Date.now() - drawn >= interval)
        draw(progressText(event, Date.now() - began));
    } else if (event.waiting) io.err(`${event.waiting}\n`);
    else if (isNew && event.phase !== 'Waiting') io.err(`${event.phase} …\n`);
  };
  return { show, end };
}

/**
 * `Reading people 3,400 of 9,876 · 410/s · 16 s left`.
 *
 * @param elapsed Milliseconds since the phase began.
 */
export function progressText({ phase, done, total, waiting }: ProgressEvent, elapsed: number): string {
  if (waiting) return waiting;
  const number = (value: number) => value.toLocaleString('en-US');
  const parts = [`${phase} ${number(done)}${total === undefined ? '' : ` of ${number(total)}`}`];
  const rate = elapsed < 1000 ? 0 : (done * 1000) / elapsed;
  if (rate >= 1) parts.push(`${number(Math.round(rate))}/s`);
  if (rate > 0 && total !== undefined && total > done) parts.push(`${number(Math.ceil((total - done) / rate))} s left`);
  return parts.join(' · ');
}
