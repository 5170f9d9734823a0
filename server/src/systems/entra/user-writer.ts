import { SfmapError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/json.ts';
import { type RunOutcome, runBatches } from './batch-run.ts';
import type { GraphClient } from './graph-client.ts';
import { permissionFor } from './least-permission.ts';
import { type OpenChange, settleChanges } from './settle-changes.ts';
import { isDuplicate, type OpenCreation, settleCreations } from './settle-creations.ts';
import { type OrderPlan, planOrder, type UserOrder } from './user-orders.ts';
import { judgedOutcome, notSent, type UserResult } from './user-result.ts';
import { writeManagers } from './write-managers.ts';

/** How orders are carried out. */
export interface WriteOptions {
  /** One after the other, as where one account takes over what another gives up; the rest is not done after a failure. */
  readonly inOrder?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** An order on its way: a result stands unless it is unknown. */
interface Job {
  readonly order: UserOrder;
  readonly plan: OrderPlan | undefined;
  result: UserResult | undefined;
  outcome?: RunOutcome | undefined;
}

/**
 * Carries out orders, in batches, and tells what became of each, in their order.
 *
 * What cannot be sent is refused by itself and keeps nothing else back. Accounts come first, then managers, so that a
 * manager of the same run is there. Where an answer was lost, the accounts are read before anything is concluded.
 *
 * @throws SfmapError exit 3 with `refused`: nothing was done at all.
 */
export async function writeUsers(
  client: GraphClient,
  orders: readonly UserOrder[],
  { inOrder, signal }: WriteOptions = {},
): Promise<readonly UserResult[]> {
  const jobs = orders.map(jobOf);
  const accounts = jobs.filter(({ plan }) => plan?.account !== undefined);
  const items = accounts.flatMap(({ plan }) => plan?.account ?? []);
  const permission = permissionFor(accounts.map(({ order }) => order));
  const outcomes = items.length === 0 ? [] : await runBatches(client, items, { permission, inOrder, signal });
  for (const [place, job] of accounts.entries()) {
    job.outcome = outcomes[place];
    job.result = resultOf(job);
  }
  if (!signal?.aborted) await settle(client, jobs, signal);
  await giveManagers(client, jobs, signal);
  return jobs.map(({ result }) => result ?? { state: 'refused', problem: notSent() });
}

function jobOf(order: UserOrder): Job {
  try {
    return { order, plan: planOrder(order), result: undefined };
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    return { order, plan: undefined, result: { state: 'refused', problem: error } };
  }
}

/** Looks what became of orders that were not answered. */
async function settle(client: GraphClient, jobs: readonly Job[], signal?: AbortSignal): Promise<void> {
  const creations: OpenCreation[] = [];
  const changes: OpenChange[] = [];
  for (const [index, { order, plan, result, outcome }] of jobs.entries()) {
    const item = plan?.account;
    if (item === undefined || result === undefined) continue;
    if (order.kind === 'create') {
      const twice = result.state === 'refused' && outcome?.repeated === true && isDuplicate(result.problem);
      if (result.state === 'unknown' || twice) creations.push({ index, item, result });
    } else if (result.state === 'unknown') {
      const wanted = order.kind === 'delete' ? 'gone' : order.kind === 'restore' ? {} : (item.body ?? {});
      changes.push({ index, id: order.id, wanted });
    }
  }
  const settled = creations.length > 0 ? await settleCreations(client, creations, signal) : new Map();
  const done = await settleChanges(client, changes, signal);
  for (const [index, job] of jobs.entries()) {
    if (done.has(index) && job.order.kind !== 'create') job.result = { state: 'done', id: job.order.id };
    job.result = settled.get(index) ?? job.result;
  }
}

/** Managers of the accounts that were written, and of those whose manager alone changes. */
async function giveManagers(client: GraphClient, jobs: readonly Job[], signal?: AbortSignal): Promise<void> {
  const wanted = jobs.flatMap((job) => {
    const { plan, order, result } = job;
    const id = result?.state === 'done' ? result.id : result === undefined && order.kind !== 'create' ? order.id : '';
    return plan?.manager === undefined || id === '' ? [] : [{ job, id, manager: plan.manager }];
  });
  const results = await writeManagers(client, wanted, signal);
  for (const [place, { job, id }] of wanted.entries()) {
    const after = results[place];
    if (after === undefined) continue;
    const half = job.result?.state === 'done' && 'problem' in after;
    job.result = half ? { state: 'partly', id, problem: halfDone(after.problem) } : after;
  }
}

function resultOf({ order, outcome }: Job): UserResult {
  const permission = permissionFor([order]);
  if (order.kind === 'create') return judgedOutcome(createdId(outcome), outcome, permission);
  // A deletion that was sent before and finds nobody now has been done.
  const gone = order.kind === 'delete' && outcome?.state === 'answered' && outcome.status === 404 && outcome.repeated;
  return gone ? { state: 'done', id: order.id } : judgedOutcome(order.id, outcome, permission);
}

function createdId(outcome: RunOutcome | undefined): string | undefined {
  const body = outcome?.state === 'answered' ? outcome.body : undefined;
  const id = isJsonObject(body) ? body['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function halfDone({ code, message, cure }: SfmapError): SfmapError {
  return new SfmapError(code, `The account was written, its manager was not for sure. ${message}`, cure, 3);
}
