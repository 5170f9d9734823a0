import type { Request } from '../http/reply.ts';
import type { Entry } from './listing.ts';
import { badRequest } from './odata-error.ts';
import { type Caller, type Snapshots, snapshotLost } from './snapshots.ts';

/** SuccessFactors' largest page, and its page where the caller names none (SAP KBA 2489065). */
const MAX_PAGE = 1000;

/** Where the next page begins: an offset, an offset into a snapshot, or behind a row. */
interface Token {
  readonly startRow?: number;
  readonly endRow?: number;
  readonly snapshot?: string;
  readonly behind?: readonly [rank: number, key: string];
}

export interface Page {
  readonly entries: readonly Entry[];
  /** How many rows the whole query has. */
  readonly total: number;
  readonly next: Token | null;
}

export interface Paging {
  readonly parameters: ReadonlyMap<string, string>;
  readonly entity: string;
  readonly caller: Caller;
  readonly snapshots: Snapshots;
  /** Clock reading in ms. */
  readonly now: number;
  /** Whether the snapshot happens to get lost at this request. */
  readonly losesSnapshot: () => boolean;
}

/** Objects of the metadata framework and picklists: no snapshot is taken of them (SAP KBA 2723468, 3308165). */
const PAGED_BY_OFFSET: ReadonlySet<string> = new Set([
  'Country',
  'FOTranslation',
  'Picklist',
  'PicklistLabel',
  'PicklistOption',
  'Position',
  'Territory',
]);

/** A whole number from a query parameter, or undefined when it is not there. */
export function wholeNumber(parameters: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`[COE0018]${name} is no whole number`);
  return Number(text);
}

/** The kind of paging that a query gets. Where the one that was asked for is not offered, it is offsets, silently. */
function kindOf({ parameters, entity }: Paging): 'offset' | 'snapshot' | 'cursor' {
  const asked = parameters.get('paging');
  const plain = !parameters.has('$top') && !parameters.has('$skip') && !PAGED_BY_OFFSET.has(entity);
  if (asked === 'snapshot' && plain) return 'snapshot';
  const simple = !parameters.has('$filter') && !parameters.has('$orderby');
  return asked === 'cursor' && plain && simple ? 'cursor' : 'offset';
}

/**
 * The page that was asked for, and where the next one begins.
 *
 * @param list the result as it is now; not asked where a snapshot holds it
 * @throws ODataError for a token or number that is none, and for a snapshot that is lost or refused
 */
export function pageOf(paging: Paging, list: () => readonly Entry[]): Page {
  const { parameters } = paging;
  const asked = wholeNumber(parameters, 'customPageSize') ?? MAX_PAGE;
  if (asked === 0) throw badRequest('[COE0018]customPageSize is no positive whole number');
  const size = Math.min(asked, MAX_PAGE);
  const token = parameters.has('$skiptoken') ? readToken(parameters.get('$skiptoken') ?? '') : null;
  if (token?.snapshot !== undefined) return laterOfSnapshot(paging, token.snapshot, token.startRow ?? 0, size);
  const kind = kindOf(paging);
  if (kind === 'snapshot' && !token) return firstOfSnapshot(paging, list, size);
  if (kind === 'cursor') return behind(list(), token?.behind, size);
  return byOffset(paging, list(), token?.startRow ?? 0, size);
}

function byOffset({ parameters }: Paging, list: readonly Entry[], start: number, size: number): Page {
  const top = wholeNumber(parameters, '$top');
  const skip = wholeNumber(parameters, '$skip') ?? 0;
  const last = top === undefined ? list.length : Math.min(list.length, skip + top);
  const [from, to] = [skip + start, Math.min(last, skip + start + size)];
  const next = to < last ? { startRow: start + size, endRow: start + 2 * size } : null;
  return { entries: list.slice(from, to), total: list.length, next };
}

function firstOfSnapshot(paging: Paging, list: () => readonly Entry[], size: number): Page {
  const { snapshots, caller, entity, now } = paging;
  snapshots.admit(caller, entity, now);
  const entries = list();
  const page = { entries: entries.slice(0, size), total: entries.length };
  if (entries.length <= size) return { ...page, next: null };
  const snapshot = snapshots.hold(caller, entity, entries, now);
  return { ...page, next: { startRow: size, endRow: 2 * size, snapshot } };
}

function laterOfSnapshot(paging: Paging, snapshot: string, start: number, size: number): Page {
  const { snapshots, caller, entity, now } = paging;
  const entries = snapshots.entries(snapshot, caller, entity, now);
  if (paging.losesSnapshot()) {
    snapshots.end(snapshot);
    throw snapshotLost();
  }
  const end = start + size;
  const isLast = end >= entries.length;
  if (isLast) snapshots.end(snapshot);
  const next = isLast ? null : { startRow: end, endRow: end + size, snapshot };
  return { entries: entries.slice(start, end), total: entries.length, next };
}

/** The rows behind a row that was given last, wherever that one stood, or would stand, in the list of now. */
function behind(list: readonly Entry[], last: Token['behind'], size: number): Page {
  let start = 0;
  if (last) {
    const [rank, key] = last;
    const there = list.findIndex((entry) => entry.rank === rank && entry.key === key);
    start = there >= 0 ? there + 1 : list.findIndex((entry) => entry.rank > rank);
    if (start < 0) start = list.length;
  }
  const entries = list.slice(start, start + size);
  const end = entries.at(-1);
  const more = end !== undefined && start + size < list.length;
  return { entries, total: list.length, next: more ? { behind: [end.rank, end.key] } : null };
}

function readToken(text: string): Token {
  try {
    const token: unknown = JSON.parse(Buffer.from(text.replaceAll(' ', '+'), 'base64').toString('utf8'));
    if (typeof token === 'object' && token !== null) {
      const fields = new Map<string, unknown>(Object.entries(token));
      const start = fields.get('startRow');
      const snapshot = fields.get('snapshot');
      const last: unknown = fields.get('behind');
      if (Array.isArray(last) && typeof last[0] === 'number' && typeof last[1] === 'string') {
        return { behind: [last[0], last[1]] };
      }
      if (
        typeof start === 'number' &&
        Number.isInteger(start) &&
        start >= 0 &&
        Number.isInteger(fields.get('endRow'))
      ) {
        return typeof snapshot === 'string' ? { startRow: start, snapshot } : { startRow: start };
      }
    }
  } catch {
    // Said below, as for every other token that is not one.
  }
  throw badRequest('[COE0018]Invalid $skiptoken');
}

/** The absolute URL of the next page: the query as it was sent, with the token put last. */
export function nextLink(request: Request, token: Token): string {
  const kept = request.rawQuery.split('&').filter((part) => part !== '' && !/^(\$|%24)skiptoken=/i.test(part));
  const text = Buffer.from(JSON.stringify(token)).toString('base64');
  return `${request.origin}${encodeURI(request.path)}?${[...kept, `$skiptoken=${text}`].join('&')}`;
}
