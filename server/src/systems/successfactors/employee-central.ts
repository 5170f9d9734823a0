import type { JsonObject } from '../../core/json.ts';
import type { Http } from '../http.ts';
import type { Waiting } from '../waiting.ts';
import { PeopleReader, type PersonAnswer } from './look-up-people.ts';
import { personKey } from './person-key.ts';
import { Picklists } from './picklists.ts';
import { type BulkQuery, readAll } from './read-all.ts';
import { type CyclePerson, type CycleRead, readCycle } from './read-cycle.ts';
import { RecordWriter } from './record-writer.ts';
import { SuccessFactorsClient, type SuccessFactorsSettings } from './successfactors-client.ts';
import type { UpsertResult } from './upsert.ts';

/** Employee Central of one tenant: reads people, writes rows. */
export class EmployeeCentralClient {
  readonly #client: SuccessFactorsClient;
  readonly #people: PeopleReader;
  readonly #writer: RecordWriter;
  readonly #picklists: Picklists;

  constructor(
    settings: SuccessFactorsSettings,
    http: Http,
    private readonly waiting: Waiting = {},
  ) {
    this.#client = new SuccessFactorsClient(settings, http, waiting);
    this.#people = new PeopleReader(this.#client, waiting);
    this.#writer = new RecordWriter(this.#client, waiting);
    this.#picklists = new Picklists(this.#client, waiting);
  }

  /** As `PeopleReader.lookUp`; `more` holds further options, such as `$select`. */
  people(
    ids: readonly string[],
    expand: readonly string[],
    signal?: AbortSignal,
    more: Readonly<Record<string, string>> = {},
  ): AsyncIterable<PersonAnswer> {
    return this.#people.lookUp(ids, expand, more, signal);
  }

  /** People of a query page by page, for whoever wants some of them: nothing may be concluded from who is missing. */
  some(query: Readonly<Record<string, string>>, signal?: AbortSignal): AsyncIterable<JsonObject> {
    return this.#client.collection('PerPerson', query, personKey, signal);
  }

  /** As `readAll`. */
  all(bulk: BulkQuery): AsyncIterable<JsonObject> {
    return readAll(this.#client, bulk, this.waiting);
  }

  /** As `readCycle`. */
  cycle(cycle: CycleRead): AsyncIterable<CyclePerson> {
    return readCycle(this.#client, this.#people, cycle, this.waiting);
  }

  /** As `Picklists.options`. */
  picklist(name: string, signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
    return this.#picklists.options(name, signal);
  }

  /** As `Picklists.optionId`. */
  optionId(picklist: string, externalCode: string, signal?: AbortSignal): Promise<string> {
    return this.#picklists.optionId(picklist, externalCode, signal);
  }

  /** As `RecordWriter.write`. */
  upsert(records: readonly JsonObject[], isolated: boolean): Promise<readonly UpsertResult[]> {
    return this.#writer.write(records, isolated);
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
