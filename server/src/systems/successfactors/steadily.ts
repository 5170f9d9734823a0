import { SfmapError } from '../../core/errors.ts';
import { steadily as anySteadily } from '../steadily.ts';
import type { Waiting } from '../waiting.ts';
import { snapshotProblem } from './snapshot-problem.ts';

/** Failures that another try does not mend: the answer came whole, and would be the same. */
const settled: ReadonlySet<string> = new Set([
  'SFM-HTTP-SHAPE',
  'SFM-HTTP-NEXT',
  'SFM-HTTP-BUSY',
  'SFM-NET-SIZE',
  'SFM-NET-ENCODING',
  'SFM-NET-TLS',
]);

/** Whether a failed read may go well a moment later: COE0019 with 500 is a catch-all, a gateway may be overloaded. */
export function passing(error: unknown): error is SfmapError {
  if (!(error instanceof SfmapError) || error.exit !== 3 || settled.has(error.code)) return false;
  return (error.refused === undefined || error.refused === 'busy') && snapshotProblem(error) === undefined;
}

/** As `steadily` of any system: reads of SuccessFactors, and again after each of the waits while the failure may pass. */
export function steadily<T>(
  read: () => Promise<T>,
  waits: readonly number[],
  waiting: Waiting,
  signal?: AbortSignal,
  worthIt: (error: unknown) => boolean = passing,
): Promise<T> {
  return anySteadily(read, { system: 'SuccessFactors', waits, waiting, worthIt }, signal);
}
