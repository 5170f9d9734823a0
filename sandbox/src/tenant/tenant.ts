import { model } from '../model/model.ts';
import { type Account, accounts } from '../people/accounts.ts';
import { generatedPeople } from '../people/generated-people.ts';
import { namedPeople } from '../people/named-people.ts';
import { seedOrganisation } from '../people/organisation.ts';
import type { PersonPlan } from '../people/plan.ts';
import { seedPerson } from '../people/rows.ts';
import { Store } from '../store/store.ts';

/** Both systems' data: what SuccessFactors and what Entra ID hold about the same people. */
export interface Tenant {
  readonly people: readonly PersonPlan[];
  readonly store: Store;
  /** Graph users by object id, in stored order. */
  readonly accounts: Map<string, Account>;
}

/** A store with the organisation and the picklists, and nobody in it. */
export function storeWithoutPeople(): Store {
  const store = new Store(model);
  seedOrganisation(store);
  return store;
}

/** Makes the tenant of a seed: the named people, and generated ones until there are `count`. */
export function seedTenant(count: number, seed: number, now: number): Tenant {
  const named = namedPeople(now);
  const people = [...named, ...generatedPeople(Math.max(0, count - named.length), seed, now)];
  const store = storeWithoutPeople();
  for (const person of people) seedPerson(store, person);
  return { people, store, accounts: new Map(accounts(people).map((account) => [account.id, account])) };
}
