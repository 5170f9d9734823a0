import { queryParameters, type Request } from '../http/reply.ts';
import type { Entity, Model, Row } from '../model/entity.ts';
import { related, slicesOf, today } from '../store/related.ts';
import type { Store } from '../store/store.ts';
import { bindFilter } from './filter-binder.ts';
import { parseFilter } from './filter-parser.ts';
import { parseKey, splitPath, splitSegment } from './key.ts';
import { badRequest, entityNotFound, ODataError } from './odata-error.ts';
import { nextLink, pageOf } from './page.ts';
import { parseExpand, parseSelect } from './query-tree.ts';
import { inRange, type Window, windowOf } from './window.ts';
import { wireEntity } from './wire.ts';

export interface ReadContext {
  readonly model: Model;
  readonly store: Store;
  /** Clock reading in ms. */
  readonly now: number;
  readonly arrange: (rows: Row[]) => Row[];
  /** Name of the API user, and the login session that the request belongs to. */
  readonly user: string;
  readonly session: string;
}

/** What a read gives: the `{ d }` of the JSON format, or a number where `$count` was asked. */
export type Answer = { readonly d: unknown } | { readonly count: number };

interface Found {
  readonly entity: Entity;
  readonly rows: Row[];
  /** One row by key or by a to-one navigation: no collection, no filter, no pages. */
  readonly single: boolean;
}

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
  const { entity, rows, single } = find(context, count ? steps.slice(0, -1) : steps, parameters, window);

  const expand = parseExpand(model, entity, parameters.get('$expand') ?? '');
  const select = parseSelect(model, entity, expand, parameters.get('$select') ?? '');
  const root = `${request.origin}/odata/v2`;
  const write = (row: Row) =>
    wireEntity({ model, store, now, day: window.day, root, arrange }, entity, row, expand, select);
  if (single) return { d: rows[0] ? write(rows[0]) : null };

  const filter = parameters.get('$filter')?.trim();
  const test = filter ? bindFilter(model, entity, parseFilter(filter)) : () => true;
  const kept = rows.filter((row) => test(row, { store, day: window.day, now }));
  if (count) return { count: kept.length };
  const page = pageOf(kept, parameters);
  return {
    d: {
      ...(parameters.get('$inlinecount') === 'allpages' ? { __count: String(kept.length) } : {}),
      results: page.rows.map(write),
      ...(page.next ? { __next: nextLink(request, page.next) } : {}),
    },
  };
}

/** The rows that a path names, before any filter. */
function find(
  context: ReadContext,
  [first = '', step, ...more]: readonly string[],
  parameters: ReadonlyMap<string, string>,
  { day, range }: Window,
): Found {
  const { model, store } = context;
  const { name, key } = splitSegment(first);
  const entity = model.get(name);
  if (!entity) throw entityNotFound(name);
  if (key === null) {
    if (step !== undefined) throw badRequest(`[COE0018]Invalid resource path: ${first}/${step}`);
    const all = visible(entity, store.all(name), parameters);
    const rows = range ? all.filter((row) => inRange(entity, row, range)) : slicesOf(entity, all, day);
    return { entity, rows, single: false };
  }
  const row = store.get(name, parseKey(entity, key));
  if (!row) throw new ODataError(404, 'NotFoundException', `${first} is not found.`);
  if (step === undefined) return { entity, rows: [row], single: true };
  const navigation = entity.navigations.get(step);
  const target = navigation && model.get(navigation.target);
  if (!navigation || !target || more.length > 0) throw badRequest(`[COE0018]Invalid resource path: ${first}/${step}`);
  return { entity: target, rows: related(store, target, navigation, row, day), single: !navigation.many };
}

/** A plain query of User returns active users only; one whose filter speaks of the status returns what it asks for. */
function visible(entity: Entity, rows: Row[], parameters: ReadonlyMap<string, string>): Row[] {
  if (entity.name !== 'User' || /\bstatus\b/.test(parameters.get('$filter') ?? '')) return rows;
  return rows.filter((row) => row['status'] === 't');
}
