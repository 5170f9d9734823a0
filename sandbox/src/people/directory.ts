import type { ChangedRows } from '../store/changed-rows.ts';
import { type Account, accountOf, accountsOfNobody, objectId } from './accounts.ts';
import type { Population } from './population.ts';

/** The users of Microsoft Entra ID. They follow from the people, but for those that were changed. */
export class Directory {
  readonly #population: Population;
  readonly #changes: ChangedRows;
  readonly #changed: Map<string, string>;
  #all: Map<string, Account> | undefined;

  constructor(population: Population, changes: ChangedRows) {
    this.#population = population;
    this.#changes = changes;
    this.#changed = new Map(changes.accounts());
  }

  /** All accounts by object id, made at the first request to Graph: a tenant of SuccessFactors alone needs none. */
  get accounts(): Map<string, Account> {
    if (!this.#all) {
      const people = this.#population.owners.flatMap((id) => this.#seeded(id) ?? []);
      this.#all = new Map([...people, ...accountsOfNobody()].map((account) => [account.id, account]));
      for (const [id, json] of this.#changed) this.#all.set(id, JSON.parse(json));
    }
    return this.#all;
  }

  /** The account of a person. */
  of(person: string): Account | undefined {
    if (this.#all) return this.#all.get(objectId(person));
    const changed = this.#changed.get(objectId(person));
    return changed === undefined ? this.#seeded(person) : JSON.parse(changed);
  }

  /** Keeps an account that was changed. */
  keep(account: Account): void {
    const json = JSON.stringify(account);
    this.#changed.set(account.id, json);
    this.#changes.putAccount(account.id, json);
  }

  #seeded(id: string): Account | undefined {
    const person = this.#population.person(id);
    return person && accountOf(person);
  }
}
