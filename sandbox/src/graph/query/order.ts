import { needsAdvanced, unsupportedQuery } from '../graph-error.ts';
import { propertyOf, type ResourceType, type Source } from '../resource.ts';
import type { Test } from './filter-test.ts';

export interface Order {
  readonly property: string;
  readonly descending: boolean;
}

/**
 * Reads `$orderby`: one property that Graph sorts by ("Advanced query capabilities on Microsoft Entra ID objects").
 *
 * @param alone neither a filter nor a search stands beside it, which would need the advanced query parameters
 * @throws GraphError 400
 */
export function readOrder(text: string, type: ResourceType, advanced: boolean, alone: boolean): Order {
  const [, property = '', direction = 'asc'] = /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? [];
  const level = type.properties.get(property)?.order;
  if (level === undefined)
    throw unsupportedQuery(`Unsupported sort property '${property || text}' for '${type.name}'.`);
  if (!advanced && (level === 'advanced' || !alone)) throw needsAdvanced('orderBy');
  return { property, descending: direction.toLowerCase() === 'desc' };
}

/** Sorted results that are held: a page of one costs no sorting anew. */
const HELD = 4;

interface Sorted {
  readonly version: number;
  readonly positions: readonly number[];
}

const held = new WeakMap<Source, Map<string, Sorted>>();

/**
 * The positions of the objects that pass a test, in an order.
 *
 * @param query names the query, so that its pages share one result
 * @param first a first page, which is of this moment; the next ones go on in the same result
 */
export function sortedPositions(
  source: Source,
  order: Order,
  test: Test,
  { query, first }: { query: string; first: boolean },
): readonly number[] {
  const results = held.get(source) ?? new Map<string, Sorted>();
  held.set(source, results);
  const known = results.get(query);
  if (known && (!first || known.version === source.version)) return known.positions;
  const found: { readonly key: string; readonly position: number }[] = [];
  for (const [position, object] of source.scan(0)) {
    if (test(object)) found.push({ key: String(propertyOf(object, order.property) ?? '').toLowerCase(), position });
  }
  const sign = order.descending ? -1 : 1;
  found.sort((one, other) =>
    one.key < other.key ? -sign : one.key > other.key ? sign : one.position - other.position,
  );
  const positions = found.map(({ position }) => position);
  results.delete(query);
  const oldest = results.size < HELD ? undefined : results.keys().next().value;
  if (oldest !== undefined) results.delete(oldest);
  results.set(query, { version: source.version, positions });
  return positions;
}
