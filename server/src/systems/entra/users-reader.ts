import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { graphAddress, userPath } from './graph-address.ts';
import type { GraphClient } from './graph-client.ts';
import { type GraphCollection, readObjects } from './graph-pages.ts';
import { leastPermission } from './permissions.ts';
import { readByValues } from './read-by-values.ts';
import { namedLike } from './user-filter.ts';

const readUsers = leastPermission('read users');
const readMembers = leastPermission('read members of groups');

/** Reads users of one tenant: all, by value, by group, deleted ones. Every failure is an SfmapError, exit 3. */
export class UsersReader {
  constructor(private readonly client: GraphClient) {}

  /** All users. `manager` in `select` reads the manager's object id along. */
  all(select: readonly string[], signal?: AbortSignal, pageSize = 500): AsyncIterable<JsonObject> {
    return this.#objects({
      path: 'users',
      query: { ...selection(select), $top: String(pageSize) },
      permission: readUsers,
      signal,
    });
  }

  /** Users whose property has one of the values, each once; several may have the same value. */
  having(
    property: string,
    values: readonly string[],
    select: readonly string[],
    signal?: AbortSignal,
  ): AsyncIterable<JsonObject> {
    return readByValues(this.client, { property, values, query: selection(select), permission: readUsers, signal });
  }

  /** Users whose display name begins with a text, or whose names or addresses begin with each of its words. */
  named(name: string, words: readonly string[], pageSize: number, signal?: AbortSignal): AsyncIterable<JsonObject> {
    const select = ['displayName', 'userPrincipalName', 'employeeId'];
    return this.#objects({
      path: 'users',
      query: { ...selection(select), $filter: namedLike(name, words), $top: String(pageSize) },
      permission: readUsers,
      signal,
    });
  }

  /** One user by object id or user principal name; undefined where Entra ID has none. */
  async one(name: string, select: readonly string[], signal?: AbortSignal): Promise<JsonObject | undefined> {
    const address = graphAddress(userPath(name), selection(select));
    return orNothing(this.client.read({ address, permission: readUsers, signal }));
  }

  /**
   * The users of a group.
   *
   * @param group Its object id.
   * @param nested Also the users of the groups in it.
   */
  members(group: string, select: readonly string[], nested: boolean, signal?: AbortSignal): AsyncIterable<JsonObject> {
    const list = nested ? 'transitiveMembers' : 'members';
    return this.#objects({
      path: `groups/${encodeURIComponent(group)}/${list}/microsoft.graph.user`,
      // "Advanced query capabilities on Microsoft Entra ID objects": members of one type alone need them.
      query: { ...selection(select.filter((name) => name !== 'manager')), $count: 'true', $top: '500' },
      advanced: true,
      permission: readMembers,
      signal,
    });
  }

  /** The users who were deleted in the last 30 days and can be restored. */
  deleted(select: readonly string[], signal?: AbortSignal): AsyncIterable<JsonObject> {
    return this.#objects({
      path: 'directory/deletedItems/microsoft.graph.user',
      query: selection(select.filter((name) => name !== 'manager')),
      permission: readUsers,
      signal,
    });
  }

  /** How many users there are, from Graph's index: it may lag some minutes behind. */
  async count(signal?: AbortSignal): Promise<number> {
    const text = await this.client.readText({ address: 'users/$count', advanced: true, permission: readUsers, signal });
    const digits = text.replace(/^\uFEFF/, '').trim();
    if (/^\d{1,9}$/.test(digits)) return Number(digits);
    throw new SfmapError('SFM-HTTP-SHAPE', 'Microsoft Graph did not count the users.', 'Try again.', 3);
  }

  #objects(collection: GraphCollection): AsyncIterable<JsonObject> {
    return readObjects(this.client, collection);
  }
}

/** `$select`, always with the id; a manager is an object of its own and is expanded. */
function selection(select: readonly string[]): Record<string, string> {
  const names = new Set(['id', ...select]);
  const manager = names.delete('manager');
  return { $select: [...names].join(','), ...(manager && { $expand: 'manager($select=id)' }) };
}

async function orNothing(reading: Promise<JsonObject>): Promise<JsonObject | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof SfmapError && error.status === 404) return undefined;
    throw error;
  }
}
