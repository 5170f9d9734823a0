import type { Json, JsonObject } from '../../../../server/src/core/json.ts';

type Tree = Map<string, Tree>;

interface Selection {
  /** The navigation itself is named: its whole record. */
  whole: boolean;
  readonly below: Map<string, Selection>;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every name that leads to other records in some of the payloads: elsewhere it may be null. */
export function navigationsIn(payloads: readonly Json[]): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (value: Json): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (isObject(value))
      for (const [name, below] of Object.entries(value)) {
        if (isObject(below) && name !== '__metadata' && name !== '__deferred') found.add(name);
        walk(below);
      }
  };
  for (const payload of payloads) walk(payload);
  return found;
}

/**
 * What a server gives of a person for `$expand` and `$select`. OData leaves open whether a navigation that is selected as
 * a whole brings the whole of what is expanded below it (`deep`), or only what is selected there.
 */
export function trimmed(
  person: Json,
  navigations: ReadonlySet<string>,
  query: { readonly expand: readonly string[]; readonly select?: readonly string[] | undefined },
  deep = true,
): Json {
  const expand: Tree = new Map();
  for (const path of query.expand) {
    let tree = expand;
    for (const name of path.split('/')) {
      const next: Tree = tree.get(name) ?? new Map();
      tree.set(name, next);
      tree = next;
    }
  }
  const select: Selection = { whole: query.select === undefined, below: new Map() };
  for (const path of query.select ?? []) {
    let at = select;
    for (const name of path.split('/')) {
      const next = at.below.get(name) ?? { whole: false, below: new Map() };
      at.below.set(name, next);
      at = next;
    }
    at.whole = true;
  }
  return record(person, navigations, expand, select, deep || query.select === undefined);
}

function record(value: Json, navigations: ReadonlySet<string>, expand: Tree, select: Selection, deep: boolean): Json {
  if (Array.isArray(value)) return value.map((one: Json) => record(one, navigations, expand, select, deep));
  if (!isObject(value)) return value;
  if (Array.isArray(value['results'])) return { results: record(value['results'], navigations, expand, select, deep) };
  const kept: Record<string, Json> = {};
  for (const [name, below] of Object.entries(value)) {
    const selected = select.below.get(name);
    const tree = expand.get(name);
    if (name === '__metadata') kept[name] = below;
    else if (!navigations.has(name)) {
      if (select.whole || selected !== undefined) kept[name] = below;
    } else if (tree === undefined) {
      if (select.whole || selected !== undefined)
        kept[name] = isObject(below) && '__deferred' in below ? below : { __deferred: { uri: 'https://link.example' } };
    } else if (selected !== undefined || (select.whole && deep)) {
      const whole = select.whole && deep;
      const under = whole ? { whole, below: new Map<string, Selection>() } : (selected ?? select);
      kept[name] = record(below, navigations, tree, under, deep);
    }
  }
  return kept;
}
