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

  ends(way: string, from: Row, walk: () => Ends): Ends {
    if (this.#from !== from) this.#known.clear();
    this.#from = from;
    const known = this.#known.get(way) ?? walk();
    this.#known.set(way, known);
    return known;
  }
}

/**
 * The values at the end of a path, for a row of the root entity.
 *
 * @throws ODataError 400 for unknown names and properties that are not filterable
 */
export function bindPath({ model, root, walks }: Binding, segments: readonly string[]): BoundPath {
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
    const ends = (row: Row, reading: Reading) => walks.ends(way, row, () => walk(row, steps, 0, reading, everySlice));
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

/** The rows at the end of a path; null stands for a to-one navigation without a row. */
function walk(
  row: Row,
  steps: readonly Step[],
  index: number,
  reading: Reading,
  everySlice: Entity | undefined,
): readonly (Row | null)[] {
  const step = steps[index];
  if (!step) return everySlice && index === 0 && reading.ofOneDay ? slicesWith(reading.store, everySlice, row) : [row];
  const day =
    index === 0 && !step.from.effectiveDated ? reading.day : dayBelow(step.from, row, reading.day, reading.now);
  const last = index === steps.length - 1;
  const rows =
    last && everySlice
      ? behind(reading.store, step.target, step.navigation, row)
      : related(reading.store, step.target, step.navigation, row, day);
  if (rows.length === 0) return step.navigation.many ? [] : [null];
  return rows.flatMap((each) => walk(each, steps, index + 1, reading, everySlice));
}
