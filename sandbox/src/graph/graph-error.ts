import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from '../http/reply.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An error as Microsoft Graph answers it. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What stands in `innerError` beside the date and the ids. */
  readonly inner: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { headers?: Readonly<Record<string, string>>; inner?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.inner = more.inner ?? {};
  }
}

export const badQuery = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

/** The ids of a request: the service's own, and the one that the caller may have sent. */
export interface RequestIds {
  readonly request: string;
  readonly client: string;
}

/** New ids for a request; `client-request-id` is the caller's where it sent a GUID. */
export function requestIds(sent: unknown): RequestIds {
  const request = randomUUID();
  return { request, client: typeof sent === 'string' && GUID.test(sent) ? sent : request };
}

/** The JSON envelope of a Graph error. */
export function graphErrorReply({ status, code, message, headers, inner }: GraphError, ids: RequestIds): Reply {
  const date = new Date().toISOString().slice(0, 19);
  const innerError = { ...inner, date, 'request-id': ids.request, 'client-request-id': ids.client };
  return jsonReply(status, { error: { code, message, innerError } }, { 'cache-control': 'no-cache', ...headers });
}
