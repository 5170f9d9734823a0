import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Http, HttpAnswer, HttpRequest } from '../http.ts';
import { jsonAnswer } from '../json-answer.ts';
import { steadily } from '../steadily.ts';
import type { Waiting } from '../waiting.ts';
import { graphRefusal, graphSystem } from './graph-refusal.ts';
import type { SignIn } from './sign-in/sign-in.ts';

/** The path of the version that sfmap speaks. */
export const basePath = '/v1.0/';

/** Where Microsoft Graph is, and how its requests are signed in. */
export interface GraphSettings {
  /** `https://graph.microsoft.com`, or the sandbox. */
  readonly graph: string;
  readonly signIn: SignIn;
}

/** One request to Graph. */
export interface GraphRequest {
  readonly method?: HttpRequest['method'];
  /** What stands behind `/v1.0/`, encoded; or the whole address of a next page. */
  readonly address: string;
  readonly body?: JsonObject | undefined;
  /** An advanced query: it is answered from an index that may lag behind. */
  readonly advanced?: boolean | undefined;
  /** The least permission that lets an app do this, for the message of a refusal. */
  readonly permission: string;
  readonly signal?: AbortSignal | undefined;
}

const hostCure = 'Check entraId.graph in sfmap.json: it names another address than that of Microsoft Graph.';
const readWaits = [1_000, 5_000, 30_000];
/** Failures that another try does not mend. */
const settled: ReadonlySet<string> = new Set(['SFM-HTTP-SHAPE', 'SFM-HTTP-NEXT', 'SFM-HTTP-BUSY', 'SFM-NET-SIZE']);

/** Whether a failed read may go well a moment later. */
const worthIt = (error: unknown) =>
  error instanceof SfmapError &&
  error.exit === 3 &&
  !settled.has(error.code) &&
  (error.refused === undefined || error.refused === 'busy');

/** Microsoft Graph v1.0: requests, their sign-in, their errors. The token goes to the configured host alone. */
export class GraphClient {
  constructor(
    private readonly settings: GraphSettings,
    private readonly http: Http,
    readonly waiting: Waiting = {},
  ) {}

  /** The origin of Graph. */
  get origin(): string {
    return this.settings.graph;
  }

  /** Signs in, so that a refusal shows before anything is read. */
  async signIn(signal?: AbortSignal): Promise<void> {
    await this.settings.signIn.authorization(signal);
  }

  /** The next request asks for a new token: Graph has refused the one of now inside a batch. */
  async forgetToken(signal?: AbortSignal): Promise<void> {
    this.settings.signIn.forget(await this.settings.signIn.authorization(signal));
  }

  /** Reads one answer as JSON, several times if it fails in a way that may pass. @throws SfmapError exit 3. */
  read(request: GraphRequest): Promise<JsonObject> {
    return this.#steadily(async () => this.#json(await this.send(request), request), request.signal);
  }

  /** Reads an answer that is plain text, as `$count` is. @throws SfmapError exit 3. */
  readText(request: GraphRequest): Promise<string> {
    const read = async () => {
      const answer = await this.send(request);
      if (answer.status >= 300) this.#json(answer, request);
      return answer.text;
    };
    return this.#steadily(read, request.signal);
  }

  /**
   * Sends something that changes the tenant, once. What it answers, if anything.
   *
   * @throws SfmapError exit 3: unless `refused` is set, it may have been done.
   */
  async write(request: GraphRequest): Promise<JsonObject | undefined> {
    const answer = await this.send(request);
    return answer.status === 204 ? undefined : this.#json(answer, request);
  }

  /** One answer as it comes. A token that has expired meanwhile is renewed once: a 401 proves that nothing was done. */
  async send(request: GraphRequest): Promise<HttpAnswer> {
    const first = await this.settings.signIn.authorization(request.signal);
    const answer = await this.#send(request, first);
    if (answer.status !== 401) return answer;
    this.settings.signIn.forget(first);
    return this.#send(request, await this.settings.signIn.authorization(request.signal));
  }

  #steadily<T>(read: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return steadily(read, { system: graphSystem, waits: readWaits, waiting: this.waiting, worthIt }, signal);
  }

  #json(answer: HttpAnswer, request: GraphRequest): JsonObject {
    const body = jsonAnswer(answer, graphSystem, hostCure);
    if (answer.status >= 400) throw graphRefusal({ ...answer, body }, request.permission);
    return body;
  }

  #send({ method = 'GET', address, body, advanced, signal }: GraphRequest, authorization: string): Promise<HttpAnswer> {
    const url = /^https?:/i.test(address) ? address : `${this.origin}${basePath}${address}`;
    if (URL.parse(url)?.origin !== this.origin) throw elsewhere();
    return this.http({
      method,
      url,
      headers: {
        accept: 'application/json',
        authorization,
        ...(advanced && { consistencylevel: 'eventual' }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal,
      repeatable: method === 'GET',
    });
  }
}

/** Whoever made the address should have seen it; the token is worth a second look. */
function elsewhere(): SfmapError {
  return new SfmapError(
    'SFM-HTTP-NEXT',
    'A request was about to leave for another host than Microsoft Graph, and sfmap did not send it.',
    'Nothing was changed. Report this to the administrator of the tenant.',
    3,
    { refused: 'system' },
  );
}
