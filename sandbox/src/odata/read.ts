import type { Reply, Request } from '../http/reply.ts';
import { queryParameters } from '../http/reply.ts';
import type { Entity, Model, Navigation, Row } from '../model/entity.ts';
import { type Day, related, slicesOf, today } from '../store/related.ts';
import type { Store } from '../store/store.ts';
import { bindFilter } from './filter-binder.ts';
import { parseFilter } from './filter-parser.ts';
import { parseKey, splitSegment } from './key.ts';
import { badRequest, entityNotFound, ODataError } from './odata-error.ts';
import { nextLink, pageOf } from './page.ts';
import { type ExpandTree, parseExpand, parseSelect } from './query-tree.ts';
import { type Writing, wireEntity, wireJson } from './wire.ts';

export interface ReadContext {
  readonly model: Model;
  readonly store: Store;
  /** Clock reading in ms. */
  readonly now: number;
  readonly arrange: (rows: Row[]) => Row[];
}

const json = (body: unknown): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json;charset=utf-8', dataserviceversion: '2.0' },
  body: wireJson(body),
});

/**
 * Answers `GET /odata/v2/<resource>`: a collection, a row by key, a navigation of a row, or `$count` of a collection.
 *
 * @param resource the decoded path below /odata/v2, without a slash at its start
 * @throws ODataError for whatever the tenant refuses
 */
export function read(context: ReadContext, request: Request, resource: string): Reply {
  const parameters = queryParameters(request.rawQuery);
  if (!parameters) throw badRequest('[COE0018]The query string is not encoded properly');
  const { model, store } = context;
  const [first = '', ...rest] = splitPath(resource);
  const { name, key } = splitSegment(first);
  const entity = model.get(name);
  if (!entity) throw entityNotFound(name);

  const now = today(context.now);
  const window = windowOf(parameters, now);
  const count = rest.at(-1) === '$count';
  const steps = count ? rest.slice(0, -1) : rest;
  const answer = (target: Entity, rows: Row[], single: boolean): Reply => {
    const writing: Writing = {
      model,
      store,
      now,
      day: window.day,
      root: `${request.origin}/odata/v2`,
      arrange: context.arrange,
    };
    if (count) {
      const found = filtered(context, target, rows, parameters, window.day, now);
      return { status: 200, headers: { 'content-type': 'text/plain;charset=utf-8' }, body: String(found.length) };
    }
    const expand: ExpandTree = parseExpand(model, target, parameters.get('$expand') ?? '');
    const select = parseSelect(model, target, expand, parameters.get('$select') ?? '');
    const write = (row: Row) => wireEntity(writing, target, row, expand, select);
    if (single) return json({ d: rows[0] ? write(rows[0]) : null });
    const found = filtered(context, target, rows, parameters, window.day, now);
    const page = pageOf(found, parameters);
    const results = page.rows.map(write);
    const d: Record<string, unknown> = {};
    if (parameters.get('$inlinecount') === 'allpages') d['__count'] = String(found.length);
    d['results'] = results;
    if (page.next) d['__next'] = nextLink(request, page.next);
    return json({ d });
  };

  if (key === null) {
    if (steps.length > 0) throw badRequest(`[COE0018]Invalid resource path: ${resource}`);
    const rows = window.range
      ? store.all(name).filter((row) => inRange(entity, row, window.range))
      : slicesOf(entity, visibleRows(context, entity, parameters), window.day);
    return answer(entity, rows, false);
  }
  const row = store.get(name, parseKey(entity, key));
  if (!row) throw new ODataError(404, 'NotFoundException', `${first} is not found.`);
  const [step, ...more] = steps;
  if (step === undefined) return answer(entity, [row], true);
  const navigation: Navigation | undefined = entity.navigations.get(step);
  const target = navigation && model.get(navigation.target);
  if (!navigation || !target || more.length > 0) throw badRequest(`[COE0018]Invalid resource path: ${resource}`);
  return answer(target, related(store, target, navigation, row, window.day), !navigation.many);
}

/** Path segments; a slash inside quotes belongs to a key. */
function splitPath(resource: string): string[] {
  const segments = [''];
  let quoted = false;
  for (const char of resource) {
    if (char === "'") quoted = !quoted;
    if (char === '/' && !quoted) segments.push('');
    else segments.push((segments.pop() ?? '') + char);
  }
  return segments;
}

function filtered(
  context: ReadContext,
  entity: Entity,
  rows: Row[],
  parameters: ReadonlyMap<string, string>,
  day: Day,
  now: Day,
): Row[] {
  const text = parameters.get('$filter')?.trim();
  if (!text) return rows;
  const test = bindFilter(context.model, entity, parseFilter(text));
  return rows.filter((row) => test(row, { store: context.store, day, now }));
}

/** A plain query of User returns active users only; one whose filter speaks of the status returns what it asks for. */
function visibleRows(context: ReadContext, entity: Entity, parameters: ReadonlyMap<string, string>): Row[] {
  const rows = context.store.all(entity.name);
  if (entity.name !== 'User' || /\bstatus\b/.test(parameters.get('$filter') ?? '')) return rows;
  return rows.filter((row) => row['status'] === 't');
}

interface Window {
  readonly day: Day;
  readonly range?: { readonly from: number; readonly to: number };
}

function windowOf(parameters: ReadonlyMap<string, string>, now: Day): Window {
  const asOf = dateParameter(parameters, 'asOfDate');
  const from = dateParameter(parameters, 'fromDate');
  const to = dateParameter(parameters, 'toDate');
  if (from === undefined && to === undefined) return { day: asOf === undefined ? now : { asOf, explicit: true } };
  if (asOf !== undefined) throw badRequest('[COE0018]asOfDate cannot be combined with fromDate or toDate');
  return { day: now, range: { from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY } };
}

function dateParameter(parameters: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  const value = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(value)) throw badRequest(`[COE0018]${name} is no date of the form YYYY-MM-DD`);
  return value;
}

const inRange = (entity: Entity, row: Row, range: Window['range']): boolean =>
  !entity.effectiveDated ||
  range === undefined ||
  (Number(row['startDate']) <= range.to && Number(row['endDate'] ?? Number.POSITIVE_INFINITY) >= range.from);
