import { SfmapError } from '../core/errors.ts';

/** So far the clock may differ from the time that has passed, in milliseconds. */
const tolerance = 15 * 60_000;

/**
 * Watches that the clock goes on as time passes. One that was set while a run writes, or a machine that slept, would let
 * a plan look younger or older than it is.
 *
 * @param steady Milliseconds that pass whatever the clock says.
 * @returns To be asked now and then; throws SfmapError exit 2 when the clock has jumped.
 */
export function clockGuard(now: () => Date, steady: () => number = () => performance.now()): () => void {
  const begun = now().getTime() - steady();
  return () => {
    const jump = now().getTime() - steady() - begun;
    if (Math.abs(jump) <= tolerance) return;
    const minutes = Math.round(Math.abs(jump) / 60_000);
    throw new SfmapError(
      'SFM-CLOCK',
      `The clock of this machine has jumped ${minutes} minutes ${jump < 0 ? 'back' : 'ahead'} while the run was writing.`,
      'Check the clock, then go on with sfmap resume.',
      2,
    );
  };
}
