import type { Json, JsonObject } from '../json.ts';
import { everyStep } from './every-step.ts';
import type { PathStep } from './path-syntax.ts';

/** Deeper payloads are searched with a stack of their own, which is slower. */
const DEEPEST = 300;

/** As many names as are looked for at once; nobody searches for more. */
const MOST = 16;

/** What paths search for with `..name`, and what they begin to search at. */
export interface SearchedNames {
  /** How many names are searched for. */
  readonly count: number;
  /** A name of the payload → what it is to the search. */
  readonly roles: ReadonlyMap<string, SearchRole>;
}

interface SearchRole {
  /** The number of the list that values of this name are found in; −1 for a name that nobody searches for. */
  list: number;
  /** Whether a search may begin at values of this name. */
  begins: boolean;
}

/** All that a search has found below a value: a part of each list. */
interface Range {
  readonly lists: readonly (readonly Json[])[];
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * The names that paths search for; undefined where each search is made once, so that there is nothing to remember.
 * Searches inside filters count: they are made for every element that is tested.
 */
export function searchedNames(paths: readonly (readonly PathStep[])[]): SearchedNames | undefined {
  const roles = new Map<string, SearchRole>();
  const searches = new Set<string>();
  let count = 0;
  const roleOf = (name: string): SearchRole => {
    const role = roles.get(name) ?? { list: -1, begins: false };
    roles.set(name, role);
    return role;
  };
  for (const path of paths) {
    for (const { step, steps, index, inFilter } of everyStep(path)) {
      if (step.kind !== 'descendants') continue;
      const role = roleOf(step.name);
      if (role.list < 0) {
        role.list = count;
        count += 1;
      }
      const before = steps[index - 1];
      if (before?.kind === 'field' || before?.kind === 'descendants') roleOf(before.name).begins = true;
      searches.add(`${inFilter} ${index} ${step.name}`);
    }
  }
  return searches.size > 1 && count <= MOST ? { count, roles } : undefined;
}

/**
 * What one evaluation has found by searching. The first search of a value looks for all names at once and notes what
 * lies below each value that another search may begin at; those searches then cost nothing.
 */
export class SearchIndex {
  private readonly known = new Map<Json, Range>();

  constructor(private readonly names: SearchedNames) {}

  /**
   * The descendants of a value that have a name, in document order, and how many places were looked at for them.
   * Undefined for a name that is not of the index, and for a payload that is too deep.
   */
  find(value: Json, name: string): { readonly found: readonly Json[]; readonly visited: number } | undefined {
    const list = this.names.roles.get(name)?.list ?? -1;
    if (list < 0 || typeof value !== 'object' || value === null) return undefined;
    let range = this.known.get(value);
    let visited = 0;
    if (range === undefined) {
      const lists = Array.from({ length: this.names.count }, (): Json[] => []);
      const looked = this.collect(value, lists, 0);
      if (looked === undefined) return undefined;
      visited = looked;
      range = { lists, from: lists.map(() => 0), to: lists.map(({ length }) => length) };
      this.known.set(value, range);
    }
    const found = (range.lists[list] ?? []).slice(range.from[list], range.to[list]);
    return { found, visited: visited + found.length };
  }

  /** The number of places that were looked at; undefined as soon as it goes too deep. */
  private collect(token: Json, lists: readonly Json[][], depth: number): number | undefined {
    if (depth > DEEPEST) return undefined;
    let visited = 1;
    if (Array.isArray(token)) {
      for (const element of token as readonly Json[]) {
        visited += 1;
        if (typeof element !== 'object' || element === null) continue;
        const below = this.collect(element, lists, depth + 1);
        if (below === undefined) return undefined;
        visited += below;
      }
      return visited;
    }
    const { roles } = this.names;
    const object = token as JsonObject;
    for (const key in object) {
      const value = object[key] as Json;
      visited += 1;
      const role = roles.get(key);
      if (role !== undefined && role.list >= 0) lists[role.list]?.push(value);
      if (typeof value !== 'object' || value === null) continue;
      const from = role?.begins === true ? lists.map(({ length }) => length) : undefined;
      const below = this.collect(value, lists, depth + 1);
      if (below === undefined) return undefined;
      visited += below;
      if (from !== undefined) this.known.set(value, { lists, from, to: lists.map(({ length }) => length) });
    }
    return visited;
  }
}
