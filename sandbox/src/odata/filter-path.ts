import type { Entity, Model, Navigation, Property, Row, Value } from '../model/entity.ts';
import { behind, type Day, dayBelow, identityOf, related } from '../store/related.ts';
import type { Store } from '../store/store.ts';
import { badRequest, ODataError, propertyNotFound } from './odata-error.ts';

export interface Reading {
  readonly store: Store;
  readonly day: Day;
  readonly now: Day;
  /** The read looks at one day, and not at a range of slices. */
  readonly ofOneDay: boolean;
}

/** All values that an operand has for a row: several where a path crosses a to-many navigation. */
export type Values = (row: Row, reading: Reading) => readonly (Value | undefined)[];

/** What a path, and everything that is made of paths, is bound to. */
export interface Binding {
  readonly model: Model;
  readonly root: Entity;
  readonly walks: Walks;
}

interface BoundPath {
  readonly values: Values;
  readonly property: Property;
}

interface Step {
  readonly from: Entity;
  readonly navigation: Navigation;
  readonly target: Entity;
}

type Ends = readonly (Row | null)[];

/**
 * The ways that were walked from the row that is judged now: a filter asks the same job for its dates again and again.
 * Rows are never changed in place, so a row that is the same object has the same ends.
 */
export class Walks {
  readonly #known = new Map<string, Ends>();
  #from: Row | undefined;
  #spent = 0;

  /** @throws ODataError when a query walks much further than any filter about people does; the text is approximate */
  spend(rows: number, store: Store): void {
    this.#spent += rows;
    if (this.#spent > 200_000 + 100 * store.owners('PerPerson').length) {
      throw badRequest('[COE0018]The filter looks at too many rows; ask by shorter paths');
    }
  }

  ends(way: string, from: Row, walk: () => Ends): Ends {
    if (this.#from !== from) this.#known.clear();
    this.#from = from;
    const known = this.#known.get(way) ?? walk();
    this.#known.set(way, known);
    return known;
  }
}

/** As deep as an expand. */
const MAX_DEPTH = 10;

/**
 * The values at the end of a path, for a row of the root entity.
 *
 * @throws ODataError 400 for unknown names and properties that are not filterable
 */
export function bindPath({ model, root, walks }: Binding, segments: readonly string[]): BoundPath {
  if (segments.length > MAX_DEPTH + 1) {
    throw badRequest(`[COE0018]The path ${segments.slice(0, 12).join('/')} goes deeper than ${MAX_DEPTH}`);
  }
  const steps: Step[] = [];
  let entity = root;
  for (const [index, segment] of segments.entries()) {
    const navigation = entity.navigations.get(segment);
    const property = entity.properties.get(segment);
    const last = index === segments.length - 1;
    const target = navigation && model.get(navigation.target);
    if (!last && navigation && target) {
      steps.push({ from: entity, navigation, target });
      entity = target;
      continue;
    }
    if (!last || !property) throw propertyNotFound([`${entity.name}/${segment}`]);
    if (!property.filterable) {
      throw new ODataError(400, 'COE_BAD_PROPERTY_EXPRESSION', `[COE0003]${property.name} is not filterable`);
    }
    const everySlice = entity.effectiveDated && CHANGED.has(segment) ? entity : undefined;
    const way = [...segments.slice(0, -1), everySlice ? '*' : ''].join('/');
    const ends = (row: Row, reading: Reading) =>
      walks.ends(way, row, () => walk(row, steps, reading, walks, everySlice));
    return {
      property,
      values: (row, reading) => ends(row, reading).map((end) => (end === null ? null : (end[segment] ?? null))),
    };
  }
  throw badRequest('[COE0018]An empty path');
}

/** Asked of a dated row, these are asked of all its slices, whatever their day (SAP KBA 2920680, 2554717). */
const CHANGED: ReadonlySet<string> = new Set(['lastModifiedDateTime', 'lastModifiedOn']);

/** All slices of what a row is a slice of. */
function slicesWith(store: Store, entity: Entity, row: Row): readonly Row[] {
  const identity = identityOf(entity);
  return store.find(
    entity.name,
    identity,
    identity.map((name) => row[name]),
  );
}

/** More rows than this along one level of a path are looked through for those that came twice. */
const FEW = 20;

/** The rows at the end of a path, each once; null stands for a to-one navigation without a row. */
function walk(row: Row, steps: readonly Step[], reading: Reading, walks: Walks, everySlice: Entity | undefined): Ends {
  if (steps.length === 0) return everySlice && reading.ofOneDay ? slicesWith(reading.store, everySlice, row) : [row];
  let level: readonly Row[] = [row];
  let isNowhere = false;
  for (const [index, step] of steps.entries()) {
    const slices = everySlice && index === steps.length - 1;
    const next: Row[] = [];
    for (const from of level) {
      const rows = slices
        ? behind(reading.store, step.target, step.navigation, from)
        : related(reading.store, step.target, step.navigation, from, dayOf(step, from, index, reading));
      if (rows.length === 0 && !step.navigation.many) isNowhere = true;
      next.push(...rows);
    }
    walks.spend(next.length, reading.store);
    level = next.length > FEW && steps.length > 1 ? once(reading.store, step.target, next) : next;
  }
  return isNowhere ? [...level, null] : level;
}

const dayOf = ({ from }: Step, row: Row, index: number, { day, now }: Reading): Day =>
  index === 0 && !from.effectiveDated ? day : dayBelow(from, row, day, now);

/** Two ways over to-many navigations can lead to one row. */
function once(store: Store, { name }: Entity, rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [store.keyText(name, row), row])).values()];
}
