import type { Row, Value } from '../model/entity.ts';

/** One text for a tuple of values, to be used as a map's key. */
export const tuple = (values: readonly (Value | undefined)[]): string =>
  JSON.stringify(values.map((value) => value ?? null));

/**
 * The rows of the organisation and the picklists, in the order in which they were stored. What they
 * are asked for by other properties than the key is found by an index that is made at the first question.
 */
export class Table {
  readonly #rows = new Map<string, Row>();
  readonly #indexes = new Map<string, Map<string, Row[]>>();
  readonly #key: readonly string[];

  constructor(key: readonly string[]) {
    this.#key = key;
  }

  get rows(): readonly Row[] {
    return [...this.#rows.values()];
  }

  add(row: Row): void {
    this.#rows.set(tuple(this.#key.map((name) => row[name])), row);
  }

  /** Puts a row in the place of the one with the same key. */
  replace(row: Row): void {
    this.add(row);
    this.#indexes.clear();
  }

  /** The row whose key is this tuple. */
  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  find(properties: readonly string[], values: readonly (Value | undefined)[]): readonly Row[] {
    const name = properties.join(' ');
    let index = this.#indexes.get(name);
    if (!index) {
      index = Map.groupBy(this.#rows.values(), (row) => tuple(properties.map((property) => row[property])));
      this.#indexes.set(name, index);
    }
    return index.get(tuple(values)) ?? [];
  }
}
