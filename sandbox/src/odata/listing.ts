import type { Entity, Row } from '../model/entity.ts';
import { slicesOf } from '../store/related.ts';
import type { Store } from '../store/store.ts';
import type { Test } from './filter-binder.ts';
import type { Reading } from './filter-path.ts';
import { inRange, type Window } from './window.ts';

/** A row's place in the result of a query. */
export interface Entry {
  readonly owner: string;
  readonly key: string;
  /** Rows come in the order of their ranks. */
  readonly rank: number;
}

export interface Query {
  readonly entity: Entity;
  readonly window: Window;
  readonly reading: Reading;
  /** What decides which rows come in which order: two queries of one text are one query. */
  readonly text: string;
  readonly test: Test;
  /** The people who can have such rows; null: everybody. */
  readonly owners: readonly string[] | null;
  /** The filter asks about other people than the one whose row it looks at. */
  readonly crosses: boolean;
  /** Rows come in an order of their own for every query; null: as they are stored. */
  readonly salt: number | null;
}

interface Known {
  readonly version: number;
  readonly entries: readonly Entry[];
}

/** Entries that all known results have together: ten results of 100,000 people would be too much to hold. */
const HELD = 400_000;

/**
 * Results of queries over whole sets, as the keys of their rows. A result is kept, so that every page costs the same; of
 * one that has become old, only the rows of those people are judged again who were written since. It is therefore always
 * the result of this moment: offsets into it drift under edits.
 */
export class Listings {
  readonly #stores = new WeakMap<Store, Map<string, Known>>();

  of(store: Store, query: Query): readonly Entry[] {
    const known = this.#stores.get(store) ?? new Map<string, Known>();
    this.#stores.set(store, known);
    const old = known.get(query.text);
    const changed = old && (query.crosses ? null : store.changedSince(old.version));
    if (old?.version === store.version) return old.entries;
    const entries = old && changed ? renewed(store, query, old.entries, changed) : judged(store, query, query.owners);
    keep(known, query.text, { version: store.version, entries });
    return entries;
  }
}

function keep(results: Map<string, Known>, text: string, known: Known): void {
  results.delete(text);
  results.set(text, known);
  let held = 0;
  for (const { entries } of results.values()) held += entries.length;
  for (const [oldest, { entries }] of results) {
    if (held <= HELD || oldest === text) return;
    results.delete(oldest);
    held -= entries.length;
  }
}

function renewed(store: Store, query: Query, old: readonly Entry[], changed: ReadonlySet<string>): readonly Entry[] {
  const owners = query.owners ? query.owners.filter((owner) => changed.has(owner)) : [...changed];
  if (owners.length === 0) return old;
  const kept = old.filter(({ owner }) => !changed.has(owner));
  return [...kept, ...judged(store, query, owners)].sort(inOrder);
}

const inOrder = (a: Entry, b: Entry): number => a.rank - b.rank;

/** The rows of some people, or of all, that the query finds. */
function judged(store: Store, query: Query, owners: readonly string[] | null): Entry[] {
  const { entity, window, test, reading, salt, text } = query;
  const entries: Entry[] = [];
  const start = hash(`${salt} ${text}`);
  for (const owner of store.isPersonal(entity.name)
    ? (owners ?? store.owners(entity.name))
    : store.owners(entity.name)) {
    for (const row of ofWindow(entity, store.rowsOf(entity.name, owner), window)) {
      if (!test(row, reading)) continue;
      const key = store.keyText(entity.name, row);
      entries.push({ owner, key, rank: salt === null ? store.placeOf(owner) : hash(key, start) });
    }
  }
  return entries.sort(inOrder);
}

const ofWindow = (entity: Entity, rows: readonly Row[], { day, range }: Window): readonly Row[] =>
  range ? rows.filter((row) => inRange(entity, row, range)) : slicesOf(entity, rows, day);

/** A number that depends on a text alone (FNV-1a with a last mix), going on from another one. */
function hash(text: string, start = 2166136261): number {
  let value = start;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 16777619);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
