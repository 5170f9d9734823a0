import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/**
 * A person as a smaller query would have brought them: without the navigations that it does not expand.
 *
 * @param read Navigations of the query that read the person.
 * @param expand Those of the smaller query.
 */
export function withoutExpanded(person: JsonObject, read: readonly string[], expand: readonly string[]): JsonObject {
  const kept = new Set(expand.flatMap(prefixesOf));
  const extra = [...new Set(read.flatMap(prefixesOf))].filter((path) => !kept.has(path));
  // What lies below one that goes, goes with it.
  const highest = extra.filter((path) => !extra.includes(path.slice(0, Math.max(path.lastIndexOf('/'), 0))));
  return highest.reduce<JsonObject>((record, path) => without(record, path.split('/')), person);
}

/** `a/b/c` brings `a` and `a/b` as well. */
function prefixesOf(path: string): readonly string[] {
  const steps = path.split('/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

function without(record: JsonObject, [name = '', ...rest]: readonly string[]): JsonObject {
  const below = record[name];
  if (below === undefined) return record;
  if (rest.length > 0) return { ...record, [name]: below === null ? null : inEach(below, rest) };
  const { [name]: _, ...others } = record;
  return others;
}

function inEach(below: Json, steps: readonly string[]): Json {
  if (!isJsonObject(below)) return below;
  const { results } = below;
  if (!Array.isArray(results)) return without(below, steps);
  return { ...below, results: results.map((one) => (isJsonObject(one) ? without(one, steps) : one)) };
}
