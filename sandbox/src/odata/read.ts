import { queryParameters, type Request } from '../http/reply.ts';
import type { Entity, Model, Row } from '../model/entity.ts';
import { related, today } from '../store/related.ts';
import type { Store } from '../store/store.ts';
import { bindFilter } from './filter-binder.ts';
import { type Filter, parseFilter } from './filter-parser.ts';
import type { Reading } from './filter-path.ts';
import { crossesPeople, ownersNamed } from './filter-reach.ts';
import { parseKey, splitPath, splitSegment } from './key.ts';
import type { Entry, Listings, Query } from './listing.ts';
import { badRequest, entityNotFound, ODataError } from './odata-error.ts';
import { nextLink, type Page, pageOf } from './page.ts';
import { parseExpand, parseSelect } from './query-tree.ts';
import type { Snapshots } from './snapshots.ts';
import { type Window, windowOf } from './window.ts';
import { wireEntity } from './wire.ts';

export interface ReadContext {
  readonly model: Model;
  readonly store: Store;
  /** Clock reading in ms. */
  readonly now: number;
  /** Puts the rows of a to-many navigation into the order of the answer. */
  readonly arrange: (rows: readonly Row[]) => readonly Row[];
  /** What decides the order of the rows of a query; null: they come as they are stored. */
  readonly salt: number | null;
  readonly listings: Listings;
  readonly snapshots: Snapshots;
  /** Name of the API user, and the login session that the request belongs to. */
  readonly user: string;
  readonly session: string;
  /** Whether a snapshot happens to get lost at this request. */
  readonly losesSnapshot: () => boolean;
}

/** What a read gives: the `{ d }` of the JSON format, or a number where `$count` was asked. */
export type Answer = { readonly d: unknown } | { readonly count: number };

/** What a path names. */
type Found =
  /** One row by key or by a to-one navigation: no collection, no filter, no pages. */
  | { readonly kind: 'one'; readonly entity: Entity; readonly row: Row | undefined }
  /** The rows behind a to-many navigation of one row. */
  | { readonly kind: 'some'; readonly entity: Entity; readonly rows: readonly Row[] }
  | { readonly kind: 'set'; readonly entity: Entity };

/**
 * Answers `GET /odata/v2/<resource>`: a collection, a row by key, a navigation of a row, or `$count` of a collection.
 *
 * @param resource the decoded path below /odata/v2, without a slash at its start
 * @throws ODataError for whatever the tenant refuses
 */
export function read(context: ReadContext, request: Request, resource: string): Answer {
  const parameters = queryParameters(request.rawQuery);
  if (!parameters) throw badRequest('[COE0018]The query string is not encoded properly');
  const { model, store, arrange } = context;
  const now = today(context.now);
  const window = windowOf(parameters, now);
  const steps = splitPath(resource);
  const count = steps.at(-1) === '$count';
  const found = find(context, count ? steps.slice(0, -1) : steps, window);
  const { entity } = found;

  const expand = parseExpand(model, entity, parameters.get('$expand') ?? '');
  const select = parseSelect(model, entity, expand, parameters.get('$select') ?? '');
  const root = `${request.origin}/odata/v2`;
  const write = (row: Row) =>
    wireEntity({ model, store, now, day: window.day, root, arrange }, entity, row, expand, select);
  if (found.kind === 'one') return { d: found.row ? write(found.row) : null };

  const reading: Reading = { store, day: window.day, now, ofOneDay: window.range === undefined };
  const list = () => entriesOf(context, found, parameters, window, reading);
  if (count) return { count: list().length };
  const { snapshots, losesSnapshot, user, session } = context;
  const caller = { user, session };
  const page = pageOf({ parameters, entity: entity.name, caller, snapshots, now: context.now, losesSnapshot }, list);
  return { d: written(context, entity, page, parameters, request, write) };
}

function written(
  { store }: ReadContext,
  entity: Entity,
  page: Page,
  parameters: ReadonlyMap<string, string>,
  request: Request,
  write: (row: Row) => unknown,
): unknown {
  // A row of a snapshot may be gone by now.
  const rows = page.entries
    .map(({ owner, key }) => store.at(entity.name, owner, key))
    .filter((row) => row !== undefined);
  return {
    ...(parameters.get('$inlinecount') === 'allpages' ? { __count: String(page.total) } : {}),
    results: rows.map(write),
    ...(page.next ? { __next: nextLink(request, page.next) } : {}),
  };
}

/** The rows that a query finds, as they are now. */
function entriesOf(
  { model, store, listings, salt }: ReadContext,
  found: Exclude<Found, { kind: 'one' }>,
  parameters: ReadonlyMap<string, string>,
  window: Window,
  reading: Reading,
): readonly Entry[] {
  const { entity } = found;
  const text = parameters.get('$filter')?.trim() ?? '';
  const filter = filterOf(entity, text);
  const test = filter ? bindFilter(model, entity, filter) : () => true;
  if (found.kind === 'some') {
    const rows = found.rows.filter((row) => test(row, reading));
    return rows.map((row) => ({
      owner: store.ownerOf(entity.name, row) ?? '',
      key: store.keyText(entity.name, row),
      rank: 0,
    }));
  }
  const owners = filter && ownersNamed(model, store, entity, filter);
  const query: Query = {
    entity,
    window,
    reading,
    text: JSON.stringify([entity.name, text, window]),
    test,
    owners: owners && [...owners],
    crosses: filter !== null && crossesPeople(model, store, entity, filter),
    salt,
  };
  return listings.of(store, query);
}

/** A plain query of User returns active users only; one whose filter speaks of the status returns what it asks for. */
function filterOf(entity: Entity, text: string): Filter | null {
  const filter = text === '' ? null : parseFilter(text);
  if (entity.name !== 'User' || /\bstatus\b/.test(text)) return filter;
  const active = parseFilter("status eq 't'");
  return filter ? { kind: 'and', left: filter, right: active } : active;
}

/** The rows that a path names, before any filter. */
function find(context: ReadContext, [first = '', step, ...more]: readonly string[], { day }: Window): Found {
  const { model, store } = context;
  const { name, key } = splitSegment(first);
  const entity = model.get(name);
  if (!entity) throw entityNotFound(name);
  if (key === null) {
    if (step !== undefined) throw badRequest(`[COE0018]Invalid resource path: ${first}/${step}`);
    return { kind: 'set', entity };
  }
  const row = store.get(name, parseKey(entity, key));
  if (!row) throw new ODataError(404, 'NotFoundException', `${first} is not found.`);
  if (step === undefined) return { kind: 'one', entity, row };
  const navigation = entity.navigations.get(step);
  const target = navigation && model.get(navigation.target);
  if (!navigation || !target || more.length > 0) throw badRequest(`[COE0018]Invalid resource path: ${first}/${step}`);
  const rows = related(store, target, navigation, row, day);
  return navigation.many ? { kind: 'some', entity: target, rows } : { kind: 'one', entity: target, row: rows[0] };
}
