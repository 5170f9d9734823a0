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

  /** Whether anybody can be read: the rows of the first page of one. */
  async probe(signal?: AbortSignal): Promise<number> {
    const d = await this.#client.get(this.#client.address('PerPerson', { $top: '1' }), signal);
    return Array.isArray(d['results']) ? d['results'].length : 0;
  }
}
