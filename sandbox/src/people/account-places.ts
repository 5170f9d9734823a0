import { type Account, accountsOfNobody, objectId } from './accounts.ts';
import { accountsOf, subjectsOf } from './person-accounts.ts';
import type { Population } from './population.ts';

/** Ids are looked up by their first 32 bits; the place stands behind them in the same number. */
const PLACES = 2 ** 20;

/**
 * Where each account of the seed lies, and who lies at a place: one place for each person, and the last one for the
 * accounts of nobody. Accounts are made when they are asked for: 100,000 of them held as objects took 4.5 seconds and
 * 390 MB.
 */
export class AccountPlaces {
  readonly #population: Population;
  readonly #nobody = accountsOfNobody();
  #ids: Float64Array | undefined;

  constructor(population: Population) {
    this.#population = population;
  }

  /** One more than the last place. */
  get size(): number {
    return this.#population.owners.length + 1;
  }

  /** The accounts at a place as the seed has them, at most four. */
  at(place: number): readonly Account[] {
    const owner = this.#population.owners[place];
    if (owner === undefined) return place === this.size - 1 ? this.#nobody : [];
    const person = this.#population.person(owner);
    return person ? accountsOf(person) : [];
  }

  /** The places of those whom any name may mean: the people known by number, and nobody. */
  get always(): readonly number[] {
    return [...Array.from({ length: this.#population.namedCount }, (_, place) => place), this.size - 1];
  }

  /** The place of a person; undefined for a stranger. */
  ofPerson(id: string): number | undefined {
    return this.#population.placeOf(id);
  }

  /** The place of the account with an object id; undefined: the seed has none. */
  ofId(id: string): number | undefined {
    const ids = this.#index();
    const wanted = prefix(id) * PLACES;
    if (Number.isNaN(wanted)) return undefined;
    let low = 0;
    for (let high = ids.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((ids[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    for (let entry = ids[low]; entry !== undefined && entry < wanted + PLACES; low += 1, entry = ids[low]) {
      const place = entry % PLACES;
      if (this.at(place).some((account) => account.id === id)) return place;
    }
    return undefined;
  }

  /**
   * The place of the generated person whose name stands in a local part, an address or a user principal name: their
   * number stands behind it. Those without a number are among {@link always}.
   */
  ofAddress(address: string): number | undefined {
    const number = /(\d{1,7})(?:@|$)/.exec(address)?.[1];
    return number === undefined ? undefined : this.#population.placeOf(String(200_000 + Number(number)));
  }

  #index(): Float64Array {
    if (this.#ids) return this.#ids;
    const { owners } = this.#population;
    const ids: number[] = this.#nobody.map((account) => prefix(account.id) * PLACES + owners.length);
    for (const [place, owner] of owners.entries()) {
      const subjects = this.#population.hasConflict(owner) ? subjectsOf(owner) : [owner];
      for (const subject of subjects) ids.push(prefix(objectId(subject)) * PLACES + place);
    }
    this.#ids = Float64Array.from(ids).sort();
    return this.#ids;
  }
}

const prefix = (id: string): number => (/^[0-9a-f]{8}-/.test(id) ? Number.parseInt(id.slice(0, 8), 16) : Number.NaN);
