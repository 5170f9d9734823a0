import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { waitSaying } from '../waiting.ts';
import { runBatches } from './batch-run.ts';
import type { GraphClient } from './graph-client.ts';
import { graphRefusal, graphSystem } from './graph-refusal.ts';
import { leastPermission } from './permissions.ts';
import type { OrderPlan } from './user-orders.ts';
import type { UserResult } from './user-writer.ts';
import { UsersReader } from './users-reader.ts';

/** Milliseconds before an account is looked for: what was created may take a moment to be seen everywhere. */
const lookWaits = [1_000, 3_000, 10_000];
const permission = leastPermission('write users');

/**
 * What became of a creation that was not answered, or refused as a duplicate after it was sent twice.
 *
 * The account is looked for by its user principal name. Found with everything that was sent, it is ours. Not found after
 * a while, it is sent once more: Graph refuses a second account of the same name, so that none is there twice.
 */
export async function settleCreate(
  client: GraphClient,
  { account }: OrderPlan,
  result: UserResult,
  repeated: boolean,
  signal?: AbortSignal,
): Promise<UserResult> {
  if (result.state === 'done' || account?.body === undefined) return result;
  if (result.state === 'refused' && !(repeated && isConflict(result.problem))) return result;
  const { passwordProfile: _, ...sent } = account.body;
  try {
    const first = await lookFor(client, sent, lookWaits, signal);
    if (first !== undefined) return first;
    if (result.state === 'refused') return result;

    const [again] = await runBatches(client, [account], { permission, signal });
    if (again?.state === 'answered' && again.status < 300) {
      const id = isJsonObject(again.body) ? again.body['id'] : undefined;
      if (typeof id === 'string' && id !== '') return { state: 'done', id };
    }
    return (
      (await lookFor(client, sent, lookWaits, signal)) ??
      (again?.state === 'answered' && again.status >= 400 && again.status < 500
        ? { state: 'refused', problem: graphRefusal(again, permission) }
        : result)
    );
  } catch (error) {
    // The look itself failed: what was known before is all there is.
    if (error instanceof SfmapError) return result.state === 'refused' ? { ...result, state: 'unknown' } : result;
    throw error;
  }
}

/** The account that was to be created, if it is there: ours, or somebody else's of the same name. */
async function lookFor(
  client: GraphClient,
  sent: JsonObject,
  waits: readonly number[],
  signal?: AbortSignal,
): Promise<UserResult | undefined> {
  const name = sent['userPrincipalName'];
  if (typeof name !== 'string') return undefined;
  const reader = new UsersReader(client);
  for (const milliseconds of waits) {
    await waitSaying(client.waiting, milliseconds, `${graphSystem} did not answer; sfmap looks what it did`, signal);
    const found = await reader.one(name, Object.keys(sent), signal);
    if (found === undefined) continue;
    const { id } = found;
    if (typeof id === 'string' && holds(found, sent)) return { state: 'done', id };
    return { state: 'refused', problem: taken() };
  }
  return undefined;
}

/** Whether an account has everything that was sent. Graph may change the letter case of addresses, and adds properties. */
function holds(found: Json | undefined, sent: Json): boolean {
  if (isJsonObject(sent)) {
    return isJsonObject(found) && Object.entries(sent).every(([name, value]) => holds(found[name], value));
  }
  if (Array.isArray(sent)) {
    return (
      Array.isArray(found) && sent.length === found.length && sent.every((item, index) => holds(found[index], item))
    );
  }
  if (typeof sent === 'string' && typeof found === 'string') {
    return sent.toLowerCase() === found.toLowerCase() || sameInstant(sent, found);
  }
  return sent === (found ?? null);
}

const sameInstant = (one: string, other: string) =>
  /^\d{4}-\d\d-\d\dT/.test(one) && /^\d{4}-\d\d-\d\dT/.test(other) && Date.parse(one) === Date.parse(other);

/** What became of a restoration that was not answered: whoever is among the users again was restored. */
export async function settleRestore(
  client: GraphClient,
  id: string,
  result: UserResult,
  signal?: AbortSignal,
): Promise<UserResult> {
  if (result.state !== 'unknown') return result;
  try {
    const found = await new UsersReader(client).one(id, ['id'], signal);
    return found === undefined ? result : { state: 'done', id };
  } catch (error) {
    if (error instanceof SfmapError) return result;
    throw error;
  }
}

const isConflict = ({ message }: SfmapError) => message.startsWith('Another account of Entra ID has the same');

function taken(): SfmapError {
  return new SfmapError(
    'SFM-GRAPH-TAKEN',
    'Another account of Entra ID has the same userPrincipalName.',
    'Look for it in the Microsoft Entra admin center, and give this person another one or join the two.',
    3,
    { refused: 'request' },
  );
}
