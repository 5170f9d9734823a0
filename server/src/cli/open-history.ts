import { openRuns } from '../engine/open-runs.ts';
import { stateFolder } from '../engine/state-folder.ts';
import type { RunStore } from '../provisioning/state/run-store.ts';
import type { CliIo } from './io.ts';

/** Does something with the runs of the state folder, and closes it. */
export async function withRuns<T>(
  io: CliIo,
  state: string | undefined,
  work: (store: RunStore, folder: string) => Promise<T> | T,
): Promise<T> {
  const folder = stateFolder(io.env, state);
  const store = await openRuns(io.env, folder, io.now, 'look up');
  try {
    return await work(store, folder);
  } finally {
    store.close();
  }
}
