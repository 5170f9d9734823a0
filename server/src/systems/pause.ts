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
    throw new SfmapError('SFM-CANCELLED', 'Cancelled.', '', 1);
  }
}
