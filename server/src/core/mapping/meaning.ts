import type { BoundMapping, MappingModel } from '../analysis/model.ts';

/** What of a syntax tree is about its place in the text alone. */
const PLACES = new Set(['start', 'end', 'open', 'close', 'commas', 'nameSpan', 'offset']);

/**
 * All that says which people a mapping takes in and what becomes of their accounts, as one text: two files of the same
 * meaning have the same one. Layout, comments, the order of lines, tests, samples and limits are not in it.
 */
export function mappingMeaning(model: MappingModel): string {
  const { pair, mappings, used, sources, targets, scoped, scope, actions } = model;
  const read = [...used].sort().map((name) => {
    const source = sources.get(name);
    return [name, source?.type, source?.multivalued, source?.path];
  });
  const written = mappings.map((mapping) => meaningOf(mapping, targets.get(mapping.target)?.type));
  const groups = scope.map(({ declaration }) => declaration.clauses);
  const parts = { pair, read, written: written.sort(), scoped, groups, actions: [...actions].sort() };
  return JSON.stringify(parts, (key, value) => (PLACES.has(key) ? undefined : value));
}

function meaningOf(mapping: BoundMapping, type: string | undefined): string {
  const { placed: _, ...rest } = mapping;
  return JSON.stringify({ ...rest, type }, (key, value) => (PLACES.has(key) ? undefined : value));
}
