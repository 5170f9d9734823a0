import { unsupportedQuery } from '../graph-error.ts';
import { parseFilter } from '../query/filter-parser.ts';
import type { FilterNode } from '../query/filter-tree.ts';

/** "There is a limit of 50 filtered objects." */
const MAX_IDS = 50;

function idsOf(node: FilterNode): string[] {
  if (node.kind === 'or') return node.parts.flatMap(idsOf);
  if (node.kind === 'compare' && node.operator === 'eq' && node.path === 'id' && node.value.kind === 'string') {
    return [node.value.value.toLowerCase()];
  }
  throw unsupportedQuery('The only supported $filter of a delta query is id eq, one or several of them joined by or.');
}

/** The object ids of a delta query's `$filter` ("user: delta"). @throws GraphError 400 for any other filter */
export function readDeltaFilter(text: string): string[] {
  const ids = [...new Set(idsOf(parseFilter(text)))];
  if (ids.length > MAX_IDS)
    throw unsupportedQuery(`A delta query filters ${MAX_IDS} objects at most, and these are ${ids.length}.`);
  return ids;
}
