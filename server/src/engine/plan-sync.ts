import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { type InboundPerson, whoIsCreated } from '../provisioning/inbound/inbound-person.ts';
import type { Listed } from '../provisioning/plan/packed-list.ts';
import type { Outsider } from '../provisioning/plan/person-preview.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import { isDue, namedRetries, type Retry, retryOf } from '../provisioning/plan/retry.ts';
import type { SyncRead } from '../provisioning/plan/sync-read.ts';
import type { SyncOf, Watermark } from '../provisioning/state/watermarks.ts';
import { openRuns } from './open-runs.ts';
import { inboundPlan, planInbound } from './plan-inbound.ts';
import { planConnection, planTarget, type RunContext } from './plan-writeback.ts';
import type { PreparedMapping } from './prepare-mapping.ts';
import { previewInbound } from './preview-inbound.ts';
import type { MissingWorker } from './read-workers.ts';
import { stateFolder } from './state-folder.ts';
import { syncFingerprint } from './sync-fingerprint.ts';

/** Whom a sync is about: everybody, who has changed since the last one, or people by personIdExternal. */
export type SyncMode =
  | { readonly kind: 'full' | 'incremental' }
  | { readonly kind: 'chosen'; readonly ids: readonly string[] };

/**
 * Reads both systems and makes the plan of a sync. Writes nothing. An incremental sync reads who has changed since the
 * last one that came to its end, and who is to be looked at again; where that cannot be said, or mapping, scope or
 * parameters mean something else by now, it reads everybody and says so. Where the next one goes on stands in the plan.
 *
 * @throws SfmapError as `previewInbound`; exit 2: the state folder cannot be read.
 */
export async function planSync(
  mapping: PreparedMapping,
  mode: SyncMode,
  context: RunContext,
  generation: ConnectorGeneration = 'current',
): Promise<Plan> {
  if (mode.kind === 'chosen') return planInbound(mapping, mode, context, generation);
  // Before anything is read: what changes from now on is for the next one.
  const at = context.now();
  const fingerprint = syncFingerprint(mapping, context.connection, generation);
  const last = mode.kind === 'full' ? undefined : await lastWatermark(mapping, context);
  const goesOn = last?.fingerprint === fingerprint ? last : undefined;
  const everybody = mode.kind !== 'full' && !goesOn && { everybody: last ? ('mapping' as const) : ('first' as const) };
  const due = goesOn?.again.filter((one) => isDue(one, at)).map(({ person }) => person) ?? [];
  const reading = goesOn ? { at, since: new Date(goesOn.next), again: due } : { at };
  const previewed = await previewInbound(mapping, { kind: 'all' }, context, generation, reading);
  const { gone, missing } = withoutGone(previewed.missing);
  const earlier = (goesOn?.again ?? []).filter(
    ({ person }) => !gone.some(({ personIdExternal }) => personIdExternal === person),
  );
  const since = goesOn && { since: goesOn.next };
  const again = toLookAtAgain(previewed.people, missing, earlier, at);
  const watermark: SyncRead = { ...since, ...everybody, next: at.toISOString(), fingerprint, ...namedRetries(again) };
  return inboundPlan({ ...previewed, missing }, mapping, context, { watermark, gone });
}

/** Forgets where the syncs of a mapping go on and who has which account. @throws SfmapError exit 2: the state cannot be written. */
export async function restartSync(mapping: PreparedMapping, context: RunContext): Promise<void> {
  await withState(context, (store) => store.forgetSync(syncOf(mapping, context)));
}

function lastWatermark(mapping: PreparedMapping, context: RunContext): Promise<Watermark | undefined> {
  return withState(context, (store) => store.watermark(syncOf(mapping, context)));
}

const syncOf = ({ identity }: PreparedMapping, { connection }: RunContext): SyncOf => ({
  mapping: identity.file,
  connection: planConnection(connection),
  target: planTarget(connection),
});

async function withState<T>(
  { env, state, now }: RunContext,
  work: (store: Awaited<ReturnType<typeof openRuns>>) => T,
): Promise<T> {
  const store = await openRuns(env, stateFolder(env, state), now, 'look up');
  try {
    return work(store);
  } finally {
    store.close();
  }
}

/** Who failed before and is not there any more is no error: there is nobody left to look at. */
function withoutGone(missing: readonly MissingWorker[]): { gone: Outsider[]; missing: MissingWorker[] } {
  const outsider = ({ asked, reason }: MissingWorker): Outsider => ({
    personIdExternal: asked,
    name: asked,
    userPrincipalName: '',
    reason,
  });
  return {
    gone: missing.filter(({ absent }) => absent).map(outsider),
    missing: missing.filter(({ absent }) => !absent),
  };
}

/**
 * Who failed, who waits for a manager for whom this plan makes no account, and who has failed before and was not read: they
 * are not due yet.
 */
function toLookAtAgain(
  people: Listed<InboundPerson>,
  missing: readonly MissingWorker[],
  earlier: readonly Retry[],
  at: Date,
): Retry[] {
  const open = new Map(earlier.map((one) => [one.person, one]));
  const created = whoIsCreated(people);
  const again: Retry[] = [];
  const failed = (person: string) => again.push(retryOf(person, at, open.get(person)));
  for (const { personIdExternal, errors, waitingManager } of people) {
    if (errors.length > 0) failed(personIdExternal);
    else if (waitingManager !== undefined && !created.has(waitingManager)) again.push({ person: personIdExternal });
    open.delete(personIdExternal);
  }
  for (const { asked } of missing) {
    failed(asked);
    open.delete(asked);
  }
  return [...again, ...open.values()];
}
