import { SfmapError } from '../../core/errors.ts';
import { type Waiting, waitSaying } from '../waiting.ts';
import { snapshotProblem } from './snapshot-problem.ts';

/** Failures that another try does not mend: the answer came whole, and would be the same. */
const settled: ReadonlySet<string> = new Set([
  'SFM-HTTP-SHAPE',
  'SFM-HTTP-NEXT',
  'SFM-HTTP-BUSY',
  'SFM-NET-SIZE',
  'SFM-NET-TLS',
]);

/** Whether a failed read may go well a moment later: COE0019 with 500 is a catch-all, a gateway may be overloaded. */
export function passing(error: unknown): error is SfmapError {
  if (!(error instanceof SfmapError) || error.exit !== 3 || settled.has(error.code)) return false;
  return (error.refused === undefined || error.refused === 'busy') && snapshotProblem(error) === undefined;
}

/**
 * Reads, and reads again after each of the waits while the failure may pass. What http.ts tries again by itself, it has
 * tried before.
 *
 * @param waits Milliseconds before the second try, the third …
 * @param worthIt Which failures are worth another try.
 */
export async function steadily<T>(
  read: () => Promise<T>,
  waits: readonly number[],
  waiting: Waiting,
  signal?: AbortSignal,
  worthIt: (error: unknown) => boolean = passing,
): Promise<T> {
  for (const milliseconds of waits) {
    try {
      return await read();
    } catch (error) {
      if (!worthIt(error)) throw error;
      const seconds = Math.ceil(milliseconds / 1000);
      await waitSaying(waiting, milliseconds, `SuccessFactors failed; sfmap asks again in ${seconds} s`, signal);
    }
  }
  return read();
}
