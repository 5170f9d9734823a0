import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { peopleFilter, preHireFilter } from '../../core/query/people-filter.ts';
import { sideBySide } from '../../core/side-by-side.ts';
import { mostAtOnce } from '../http.ts';
import type { Waiting } from '../waiting.ts';
import { inGroups, odataString } from './odata-literals.ts';
import { personKey } from './person-key.ts';
import { passing, steadily } from './steadily.ts';
import type { SuccessFactorsClient } from './successfactors-client.ts';

/**
 * What SuccessFactors says about one person who was asked for.
 *
 * - `found`: the PerPerson row.
 * - `absent`: a read by key answered that there is no such person. A person whom the API user may not see is absent too.
 * - `unanswered`: nobody knows; `reason` says why. Nothing may be concluded from it.
 */
export type PersonAnswer =
  | { readonly id: string; readonly state: 'found'; readonly person: JsonObject }
  | { readonly id: string; readonly state: 'absent' }
  | { readonly id: string; readonly state: 'unanswered'; readonly reason: string };

/** How long an address may become where it can be helped (KBA 2576271). */
const longestAddress = 2000;
/** The number of expressions of a filter is limited, differently from server to server (KBA 3389932). */
const mostComparisons = 20;
/** What `personIdExternal eq ` and ` or `, percent-encoded, add to an address at most. */
const comparisonLength = mostComparisons * 34;
const retryWaits = [500, 1_500, 5_000];
/** So many reads in a row without an answer end the whole: more than halving the largest group takes. */
const mostLost = 10;

/** Reads people by `personIdExternal`, several with one query, never with a snapshot. */
export class PeopleReader {
  /** The tenant refused `in`, which is written without parentheses and not known everywhere. */
  #withoutIn = false;
  /** Reads in a row that got no answer. */
  #lost = 0;
  #problem: unknown;
  /** A tenant that has answered before is worth another try; one that never did is down, or not there. */
  #answered = false;

  constructor(
    private readonly client: SuccessFactorsClient,
    private readonly waiting: Waiting,
  ) {}

