import type { JsonObject } from '../../core/json.ts';
import type { Http } from '../http.ts';
import { GraphClient, type GraphSettings } from './graph-client.ts';

/** Properties by which users are found that Graph filters with `ConsistencyLevel: eventual` and `$count` alone. */
const advancedProperties = /^(onPremisesExtensionAttributes\/|extension_|mobilePhone$|officeLocation$|otherMails)/;

/** The users of one Entra tenant. */
export class EntraDirectoryClient {
  readonly #client: GraphClient;

  constructor(settings: GraphSettings, http: Http) {
    this.#client = new GraphClient(settings, http);
  }

  /** Signs in. @throws SfmapError exit 3. */
  signIn(signal?: AbortSignal): Promise<void> {
    return this.#client.signIn(signal);
  }

  /**
   * All users.
   *
   * @param select Graph's names of the properties to read.
   * @param pageSize Users in one page; Graph gives 999 at most.
   */
  users(select: readonly string[], signal?: AbortSignal, pageSize = 500): AsyncIterable<JsonObject> {
    return this.#client.collection('users', { $select: select.join(','), $top: String(pageSize) }, signal);
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
    const advanced = advancedProperties.test(property);
    const query = {
      $select: select.join(','),
      $filter: `${property} eq '${value.replaceAll("'", "''")}'`,
      ...(advanced && { $count: 'true' }),
    };
    const users: JsonObject[] = [];
    for await (const user of this.#client.collection('users', query, signal, advanced)) users.push(user);
    return users;
  }
}
