import { type AccountChange, type ChangedRows, forgotten } from '../store/changed-rows.ts';

/**
 * When each property of each account was changed last, in numbers that grow with every write. It is all that a delta
 * query needs, and never more than one number a property, however often one is written.
 */
export class ChangeTimes {
  readonly #changes: ChangedRows;
  readonly #times = new Map<string, Map<string, number>>();
  #latest = 0;
  #floor = 0;

  constructor(changes: ChangedRows) {
    this.#changes = changes;
    for (const change of changes.accountChanges()) this.#take(change);
  }

  /** The number of the latest write. */
  get latest(): number {
    return this.#latest;
  }

  /** Whether all changes since a number are still known: those before a reset are not. */
  knows(since: number): boolean {
    return since >= this.#floor && since <= this.#latest;
  }

  /** Forgets all changes, as a tenant does that was moved. */
  forget(): void {
    const change = forgotten(this.#changes.accountChanges());
    this.#changes.putAccountChange(change);
    this.#take(change);
  }

  note(id: string, properties: Iterable<string>): void {
    const at = this.#latest + 1;
    for (const property of properties) {
      const change = { id, property, at };
      this.#changes.putAccountChange(change);
      this.#take(change);
    }
  }

  /** The accounts that were changed after a number, by object id, with the properties that were. */
  *since(number: number): Generator<readonly [id: string, properties: ReadonlySet<string>]> {
    for (const [id, times] of this.#times) {
      const properties = [...times].filter(([, at]) => at > number).map(([property]) => property);
      if (properties.length > 0) yield [id, new Set(properties)];
    }
  }

  #take({ id, property, at }: AccountChange): void {
    this.#latest = Math.max(this.#latest, at);
    if (id === '') {
      this.#floor = Math.max(this.#floor, at);
      return;
    }
    const times = this.#times.get(id) ?? new Map<string, number>();
    this.#times.set(id, times.set(property, at));
  }
}
