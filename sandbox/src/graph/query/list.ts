import { jsonReply, type Reply } from '../../http/reply.ts';
import { allowOptions, type Call } from '../call.ts';
import { badRequest, GraphError, unsupportedQuery } from '../graph-error.ts';
import type { ResourceType, Source } from '../resource.ts';
import { parseFilter } from './filter-parser.ts';
import { checkFilter } from './filter-rules.ts';
import { filterPlaces, filterTest, type Test } from './filter-test.ts';
import { type Order, readOrder, sortedPositions } from './order.ts';
import { queryMark, readToken, writeToken } from './page-token.ts';
import { parseSearch } from './search.ts';
import { readSelect, shown } from './select.ts';

const MAX_PAGE = 999;
const DEFAULT_PAGE = 100;
/** "$expand on directory objects returns a maximum of 100 objects": a larger page is cut without a word. */
const EXPANDED_PAGE = 100;
const OPTIONS = ['$select', '$filter', '$search', '$orderby', '$top', '$count', '$expand', '$skiptoken'];

export interface Listing {
  readonly type: ResourceType;
  readonly source: Source;
  /** What `@odata.context` names: `users`. */
  readonly set: string;
  readonly now: number;
  /** How long a page token is good. */
  readonly pageSeconds: number;
  /** Whether `$filter`, `$orderby` and `$count` need the advanced query parameters whatever they ask. */
  readonly related?: boolean;
  /** Adds what `$expand` asks for. */
  readonly expand?: (text: string) => (object: object) => Record<string, unknown>;
  /** The type of an object, where a collection holds several; each is shown with the properties of its own. */
  readonly typeOf?: (object: object) => ResourceType;
}

interface Query {
  readonly test: Test;
  readonly places: readonly number[] | null;
  readonly order: Order | null;
  readonly mark: string;
}

function readQuery(call: Call, { type, source, related = false }: Listing): Query {
  const { options, advanced, eventual, request } = call;
  const [filter, search, orderBy] = [options.get('$filter'), options.get('$search'), options.get('$orderby')];
  if (related && !advanced && (filter !== undefined || orderBy !== undefined)) {
    throw unsupportedQuery('The specified filter to the reference property query is currently not supported.');
  }
  const tests: Test[] = [];
  let places: readonly number[] | null = null;
  if (filter !== undefined) {
    const node = parseFilter(filter);
    checkFilter(node, type, advanced, `${request.origin}${request.path}?${request.rawQuery}`);
    places = filterPlaces(node, source);
    tests.push(filterTest(node));
  }
  if (search !== undefined) tests.push(parseSearch(search, type, eventual));
  const alone = tests.length === 0;
  const order = orderBy === undefined ? null : readOrder(orderBy, type, advanced, alone);
  const kept = ['$filter', '$search', '$orderby', '$select', '$top', '$expand', '$count'].map(
    (name) => options.get(name) ?? null,
  );
  const mark = queryMark(JSON.stringify([request.path.toLowerCase(), ...kept]));
  return { test: (object) => tests.every((test) => test(object)), places, order, mark };
}

/**
 * Answers a GET of a collection: filtered, searched, sorted, counted, paged ("Use query parameters to customize
 * responses").
 *
 * @throws GraphError 400
 */
