import { SfmapError } from '../core/errors.ts';
import { answerText } from './answer-text.ts';
import { connectionAgents } from './connection-agents.ts';
import { networkProblem } from './network-problem.ts';
import { pause } from './pause.ts';
import { environmentProxy, type ProxyOf } from './proxy.ts';
import { retryAfter } from './retry-after.ts';

/** How long to wait, in milliseconds, and how much to take, in bytes. */
export interface HttpLimits {
  /** For the connection to be made, TLS included. */
  readonly connectMs: number;
  /** From the request to the end of the answer. */
  readonly answerMs: number;
  /** Longest wait that a remote system may ask for with Retry-After. */
  readonly longestWaitMs: number;
  readonly answerBytes: number;
}

export const defaultLimits: HttpLimits = {
  connectMs: 15_000,
  answerMs: 180_000,
  longestWaitMs: 300_000,
  answerBytes: 64 * 1024 * 1024,
};

/** The limits with `SFMAP_TIMEOUT_MS` for both timeouts, where it is set. */
export function limitsFrom(env: Readonly<Record<string, string | undefined>>): HttpLimits {
  const text = env['SFMAP_TIMEOUT_MS'];
  if (!text) return defaultLimits;
  const milliseconds = Number(text);
  if (!Number.isInteger(milliseconds) || milliseconds < 1 || milliseconds > 3_600_000) {
    throw new SfmapError(
      'SFM-CONFIG',
      `SFMAP_TIMEOUT_MS is ${text}.`,
      'Set it to whole milliseconds, 1 to 3600000.',
      2,
    );
  }
  return { ...defaultLimits, connectMs: milliseconds, answerMs: milliseconds };
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** Asking twice does no harm: a broken connection or a busy gateway is tried again. */
  readonly repeatable: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly cookies: readonly string[];
  readonly text: string;
}

/** What a system is called in messages, and who is told about waits. */
export interface HttpOptions {
  /** `SuccessFactors`, `Microsoft Graph`. */
  readonly system: string;
  readonly limits: HttpLimits;
  /** Told what is waited for, and `undefined` when the wait is over. */
  readonly onWait?: (words: string | undefined) => void;
  /** Which proxy a request goes through; that of the environment unless it is said. */
  readonly proxyOf?: ProxyOf;
  /** Lets time pass between two tries; another one may let it pass at once. */
  readonly pause?: typeof pause;
}

export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

const attempts = 3;

/**
 * Makes the function that sends requests to one system. It follows no redirect and never sends a request
 * again that might have changed something: what it would change may be another thing after a wait. What such a request
 * was asked to wait, the next one waits.
 *
 * The function throws SfmapError, exit 3, for everything short of a whole HTTP answer; exit 1 when cancelled; exit 2 for a
 * proxy that cannot be used.
 */
export function createHttp(options: HttpOptions): Http {
  const agentsFor = agentsByProxy(options);
  let notBefore = 0;
  return async (request) => {
    if (notBefore > Date.now()) await waitFor(notBefore - Date.now(), request, options);
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt === attempts;
      try {
        const answer = await sendOnce(request, options, await agentsFor(request.url));
        if (!request.repeatable) notBefore = Math.max(notBefore, Date.now() + (askedToWait(answer) ?? 0));
        const wait = last ? undefined : waitBefore(answer, request, attempt);
        if (wait === undefined) return answer;
        await waitFor(wait, request, options);
      } catch (error) {
        const again = error instanceof SfmapError && error.code === 'SFM-NET-RESET' && request.repeatable && !last;
        if (!again) throw error;
        await waitFor(500 * attempt, request, options);
      }
    }
  };
}

/** The agents of a request, and the proxy that they go through. Agents are kept, with their open connections. */
interface Agents extends ReturnType<typeof connectionAgents> {
  readonly proxy?: string;
}

