import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { oneLine } from '../../core/one-line.ts';
import { foreignCode } from '../foreign-code.ts';
import type { Http, HttpAnswer } from '../http.ts';
import { jsonAnswer } from '../json-answer.ts';
import { nextPage, PageWatch } from '../next-page.ts';
import { refusedBy } from '../refused-by.ts';
import type { SignIn } from './sign-in/sign-in.ts';

const system = 'Microsoft Graph';
const basePath = '/v1.0/';

/** Where Microsoft Graph is, and how its requests are signed in. */
export interface GraphSettings {
  /** `https://graph.microsoft.com`, or the sandbox. */
  readonly graph: string;
  readonly signIn: SignIn;
}

/** Microsoft Graph v1.0, read alone. */
export class GraphClient {
  constructor(
    private readonly settings: GraphSettings,
    private readonly http: Http,
  ) {}

  /** Signs in, so that a refusal shows before anything is read. */
  async signIn(signal?: AbortSignal): Promise<void> {
    await this.settings.signIn.authorization(signal);
  }

  /** The objects of a collection, page by page. @throws SfmapError exit 3. */
  async *collection(
    path: string,
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
    advanced = false,
  ): AsyncGenerator<JsonObject> {
    const options = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    let url: string | undefined = `${this.settings.graph}${basePath}${path}?${options.join('&')}`;
    const seen = new Set<unknown>();
    const watch = new PageWatch(system);
    while (url !== undefined) {
      watch.visit(url);
      const page: JsonObject = await this.get(url, signal, advanced);
      const { value } = page;
      if (!Array.isArray(value) || !value.every(isJsonObject)) throw unexpected();
      const before = seen.size;
      for (const object of value) {
        // A user whom Graph sends twice is one user; without an id nobody can tell.
        if (seen.has(object['id'] ?? object)) continue;
        seen.add(object['id'] ?? object);
        yield object;
      }
      watch.brought(seen.size - before);
      url = nextPage(page['@odata.nextLink'], this.settings.graph, `${basePath}${path}`, system);
    }
  }

  /** One answer as JSON. A token that has expired meanwhile is renewed once. */
  async get(url: string, signal?: AbortSignal, advanced = false): Promise<JsonObject> {
    const { signIn } = this.settings;
    const authorization = await signIn.authorization(signal);
    let answer = await this.#send(url, authorization, signal, advanced);
    if (answer.status === 401) {
      signIn.forget(authorization);
      answer = await this.#send(url, await signIn.authorization(signal), signal, advanced);
    }
    const json = jsonAnswer(answer, system);
    if (answer.status >= 400) throw refused(answer.status, json);
    return json;
  }

  #send(url: string, authorization: string, signal: AbortSignal | undefined, advanced: boolean): Promise<HttpAnswer> {
    return this.http({
      method: 'GET',
      url,
      headers: {
        accept: 'application/json',
        authorization,
        ...(advanced && { consistencylevel: 'eventual' }),
      },
      signal,
      repeatable: true,
    });
  }
}

function refused(status: number, json: JsonObject): SfmapError {
  const error = json['error'];
  const code = isJsonObject(error) && typeof error['code'] === 'string' ? foreignCode(error['code']) : undefined;
  const message =
    isJsonObject(error) && typeof error['message'] === 'string' ? oneLine(error['message'].slice(0, 300)) : '';
  const cures: Readonly<Record<number, string>> = {
    401: 'Check tenant and client ID.',
    403: 'Grant the app registration the application permission User.Read.All.',
    429: 'Try again later.',
  };
  return new SfmapError(
    code ?? `SFM-HTTP-${status}`,
    `Microsoft Graph refuses the request (${status}): ${message || (code ?? 'no reason given')}`,
    cures[status] ?? '',
    3,
    { refused: refusedBy(status, true) },
  );
}

function unexpected(): SfmapError {
  return new SfmapError('SFM-HTTP-SHAPE', 'Microsoft Graph sent a page without users.', 'Try again.', 3);
}
