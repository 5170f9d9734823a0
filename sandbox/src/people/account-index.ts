import type { AccountPlaces } from './account-places.ts';
import type { Account } from './accounts.ts';

const FIRST_ATTRIBUTE = 'onPremisesExtensionAttributes/extensionAttribute1';

/**
 * At which places users lie by the values that name one: an id, an address, an employee id. Those of the seed follow from
 * the value; of accounts that were written, the values that lead elsewhere are held. A place too much is looked at in
 * vain, and none is ever missing.
 */
export class AccountIndex {
  readonly #places: AccountPlaces;
  readonly #strays = new Map<string, Set<number>>();

  constructor(places: AccountPlaces) {
    this.#places = places;
  }

  /** Notes by which values an account is asked for that do not lead to its place by themselves. */
  note(account: Account, place: number): void {
    for (const [property, values] of keysOf(account)) {
      for (const value of values) {
        if (this.#placeOf(property, value) === place) continue;
        const key = keyOf(property, value);
        this.#strays.set(key, (this.#strays.get(key) ?? new Set()).add(place));
      }
    }
  }

  /** As {@link Directory.placesOf}. */
  placesOf(property: string, values: readonly string[]): readonly number[] | null {
    const seeded = values.map((value) => this.#placeOf(property, value));
    if (seeded.includes(null)) return null;
    const strays = values.flatMap((value) => [...(this.#strays.get(keyOf(property, value)) ?? [])]);
    return [...this.#places.always, ...strays, ...seeded.flatMap((place) => place ?? [])];
  }

  #placeOf(property: string, value: string): number | undefined | null {
    switch (property) {
      case 'id':
        return this.#places.ofId(value.toLowerCase());
      case 'userPrincipalName':
      case 'mail':
      case 'mailNickname':
      case 'proxyAddresses':
        return this.#places.ofAddress(value);
      case 'employeeId':
        return this.#places.ofPerson(value);
      case FIRST_ATTRIBUTE:
        return this.#places.ofPerson(value.replace(/-\d+$/, ''));
      default:
        return null;
    }
  }
}

const keyOf = (property: string, value: string): string => `${property} ${value.toLowerCase()}`;

/** The properties by which somebody may be found without a look at everybody, with their values. */
const keysOf = (account: Account): (readonly [property: string, values: readonly string[]])[] => [
  ['id', [account.id]],
  ['userPrincipalName', [account.userPrincipalName]],
  ['mail', account.mail === null ? [] : [account.mail]],
  ['mailNickname', account.mailNickname === null ? [] : [account.mailNickname]],
  ['proxyAddresses', account.proxyAddresses],
  ['employeeId', account.employeeId === null ? [] : [account.employeeId]],
  [FIRST_ATTRIBUTE, [account.onPremisesExtensionAttributes['extensionAttribute1'] ?? '']],
];
