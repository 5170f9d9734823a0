import { join } from 'node:path';
import { localKey } from './key-file.ts';

/**
 * The key that values and names of people are encrypted with in the state folder: `SFMAP_STATE_KEY`, or else a random one
 * of this user on this machine, in `state.key` beside the state.
 *
 * @param absent What to do where there is no key yet. `look up`: nothing was ever encrypted here.
 * @throws SfmapError exit 2: a key that is too short, or that others may read; a folder that cannot be written.
 */
export function stateKey(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  absent: 'make' | 'look up',
): Promise<string | undefined> {
  const key = {
    path: join(folder, 'state.key'),
    variable: 'SFMAP_STATE_KEY',
    does: 'encrypts what runs keep about people',
    shortest: 32,
    code: 'SFM-STATE-KEY',
    cure: 'Let its owner alone read it; a key that is lost makes earlier runs unreadable.',
  };
  return localKey(key, env, absent);
}
