import type { Entity, Model, Row, Value } from '../model/entity.ts';

/** One text for a tuple of values, to be used as a map's key. */
const tuple = (values: readonly (Value | undefined)[]): string => JSON.stringify(values.map((value) => value ?? null));

interface Index {
  readonly properties: readonly string[];
  readonly rows: Map<string, Set<Row>>;
}

class Table {
  readonly rows = new Map<string, Row>();
  readonly #indexes = new Map<string, Index>();
  readonly #key: readonly string[];

  constructor(entity: Entity) {
    this.#key = entity.key;
  }

  keyOf(row: Row): string {
    return tuple(this.#key.map((name) => row[name]));
  }

  add(row: Row): void {
    this.rows.set(this.keyOf(row), row);
    for (const index of this.#indexes.values()) this.#enter(index, row);
  }

  delete(row: Row): void {
    this.rows.delete(this.keyOf(row));
    for (const index of this.#indexes.values()) index.rows.get(tuple(index.properties.map((p) => row[p])))?.delete(row);
  }

  change(row: Row, patch: Row): void {
    // Only the indexes that the patch touches, so that a changed row keeps its place among its siblings.
    const touched = [...this.#indexes.values()].filter((index) => index.properties.some((name) => name in patch));
    for (const index of touched) index.rows.get(tuple(index.properties.map((p) => row[p])))?.delete(row);
    Object.assign(row, patch);
    for (const index of touched) this.#enter(index, row);
  }

  find(properties: readonly string[], values: readonly (Value | undefined)[]): Row[] {
    const name = properties.join(' ');
    let index = this.#indexes.get(name);
    if (!index) {
      index = { properties, rows: new Map() };
      this.#indexes.set(name, index);
      for (const row of this.rows.values()) this.#enter(index, row);
    }
    return [...(index.rows.get(tuple(values)) ?? [])];
  }

  #enter(index: Index, row: Row): void {
    const key = tuple(index.properties.map((property) => row[property]));
    const bucket = index.rows.get(key);
    if (bucket) bucket.add(row);
    else index.rows.set(key, new Set([row]));
  }
}

/**
 * The rows of the tenant, in memory, in the order in which they were stored. It knows keys and equality only; dates,
 * rules and wire format live elsewhere.
 */
export class Store {
  readonly #tables = new Map<string, Table>();

  constructor(model: Model) {
    for (const entity of model.values()) this.#tables.set(entity.name, new Table(entity));
  }

  /** All rows of a set. */
  all(set: string): Row[] {
    return [...this.#table(set).rows.values()];
  }

  /** The row whose key properties equal those of `key`. */
  get(set: string, key: Row): Row | undefined {
    const table = this.#table(set);
    return table.rows.get(table.keyOf(key));
  }

  /** The rows whose `properties` equal `values`, found by an index that is made at the first question. */
  find(set: string, properties: readonly string[], values: readonly (Value | undefined)[]): Row[] {
    return this.#table(set).find(properties, values);
  }

  insert(set: string, row: Row): void {
    this.#table(set).add(row);
  }

  /** Sets some properties of a stored row. Key properties must not be among them. */
  change(set: string, row: Row, patch: Row): void {
    this.#table(set).change(row, patch);
  }

  remove(set: string, row: Row): void {
    this.#table(set).delete(row);
  }

  #table(set: string): Table {
    const table = this.#tables.get(set);
    if (!table) throw new Error(`the sandbox has no entity ${set}`);
    return table;
  }
}
