import type { Entity, Navigation, Row } from '../model/entity.ts';
import type { Store } from './store.ts';

const DAY = 86_400_000;

/** The day that a read looks at: `asOf` in ms UTC, and whether the caller gave it (`asOfDate`) or it is today. */
export interface Day {
  readonly asOf: number;
  readonly explicit: boolean;
}

/** Today, from a clock reading in ms. */
export const today = (now: number): Day => ({ asOf: Math.floor(now / DAY) * DAY, explicit: false });

/** The key without the dates: what all slices of one thing have in common. */
export const identityOf = (entity: Entity): string[] =>
  entity.key.filter((name) => name !== 'startDate' && name !== 'seqNumber');

/**
 * The slices that are valid on a day, at most one for each key without dates: of several on one day the highest
 * seqNumber counts (SAP KBA 2853045, 2965443).
 */
export function slicesOf(entity: Entity, rows: readonly Row[], day: Day): readonly Row[] {
  if (!entity.effectiveDated) return rows;
  const identity = identityOf(entity);
  const valid = new Map<string, Row>();
  for (const row of rows) {
    if (Number(row['startDate']) > day.asOf || Number(row['endDate'] ?? Number.POSITIVE_INFINITY) < day.asOf) continue;
    const key = JSON.stringify(identity.map((name) => row[name]));
    const rival = valid.get(key);
    if (!rival || rank(row) > rank(rival)) valid.set(key, row);
  }
  return [...valid.values()];
}

const rank = (row: Row): number => Number(row['startDate']) + Number(row['seqNumber'] ?? 0) / 1000;

/**
 * The day for the navigations of a row: the given `asOfDate` at every level; else, below an effective-dated row, that
 * row's start date; else today (SAP KBA 2148752, 2638422).
 */
export function dayBelow(entity: Entity, row: Row, day: Day, now: Day): Day {
  if (day.explicit) return day;
  return entity.effectiveDated ? { asOf: Number(row['startDate']), explicit: false } : now;
}

/** All slices at the other end of a navigation, of whatever day. */
export function behind(store: Store, target: Entity, navigation: Navigation, row: Row): readonly Row[] {
  const values = navigation.on.map(([own]) => row[own] ?? null);
  if (values.includes(null)) return [];
  return store.find(
    target.name,
    navigation.on.map(([, theirs]) => theirs),
    values,
  );
}

/** The rows at the other end of a navigation, on a day. */
export function related(store: Store, target: Entity, navigation: Navigation, row: Row, day: Day): readonly Row[] {
  const slices = slicesOf(target, behind(store, target, navigation, row), day);
  return navigation.many ? slices : slices.slice(0, 1);
}
