import type { JsonObject } from '../../core/json.ts';
import type { Http } from '../http.ts';
import type { Waiting } from '../waiting.ts';
import { readDefaultDomain } from './default-domain.ts';
import { GraphClient, type GraphSettings } from './graph-client.ts';
import { deltaFromNow, readDelta, type UserChanges } from './user-delta.ts';
import type { UserOrder } from './user-orders.ts';
import type { UserResult } from './user-result.ts';
import { type WriteOptions, writeUsers } from './user-writer.ts';
import { UsersReader } from './users-reader.ts';

/** The users of one Entra tenant. */
export class EntraDirectoryClient {
  readonly #client: GraphClient;
  readonly #reader: UsersReader;

  constructor(settings: GraphSettings, http: Http, waiting: Waiting = {}) {
    this.#client = new GraphClient(settings, http, waiting);
    this.#reader = new UsersReader(this.#client);
  }

  /** Signs in. @throws SfmapError exit 3. */
  signIn(signal?: AbortSignal): Promise<void> {
    return this.#client.signIn(signal);
  }

  /**
   * All users.
   *
   * @param select Graph's names of the properties to read; `manager` for the manager's object id.
   * @param pageSize Users in one page; Graph gives 999 at most.
   */
  users(select: readonly string[], signal?: AbortSignal, pageSize = 500): AsyncIterable<JsonObject> {
    return this.#reader.all(select, signal, pageSize);
  }

  /**
   * The users whose property has a value. Several answer when the property is not unique.
   *
   * @param property Graph's name, a step into a complex property after a slash: `employeeId`, `id`,
   *   `onPremisesExtensionAttributes/extensionAttribute1`.
   */
  async findUsers(
    property: string,
    value: string,
    select: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly JsonObject[]> {
    const users: JsonObject[] = [];
    for await (const user of this.#reader.having(property, [value], select, signal)) users.push(user);
    return users;
  }

  /** As `UsersReader.named`. */
  usersNamed(
    name: string,
    words: readonly string[],
    pageSize: number,
    signal?: AbortSignal,
  ): AsyncIterable<JsonObject> {
    return this.#reader.named(name, words, pageSize, signal);
  }

  /** As `UsersReader.having`: users by a list of ids or of values of another property. */
  usersHaving(
    property: string,
    values: readonly string[],
    select: readonly string[],
    signal?: AbortSignal,
  ): AsyncIterable<JsonObject> {
    return this.#reader.having(property, values, select, signal);
  }

  /** As `UsersReader.members`. */
  members(group: string, select: readonly string[], nested: boolean, signal?: AbortSignal): AsyncIterable<JsonObject> {
    return this.#reader.members(group, select, nested, signal);
  }

  /** As `UsersReader.deleted`. */
  deletedUsers(select: readonly string[], signal?: AbortSignal): AsyncIterable<JsonObject> {
    return this.#reader.deleted(select, signal);
  }

  /** As `UsersReader.count`. */
  countUsers(signal?: AbortSignal): Promise<number> {
    return this.#reader.count(signal);
  }

  /** As `readDefaultDomain`. */
  defaultDomain(signal?: AbortSignal): Promise<string> {
    return readDefaultDomain(this.#client, signal);
  }

  /** As `deltaFromNow`. */
  fromNow(select: readonly string[], signal?: AbortSignal): Promise<string> {
    return deltaFromNow(this.#client, select, signal);
  }

  /** As `readDelta`. */
  changes(select: readonly string[], since?: string, signal?: AbortSignal): Promise<UserChanges> {
    return readDelta(this.#client, select, since, signal);
  }

  /** As `writeUsers`. */
  write(orders: readonly UserOrder[], options?: WriteOptions): Promise<readonly UserResult[]> {
    return writeUsers(this.#client, orders, options);
  }
}
