import type { Request } from '../http/reply.ts';
import { badQuery } from './graph-error.ts';

/** One of the requests of a batch, checked. */
export interface BatchItem {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly request: Request;
}

const MOST = 20;
const METHODS = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']);
const CHANGING = new Set(['POST', 'PATCH', 'PUT']);

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the body of a `$batch`: at most 20 requests with ids of their own, relative addresses, a Content-Type beside
 * every body, and `dependsOn` that names others and leads in no circle. ("Combine multiple HTTP requests using JSON
 * batching")
 *
 * @param version the version that the batch was sent to, as in `v1.0`
 * @throws GraphError 400 for the whole batch
 */
export function readBatch(request: Request, version: string): BatchItem[] {
  const items = requestsOf(request.body).map((each) => readItem(request, version, each));
  const ids = new Set<string>();
  for (const { id } of items) {
    if (ids.has(id.toLowerCase())) throw badQuery(`Request Id '${id}' is not unique in the batch.`);
    ids.add(id.toLowerCase());
  }
  for (const { id, dependsOn } of items) {
    const missing = dependsOn.find((other) => !ids.has(other.toLowerCase()));
    if (missing !== undefined) throw badQuery(`Request Id '${id}' depends on '${missing}', which is not in the batch.`);
  }
  return inOrder(items);
}

function requestsOf(body: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw badQuery('Invalid batch payload format.');
  }
  const requests = isObject(value) ? value['requests'] : undefined;
  if (!Array.isArray(requests) || requests.length === 0) throw badQuery('Invalid batch payload format.');
  if (requests.length > MOST) throw badQuery('Number of requests inside batch exceeds the limit.');
  return requests;
}

function readItem({ headers, origin }: Request, version: string, value: unknown): BatchItem {
  if (!isObject(value)) throw badQuery('Invalid batch payload format.');
  const { id, method, url, body } = value;
  if (typeof id !== 'string' || id === '') throw badQuery('A request of the batch has no id.');
  if (typeof method !== 'string' || !METHODS.has(method.toUpperCase())) {
    throw badQuery(`Request Id '${id}' has no method, or one that is not supported.`);
  }
  if (typeof url !== 'string' || url === '' || /^[a-z]+:|^\/\//i.test(url)) {
    throw badQuery(`The url of request Id '${id}' must be relative.`);
  }
  const own = new Map(
    Object.entries(isObject(value['headers']) ? value['headers'] : {}).map(([name, text]) => [
      name.toLowerCase(),
      String(text),
    ]),
  );
  if (CHANGING.has(method.toUpperCase()) && (body === undefined || !own.has('content-type'))) {
    throw badQuery(`Write request id : ${id} does not contain Content-Type header or body.`);
  }
  const [path = '', ...query] = url.split('?');
  return {
    id,
    dependsOn: listOf(value['dependsOn'], id),
    request: {
      method: method.toUpperCase(),
      path: `/${version}/${decoded(path.replace(/^\//, ''), id)}`,
      rawQuery: query.join('?').replaceAll(' ', '%20'),
      headers: { ...Object.fromEntries(own), authorization: headers.authorization },
      // A text is a body that is no JSON, in base64.
      body: typeof body === 'string' ? Buffer.from(body, 'base64').toString('utf8') : JSON.stringify(body ?? ''),
      origin,
    },
  };
}

function decoded(path: string, id: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badQuery(`The url of request Id '${id}' is not encoded properly.`);
  }
}

function listOf(value: unknown, id: string): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw badQuery(`dependsOn of request Id '${id}' must be a list of ids.`);
}

/** The items so that each stands behind those that it depends on. @throws GraphError 400 where they wait in a circle */
function inOrder(items: readonly BatchItem[]): BatchItem[] {
  const waiting = [...items];
  const done = new Set<string>();
  const ordered: BatchItem[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ dependsOn }) => dependsOn.every((other) => done.has(other.toLowerCase())));
    const [item] = next < 0 ? [] : waiting.splice(next, 1);
    if (!item) throw badQuery('The requests of the batch depend on one another in a circle.');
    done.add(item.id.toLowerCase());
    ordered.push(item);
  }
  return ordered;
}
