import type { JsonObject } from '../../core/json.ts';
import { type AccountMatch, accountName } from './match-accounts.ts';

/** Whose account an account is, as far as a run has come. */
interface Owner {
  readonly person: string;
  /** An earlier run wrote the account for them: nobody else's value takes it away. */
  readonly remembered: boolean;
}

/** Told of a worker whose account turned out to be found for a later one as well: nothing may be done to it. */
export type OnContested = (personIdExternal: string, error: string) => void;

/**
 * Which worker each account was found for, over a whole run. An account that is found for several workers is nobody's
 * until one of them is put right, for whoever came last would win; only one that an earlier run wrote for a worker stays
 * theirs.
 */
export class AccountOwners {
  /** A list only where there are several: a tenant may have a hundred thousand accounts. */
  readonly #owners = new Map<string, Owner | readonly Owner[]>();

  constructor(private readonly onContested: OnContested = () => undefined) {}

  /**
   * The matches of one round, without those that the account is not theirs.
   *
   * @param people The personIdExternal of each match.
   */
  withoutShared(people: readonly string[], matches: readonly AccountMatch[]): readonly AccountMatch[] {
    const before = new Map<string, number>();
    for (const [index, match] of matches.entries()) {
      if (match.state !== 'matched') continue;
      const id = idOf(match.user);
      const owners = this.#of(id);
      if (!before.has(id)) before.set(id, owners.length);
      const owner = { person: people[index] ?? '', remembered: match.remembered === true };
      this.#owners.set(id, owners.length === 0 ? owner : [...owners, owner]);
    }
    for (const match of matches) {
      if (match.state === 'matched') this.#tellEarlier(match.user, before);
    }
    return matches.map((match, index) => this.#judged(people[index] ?? '', match));
  }

  #of(id: string): readonly Owner[] {
    return [this.#owners.get(id) ?? []].flat();
  }

  #judged(person: string, match: AccountMatch): AccountMatch {
    if (match.state !== 'matched') return match;
    const error = this.#contest(person, match.user);
    return error === undefined ? match : { state: 'ambiguous', reason: error };
  }

  /** Why an account is not a worker's. */
  #contest(person: string, user: JsonObject): string | undefined {
    const owners = this.#of(idOf(user));
    const others = owners.filter((one) => one.person !== person);
    const remembered = owners.filter((one) => one.remembered);
    if (others.length === 0 || (remembered.length === 1 && remembered[0]?.person === person)) return undefined;
    const names = others.map((one) => one.person).join(', ');
    return `The account ${accountName(user)} is found for worker${others.length === 1 ? '' : 's'} ${names} as well. Match by an attribute that tells them apart.`;
  }

  /** Those of earlier rounds are told once for each round that finds the account again. */
  #tellEarlier(user: JsonObject, before: Map<string, number>): void {
    const id = idOf(user);
    const earlier = this.#of(id).slice(0, before.get(id) ?? 0);
    before.set(id, 0);
    for (const { person } of earlier) {
      const error = this.#contest(person, user);
      if (error !== undefined) this.onContested(person, error);
    }
  }
}

const idOf = (user: JsonObject): string => String(user['id']);
