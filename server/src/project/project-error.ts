import { SfmapError } from '../core/errors.ts';

/** A mistake in sfmap.json, in the environment or in a file that was handed in: exit code 2. */
export function projectError(message: string, cure: string, cause?: unknown): SfmapError {
  return new SfmapError('SFM-CONFIG', message, cure, 2, cause === undefined ? undefined : { cause });
}
