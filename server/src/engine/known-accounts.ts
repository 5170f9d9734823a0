import { existsSync } from 'node:fs';
import { stateFile } from '../provisioning/state/open-state.ts';
import { openRuns } from './open-runs.ts';
import { planConnection, planTarget, type RunContext } from './plan-writeback.ts';
import type { PreparedMapping } from './prepare-mapping.ts';
import { stateFolder } from './state-folder.ts';

/** Object id of the account that earlier runs have written for a person. */
export type KnownAccount = (personIdExternal: string) => string | undefined;

/**
 * Does something while the accounts that earlier runs of a mapping have written can be asked for. A state folder without
 * runs stays as it is.
 *
 * @throws SfmapError exit 2: the state cannot be read.
 */
export async function withKnownAccounts<T>(
  { identity }: PreparedMapping,
  { connection, env, state, now }: RunContext,
  work: (known: KnownAccount) => Promise<T>,
): Promise<T> {
  const folder = stateFolder(env, state);
  if (!existsSync(stateFile(folder))) return work(() => undefined);
  const store = await openRuns(env, folder, now, 'look up');
  try {
    const of = {
      mapping: identity.file,
      connection: planConnection(connection),
      target: planTarget(connection),
    };
    return await work(store.knownAccount(of));
  } finally {
    store.close();
  }
}
