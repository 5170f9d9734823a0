import type { Model, Row, Value } from '../model/entity.ts';
import type { ChangedRows } from './changed-rows.ts';
import { OwnerIndex } from './owner-index.ts';
import type { Seed } from './seed.ts';
import { Table, tuple } from './table.ts';

/** People whose rows are held ready: whom one answer asks for again. With more, a look at everybody takes a third longer. */
const HELD = 50;
/** Writes whose owners are remembered for {@link Store.changedSince}. */
const REMEMBERED = 20_000;

/** The owner of the rows that belong to no person. */
export const NOBODY = '';

/**
 * The rows of the tenant. Those of people are made from the seed whenever they are read, and what was written since lies
 * over them: 100,000 people held as objects took 16 seconds to start and 1.2 GB, and loading them into SQLite takes as
 * long to make the rows; this way a start takes the time of a list of ids, and memory does not grow with the people.
 * Rows are never changed in place.
 */
export class Store {
  readonly #tables = new Map<string, Table>();
  readonly #keys = new Map<string, readonly string[]>();
  readonly #seed: Seed;
  readonly #changes: ChangedRows;
  readonly #held = new Map<string, Map<string, readonly Row[]>>();
  readonly #indexes = new Map<string, OwnerIndex>();
  #places: Map<string, number> | undefined;
  #log: string[] = [];
  #version = 0;

  constructor(model: Model, seed: Seed, changes: ChangedRows) {
    this.#seed = seed;
    this.#changes = changes;
    for (const entity of model.values()) {
      this.#keys.set(entity.name, entity.key);
      if (!seed.isPersonal(entity.name)) this.#tables.set(entity.name, new Table(entity.key));
    }
  }

  /** Grows by one with every written row. */
  get version(): number {
    return this.#version;
  }

  /** The people whose rows were written after a version; null when that is too long ago to say. */
  changedSince(version: number): ReadonlySet<string> | null {
    const missed = this.#version - version;
    return missed > this.#log.length ? null : new Set(missed === 0 ? [] : this.#log.slice(-missed));
  }

  /** Whether the rows of a set belong to people. */
  isPersonal(set: string): boolean {
    return !this.#tables.has(set);
  }

  /** Whose rows a set holds: all people, or nobody's. */
  owners(set: string): readonly string[] {
    return this.isPersonal(set) ? this.#seed.owners : [NOBODY];
  }

  /** As {@link Seed.ownerOf}; nobody's where the set belongs to the organisation. */
  ownerOf(set: string, row: Row): string | null | undefined {
    return this.isPersonal(set) ? this.#seed.ownerOf(set, row) : NOBODY;
  }

  /** The rows of a set that belong to one owner, in the order in which they were stored. */
  rowsOf(set: string, owner: string): readonly Row[] {
    const table = this.#tables.get(set);
    if (table) return table.rows;
    if (!this.#seed.has(owner)) return [];
    const sets = this.#hold(owner);
    let rows = sets.get(set);
    if (!rows) {
      rows = this.#overlaid(set, owner);
      sets.set(set, rows);
    }
    return rows;
  }

  #hold(owner: string): Map<string, readonly Row[]> {
    const held = this.#held.get(owner);
    if (held) return held;
    const oldest = this.#held.size < HELD ? undefined : this.#held.keys().next().value;
    if (oldest !== undefined) this.#held.delete(oldest);
    const sets = new Map<string, readonly Row[]>();
    this.#held.set(owner, sets);
    return sets;
  }

