import { createHash } from 'node:crypto';
import { graphSelect } from '../core/catalog/entra-attributes.ts';
import { SfmapError } from '../core/errors.ts';
import type { ChangesRead } from '../provisioning/plan/changes-read.ts';
import type { Outsider } from '../provisioning/plan/person-preview.ts';
import type { DirectoryChanges, UserChange } from '../provisioning/ports.ts';
import type { DeltaLink } from '../provisioning/state/delta-links.ts';
import type { WantedUsers } from '../provisioning/writeback/find-users.ts';
import { deletedUser } from '../provisioning/writeback/read-candidates.ts';
import { openRuns } from './open-runs.ts';
import { planConnection, type RunContext } from './plan-writeback.ts';
import type { PreparedMapping } from './prepare-mapping.ts';
import { stateFolder } from './state-folder.ts';

/** Whom to read of a run that looks at what has changed, and what its plan says about that. */
export interface ChangedUsers {
  readonly people: WantedUsers;
  readonly removed: readonly Outsider[];
  readonly changes: Omit<ChangesRead, 'again'>;
}

/**
 * Asks Entra ID what has changed since the last run of a mapping that came to its end. Where that cannot be said,
 * everybody is read, and the place where the next round begins is taken before: so nothing is missed.
 *
 * @throws SfmapError exit 2: the state folder cannot be read; exit 3: Graph refused or failed.
 */
export async function changedUsers(
  mapping: PreparedMapping,
  switchPrimary: boolean,
  directory: DirectoryChanges,
  context: RunContext,
): Promise<ChangedUsers> {
  const { connection, now, signal } = context;
  const tenant = connection.entraId?.tenant ?? '';
  const select = graphSelect(mapping.model);
  const basis = basisOf(mapping, select, switchPrimary, connection.entraId?.graph.origin ?? '');
  const kept = await keptLink(mapping, tenant, context);
  const at = now().toISOString();
  const base = { directory: tenant, basis, changed: 0, removed: 0 };
  const round = kept?.basis === basis ? await changesSince(directory, select, kept, signal) : undefined;
  if (round === undefined) {
    const everybody = kept === undefined ? 'first' : kept.basis === basis ? 'forgotten' : 'mapping';
    const next = { link: await directory.fromNow(select, signal), at };
    return { people: { kind: 'all' }, removed: [], changes: { ...base, everybody, next } };
  }
  const { since, again, changes, next } = round;
  const present = changes.flatMap((change) => (change.state === 'present' ? [change.id] : []));
  const removed = changes.flatMap((change) => (change.state === 'removed' ? [removedUser(change)] : []));
  const gone = new Set(removed.map(({ name }) => name));
  const ids = [...new Set([...present, ...again])].filter((id) => !gone.has(id));
  const counts = { changed: present.length, removed: removed.length };
  return {
    people: { kind: 'objects', ids },
    removed,
    changes: { ...base, ...counts, since, next: { link: next, at } },
  };
}

/** All that decides who is read and what is made of it, as one hash. */
function basisOf(
  { identity, parameters, placeholders }: PreparedMapping,
  select: readonly string[],
  switchPrimary: boolean,
  graph: string,
): string {
  const sorted = [...parameters].sort(([one], [other]) => (one < other ? -1 : 1));
  const parts = [identity.sha256, sorted, placeholders, [...select].sort(), switchPrimary, graph];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

async function keptLink(
  { identity }: PreparedMapping,
  directory: string,
  { connection, env, state, now }: RunContext,
): Promise<DeltaLink | undefined> {
  const store = await openRuns(env, stateFolder(env, state), now, 'look up');
  try {
    return store.deltaLink({ mapping: identity.file, connection: planConnection(connection), directory });
  } finally {
    store.close();
  }
}

/** What has changed; undefined where Graph cannot say it any more. */
async function changesSince(
  directory: DirectoryChanges,
  select: readonly string[],
  { link, at, again }: DeltaLink,
  signal?: AbortSignal,
) {
  try {
    const read = await directory.changes(select, link, signal);
    if (read.state === 'resync') return undefined;
    return { since: { link, at }, again, changes: read.changes, next: read.next };
  } catch (error) {
    // A place that belongs to another Graph is none.
    if (error instanceof SfmapError && error.code === 'SFM-GRAPH-DELTA') return undefined;
    throw error;
  }
}

function removedUser({ id, restorable }: Extract<UserChange, { state: 'removed' }>): Outsider {
  return deletedUser(id, restorable ? 'deleted in Entra ID, and can be restored' : 'deleted in Entra ID for ever');
}
