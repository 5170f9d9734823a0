import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { SfmapError } from '../../../server/src/core/errors.ts';
import { createHttp, defaultLimits } from '../../../server/src/systems/http.ts';
import { BasicSignIn } from '../../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { SuccessFactorsClient } from '../../../server/src/systems/successfactors/successfactors-client.ts';

import type { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';

export type Query = ReadonlyMap<string, string>;

/** An answer as it stands. */
interface Raw {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Page {
  readonly ids: readonly string[];
  readonly next: string | undefined;
}

export interface Tenant {
  /** The answer to `$count`. */
  readonly count?: (query: Query) => number | string;
  /** A page of people; `drop` breaks the connection off. */
  readonly page: (query: Query, path: string) => Page | Raw | 'drop';
}

/** What SuccessFactors says when a snapshot is gone (KBA 2990434). */
export const snapshotLost: Raw = {
  status: 500,
  body: JSON.stringify({
    error: {
      code: 'COE_GENERAL_SERVER_FAILURE',
      message: {
        lang: 'en-US',
        value: '[COE0019][SNP]Snapshot lost for current pagination query, pls relaunch query and start from 1st page.',
      },
    },
  }),
};

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A tenant on loopback whose answers a test makes up; it ends with the test. */
export async function serveTenant(tenant: Tenant): Promise<{ origin: string; queries: Query[]; paths: string[] }> {
  const queries: Query[] = [];
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(`http://${request.headers.host}${request.url}`);
    const query = new Map(url.searchParams);
    const path = decodeURIComponent(url.pathname.replace('/odata/v2/', ''));
    queries.push(query);
    paths.push(path);
    const send = ({ status, body, headers }: Raw) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body);
    };
    if (path.endsWith('/$count')) return send({ status: 200, body: String(tenant.count?.(query) ?? 0) });
    const answer = tenant.page(query, path);
    if (answer === 'drop') return request.socket.destroy();
    if ('status' in answer) return send(answer);
    const results = answer.ids.map((personIdExternal) => ({ personIdExternal }));
    url.searchParams.set('$skiptoken', answer.next ?? '');
    send({ status: 200, body: JSON.stringify({ d: { results, ...(answer.next && { __next: url.href }) } }) });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, queries, paths };
}

/** A client of a tenant on loopback. */
export function clientOf(origin: string): SuccessFactorsClient {
  const signIn = new BasicSignIn({ company: 'contosoT1', user: 'ana', password: 'geheim' });
  const http = createHttp({ system: 'SuccessFactors', limits: { ...defaultLimits, answerMs: 5_000 } });
  return new SuccessFactorsClient({ origin, signIn }, http);
}

/** A client of a running sandbox. */
export function clientFor({ announcement }: RunningSandbox): SuccessFactorsClient {
  const { successFactors: origin, company, user, password } = announcement;
  const http = createHttp({ system: 'SuccessFactors', limits: defaultLimits });
  return new SuccessFactorsClient({ origin, signIn: new BasicSignIn({ company, user, password }) }, http);
}

export async function gather<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

/** The error with which a piece of work ends. */
export async function problemOf(work: Promise<unknown>): Promise<SfmapError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason) => reason,
  );
  if (error instanceof SfmapError) return error;
  throw new Error(`no SfmapError: ${String(error)}`);
}