  #overlaid(set: string, owner: string): readonly Row[] {
    const seeded = this.#seed.rows(set, owner);
    const changes = this.#changes.of(set, owner);
    if (changes.size === 0) return seeded;
    const rows = new Map<string, Row | null>(seeded.map((row) => [this.keyText(set, row), row]));
    for (const [key, row] of changes) rows.set(key, row);
    return [...rows.values()].filter((row) => row !== null);
  }

  /** All rows of a set, one owner after the other. */
  *all(set: string): Generator<Row> {
    for (const owner of this.owners(set)) yield* this.rowsOf(set, owner);
  }

  /** The key properties of a row as one text. */
  keyText(set: string, row: Row): string {
    return tuple((this.#keys.get(set) ?? []).map((name) => row[name]));
  }

  /** The row whose key properties equal those of `key`. */
  get(set: string, key: Row): Row | undefined {
    const text = this.keyText(set, key);
    const table = this.#tables.get(set);
    if (table) return table.get(text);
    const owner = this.#seed.ownerOf(set, key);
    return owner ? this.rowsOf(set, owner).find((row) => this.keyText(set, row) === text) : undefined;
  }

  /** The row of an owner whose key is this text. */
  at(set: string, owner: string, key: string): Row | undefined {
    return this.#tables.get(set)?.get(key) ?? this.rowsOf(set, owner).find((row) => this.keyText(set, row) === key);
  }

  /** An owner's place in the order in which rows are stored. */
  placeOf(owner: string): number {
    this.#places ??= new Map(this.#seed.owners.map((each, index) => [each, index]));
    return this.#places.get(owner) ?? 0;
  }

  /** The rows whose `properties` equal `values`. */
  find(set: string, properties: readonly string[], values: readonly (Value | undefined)[]): readonly Row[] {
    const table = this.#tables.get(set);
    if (table) return table.find(properties, values);
    const owner = this.#ownerBy(set, properties, values);
    if (owner === null) return [];
    if (owner !== undefined) return this.#equal(set, owner, properties, values);
    return this.#indexed(set, properties)
      .owners(values)
      .flatMap((each) => this.#equal(set, each, properties, values));
  }

  #ownerBy(set: string, properties: readonly string[], values: readonly (Value | undefined)[]) {
    for (const [index, property] of properties.entries()) {
      const owner = this.#seed.ownerOf(set, { [property]: values[index] ?? null });
      if (owner !== undefined) return owner;
    }
    return undefined;
  }

  #equal(set: string, owner: string, properties: readonly string[], values: readonly (Value | undefined)[]) {
    const rows = this.rowsOf(set, owner);
    // All rows of a person have the person's id: nothing to compare.
    if (properties.length === 1 && properties[0] === 'personIdExternal') return rows;
    return rows.filter((row) => properties.every((name, index) => (row[name] ?? null) === (values[index] ?? null)));
  }

  /** Owners by the values of properties that name no owner; made at the first question. */
  #indexed(set: string, properties: readonly string[]): OwnerIndex {
    const name = [set, ...properties].join(' ');
    let index = this.#indexes.get(name);
    if (!index) {
      index = new OwnerIndex(set, properties);
      this.#indexes.set(name, index);
      for (const owner of this.owners(set)) for (const row of this.rowsOf(set, owner)) index.enter(row, owner);
    }
    return index;
  }

  /** Seeds a row of the organisation. */
  insert(set: string, row: Row): void {
    this.#tables.get(set)?.add(row);
  }

  /** Changes a row of the organisation. Any result may be another one by it. */
  putShared(set: string, row: Row): void {
    this.#changes.put(set, NOBODY, this.keyText(set, row), row);
    this.#tables.get(set)?.replace(row);
    this.#version += 1;
    this.#log = [];
  }

  /** Brings back the rows of the organisation that were changed since the seed. */
  restoreShared(): void {
    for (const [set, table] of this.#tables)
      for (const row of this.#changes.of(set, NOBODY).values()) if (row) table.replace(row);
  }

  /** Stores a row in the place of the one with the same key, or behind the others of its owner. */
  put(set: string, row: Row): void {
    this.#write(set, row, row);
  }

  remove(set: string, row: Row): void {
    this.#write(set, row, null);
  }

  /** Performs writes that belong together: after a kill of the process all of them are there, or none. */
  together<T>(work: () => T): T {
    try {
      return this.#changes.together(work);
    } catch (error) {
      // What was read again in between is not there any more.
      this.#held.clear();
      throw error;
    }
  }

  #write(set: string, row: Row, value: Row | null): void {
    const owner = this.#seed.ownerOf(set, row);
    if (!owner) throw new Error(`the sandbox cannot write a row of ${set} that belongs to nobody`);
    this.#changes.put(set, owner, this.keyText(set, row), value);
    this.#held.get(owner)?.delete(set);
    if (value) for (const index of this.#indexes.values()) if (index.set === set) index.enter(value, owner);
    this.#version += 1;
    this.#log.push(owner);
    if (this.#log.length > 2 * REMEMBERED) this.#log = this.#log.slice(-REMEMBERED);
  }
}
