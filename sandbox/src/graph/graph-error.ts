import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from '../http/reply.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What Graph says of one property beside the message as a whole. */
export interface ErrorDetail {
  readonly code: string;
  readonly target: string;
  readonly message: string;
}

/** An error as Microsoft Graph answers it. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly ErrorDetail[];
  readonly headers: Readonly<Record<string, string>>;
  /** What stands in `innerError` beside the date and the ids. */
  readonly inner: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      headers?: Readonly<Record<string, string>>;
      inner?: Readonly<Record<string, unknown>>;
      details?: readonly ErrorDetail[];
    } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = more.details ?? [];
    this.headers = more.headers ?? {};
    this.inner = more.inner ?? {};
  }
}

/** A request that cannot be read. */
export const badQuery = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

/** A value that the directory does not take. */
export const badRequest = (message: string, details?: readonly ErrorDetail[]): GraphError =>
  new GraphError(400, 'Request_BadRequest', message, details ? { details } : {});

/** A query that can be read, and that Graph does not offer this way. */
export const unsupportedQuery = (message: string): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', message);

/**
 * A query that needs the advanced query parameters ("Advanced query capabilities on Microsoft Entra ID objects", error
 * handling).
 */
export const needsAdvanced = (operator: string): GraphError =>
  unsupportedQuery(
    `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
  );

export const notFound = (name: string): GraphError =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** Another object holds a value that only one may have. */
export function conflict(property: string): GraphError {
  const message = `Another object with the same value for property ${property} already exists.`;
  return badRequest(message, [{ code: 'ObjectConflict', target: property, message }]);
}

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
export function graphErrorReply(error: GraphError, ids: RequestIds): Reply {
  const { status, code, message, details, headers, inner } = error;
  const date = new Date().toISOString().slice(0, 19);
  const innerError = { ...inner, date, 'request-id': ids.request, 'client-request-id': ids.client };
  return jsonReply(
    status,
    { error: { code, message, ...(details.length > 0 && { details }), innerError } },
    { 'cache-control': 'no-cache', ...headers },
  );
}
