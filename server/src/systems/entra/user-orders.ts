import { randomInt } from 'node:crypto';
import { CREATE_REQUIRED } from '../../core/catalog/create-required.ts';
import { type ExtensionTypes, graphBody } from '../../core/catalog/graph-body.ts';
import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Value } from '../../core/mapping/outcome.ts';
import type { BatchItem } from './batch.ts';
import { userPath } from './graph-address.ts';

/** Something to be done to one account. `id` is its object id; values stand under the names that mappings use. */
export type UserOrder =
  | ({ readonly kind: 'create' } & UserValues)
  | ({ readonly kind: 'update'; readonly id: string } & UserValues)
  | { readonly kind: 'disable' | 'enable' | 'delete' | 'restore'; readonly id: string };

/** What an account gets. */
export interface UserValues {
  readonly values: ReadonlyMap<string, Value>;
  /** What directory extensions hold, where it is not a single text. */
  readonly types?: ExtensionTypes;
}

/** The requests of one order: they follow one another. */
export interface OrderPlan {
  readonly order: UserOrder;
  /** The account itself; absent where the manager alone is written. */
  readonly account?: BatchItem;
  /** The object id of the manager, null for none; absent where it stays. */
  readonly manager?: string | null;
}

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The requests that an order takes, or why nothing of it can be sent.
 *
 * @throws SfmapError exit 2, refused: an attribute that does not exist or cannot be written, a value that does not fit,
 *   an account that is not named by its object id.
 */
export function planOrder(order: UserOrder): OrderPlan {
  if (order.kind === 'create') return planCreate(order);
  const { id, kind } = order;
  if (!OBJECT_ID.test(id)) throw unsendable('An account is named by something else than its object id.');
  const address = userPath(id);
  switch (kind) {
    case 'disable':
    case 'enable':
      return { order, account: { method: 'PATCH', address, body: { accountEnabled: kind === 'enable' } } };
    case 'delete':
      return { order, account: { method: 'DELETE', address } };
    case 'restore':
      return { order, account: { method: 'POST', address: `directory/deletedItems/${id}/restore`, body: {} } };
    case 'update': {
      const { body, manager } = checked(order);
      const empty = Object.keys(body).length === 0;
      if (empty && manager === undefined) throw unsendable('An update changes nothing.');
      return {
        order,
        ...(!empty && { account: { method: 'PATCH', address, body } }),
        ...(manager !== undefined && { manager }),
      };
    }
  }
}

function planCreate(order: UserOrder & { kind: 'create' }): OrderPlan {
  const given = new Map([...order.values].filter(([, value]) => value !== null && value !== ''));
  const missing = CREATE_REQUIRED.filter((name) => !given.has(name));
  if (missing.length > 0) throw unsendable(`An account is created with ${missing.join(', ')}, and they are missing.`);
  const { body, manager } = checked({ ...order, values: given });
  const passwordProfile = { forceChangePasswordNextSignIn: true, password: firstPassword() };
  return {
    order,
    account: { method: 'POST', address: 'users', body: { ...body, passwordProfile } },
    ...(typeof manager === 'string' && { manager }),
  };
}

/** The request that gives an account a manager or takes it away. */
export function managerItem(id: string, manager: string | null, origin: string): BatchItem {
  const address = `${userPath(id)}/manager/$ref`;
  if (manager === null) return { method: 'DELETE', address };
  return { method: 'PUT', address, body: { '@odata.id': `${origin}/v1.0/users/${manager}` } };
}

function checked({ values, types }: UserValues): { body: JsonObject; manager?: string | null } {
  const answer = graphBody(values, types);
  if (answer.ok) return answer;
  throw unsendable(answer.problems.map(({ problem }) => problem).join(' '));
}

function unsendable(sentence: string): SfmapError {
  return new SfmapError('SFM-GRAPH-TARGET', sentence, 'Correct the mapping; nothing was sent.', 2, {
    refused: 'request',
  });
}

/** 32 characters of four kinds that nobody is told: the account is signed in to by another way, or gets a new one. */
function firstPassword(): string {
  const kinds = ['abcdefghijkmnopqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!#%+-=?@^_~'];
  const all = kinds.join('');
  const from = (letters: string) => letters[randomInt(letters.length)] ?? '';
  return [...kinds.map(from), ...Array.from({ length: 28 }, () => from(all))].join('');
}
