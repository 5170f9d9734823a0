import { SfmapError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/json.ts';
import { type RunOutcome, runBatches } from './batch-run.ts';
import type { GraphClient } from './graph-client.ts';
import { graphRefusal } from './graph-refusal.ts';
import { permissionFor } from './least-permission.ts';
import { leastPermission } from './permissions.ts';
import { settleCreate, settleRestore } from './settle.ts';
import { managerItem, type OrderPlan, planOrder, type UserOrder } from './user-orders.ts';

/** What became of an order. */
export type UserResult =
  | { readonly state: 'done'; readonly id: string }
  /** The account was written, and its manager not or not for sure. */
  | { readonly state: 'partly'; readonly id: string; readonly problem: SfmapError }
  /** Nothing was done. */
  | { readonly state: 'refused'; readonly problem: SfmapError }
  /** It may have been done: read the account again. */
  | { readonly state: 'unknown'; readonly problem: SfmapError };

/** How orders are carried out. */
export interface WriteOptions {
  /** One after the other, as where one account takes over what another gives up; the rest is not done after a failure. */
  readonly inOrder?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Carries out orders, in batches, and tells what became of each, in their order.
 *
 * What cannot be sent is refused by itself and keeps nothing else back. Accounts come first, then managers, so that a
 * manager of the same run is there. A creation whose answer was lost is looked for before anything is concluded.
 *
 * @throws SfmapError exit 3 with `refused`: nothing was done at all.
 */
export async function writeUsers(
  client: GraphClient,
  orders: readonly UserOrder[],
  { inOrder, signal }: WriteOptions = {},
): Promise<readonly UserResult[]> {
  const plans = orders.map(planned);
  const results = plans.map((plan): UserResult | undefined =>
    plan instanceof SfmapError ? { state: 'refused', problem: plan } : undefined,
  );
  const sendable = plans.map((plan) => (plan instanceof SfmapError ? undefined : plan));
  const permission = permissionFor(orders);

  const accounts = indexesOf(sendable, (plan, index) => plan.account !== undefined && results[index] === undefined);
  const items = accounts.flatMap((index) => sendable[index]?.account ?? []);
  const outcomes = items.length === 0 ? [] : await runBatches(client, items, { permission, inOrder, signal });
  for (const [place, index] of accounts.entries()) {
    const plan = sendable[index];
    const outcome = outcomes[place];
    if (plan && outcome) results[index] = await settled(client, plan, resultOf(plan, outcome), outcome, signal);
  }
  await writeManagers(client, sendable, results, signal);
  return results.map((result) => result ?? { state: 'refused', problem: unsent() });
}

/** Managers of the accounts that were written, and of those whose manager alone changes. */
async function writeManagers(
  client: GraphClient,
  plans: readonly (OrderPlan | undefined)[],
  results: (UserResult | undefined)[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const wanted = indexesOf(plans, ({ manager }, index) => {
    const before = results[index];
    return manager !== undefined && (before === undefined || before.state === 'done');
  });
  const ids = wanted.map((index) => idOf(plans[index], results[index]));
  const items = wanted.map((index, place) =>
    managerItem(ids[place] ?? '', plans[index]?.manager ?? null, client.origin),
  );
  if (items.length === 0) return;
  let outcomes: readonly RunOutcome[];
  try {
    outcomes = await runBatches(client, items, { permission: leastPermission('write users'), signal });
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    outcomes = items.map(() => ({ state: 'refused', problem: error, repeated: false }));
  }
  for (const [place, index] of wanted.entries()) {
    const outcome = outcomes[place];
    const id = ids[place] ?? '';
    if (outcome === undefined) continue;
    const after = managerResult(id, plans[index]?.manager ?? null, outcome);
    const written = results[index]?.state === 'done' && after.state !== 'done';
    results[index] = written && 'problem' in after ? { state: 'partly', id, problem: halfDone(after.problem) } : after;
  }
}

function managerResult(id: string, manager: string | null, outcome: RunOutcome): UserResult {
  // Whoever has no manager has none to lose.
  if (manager === null && outcome.state === 'answered' && outcome.status === 404) return { state: 'done', id };
  return judged(id, outcome, leastPermission('write users'));
}

function resultOf({ order }: OrderPlan, outcome: RunOutcome): UserResult {
  const permission = permissionFor([order]);
  if (order.kind === 'create') return judged(createdId(outcome), outcome, permission);
  // A deletion that was sent before and finds nobody now has been done.
  const gone = order.kind === 'delete' && outcome.state === 'answered' && outcome.status === 404 && outcome.repeated;
  return gone ? { state: 'done', id: order.id } : judged(order.id, outcome, permission);
}

/** A success without the id of what was created is none that can be worked with. */
function judged(id: string | undefined, outcome: RunOutcome, permission: string): UserResult {
  if (outcome.state !== 'answered') return { state: outcome.state, problem: outcome.problem };
  const { status } = outcome;
  if (status < 300 && status >= 200 && id !== undefined) return { state: 'done', id };
  if (status === 424) return { state: 'refused', problem: unsent() };
  const problem = status < 400 ? unreadable() : graphRefusal(outcome, permission);
  return { state: problem.refused === undefined ? 'unknown' : 'refused', problem };
}

function settled(
  client: GraphClient,
  plan: OrderPlan,
  result: UserResult,
  outcome: RunOutcome,
  signal: AbortSignal | undefined,
): Promise<UserResult> | UserResult {
  if (signal?.aborted) return result;
  if (plan.order.kind === 'create') return settleCreate(client, plan, result, outcome.repeated, signal);
  if (plan.order.kind === 'restore') return settleRestore(client, plan.order.id, result, signal);
  return result;
}

function planned(order: UserOrder): OrderPlan | SfmapError {
  try {
    return planOrder(order);
  } catch (error) {
    if (error instanceof SfmapError) return error;
    throw error;
  }
}

const indexesOf = (
  plans: readonly (OrderPlan | undefined)[],
  wanted: (plan: OrderPlan, index: number) => boolean,
): readonly number[] => plans.flatMap((plan, index) => (plan && wanted(plan, index) ? [index] : []));

function idOf(plan: OrderPlan | undefined, result: UserResult | undefined): string {
  if (result?.state === 'done') return result.id;
  return plan && plan.order.kind !== 'create' ? plan.order.id : '';
}

function createdId(outcome: RunOutcome): string | undefined {
  const body = outcome.state === 'answered' ? outcome.body : undefined;
  const id = isJsonObject(body) ? body['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function unsent(): SfmapError {
  return new SfmapError(
    'SFM-GRAPH-DEPENDENCY',
    'Nothing was sent: a change before it failed.',
    'Correct that one and try again.',
    3,
    { refused: 'request' },
  );
}

function unreadable(): SfmapError {
  return new SfmapError(
    'SFM-NET-ANSWER',
    'Microsoft Graph answered without saying what was done.',
    'Read the account again to see what was written.',
    3,
  );
}

function halfDone({ code, message, cure }: SfmapError): SfmapError {
  return new SfmapError(code, `The account was written, its manager was not for sure. ${message}`, cure, 3);
}
