import { SfmapError } from '../../core/errors.ts';
import type { KeptRun } from './kept-run.ts';
import { keyIdOf, ValueSeal } from './value-seal.ts';

/**
 * What opens the values of a run; undefined for a run that keeps none.
 *
 * @param key The key of the state folder, where there is one.
 * @throws SfmapError exit 2: it is not the key that the run was encrypted with, or it is gone.
 */
export function runSeal(run: Pick<KeptRun, 'name' | 'valueMode' | 'keyId' | 'salt'>, key: string | undefined) {
  if (run.valueMode === 'omitted') return undefined;
  if (key !== undefined && keyIdOf(key) === run.keyId) return new ValueSeal(key, run.salt);
  const why =
    key === undefined
      ? 'the key that the values of its people are encrypted with is gone'
      : 'the values of its people are encrypted with another key than the one that is here';
  throw new SfmapError(
    'SFM-STATE-KEY',
    `Run ${run.name}: ${why}.`,
    'Set SFMAP_STATE_KEY to the key of that time, or put state.key back into the state folder.',
    2,
  );
}
