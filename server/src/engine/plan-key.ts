import { join } from 'node:path';
import { secretPrefix } from '../project/secrets.ts';
import { localKey } from './key-file.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The variable by which the machines of a pipeline share the key of a connection. */
export function planKeyVariable(connection: string): string {
  return `${secretPrefix(connection)}PLAN_KEY`;
}

/**
 * The key that plans of a connection are signed with: `SFMAP_<CONNECTION>_PLAN_KEY`, or else a random one of this user
 * on this machine, in `plan.key` of the state folder. Without it whoever can change a plan's file could let others write
 * what was never planned.
 *
 * @param absent What to do where there is no key yet. `look up`: nothing was ever signed here.
 * @throws SfmapError exit 2: a key that is too short, or that others may read; a folder that cannot be written.
 */
export async function planKey(connection: string, env: Env, folder: string, absent: 'make'): Promise<string>;
export async function planKey(
  connection: string,
  env: Env,
  folder: string,
  absent: 'look up',
): Promise<string | undefined>;
export async function planKey(
  connection: string,
  env: Env,
  folder: string,
  absent: 'make' | 'look up',
): Promise<string | undefined> {
  const key = {
    path: join(folder, 'plan.key'),
    variable: planKeyVariable(connection),
    does: 'signs plans',
    shortest: 16,
    code: 'SFM-PLAN-KEY',
    cure: 'Delete it, and make plans anew.',
  };
  return localKey(key, env, absent);
}
