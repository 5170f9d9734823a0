import { setTimeout } from 'node:timers/promises';
import { SfmapError } from '../core/errors.ts';

/**
 * Waits.
 *
 * @param milliseconds How long.
 * @throws SfmapError exit 1 when cancelled meanwhile.
 */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, signal ? { signal } : {});
  } catch {
    throw cancelled();
  }
}

/** The error of a run that a person has cancelled. */
export function cancelled(): SfmapError {
  return new SfmapError('SFM-CANCELLED', 'Cancelled.', '', 1);
}