  /**
   * One answer for each id, in no certain order. Whoever is not among the rows of a query is asked for by key.
   *
   * @param ids Each `personIdExternal` once.
   * @param expand Navigations to expand, for example `emailNav`.
   * @param more Further options, such as `asOfDate`.
   * @throws SfmapError exit 3: the tenant refuses the query, takes nothing more, or gives no answer at all.
   */
  async *lookUp(
    ids: readonly string[],
    expand: readonly string[],
    more: Readonly<Record<string, string>> = {},
    signal?: AbortSignal,
  ): AsyncGenerator<PersonAnswer> {
    const query = { ...more, ...(expand.length > 0 && { $expand: expand.join(',') }) };
    const room = Math.max(longestAddress - this.client.address('PerPerson', { $filter: '', ...query }).length, 100);
    const most = this.#withoutIn ? mostComparisons : undefined;
    const unanswered: PersonAnswer[] = [];
    let answered = false;
    this.#problem = undefined;
    this.#lost = 0;
    const sound = ids.filter((id) => id.isWellFormed());
    for (const id of ids) if (!id.isWellFormed()) unanswered.push({ id, state: 'unanswered', reason: noText });
    const groups = inGroups(sound, room - 'personIdExternal in '.length, most);
    const look = (group: readonly string[], stop: AbortSignal) => gathered(this.#group(group, query, stop));
    for await (const answers of sideBySide(groups, () => mostAtOnce, look, signal))
      for (const answer of answers) {
        if (answer.state === 'unanswered') unanswered.push(answer);
        else {
          answered = true;
          yield answer;
        }
      }
    // A tenant that answered about nobody has failed as a whole.
    if (!answered && this.#problem !== undefined) throw this.#problem;
    yield* unanswered;
  }

  /**
   * People who begin on a day to come, as of that day ("SAP SuccessFactors integration reference", pre-hires). Who is
   * left out by the filter of that read does not come.
   *
   * @param asOfDate `2026-03-01`.
   * @param query Further options, such as `$expand`.
   * @throws SfmapError exit 3.
   */
  async *asOf(
    ids: readonly string[],
    asOfDate: string,
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): AsyncGenerator<JsonObject> {
    const options = { ...query, asOfDate };
    const address = this.client.address('PerPerson', { $filter: preHireFilter([]), ...options });
    const room = Math.max(longestAddress - address.length, 100);
    for (const group of inGroups(ids, room, this.#withoutIn ? mostComparisons : undefined)) {
      yield* (await this.#rows(group, options, signal, preHireFilter)).values();
    }
  }

  /** A group whose read gets no answer is halved, so that one person with a broken record hides nobody else. */
  async *#group(
    ids: readonly string[],
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): AsyncGenerator<PersonAnswer> {
    let rows: ReadonlyMap<string, JsonObject>;
    try {
      rows = await this.#rows(ids, query, signal);
      this.#lost = 0;
    } catch (error) {
      this.#judge(error);
      const half = Math.ceil(ids.length / 2);
      if (ids.length === 1) yield* this.#byKey(ids[0] ?? '', query, signal);
      else for (const part of [ids.slice(0, half), ids.slice(half)]) yield* this.#group(part, query, signal);
      return;
    }
    for (const id of ids) {
      const person = rows.get(id);
      if (person) yield { id, state: 'found', person };
      else yield* this.#byKey(id, query, signal);
    }
  }

  async #rows(
    ids: readonly string[],
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
    filterOf = peopleFilter,
  ): Promise<ReadonlyMap<string, JsonObject>> {
    const read = async ($filter: string) => {
      const rows = new Map<string, JsonObject>();
      const most = ids.length * 2 + 10;
      for await (const row of this.client.collection('PerPerson', { $filter, ...query }, personKey, signal, most)) {
        rows.set(personKey(row), row);
      }
      return rows;
    };
    const again = ($filter: string) => this.#steadily(() => read($filter), signal);
    if (!this.#withoutIn) {
      try {
        return await again(filterOf(ids, 'in'));
      } catch (error) {
        if (!mayMeanIn(error)) throw error;
        // If the tenant refuses this as well, it was not about `in`, and its words are about the query itself.
        await again(filterOf(ids.slice(0, 1), 'eq'));
        this.#withoutIn = true;
      }
    }
    const rows = new Map<string, JsonObject>();
    const room = Math.max(longestAddress - this.client.address('PerPerson', query).length - comparisonLength, 100);
    for (const part of inGroups(ids, room, mostComparisons)) {
      for (const [id, row] of await again(filterOf(part, 'eq'))) rows.set(id, row);
    }
    return rows;
  }

  async *#byKey(
    id: string,
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): AsyncGenerator<PersonAnswer> {
    const url = this.client.address(`PerPerson(${encodeURIComponent(odataString(id))})`, query);
    try {
      const person = await this.#steadily(() => this.client.get(url, signal), signal);
      this.#lost = 0;
      if (personKey(person) === id) yield { id, state: 'found', person };
      else yield { id, state: 'unanswered', reason: 'SuccessFactors answered with another person.' };
    } catch (error) {
      if (error instanceof SfmapError && error.status === 404) {
        this.#lost = 0;
        yield { id, state: 'absent' };
        return;
      }
      if (error instanceof SfmapError && error.refused === 'request') {
        yield { id, state: 'unanswered', reason: error.sentence };
        return;
      }
      this.#judge(error);
      yield { id, state: 'unanswered', reason: error instanceof SfmapError ? error.sentence : '' };
    }
  }

  async #steadily<T>(read: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const worthIt = (error: unknown) => ofThese(error) || (this.#answered && passing(error) && !isTimeout(error));
    const answer = await steadily(read, retryWaits, this.waiting, signal, worthIt);
    this.#answered = true;
    return answer;
  }

  /** Throws what ends the whole; a failure that concerns these people alone is counted. */
  #judge(error: unknown): void {
    this.#problem = error;
    if (!ofThese(error) && !(error instanceof SfmapError && tooLong.has(error.code))) throw error;
    this.#lost += 1;
    if (this.#lost >= mostLost) throw error;
  }
}

async function gathered(answers: AsyncIterable<PersonAnswer>): Promise<readonly PersonAnswer[]> {
  const all: PersonAnswer[] = [];
  for await (const answer of answers) all.push(answer);
  return all;
}

/** Whether a failure may be about the people who were asked for: COE0019 with 500 is a catch-all (KBA 2990434). */
const ofThese = (error: unknown) => passing(error) && error.status === 500;

const noText = 'This id holds half of a character, so nobody can be asked for by it.';

const isTimeout = (error: SfmapError) => error.code === 'SFM-NET-TIMEOUT';

/** A gateway gave up: fewer people may be answered in time. */
const tooLong: ReadonlySet<string> = new Set(['SFM-HTTP-502', 'SFM-HTTP-504']);

/** Errors about names and navigations are not about the operator. */
function mayMeanIn(error: unknown): boolean {
  if (!(error instanceof SfmapError) || error.refused !== 'request' || error.status !== 400) return false;
  return !/PROPERTY_NOT_FOUND|ENTITY_NOT_FOUND|EXPAND|NOT_FILTERABLE|BAD_PROPERTY|COE0003|COE0007|COE0021|COE0046/.test(
    `${error.code} ${error.message}`,
  );
}
