import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { connectTimeout, proxyRefused, watched } from './connection-agents.ts';

const options = { keepAlive: true, maxSockets: 8 } as const;

type Options = Parameters<HttpsProxyAgent<string>['connect']>[1];

/**
 * An agent whose connections go through a proxy (`CONNECT`), with TLS to the system inside. The proxy sees the host and
 * nothing of the requests. What the proxy itself answers never passes for an answer of the system.
 */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #milliseconds: number;
  readonly #headers: Record<string, string>;

  /** @param milliseconds For the connection to be made, through the proxy and with TLS. */
  constructor(proxy: URL, milliseconds: number) {
    const bare = new URL(proxy);
    bare.username = '';
    bare.password = '';
    super(bare, options);
    this.#milliseconds = milliseconds;
    this.#headers = authorization(proxy);
  }

  override async connect(request: ClientRequest, to: Options): Promise<Socket> {
    let status = 200;
    request.once('proxyConnect', (answer: { statusCode: number }) => {
      status = answer.statusCode;
    });
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this.#milliseconds);
    try {
      // An agent for this connection alone: only so can one that takes too long be cut.
      const settings = { ...options, headers: this.#headers, signal: abort.signal };
      const socket = await new HttpsProxyAgent(this.proxy, settings).connect(request, to);
      if (status === 200) return watched(socket, 'secureConnect', this.#milliseconds);
      socket.destroy();
    } catch (error) {
      if (!abort.signal.aborted) throw error;
      throw Object.assign(new Error('The connection was not made in time.'), { code: connectTimeout });
    } finally {
      clearTimeout(timer);
    }
    throw Object.assign(new Error(`The proxy answered ${status}.`), { code: proxyRefused });
  }
}

/** User and password of the address, apart from it: libraries log addresses. */
function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(text, 'utf8').toString('base64')}` };
}