function agentsByProxy({ limits, proxyOf = environmentProxy }: HttpOptions): (url: string) => Promise<Agents> {
  const direct = connectionAgents(limits.connectMs);
  const tunnels = new Map<string, Agents>();
  return async (url) => {
    const proxy = proxyOf(url);
    if (proxy === undefined) return direct;
    const known = tunnels.get(proxy.href);
    if (known !== undefined) return known;
    // Loaded where there is a proxy, as axios is with the first request: most runs need neither at their start.
    const { TunnelAgent } = await import('./tunnel-agent.ts');
    const agents = { ...direct, httpsAgent: new TunnelAgent(proxy, limits.connectMs), proxy: proxy.host };
    tunnels.set(proxy.href, agents);
    return agents;
  };
}

async function sendOnce(request: HttpRequest, options: HttpOptions, agents: Agents): Promise<HttpAnswer> {
  const { proxy, httpAgent, httpsAgent } = agents;
  const { system, limits } = options;
  if (request.signal?.aborted) throw cancelled();
  // axios is loaded when the first request is sent: it costs 50 ms that most commands do not need.
  const { default: axios } = await import('axios');
  const timer = AbortSignal.timeout(limits.answerMs);
  try {
    const response = await axios.request<ArrayBuffer>({
      method: request.method,
      url: request.url,
      headers: { 'user-agent': 'sfmap', ...request.headers },
      ...(request.body !== undefined && { data: request.body }),
      signal: request.signal ? AbortSignal.any([request.signal, timer]) : timer,
      responseType: 'arraybuffer',
      transformRequest: [],
      maxRedirects: 0,
      maxContentLength: limits.answerBytes,
      maxBodyLength: limits.answerBytes,
      proxy: false,
      validateStatus: () => true,
      httpAgent,
      httpsAgent,
    });
    const headers = new Map<string, string>();
    for (const [name, value] of Object.entries(response.headers)) headers.set(name.toLowerCase(), String(value));
    const cookies: unknown = response.headers['set-cookie'];
    return {
      status: response.status,
      headers,
      cookies: Array.isArray(cookies) ? cookies.map(String) : [],
      text: answerText(response.data, response.status, system),
    };
  } catch (error) {
    if (error instanceof SfmapError) throw error;
    if (request.signal?.aborted) throw cancelled();
    throw networkProblem(error, system, new URL(request.url).host, limits, timer.aborted, proxy);
  }
}

/** What the answer to a request that is not sent again means for the next one, in milliseconds. */
function askedToWait(answer: HttpAnswer): number | undefined {
  if (answer.status === 429) return retryAfter(answer) ?? 5_000;
  return answer.status === 503 ? retryAfter(answer) : undefined;
}

/** Milliseconds to wait before the request is sent again; nothing when the answer is final. */
function waitBefore(answer: HttpAnswer, request: HttpRequest, attempt: number): number | undefined {
  const { status } = answer;
  if (!request.repeatable) return undefined;
  if (status === 429) return retryAfter(answer) ?? 5_000 * attempt;
  if (status === 503) return retryAfter(answer) ?? 500 * attempt;
  return status === 502 || status === 504 ? 500 * attempt : undefined;
}

async function waitFor(milliseconds: number, request: HttpRequest, options: HttpOptions): Promise<void> {
  const { system, limits, onWait } = options;
  const seconds = Math.ceil(milliseconds / 1000);
  if (milliseconds > limits.longestWaitMs) {
    throw new SfmapError('SFM-HTTP-BUSY', `${system} asks to wait ${seconds} s.`, 'Try again after that time.', 3, {
      refused: 'busy',
    });
  }
  if (milliseconds >= 1000) onWait?.(`${system} asks to wait ${seconds} s`);
  try {
    await (options.pause ?? pause)(milliseconds, request.signal);
  } finally {
    if (milliseconds >= 1000) onWait?.(undefined);
  }
}

/** The error of a run that a person has cancelled. */
export function cancelled(): SfmapError {
  return new SfmapError('SFM-CANCELLED', 'Cancelled.', '', 1);
}
