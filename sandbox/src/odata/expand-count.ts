import type { Entity, Row } from '../model/entity.ts';
import { type Day, dayBelow, related } from '../store/related.ts';
import { ODataError } from './odata-error.ts';
import type { ExpandTree } from './query-tree.ts';
import type { Writing } from './wire.ts';

/** SuccessFactors expands at most this many records in one answer (SAP KBA 2819037). */
const MAX_EXPANDED = 300_000;
/** No page of people comes near this many; what does is counted to its end before more of it is made. */
const LOOK_AT = 40_000;
/** More than this is too much for one process to hold; real tenants refuse an answer of more than 1 GB. */
const MAX_HELD = 80_000;

/** The code is real; the text is approximate. */
export const tooLarge = (): ODataError =>
  new ODataError(400, 'RESPONSE_PAYLOAD_EXCEED_LIMIT', 'The response is too large. Expand or select less.');

/** How many rows an answer has expanded so far, and what it is going to be. */
export class ExpandCount {
  #rows = 0;
  #isLookedAt = false;
  readonly #whole: () => number;

  /** @param whole counts what the whole answer expands */
  constructor(whole: () => number) {
    this.#whole = whole;
  }

  /** @throws ODataError COE0052 when the answer would expand too many; code and status are approximate */
  add(rows: number): void {
    this.#rows += rows;
    if (this.#isLookedAt || this.#rows <= LOOK_AT) return;
    this.#isLookedAt = true;
    const whole = this.#whole();
    if (whole <= MAX_HELD) return;
    if (whole <= MAX_EXPANDED) throw tooLarge();
    throw new ODataError(
      400,
      'COE_EXPAND_LIMIT_EXCEEDED',
      `[COE0052]Expand limit of ${MAX_EXPANDED} records was exceeded. Please decrease the number of records to expand or use filters to narrow down the result.`,
    );
  }
}

/** The number of rows that are expanded below some rows. What is below one row is counted once, however often it comes. */
export function expandedBelow(
  { model, store, now, day: top }: Pick<Writing, 'model' | 'store' | 'now' | 'day'>,
  root: Entity,
  rows: readonly Row[],
  tree: ExpandTree,
): number {
  const known = new Map<ExpandTree, Map<string, number>>();
  const count = (entity: Entity, row: Row, expand: ExpandTree, day: Day): number => {
    const counts = known.get(expand) ?? new Map<string, number>();
    known.set(expand, counts);
    const key = `${store.keyText(entity.name, row)} ${day.asOf}`;
    let total = counts.get(key);
    if (total !== undefined) return total;
    total = 0;
    const under = dayBelow(entity, row, day, now);
    for (const [name, subtree] of expand) {
      const navigation = entity.navigations.get(name);
      const target = navigation && model.get(navigation.target);
      if (!navigation || !target) continue;
      for (const each of related(store, target, navigation, row, under))
        total += 1 + count(target, each, subtree, under);
    }
    counts.set(key, total);
    return total;
  };
  return rows.reduce((total, row) => total + count(root, row, tree, top), 0);
}
