import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Http, HttpAnswer } from '../http.ts';
import { jsonAnswer, noAnswer } from '../json-answer.ts';
import { nextPage, PageWatch } from '../next-page.ts';
import type { Waiting } from '../waiting.ts';
import { checkQuery } from './query-rules.ts';
import { queryText } from './query-text.ts';
import { Selection } from './selection.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import { SignedHttp } from './signed-http.ts';

/** An API server, and how requests to it are signed in. */
export interface SuccessFactorsSettings {
  /** `https://api4.successfactors.com`, without a slash at the end. */
  readonly origin: string;
  readonly signIn: SignIn;
}

/** One page of a collection. */
export interface Page {
  readonly rows: readonly JsonObject[];
  /** Address of the next page; absent after the last one. */
  readonly next: string | undefined;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly repeatable?: boolean;
}

const system = 'SuccessFactors';
const basePath = '/odata/v2/';

/** OData v2 as SuccessFactors speaks it: JSON, one sign-in and one session, pages that follow `__next`. */
export class SuccessFactorsClient {
  readonly #http: SignedHttp;
  readonly #selection: Selection;

  /** @param waiting Who is told that the tenant does not take a `$select`. */
  constructor(
    private readonly settings: SuccessFactorsSettings,
    http: Http,
    waiting: Waiting = {},
  ) {
    this.#http = new SignedHttp(settings.signIn, http);
    this.#selection = new Selection(waiting);
  }

  /** The address of a query. `$format=json` is added, and a `$select` left out once the tenant has refused one. */
  address(path: string, query: Readonly<Record<string, string>> = {}): string {
    checkQuery(query);
    return `${this.settings.origin}${basePath}${path}?${queryText({ $format: 'json', ...this.#selection.of(query) })}`;
  }

  /**
   * The rows of a small collection, page by page, each key once. Offset pages may repeat a row when the tenant changes
   * meanwhile (KBA 2489065), so rows are told apart by `key`. For everybody there is `readAll`, which also notices what
   * is missing.
   *
   * @param most More rows than that cannot be meant, and nothing is read behind them.
   * @throws SfmapError exit 3: every refusal of SuccessFactors and every broken answer.
   */
  async *collection(
    path: string,
    query: Readonly<Record<string, string>>,
    key: (row: JsonObject) => string,
    signal?: AbortSignal,
    most?: number,
  ): AsyncGenerator<JsonObject> {
    const seen = new Set<string>();
    const watch = new PageWatch(system, undefined, most);
    let url: string | undefined = this.address(path, query);
    while (url !== undefined) {
      watch.visit(url);
      const before = seen.size;
      const page: Page = await this.page(url, { signal });
      for (const row of page.rows) {
        const name = key(row);
        if (seen.has(name)) continue;
        seen.add(name);
        yield row;
      }
      watch.brought(seen.size - before);
      url = page.next;
    }
  }

  /** One page of a collection, as it came. @throws SfmapError exit 3. */
  async page(url: string, how: ReadOptions = {}): Promise<Page> {
    const d = await this.get(url, how.signal, how.repeatable);
    const rows = d['results'];
    if (!Array.isArray(rows)) throw unexpected('a collection without results');
    if (!rows.every(isJsonObject)) throw unexpected('a row that is no object');
    // Rows of another entity would pass for rows of this one.
    return { rows, next: nextPage(d['__next'], this.settings.origin, new URL(url).pathname, system) };
  }

  /**
   * How many rows a query has: `/PerPerson/$count`, which answers with a bare number.
   *
   * @throws SfmapError exit 3.
   */
  async count(path: string, query: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<number> {
    const url = this.address(`${path}/$count`, query);
    const answer = await this.#http.send({ method: 'GET', url, signal, repeatable: true });
    if (answer.status === 200 && /^\uFEFF?\s*\d{1,15}\s*$/.test(answer.text)) {
      return Number(answer.text.replace('\uFEFF', ''));
    }
    dataOf(answer);
    throw unexpected('a count that is no number');
  }

  /**
   * The object under `d` of an answer. Where the tenant lacks a field that is selected, all fields are read, now and in
   * every later query.
   *
   * @param repeatable Whether a broken answer may be asked for again; the last page of a snapshot may not.
   */
  get(url: string, signal?: AbortSignal, repeatable = true): Promise<JsonObject> {
    return this.#selection.read(url, (address) => this.#get(address, signal, repeatable));
  }

  async #get(url: string, signal: AbortSignal | undefined, repeatable: boolean): Promise<JsonObject> {
    const answer = await this.#http.send({ method: 'GET', url, signal, repeatable });
    const { d } = dataOf(answer);
    if (!isJsonObject(d)) throw unexpected('an answer without d');
    if (linksIn(answer.text) > (d['__next'] ? 1 : 0)) throw unexpected('the beginning of a list inside of a row');
    return d;
  }

  /** Signs in, so that a refusal shows before anything is read. Sends nothing where a password is sent with each request. */
  async signIn(signal?: AbortSignal): Promise<void> {
    await this.settings.signIn.authorization(signal);
  }

  /**
   * The `$metadata` document (EDMX) of some entities, in one: metadata of one entity alone leaves out the navigations
   * that lead out of it (KBA 2724321). Without entities, that of the whole tenant.
   *
   * @throws SfmapError exit 3: a refusal, or an answer that is no XML.
   */
  async metadata(entities: readonly string[], signal?: AbortSignal): Promise<string> {
    const url = `${this.settings.origin}${basePath}${entities.length === 0 ? '' : `${entities.join(',')}/`}$metadata`;
    const answer = await this.#http.send({ method: 'GET', url, signal, repeatable: true, accept: 'application/xml' });
    if (answer.status === 200 && /^\uFEFF?\s*<(?!!doctype|html)/i.test(answer.text)) return answer.text;
    dataOf(answer);
    throw unexpected('metadata that is no XML');
  }

  /**
   * Posts JSON and returns the whole answer.
   *
   * Never sent again by itself, and never cut short by a cancel: what became of a write must be known.
   */
  async post(path: string, query: Readonly<Record<string, string>>, body: unknown): Promise<JsonObject> {
    const url = this.address(path, query);
    const answer = await this.#http.send({ method: 'POST', url, body: JSON.stringify(body), repeatable: false });
    return dataOf(answer);
  }

  /** As `SignedHttp.tenantTime`. */
  tenantTime(): Date | undefined {
    return this.#http.tenantTime();
  }

  /** As `SignedHttp.shown`. */
  shown(words: string): string {
    return this.#http.shown(words);
  }
}

/**
 * The JSON object of an answer that says that all went well. A status of failure is no success, whatever stands below it,
 * and neither is an answer that breaks off with an error of its own.
 */
function dataOf(answer: HttpAnswer): JsonObject {
  const json = jsonAnswer(answer, system);
  if (answer.status !== 200 && answer.status !== 201) throw noAnswer(answer, system);
  if (json['error'] !== undefined) throw unexpected('an error with the status of success');
  return json;
}

/** How often an answer names a next page. Inside of a value the quotes would be escaped. */
const linksIn = (text: string): number => text.match(/"__next"\s*:\s*"[^"]/g)?.length ?? 0;

function unexpected(what: string): SfmapError {
  return new SfmapError(
    'SFM-HTTP-SHAPE',
    `SuccessFactors sent ${what}.`,
    'Check that the host is the API server of SuccessFactors.',
    3,
  );
}
