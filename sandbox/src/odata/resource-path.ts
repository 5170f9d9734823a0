import type { Entity, Model, Property, Row } from '../model/entity.ts';
import { type Day, dayBelow, related } from '../store/related.ts';
import type { Store } from '../store/store.ts';
import { parseKey, splitPath, splitSegment } from './key.ts';
import { badRequest, entityNotFound, ODataError } from './odata-error.ts';

/** What a path names. */
export type Found =
  /** One row by key or by a to-one navigation: no collection, no filter, no pages. */
  | { readonly kind: 'one'; readonly entity: Entity; readonly row: Row | undefined }
  /** The rows behind a to-many navigation of one row. */
  | { readonly kind: 'some'; readonly entity: Entity; readonly rows: readonly Row[] }
  | { readonly kind: 'set'; readonly entity: Entity }
  /** One property of a row. */
  | { readonly kind: 'property'; readonly entity: Entity; readonly row: Row; readonly property: Property };

export interface ResourcePath {
  readonly found: Found;
  /** What is asked of it: `$count`, `$value`, the addresses alone (`$links`), or itself. */
  readonly as: 'count' | 'value' | 'links' | 'itself';
}

interface Finding {
  readonly model: Model;
  readonly store: Store;
  readonly day: Day;
  readonly now: Day;
}

const invalid = (resource: string): ODataError => badRequest(`[COE0018]Invalid resource path: ${resource}`);
const notFound = (segment: string): ODataError => new ODataError(404, 'NotFoundException', `${segment} is not found.`);

/**
 * Finds what the path of a request names: a set, a row by key, a navigation or a property of a row, and so on along
 * the navigations of a row.
 *
 * @param resource the decoded path below /odata/v2, without a slash at its start
 * @throws ODataError 400 for a path that leads nowhere, 404 for a row that is not there
 */
export function findResource(finding: Finding, resource: string): ResourcePath {
  const steps = splitPath(resource);
  const last = steps.at(-1);
  const as = last === '$count' ? 'count' : last === '$value' ? 'value' : steps.at(-2) === '$links' ? 'links' : 'itself';
  if (as === 'links') steps.splice(-2, 1);
  else if (as !== 'itself') steps.pop();
  const found = walk(finding, steps, resource);
  const fits =
    as === 'count'
      ? found.kind === 'set' || found.kind === 'some'
      : as === 'value'
        ? found.kind === 'property'
        : as === 'itself' || (steps.length > 1 && found.kind !== 'property');
  if (!fits) throw invalid(resource);
  return { found, as };
}

function walk({ model, store, day, now }: Finding, [first = '', ...steps]: readonly string[], resource: string): Found {
  const { name, key } = splitSegment(first);
  let entity = model.get(name);
  if (!entity) throw entityNotFound(name);
  if (key === null) {
    if (steps.length > 0) throw invalid(resource);
    return { kind: 'set', entity };
  }
  let row = store.get(name, parseKey(entity, key));
  let under = day;
  if (!row) throw notFound(first);
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1;
    const property: Property | undefined = entity.properties.get(step);
    if (!row) throw notFound(steps[index - 1] ?? first);
    if (property && isLast) return { kind: 'property', entity, row, property };
    const segment = splitSegment(step);
    const navigation = entity.navigations.get(segment.name);
    const target: Entity | undefined = navigation && model.get(navigation.target);
    if (!navigation || !target || (segment.key !== null && !navigation.many)) throw invalid(resource);
    if (index > 0) under = dayBelow(entity, row, under, now);
    const rows: readonly Row[] = related(store, target, navigation, row, under);
    entity = target;
    if (navigation.many && segment.key === null) {
      if (!isLast) throw invalid(resource);
      return { kind: 'some', entity, rows };
    }
    row = segment.key === null ? rows[0] : withKey(store, target, rows, parseKey(target, segment.key));
    if (!row && segment.key !== null) throw notFound(step);
  }
  return { kind: 'one', entity, row };
}

function withKey(store: Store, { name }: Entity, rows: readonly Row[], key: Row): Row | undefined {
  const text = store.keyText(name, key);
  return rows.find((row) => store.keyText(name, row) === text);
}
