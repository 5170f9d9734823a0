import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';

/** What the tenant answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One request on its way to the tenant. */
export interface Passing {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  /** Hands it to the tenant, which does what it says. */
  readonly pass: () => Promise<Answered>;
  readonly answer: (status: number, text: string, headers?: Record<string, string>) => void;
  /** Ends the connection without an answer. */
  readonly drop: () => void;
}

/**
 * Handles a request.
 *
 * @param count How many requests of this kind there were, this one included.
 * @returns `true` when it is handled; else it passes as it is.
 */
export type Tamper = (passing: Passing, count: number) => Promise<boolean> | boolean;

/** What stands between sfmap and a tenant, and changes what passes. */
export class TamperingProxy {
  readonly requests: { readonly method: string; readonly url: string; readonly body: string }[] = [];
  #tamper: (passing: Passing) => Promise<boolean> | boolean = () => false;
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  readonly #target: URL;

  private constructor(target: string) {
    this.#target = new URL(target);
  }

  /** Between sfmap and the SuccessFactors of a sandbox. */
  static before(sandbox: RunningSandbox): Promise<TamperingProxy> {
    return TamperingProxy.#start(sandbox.announcement.successFactors);
  }

  /** Between sfmap and the Microsoft Graph of a sandbox. */
  static beforeGraph(sandbox: RunningSandbox): Promise<TamperingProxy> {
    return TamperingProxy.#start(sandbox.announcement.graph);
  }

  static async #start(target: string): Promise<TamperingProxy> {
    const proxy = new TamperingProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Changes upserts from now on. */
  onUpsert(tamper: Tamper): void {
    this.#on((url) => url.includes('/upsert'), tamper);
  }

  /** Changes reads of people from now on. */
  onPeople(tamper: Tamper): void {
    this.#on((url) => url.includes('/PerPerson'), tamper);
  }

  /** Changes reads of metadata from now on. */
  onMetadata(tamper: Tamper): void {
    this.#on((url) => url.includes('$metadata'), tamper);
  }

  upserts(): number {
    return this.requests.filter(({ url }) => url.includes('/upsert')).length;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #on(fits: (url: string) => boolean, tamper: Tamper): void {
    let count = 0;
    this.requests.length = 0;
    this.#tamper = (passing) => {
      if (!fits(passing.url)) return false;
      count += 1;
      return tamper(passing, count);
    };
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    let body = '';
    for await (const piece of request) body += String(piece);
    this.requests.push({ method, url, body });
    const answer: Passing['answer'] = (status, text, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(text);
    };
    const pass = () => this.#pass(request, body);
    const drop = () => void request.socket.destroy();
    if (await this.#tamper({ method, url, body, pass, answer, drop })) return;
    const { status, headers, text } = await pass();
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...kept } = headers;
    response.writeHead(status, kept);
    response.end(text);
  }

  #pass(request: IncomingMessage, body: string): Promise<Answered> {
    const { hostname, port } = this.#target;
    return new Promise((resolve, reject) => {
      const sent = forward(
        {
          hostname,
          port,
          path: request.url,
          method: request.method,
          headers: { ...request.headers, connection: 'close' },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (piece) => {
            text += String(piece);
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
