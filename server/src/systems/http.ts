import { SfmapError } from '../core/errors.ts';
import { answerText } from './answer-text.ts';
import { connectionAgents } from './connection-agents.ts';
import { Gate } from './gate.ts';
import { networkProblem } from './network-problem.ts';
import { cancelled, pause } from './pause.ts';
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
 * So many requests to a system are under way at most. Neither SAP nor Microsoft names a number for one client; both say
 * that one which is asked too much answers 429 or 503 with Retry-After, and the gate then lets fewer pass.
 */
export const mostAtOnce = 4;

/**
 * Makes the function that sends requests to one system. It follows no redirect and never sends a request
 * again that might have changed something: what it would change may be another thing after a wait. What one request is
 * asked to wait, all wait that are not under way yet.
 *
 * The function throws SfmapError, exit 3, for everything short of a whole HTTP answer; exit 1 when cancelled; exit 2 for a
 * proxy that cannot be used.
 */
export function createHttp(options: HttpOptions): Http {
  const agentsFor = agentsByProxy(options);
  const gate = new Gate(mostAtOnce);
  let notBefore = 0;
  const inTurn = async (request: HttpRequest, attempt: number) => {
    const until = notBefore;
    if (until > Date.now()) await waitFor(until - Date.now(), request, options);
    // Whoever has waited that long need not wait for it again.
    if (notBefore === until) notBefore = 0;
    const answer = await sendOnce(request, options, await agentsFor(request.url));
    const asked = askedToWait(answer, attempt);
    if (asked !== undefined) notBefore = Math.max(notBefore, Date.now() + asked);
    return answer;
  };
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const again = request.repeatable && attempt < attempts;
      try {
        const answer = await gate.pass(() => inTurn(request, attempt), isTooMuch, request.signal);
        if (!again || !mayPass(answer)) return answer;
        if (askedToWait(answer, attempt) === undefined) await waitFor(500 * attempt, request, options);
      } catch (error) {
        if (!again || !(error instanceof SfmapError) || error.code !== 'SFM-NET-RESET') throw error;
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

/** How long a system asks to leave it alone, in milliseconds. */
function askedToWait(answer: HttpAnswer, attempt: number): number | undefined {
  if (answer.status === 429) return retryAfter(answer) ?? 5_000 * attempt;
  return answer.status === 503 ? retryAfter(answer) : undefined;
}

const isTooMuch = ({ status }: HttpAnswer) => status === 429 || status === 503;

/** Whether a later answer may be a better one. */
const mayPass = (answer: HttpAnswer) => isTooMuch(answer) || answer.status === 502 || answer.status === 504;

async function waitFor(milliseconds: number, request: HttpRequest, options: HttpOptions): Promise<void> {
  const { system, limits, onWait } = options;
  const seconds = Math.ceil(milliseconds / 1000);
  if (milliseconds > limits.longestWaitMs) {
    throw new SfmapError('SFM-HTTP-BUSY', `${system} asks to wait ${seconds} s.`, 'Try again after that time.', 3, {
      refused: 'busy',
    });
  }
  // A part of the second that was asked for may have passed already.
  const told = milliseconds > 900;
  if (told) onWait?.(`${system} asks to wait ${seconds} s`);
  try {
    await (options.pause ?? pause)(milliseconds, request.signal);
  } finally {
    if (told) onWait?.(undefined);
  }
}
