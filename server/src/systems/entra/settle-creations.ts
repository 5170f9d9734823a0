import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { waitSaying } from '../waiting.ts';
import type { BatchItem } from './batch.ts';
import { type RunOutcome, runBatches } from './batch-run.ts';
import type { GraphClient } from './graph-client.ts';
import { graphRefusal, graphSystem } from './graph-refusal.ts';
import { holdsValues } from './holds-values.ts';
import { leastPermission } from './permissions.ts';
import type { UserResult } from './user-result.ts';
import { UsersReader } from './users-reader.ts';

/** A creation of which nobody knows whether it was done, or that was refused as a duplicate after it was sent twice. */
export interface OpenCreation {
  readonly index: number;
  readonly item: BatchItem;
  readonly result: UserResult;
}

/** Milliseconds before accounts are looked for: what was created may take a moment to be seen everywhere. */
const lookWaits = [1_000, 3_000, 10_000];
const permission = leastPermission('write users');

/**
 * What became of creations that were not answered.
 *
 * An account is looked for by its user principal name. Found with everything that was sent, it is ours; with other
 * values, it is somebody else's. Whatever is not found after a while is sent once more: Graph refuses a second account of
 * the same name, so that none is there twice.
 *
 * @returns What is known now, by index; what is missing is as it was.
 */
export async function settleCreations(
  client: GraphClient,
  open: readonly OpenCreation[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, UserResult>> {
  const known = new Map<number, UserResult>();
  try {
    await look(client, open, known, signal);
    for (const { index, result } of open) {
      // There is one of this name, and it is not seen yet: ours, or somebody else's.
      const unseen = result.state === 'refused' && result.problem.message.includes('userPrincipalName');
      if (unseen && !known.has(index)) known.set(index, { ...result, state: 'unknown' });
    }
    const again = open.filter(({ index, result }) => !known.has(index) && result.state === 'unknown');
    if (again.length === 0) return known;
    const items = again.map(({ item }) => item);
    const outcomes = await runBatches(client, items, { permission, signal });
    for (const [place, { index }] of again.entries()) {
      const result = judged(outcomes[place]);
      if (result !== undefined) known.set(index, result);
    }
    const rest = again.filter(({ index }) => !known.has(index));
    if (rest.length > 0) await look(client, rest, known, signal);
  } catch (error) {
    // The look itself failed: what was known before is all there is, and a duplicate may be ours.
    if (!(error instanceof SfmapError)) throw error;
    for (const { index, result } of open) {
      if (!known.has(index) && result.state === 'refused') known.set(index, { ...result, state: 'unknown' });
    }
  }
  return known;
}

/** Adds to `known` what is there, looking several times. */
async function look(
  client: GraphClient,
  open: readonly OpenCreation[],
  known: Map<number, UserResult>,
  signal?: AbortSignal,
): Promise<void> {
  const reader = new UsersReader(client);
  let missing = open;
  for (const milliseconds of lookWaits) {
    await waitSaying(client.waiting, milliseconds, `${graphSystem} did not answer; sfmap looks what it did`, signal);
    const byName = new Map(missing.map((one) => [nameOf(one.item.body), one]));
    const select = [...new Set(missing.flatMap(({ item }) => Object.keys(sentOf(item))))];
    for await (const found of reader.having('userPrincipalName', [...byName.keys()], select, signal)) {
      const one = byName.get(nameOf(found));
      if (one === undefined) continue;
      const ours = holdsValues(found, sentOf(one.item));
      known.set(one.index, ours ? { state: 'done', id: String(found['id']) } : { state: 'refused', problem: taken() });
    }
    missing = missing.filter(({ index }) => !known.has(index));
    if (missing.length === 0) return;
  }
}

/** What the second try says; nothing where only another look can tell. */
function judged(outcome: RunOutcome | undefined): UserResult | undefined {
  if (outcome?.state !== 'answered') return undefined;
  const { status, body } = outcome;
  const id = isJsonObject(body) ? body['id'] : undefined;
  if (status < 300) return typeof id === 'string' && id !== '' ? { state: 'done', id } : undefined;
  const problem = graphRefusal(outcome, permission);
  const certain = problem.refused !== undefined && problem.refused !== 'busy' && !isDuplicate(problem);
  return certain ? { state: 'refused', problem } : undefined;
}

const nameOf = (account: JsonObject | undefined) => String(account?.['userPrincipalName']).toLowerCase();

function sentOf({ body = {} }: BatchItem): JsonObject {
  const { passwordProfile: _, ...sent } = body;
  return sent;
}

/** Whether Graph refused an account because there is one with the same value. */
export function isDuplicate({ message }: SfmapError): boolean {
  return message.startsWith('Another account of Entra ID has the same');
}

function taken(): SfmapError {
  return new SfmapError(
    'SFM-GRAPH-TAKEN',
    'Another account of Entra ID has the same userPrincipalName.',
    'Look for it in the Microsoft Entra admin center, and give this person another one or join the two.',
    3,
    { refused: 'request' },
  );
}
