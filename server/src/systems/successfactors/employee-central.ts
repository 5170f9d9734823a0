import type { JsonObject } from '../../core/json.ts';
import type { Http } from '../http.ts';
import { readPeople } from './people.ts';
import { SuccessFactorsClient, type SuccessFactorsSettings } from './successfactors-client.ts';
import { type UpsertResult, upsert } from './upsert.ts';

/** Employee Central of one tenant: reads people, writes rows. */
export class EmployeeCentralClient {
  readonly #client: SuccessFactorsClient;

  constructor(settings: SuccessFactorsSettings, http: Http) {
    this.#client = new SuccessFactorsClient(settings, http);
  }

  /** As `readPeople`. */
  people(ids: readonly string[], expand: readonly string[], signal?: AbortSignal): AsyncIterable<JsonObject> {
    return readPeople(this.#client, ids, expand, signal);
  }

  /** As `upsert`. */
  upsert(records: readonly JsonObject[], isolated: boolean): Promise<readonly UpsertResult[]> {
    return upsert(this.#client, records, isolated);
  }

  /** As `SuccessFactorsClient.signIn`. */
  signIn(signal?: AbortSignal): Promise<void> {
    return this.#client.signIn(signal);
  }

  /** As `SuccessFactorsClient.metadata`. */
  metadata(entities: readonly string[], signal?: AbortSignal): Promise<string> {
    return this.#client.metadata(entities, signal);
  }

  /** Whether an entity can be read: how many rows come of one that is asked for. */
  async probe(entity: string, expand?: string, signal?: AbortSignal): Promise<number> {
    const url = this.#client.address(entity, { $top: '1', ...(expand !== undefined && { $expand: expand }) });
    return (await this.#client.page(url, { signal })).rows.length;
  }
}
