import { RunStore } from '../provisioning/state/run-store.ts';
import { stateKey } from './state-key.ts';

/**
 * The runs of a state folder.
 *
 * @param absent What to do where there is no key yet: `make` one where values are to be kept.
 * @throws SfmapError exit 2: the folder cannot be written, the state is damaged or of a newer version, the key is none.
 */
export async function openRuns(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  now: () => Date,
  absent: 'make' | 'look up',
): Promise<RunStore> {
  return RunStore.open(folder, () => stateKey(env, folder, absent), now);
}
