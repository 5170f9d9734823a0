import { queryParameters, type Request } from '../http/reply.ts';
import type { Entity, Model, Property, Row } from '../model/entity.ts';
import { today } from '../store/related.ts';
import type { Store } from '../store/store.ts';
import { plainValue } from './atom.ts';
import { ExpandCount, expandedBelow } from './expand-count.ts';
import { bindFilter } from './filter-binder.ts';
import { type Filter, parseFilter } from './filter-parser.ts';
import type { Reading } from './filter-path.ts';
import { crossesPeople, ownersNamed, pathsIn } from './filter-reach.ts';
import { uriOf } from './key.ts';
import type { Entry, Listings, Query } from './listing.ts';
import { badRequest, ODataError } from './odata-error.ts';
import { nextLink, type Page, pageOf } from './page.ts';
import { parseExpand, parseSelect } from './query-tree.ts';
import { type Found, findResource } from './resource-path.ts';
import type { Snapshots } from './snapshots.ts';
import { type Window, windowOf } from './window.ts';
import { wireEntity, wireValue } from './wire.ts';

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

/** What a read gives: the `{ d }` of the JSON format, or a plain text where `$count` or `$value` was asked. */
export type Answer = { readonly d: unknown; readonly property?: Property } | { readonly text: string };

/**
 * Answers `GET /odata/v2/<resource>`: a collection, a row by key, a navigation or a property of a row,
 * `$count` of a collection, `$value` of a property, `$links` of a navigation.
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
  const { day } = window;
  const { found, as } = findResource({ model, store, day, now }, resource);
  if (found.kind === 'property') return ofProperty(found, as === 'value');
  const { entity } = found;

  const expand = parseExpand(model, entity, parameters.get('$expand') ?? '');
  const select = parseSelect(model, entity, expand, parameters.get('$select') ?? '');
  const root = `${request.origin}/odata/v2`;
  const write = (rows: readonly Row[]): unknown[] => {
    if (as === 'links') return rows.map((row) => ({ uri: `${root}/${uriOf(entity, row)}` }));
    const expanded = new ExpandCount(() => expandedBelow({ model, store, now, day }, entity, rows, expand));
    const writing = { model, store, now, day, root, arrange, expanded };
    return rows.map((row) => wireEntity(writing, entity, row, expand, select));
  };
  if (found.kind === 'one') return { d: found.row ? write([found.row])[0] : null };

  const reading: Reading = { store, day, now, ofOneDay: window.range === undefined };
  const list = () => entriesOf(context, found, parameters, window, reading);
  if (as === 'count') return { text: String(list().length) };
  const { snapshots, losesSnapshot, user, session } = context;
  const caller = { user, session };
  const page = pageOf({ parameters, entity: entity.name, caller, snapshots, now: context.now, losesSnapshot }, list);
  return { d: written(context, entity, page, parameters, request, write) };
}

/** One property: as an object of its name, or its text alone. */
function ofProperty({ row, property }: Extract<Found, { kind: 'property' }>, alone: boolean): Answer {
  const value = wireValue(property.type, row[property.name]);
  if (!alone) return { d: { [property.name]: value }, property };
  if (value === null) throw new ODataError(404, 'NotFoundException', `${property.name} has no value.`);
  return { text: plainValue(property.type, value) };
}

function written(
  { store }: ReadContext,
  entity: Entity,
  page: Page,
  parameters: ReadonlyMap<string, string>,
  request: Request,
  write: (rows: readonly Row[]) => unknown[],
): unknown {
  // A row of a snapshot may be gone by now.
  const rows = page.entries
    .map(({ owner, key }) => store.at(entity.name, owner, key))
    .filter((row) => row !== undefined);
  return {
    ...(parameters.get('$inlinecount') === 'allpages' ? { __count: String(page.total) } : {}),
    results: write(rows),
    ...(page.next ? { __next: nextLink(request, page.next) } : {}),
  };
}

/** The rows that a query finds, as they are now. */
function entriesOf(
  { model, store, listings, salt }: ReadContext,
  found: Extract<Found, { kind: 'some' | 'set' }>,
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
  if (entity.name !== 'User' || (filter && asksStatus(filter))) return filter;
  const active = parseFilter("status eq 't'");
  return filter ? { kind: 'and', left: filter, right: active } : active;
}

const asksStatus = (filter: Filter): boolean => pathsIn(filter).some((path) => path.join('/') === 'status');
