import type { Progress, ProgressEvent } from '../provisioning/ports.ts';
import type { CliIo } from './io.ts';

/** How often the line is drawn again, in milliseconds. */
const interval = 100;
/** How often a line follows where nothing can be drawn again, in milliseconds. */
const plainInterval = 10_000;

/**
 * Progress on standard error: one line that is drawn again in a terminal, else a line when a phase begins, one every ten
 * seconds, and one for each wait. A wait belongs to the phase that waits: the rate of the phase counts it.
 *
 * @param clock Milliseconds, as `Date.now` tells them.
 */
export function progressLine(
  io: Pick<CliIo, 'err' | 'redraws'>,
  clock: () => number = Date.now,
): { readonly show: Progress; readonly end: () => void } {
  let latest: ProgressEvent | undefined;
  let began = 0;
  let told = 0;
  let width = 0;

  const draw = (text: string) => {
    io.err(`\r${text.padEnd(width)}`);
    width = text.length;
    told = clock();
  };
  const tell = (text: string) => {
    io.err(`${text}\n`);
    told = clock();
  };
  const end = () => {
    if (io.redraws && width > 0) io.err(`\r${' '.repeat(width)}\r`);
    width = 0;
    latest = undefined;
  };
  const wait = ({ waiting }: ProgressEvent) => {
    if (waiting !== undefined) (io.redraws ? draw : tell)(waiting);
    else if (io.redraws && latest !== undefined) draw(progressText(latest, clock() - began));
  };
  const show: Progress = (event) => {
    if (event.phase === 'Waiting') return wait(event);
    const isNew = event.phase !== latest?.phase;
    if (isNew) began = clock();
    latest = event;
    const silent = clock() - told;
    const done = event.total !== undefined && event.done >= event.total;
    if (!io.redraws) {
      if (isNew) tell(`${event.phase} …`);
      else if (silent >= plainInterval) tell(progressText(event, clock() - began));
    } else if (isNew || done || silent >= interval) draw(progressText(event, clock() - began));
  };
  return { show, end };
}

/**
 * `Reading people 3,400 of 9,876 · 410/s · 16 s left`.
 *
 * @param elapsed Milliseconds since the phase began.
 */
function progressText({ phase, done, total }: ProgressEvent, elapsed: number): string {
  const number = (value: number) => value.toLocaleString('en-US');
  const parts = [`${phase} ${number(done)}${total === undefined ? '' : ` of ${number(total)}`}`];
  const rate = elapsed < 1000 ? 0 : (done * 1000) / elapsed;
  if (rate >= 1) parts.push(`${number(Math.round(rate))}/s`);
  if (rate > 0 && total !== undefined && total > done) parts.push(`${number(Math.ceil((total - done) / rate))} s left`);
  return parts.join(' · ');
}
