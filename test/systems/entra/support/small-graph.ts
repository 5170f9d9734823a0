import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { JsonObject } from '../../../../server/src/core/json.ts';
import { EntraDirectoryClient } from '../../../../server/src/systems/entra/entra-directory.ts';
import type { SignIn } from '../../../../server/src/systems/entra/sign-in/sign-in.ts';
import { createHttp, defaultLimits, type HttpLimits } from '../../../../server/src/systems/http.ts';

/** A request as it came in. */
export interface Asked {
  readonly method: string;
  /** Behind `/v1.0/`, decoded. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: JsonObject;
  /** The whole address, for next pages. */
  readonly url: string;
}

/** An answer: JSON, or text as it stands. */
export interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SmallGraph {
  readonly origin: string;
  readonly asked: Asked[];
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A Graph on loopback whose answers a test makes up; `drop` breaks the connection off. It ends with the test. */
export async function serveGraph(answer: (asked: Asked, count: number) => Answer | 'drop'): Promise<SmallGraph> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += String(part);
    const url = new URL(`http://${request.headers.host}${request.url}`);
    const one: Asked = {
      method: String(request.method),
      path: decodeURIComponent(url.pathname.replace('/v1.0/', '')),
      query: new Map(url.searchParams),
      headers: request.headers,
      body: text === '' ? {} : JSON.parse(text),
      url: url.href,
    };
    asked.push(one);
    const reply = answer(one, asked.length);
    if (reply === 'drop') return request.socket.destroy();
    const body = reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json));
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Waits that were asked for, in milliseconds; time passes at once. */
export interface Waits {
  readonly milliseconds: number[];
  readonly said: string[];
}

/** A client of a small Graph, with a sign-in that numbers its tokens, and time that passes at once. */
export function directoryOf(
  origin: string,
  limits: Partial<HttpLimits> = {},
): { directory: EntraDirectoryClient; waits: Waits } {
  const waits: Waits = { milliseconds: [], said: [] };
  const pause = async (milliseconds: number) => void waits.milliseconds.push(milliseconds);
  const onWait = (words: string | undefined) => {
    if (words !== undefined) waits.said.push(words);
  };
  let token = 1;
  const signIn: SignIn = {
    authorization: async () => `Bearer token-${token}`,
    forget: () => {
      token += 1;
    },
  };
  const all = { ...defaultLimits, answerMs: 5_000, ...limits };
  const http = createHttp({ system: 'Microsoft Graph', limits: all, pause, onWait });
  return { directory: new EntraDirectoryClient({ graph: origin, signIn }, http, { pause, onWait }), waits };
}

/** An error as Graph answers it. */
export const graphError = (code: string, message: string, more: JsonObject = {}): JsonObject => ({
  error: {
    code,
    message,
    innerError: { date: '2026-11-22T12:00:00', 'request-id': '9b600954-ba11-4899-8ce9-6abad341f299' },
    ...more,
  },
});

/** The requests of a batch, as they came in. */
export interface Asks {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly body?: JsonObject;
  readonly headers?: JsonObject;
  readonly dependsOn?: readonly string[];
}
export const asksOf = (asked: Asked): readonly Asks[] => asked.body['requests'] as unknown as readonly Asks[];

/** An object id that is told by a number. */
export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
