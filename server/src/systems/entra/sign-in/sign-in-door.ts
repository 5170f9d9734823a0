import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import * as z from 'zod';
import { SfmapError } from '../../../core/errors.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Http } from '../../http.ts';
import { jsonAnswer } from '../../json-answer.ts';
import { pause } from '../../pause.ts';
import { oauthError, signInRefusal } from './refusal.ts';

export const signInSystem = 'The sign-in of Entra ID';

const standsBetween = 'Check tenant of entraId in sfmap.json, and what stands between this machine and Microsoft.';

const tokenSchema = z.object({
  // What is no token of RFC 6750 could not stand in a header.
  access_token: z.string().regex(/^[A-Za-z0-9._~+/-]{1,65536}=*$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000),
});
const deviceSchema = z.object({
  device_code: z.string().min(1).max(4096),
  user_code: z.string().regex(/^[A-Za-z0-9-]{4,32}$/),
  verification_uri: z.url({ protocol: /^https?$/ }).max(300),
  expires_in: z.coerce.number().positive().max(86_400),
  interval: z.coerce.number().min(1).max(60).catch(5),
});

/**
 * The one way by which Microsoft's sign-in library reaches a network: our own requests, with proxy, time-outs and limits,
 * to one host alone. The library knows https only; to a sandbox without it the same requests go by http.
 */
export class SignInDoor implements INetworkModule {
  readonly #http: Http;
  readonly #origin: URL;
  readonly #wait: typeof pause;
  #interval = 0;
  #signal: AbortSignal | undefined;
  #problem: SfmapError | undefined;

  /**
   * @param origin `https://login.microsoftonline.com`; on this machine also with http.
   * @param wait Lets time pass between two questions; another one may let it pass at once.
   */
  constructor(http: Http, origin: string, wait: typeof pause = pause) {
    this.#wait = wait;
    this.#http = http;
    this.#origin = new URL(origin);
  }

  /**
   * Does one sign-in. What the library says of an error is never shown, for it may hold what Entra ID says of accounts.
   *
   * @throws SfmapError exit 3: what went wrong here; exit 1: cancelled.
   */
  async through<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    this.#signal = signal;
    this.#problem = undefined;
    try {
      return await work();
    } catch (error) {
      throw this.#problem ?? (error instanceof SfmapError ? error : libraryProblem(error));
    }
  }

  sendGetRequestAsync<T>(url: string): Promise<NetworkResponse<T>> {
    return this.#guarded(() => this.#send('GET', url, {}));
  }

  sendPostRequestAsync<T>(url: string, options: NetworkRequestOptions = {}): Promise<NetworkResponse<T>> {
    return this.#guarded(() => this.#send('POST', url, options));
  }

  async #guarded<T>(send: () => Promise<NetworkResponse<JsonObject>>): Promise<NetworkResponse<T>> {
    try {
      return (await send()) as NetworkResponse<T>;
    } catch (error) {
      if (error instanceof SfmapError) this.#problem = error;
      throw error;
    }
  }

  async #send(
    method: 'GET' | 'POST',
    text: string,
    { headers, body }: NetworkRequestOptions,
  ): Promise<NetworkResponse<JsonObject>> {
    const url = URL.parse(text);
    if (url?.protocol !== 'https:' || url.host !== this.#origin.host) throw elsewhere(this.#origin.host);
    const answer = await this.#http({
      method,
      url: `${this.#origin.origin}${url.pathname}${url.search}`,
      headers: { ...headers, accept: 'application/json' },
      ...(body !== undefined && { body }),
      signal: this.#signal,
      repeatable: true,
    });
    const json = jsonAnswer(answer, signInSystem, standsBetween);
    const error = oauthError(json);
    if (error === 'authorization_pending' || error === 'slow_down') return await this.#pending(error);
    if (error !== undefined) throw signInRefusal(json);
    if (answer.status >= 300) throw unusable(`an error without a reason (${answer.status})`);
    return { status: answer.status, headers: {}, body: this.#checked(url.pathname, json) };
  }

  /** Nobody has entered the code yet (RFC 8628, section 3.5). The wait is here, where it can be cancelled. */
  async #pending(error: string): Promise<NetworkResponse<JsonObject>> {
    if (error === 'slow_down') this.#interval += 5;
    await this.#wait(this.#interval * 1000, this.#signal);
    return { status: 400, headers: {}, body: { error: 'authorization_pending' } };
  }

  #checked(path: string, json: JsonObject): JsonObject {
    if (path.endsWith('/token')) {
      const { success } = tokenSchema.safeParse(json);
      if (success) return json;
      throw unusable('no token that can be used');
    }
    const device = deviceSchema.safeParse(json);
    if (!device.success) throw unusable('no code that can be shown');
    this.#interval = device.data.interval;
    return { ...device.data, interval: 0, message: '' };
  }
}

function elsewhere(host: string): SfmapError {
  return new SfmapError('SFM-SIGN-IN-HOST', `The sign-in would leave ${host}, and sfmap does not follow.`, '', 3);
}

function unusable(what: string): SfmapError {
  return new SfmapError('SFM-HTTP-SHAPE', `${signInSystem} sent ${what}.`, standsBetween, 3);
}

/** An error that the library makes itself. It names each kind by a word of its own, such as `device_code_expired`. */
function libraryProblem(error: unknown): SfmapError {
  const code: unknown = typeof error === 'object' && error !== null && 'errorCode' in error ? error.errorCode : '';
  const word = typeof code === 'string' && /^[a-z_]{3,60}$/.test(code) ? code : 'no reason given';
  if (word === 'device_code_expired') return signInRefusal({ error: 'expired_token' });
  return new SfmapError(
    'SFM-SIGN-IN-LIBRARY',
    `The sign-in to Entra ID cannot be done: ${word}.`,
    'Check tenant and clientId of entraId in sfmap.json.',
    3,
    { cause: error },
  );
}
