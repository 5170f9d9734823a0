import type { PersonPreview } from '../plan/person-preview.ts';
import { isAsMeant, type RowValues, rowText, sameRowValue } from '../plan/row-values.ts';
import type { EmployeeCentral } from '../ports.ts';
import type { Verdict } from '../run/run-result.ts';
import type { Item } from './batches.ts';
import { type PersonState, personState } from './person-state.ts';
import { rowExpand, rowSelect } from './rows.ts';
import { presentRow } from './upsert-record.ts';

/** What SuccessFactors holds of the person of an item. */
export type StateOf = (item: Item) => PersonState;

/** Reads the rows that a run writes, and nothing else of the people. */
export class RowReader {
  readonly #withUser: boolean;
  readonly #select: Readonly<Record<string, string>>;

  constructor(
    private readonly employeeCentral: EmployeeCentral,
    people: Iterable<PersonPreview>,
  ) {
    const fields = userFields(people);
    this.#withUser = fields.size > 0;
    this.#select = rowSelect(this.#withUser, [...fields]);
  }

  /** @throws SfmapError exit 3: the tenant gives no answer at all; exit 1: cancelled. */
  async read(items: readonly Item[], signal?: AbortSignal): Promise<StateOf> {
    const ids = [...new Set(items.flatMap(({ person }) => person.personIdExternal ?? []))];
    const states = new Map<string, PersonState>();
    const expand = rowExpand(this.#withUser);
    for await (const answer of this.employeeCentral.people(ids, expand, signal, this.#select)) {
      states.set(answer.id, personState(answer, this.#withUser));
    }
    return ({ person }) => states.get(person.personIdExternal ?? '') ?? { unanswered: 'nothing came' };
  }
}

/** One for all rows, for most of a run come to this. */
const readBack: Verdict = { state: 'written', readBack: true };

/**
 * What reading back says of records that SuccessFactors has taken. Of whom it tells nothing, nothing is judged: the record
 * stays written, as SuccessFactors said, and is told as not read back.
 */
export function afterReading(written: readonly Item[], stateOf: StateOf): readonly (readonly [Item, Verdict])[] {
  return written.flatMap((item): [Item, Verdict][] => {
    const state = stateOf(item);
    if (state !== 'absent' && 'unanswered' in state) return [];
    const row = state === 'absent' ? null : presentRow(item.record, state);
    if (isAsMeant(item.record.after, row)) return [[item, readBack]];
    const reason = `SuccessFactors reported success, but reading back shows ${differences(item, row)}`;
    return [[item, { state: 'failed', cause: 'reads back otherwise', reason }]];
  });
}

function differences({ record: { after } }: Item, row: RowValues | null): string {
  if (row === null) return 'no such row';
  if (after === null) return 'the row';
  return Object.entries(after)
    .filter(([name, value]) => !sameRowValue(row[name], value))
    .map(([name]) => `${name} = ${rowText(row[name]) ?? '∅'}`)
    .join(', ');
}

/** The properties of Users that a plan writes: what is read of them. */
function userFields(people: Iterable<PersonPreview>): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const { calls } of people) {
    for (const { entity, before, after } of calls.flatMap(({ records }) => records)) {
      if (entity === 'User') for (const name of Object.keys({ ...before, ...after })) fields.add(name);
    }
  }
  return fields;
}