export function listReply(call: Call, listing: Listing): Reply {
  allowOptions(call, OPTIONS);
  const { request, options } = call;
  const names = readSelect(options.get('$select'), listing.type);
  const query = readQuery(call, listing);
  const expandText = options.get('$expand');
  if (expandText !== undefined && call.advanced)
    throw unsupportedQuery('$expand is not currently supported with advanced queries.');
  if (expandText !== undefined && !listing.expand)
    throw unsupportedQuery('$expand is not supported for this collection.');
  const expand = expandText === undefined ? undefined : listing.expand?.(expandText);
  const asked = pageSize(options.get('$top'));
  const size = expand ? Math.min(asked, EXPANDED_PAGE) : asked;
  const from = readPosition(options.get('$skiptoken'), query.mark, listing);
  const page = query.order
    ? sortedPage(listing, query, query.order, from, size)
    : scannedPage(listing, query, from, size);

  const select = options.get('$select');
  const body: Record<string, unknown> = {
    '@odata.context': `${request.origin}/v1.0/$metadata#${listing.set}${select === undefined ? '' : `(${select})`}`,
  };
  if (call.advanced && from === 0) body['@odata.count'] = countOf(listing, query);
  if (page.next !== null)
    body['@odata.nextLink'] = nextLink(call, writeToken({ query: query.mark, at: page.next }, listing.now));
  body['value'] = page.objects.map((object) => ({
    ...(listing.typeOf
      ? ofType(object, listing.typeOf(object), select === undefined ? null : names)
      : shown(object, names)),
    ...expand?.(object),
  }));
  return jsonReply(200, body, { 'odata-version': '4.0' });
}

/** Answers `GET …/$count`, which Graph gives with `ConsistencyLevel: eventual` only. */
export function countReply(call: Call, listing: Listing): Reply {
  allowOptions(call, ['$filter', '$search']);
  if (!call.eventual) throw badRequest('$count is not currently supported.');
  const query = readQuery({ ...call, advanced: true }, listing);
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(countOf(listing, query)) };
}

const ofType = (object: object, type: ResourceType, names: readonly string[] | null): Record<string, unknown> => ({
  '@odata.type': `#${type.type}`,
  ...shown(object, names?.filter((name) => type.properties.has(name)) ?? readSelect(undefined, type)),
});

interface Page {
  readonly objects: readonly object[];
  /** Where the next page begins; null: this was the last one. */
  readonly next: number | null;
}

function scannedPage({ source }: Listing, { test, places }: Query, from: number, size: number): Page {
  const objects: object[] = [];
  for (const [position, object] of source.scan(from, places)) {
    if (!test(object)) continue;
    if (objects.length === size) return { objects, next: position };
    objects.push(object);
  }
  return { objects, next: null };
}

function sortedPage({ source }: Listing, query: Query, order: Order, from: number, size: number): Page {
  const positions = sortedPositions(source, order, query.test, { query: query.mark, first: from === 0 });
  const objects = positions.slice(from, from + size).flatMap((position) => source.at(position) ?? []);
  return { objects, next: from + size < positions.length ? from + size : null };
}

/** The latest counts, by the query. */
const counts = new WeakMap<Source, Map<string, { readonly version: number; readonly count: number }>>();

function countOf({ source }: Listing, { test, places, mark }: Query): number {
  const known = counts.get(source) ?? new Map();
  counts.set(source, known);
  const held = known.get(mark);
  if (held?.version === source.version) return held.count;
  let count = 0;
  for (const [, object] of source.scan(0, places)) if (test(object)) count += 1;
  if (known.size > 100) known.clear();
  known.set(mark, { version: source.version, count });
  return count;
}

function pageSize(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PAGE;
  const size = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (size >= 1 && size <= MAX_PAGE) return size;
  throw unsupportedQuery(`Invalid page size specified: '${text}'. Must be between 1 and ${MAX_PAGE} inclusive.`);
}

function readPosition(token: string | undefined, mark: string, { now, pageSeconds }: Listing): number {
  if (token === undefined) return 0;
  const payload = readToken(token);
  if (payload?.get('query') !== mark) throw badRequest('The specified page token is not valid for this query.');
  if (now - Number(payload.get('given')) >= pageSeconds * 1000) {
    throw new GraphError(
      400,
      'Directory_ExpiredPageToken',
      'The specified page token value has expired and can no longer be included in your request.',
    );
  }
  return Number(payload.get('at'));
}

function nextLink({ request }: Call, token: string): string {
  const kept = request.rawQuery.split('&').filter((part) => part !== '' && !/^(\$|%24)skiptoken=/i.test(part));
  return `${request.origin}${encodeURI(request.path).replaceAll('#', '%23')}?${[...kept, `$skiptoken=${token}`].join('&')}`;
}
