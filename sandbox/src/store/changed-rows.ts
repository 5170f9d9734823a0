import type { Row } from '../model/entity.ts';

/** Rows of one person in one set that differ from the seed, by key tuple; null: the row was deleted. */
export type Changes = ReadonlyMap<string, Row | null>;

/**
 * What was written since the seed. Everything else follows from the seed, so this is the whole state of the tenant.
 */
export interface ChangedRows {
  /** The changes to one person's rows of a set, in the order in which the rows were first changed. */
  of(set: string, owner: string): Changes;
  put(set: string, owner: string, key: string, row: Row | null): void;
  /** Accounts of the directory that were changed, as JSON by object id, in the order in which they were first changed. */
  accounts(): ReadonlyMap<string, string>;
  putAccount(id: string, json: string): void;
  /** When which property of an account was changed last; a reset leaves one of nobody behind. */
  accountChanges(): readonly AccountChange[];
  putAccountChange(change: AccountChange): void;
  /** Performs writes as one: all of them outlive a kill of the process, or none. */
  together<T>(work: () => T): T;
  clear(): void;
  close(): void;
}

/** A change of one property, told by a number that grows with every write to the directory. */
export interface AccountChange {
  readonly id: string;
  readonly property: string;
  readonly at: number;
}

/** What a reset leaves behind: changes up to `at` are forgotten, and whoever asks for them has to begin anew. */
export const forgotten = (changes: readonly AccountChange[]): AccountChange => ({
  id: '',
  property: '',
  at: changes.reduce((latest, { at }) => Math.max(latest, at), 0) + 1,
});

const NONE: Changes = new Map();

/** Changes kept in this process alone: for a Node that has no SQLite. */
export class ChangesInMemory implements ChangedRows {
  readonly #rows = new Map<string, Map<string, Row | null>>();
  readonly #accounts = new Map<string, string>();
  readonly #accountChanges = new Map<string, AccountChange>();

  of(set: string, owner: string): Changes {
    return this.#rows.get(`${set} ${owner}`) ?? NONE;
  }

  put(set: string, owner: string, key: string, row: Row | null): void {
    const place = `${set} ${owner}`;
    const changes = this.#rows.get(place);
    if (changes) changes.set(key, row);
    else this.#rows.set(place, new Map([[key, row]]));
  }

  accounts(): ReadonlyMap<string, string> {
    return this.#accounts;
  }

  putAccount(id: string, json: string): void {
    this.#accounts.set(id, json);
  }

  accountChanges(): readonly AccountChange[] {
    return [...this.#accountChanges.values()];
  }

  putAccountChange(change: AccountChange): void {
    this.#accountChanges.set(`${change.id} ${change.property}`, change);
  }

  together<T>(work: () => T): T {
    return work();
  }

  clear(): void {
    const reset = forgotten(this.accountChanges());
    this.#rows.clear();
    this.#accounts.clear();
    this.#accountChanges.clear();
    this.putAccountChange(reset);
  }

  close(): void {}
}
