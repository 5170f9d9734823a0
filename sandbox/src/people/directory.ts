import type { ChangedRows } from '../store/changed-rows.ts';
import { AccountIndex } from './account-index.ts';
import { AccountPlaces } from './account-places.ts';
import { type Account, objectId } from './accounts.ts';
import { ChangeTimes } from './change-times.ts';
import type { Population } from './population.ts';

/** Accounts at one place. */
const WIDTH = 4;

/** An account that was written, and where it lies; null: it is gone for good. */
interface Written {
  readonly place: number;
  readonly account: Account | null;
}

/**
 * The users of Microsoft Entra ID. They follow from the people whenever they are read; only what was written is held.
 * An account is never changed in place. A position tells an account's place among all: it stays the same for its life.
 */
export class Directory {
  readonly times: ChangeTimes;
  /** Hears of every write; null: nobody does. */
  heard: ((id: string, account: Account | null, properties: readonly string[]) => void) | null = null;
  readonly #places: AccountPlaces;
  readonly #population: Population;
  readonly #changes: ChangedRows;
  readonly #written = new Map<string, Written>();
  readonly #index: AccountIndex;
  /** Object ids of accounts that the seed does not have, in the order in which they were created. */
  readonly #created: string[] = [];

  constructor(population: Population, changes: ChangedRows) {
    this.#population = population;
    this.#changes = changes;
    this.#places = new AccountPlaces(population);
    this.#index = new AccountIndex(this.#places);
    this.times = new ChangeTimes(changes);
    for (const [id, json] of changes.accounts()) this.#hold(id, JSON.parse(json));
  }

  /** The account of a person, as the sandbox shows it beside their rows. */
  of(person: string): Account | undefined {
    const id = objectId(person);
    const written = this.#written.get(id);
    if (written) return active(written.account);
    const place = this.#places.ofPerson(person);
    return place === undefined ? undefined : this.#places.at(place).find((account) => account.id === id);
  }

  /** The user with an object id, who is not deleted. */
  user(id: string): Account | undefined {
    return active(this.#any(id));
  }

  /** The user with an object id among the deleted ones. */
  deletedUser(id: string): Account | undefined {
    const account = this.#any(id);
    return account?.deletedDateTime === null ? undefined : account;
  }

  /** The deleted users, the one deleted first at the front. */
  deletedUsers(): Account[] {
    const deleted = [...this.#written.values()].flatMap(({ account }) => (account?.deletedDateTime ? [account] : []));
    const times = (one: Account, other: Account) =>
      (one.deletedDateTime ?? '').localeCompare(other.deletedDateTime ?? '');
    return deleted.sort(times);
  }

  /** Whether an object id was a user's once and is nobody's now. */
  isGone(id: string): boolean {
    return this.#written.get(id)?.account === null;
  }

  /** The user with a user principal name. */
  named(userPrincipalName: string): Account | undefined {
    const wanted = userPrincipalName.toLowerCase();
    for (const [, account] of this.scan(0, this.placesOf('userPrincipalName', [userPrincipalName])))
      if (account.userPrincipalName.toLowerCase() === wanted) return account;
    return undefined;
  }

  /** The manager of a user, where there is one who is not deleted. */
  managerOf(account: Account): Account | undefined {
    if (account.managerId !== undefined) return account.managerId === null ? undefined : this.user(account.managerId);
    const person = this.#population.ownerOf('User', { userId: account.reportsTo });
    return typeof person === 'string' ? this.of(person) : undefined;
  }

  /** The object id of a user's manager, told without making the manager's account; null: there is none. */
  managerIdOf(account: Account): string | null {
    if (account.managerId !== undefined) return account.managerId;
    const person = this.#population.ownerOf('User', { userId: account.reportsTo });
    return typeof person === 'string' ? objectId(person) : null;
  }

  /** All users from a position on with their positions, or those at some places. */
  *scan(from = 0, places?: readonly number[] | null): Generator<readonly [position: number, account: Account]> {
    if (places) {
      const ordered = [...new Set(places)].sort((one, other) => one - other);
      for (const place of ordered) if (place >= Math.floor(from / WIDTH)) yield* this.#at(place, from);
      return;
    }
    const end = this.#places.size + this.#created.length;
    for (let place = Math.floor(from / WIDTH); place < end; place += 1) yield* this.#at(place, from);
  }

  /** The user at a position, if there still is one. */
  at(position: number): Account | undefined {
    for (const [at, account] of this.#at(Math.floor(position / WIDTH), position)) if (at === position) return account;
    return undefined;
  }

  /**
   * The places at which all users lie whose property has one of some values; null where only a look at everybody tells.
   *
   * @param property a property of the user, or `onPremisesExtensionAttributes/extensionAttribute1`
   */
  placesOf(property: string, values: readonly string[]): readonly number[] | null {
    return this.#index.placesOf(property, values);
  }

  /** Keeps an account that was made or changed, and notes which of its properties were. */
  keep(account: Account, properties: Iterable<string>): void {
    this.#write(account.id, account, properties);
  }

  /** Takes an account away for good. */
  purge(id: string): void {
    this.#write(id, null, ['@removed']);
  }

  #write(id: string, account: Account | null, names: Iterable<string>): void {
    const properties = [...names];
    this.#changes.together(() => {
      this.#changes.putAccount(id, JSON.stringify(account));
      this.times.note(id, properties);
    });
    // Where the state file could not be written, the account is what it was.
    this.#hold(id, account);
    this.heard?.(id, account, properties);
  }

  #hold(id: string, account: Account | null): void {
    const place = this.#written.get(id)?.place ?? this.#places.ofId(id) ?? this.#places.size + this.#created.length;
    if (place === this.#places.size + this.#created.length) this.#created.push(id);
    this.#written.set(id, { place, account });
    if (account) this.#index.note(account, place);
  }

  #any(id: string): Account | undefined {
    const written = this.#written.get(id);
    if (written) return written.account ?? undefined;
    const place = this.#places.ofId(id);
    return place === undefined ? undefined : this.#places.at(place).find((account) => account.id === id);
  }

  *#at(place: number, from: number): Generator<readonly [number, Account]> {
    const created = this.#created[place - this.#places.size];
    if (created !== undefined) {
      const account = active(this.#written.get(created)?.account);
      if (account && place * WIDTH >= from) yield [place * WIDTH, account];
      return;
    }
    let position = place * WIDTH;
    for (const seeded of this.#places.at(place)) {
      const written = this.#written.get(seeded.id);
      const account = active(written ? written.account : seeded);
      if (account && position >= from) yield [position, account];
      position += 1;
    }
  }
}

const active = (account: Account | null | undefined): Account | undefined =>
  account?.deletedDateTime === null ? account : undefined;
