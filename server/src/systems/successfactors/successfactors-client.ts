import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Http, HttpAnswer } from '../http.ts';
import { jsonAnswer } from '../json-answer.ts';
import { nextPage, PageWatch } from '../next-page.ts';
import { refusal } from './refusal.ts';
import { Session } from './session.ts';

/** A basic sign-in: `username@companyID` and a password. */
export interface SuccessFactorsSettings {
  readonly origin: string;
  readonly company: string;
  readonly user: string;
  readonly password: string;
}

const system = 'SuccessFactors';
const basePath = '/odata/v2/';

/** OData v2 as SuccessFactors speaks it: JSON, Basic sign-in, pages that follow `__next`. */
export class SuccessFactorsClient {
  readonly #session = new Session();
  readonly #authorization: string;
  /** A refused password is never sent again: SuccessFactors locks the account after some tries. */
  #refused: SfmapError | undefined;

  constructor(
    private readonly settings: SuccessFactorsSettings,
    private readonly http: Http,
  ) {
    const { user, company, password } = settings;
    this.#authorization = `Basic ${Buffer.from(`${user}@${company}:${password}`, 'utf8').toString('base64')}`;
  }

  /** The address of a query. `$format=json` is added. */
  address(path: string, query: Readonly<Record<string, string>> = {}): string {
    const options = Object.entries({ $format: 'json', ...query });
    const text = options.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    return `${this.settings.origin}${basePath}${path}?${text}`;
  }

  /**
   * The rows of a collection, page by page, each key once. Offset pages may repeat a row when the tenant changes
   * meanwhile (KBA 2489065), so rows are told apart by `key`.
   *
   * @throws SfmapError exit 3: every refusal of SuccessFactors and every broken answer.
   */
  async *collection(
    path: string,
    query: Readonly<Record<string, string>>,
    key: (row: JsonObject) => string,
    signal?: AbortSignal,
  ): AsyncGenerator<JsonObject> {
    const seen = new Set<string>();
    const watch = new PageWatch(system);
    let url: string | undefined = this.address(path, query);
    while (url !== undefined) {
      watch.visit(url);
      const before = seen.size;
      const d: JsonObject = await this.get(url, signal);
      const rows = d['results'];
      if (!Array.isArray(rows)) throw unexpected('a collection without results');
      for (const row of rows) {
        if (!isJsonObject(row)) throw unexpected('a row that is no object');
        const name = key(row);
        if (seen.has(name)) continue;
        seen.add(name);
        yield row;
      }
      watch.brought(seen.size - before);
      url = nextPage(d['__next'], this.settings.origin, basePath, system);
    }
  }

  /** The object under `d` of an answer. */
  async get(url: string, signal?: AbortSignal): Promise<JsonObject> {
    const answer = await this.#send({ method: 'GET', url, signal, repeatable: true });
    const { d } = jsonAnswer(answer, system);
    if (!isJsonObject(d)) throw unexpected('an answer without d');
    return d;
  }

  /**
   * Posts JSON and returns the whole answer.
   *
   * Never sent again by itself, and never cut short by a cancel: what became of a write must be known.
   */
  async post(path: string, query: Readonly<Record<string, string>>, body: unknown): Promise<JsonObject> {
    const url = this.address(path, query);
    const answer = await this.#send({ method: 'POST', url, body: JSON.stringify(body), repeatable: false });
    return jsonAnswer(answer, system);
  }

  async #send(request: {
    method: 'GET' | 'POST';
    url: string;
    body?: string;
    signal?: AbortSignal | undefined;
    repeatable: boolean;
  }): Promise<HttpAnswer> {
    if (this.#refused) throw this.#refused;
    const answer = await this.http({
      ...request,
      headers: {
        accept: 'application/json',
        authorization: this.#authorization,
        ...(request.body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
        ...this.#session.headers(),
      },
    });
    this.#session.keep(answer);
    const problem = refusal(answer);
    if (problem?.code === 'LGN0015' || problem?.code === 'LGN0014') this.#refused = problem;
    if (problem) throw problem;
    return answer;
  }
}

function unexpected(what: string): SfmapError {
  return new SfmapError(
    'SFM-HTTP-SHAPE',
    `SuccessFactors sent ${what}.`,
    'Check that the host is the API server of SuccessFactors.',
    3,
  );
}
