import { model } from '../model/model.ts';
import { seedWithAdministrator } from '../people/administrator.ts';
import { Directory } from '../people/directory.ts';
import {
  type ContactTypes,
  contactTypes,
  type OptionIdSet,
  seedWithOptionIds,
  withOptionIds,
} from '../people/option-ids.ts';
import { seedOrganisation } from '../people/organisation.ts';
import { Population } from '../people/population.ts';
import { rowsOfPerson } from '../people/rows.ts';
import { type ChangedRows, ChangesInMemory } from '../store/changed-rows.ts';
import { copiedAccounts } from '../store/copied-accounts.ts';
import type { SeedFacts } from '../store/open-changes.ts';
import type { Seed } from '../store/seed.ts';
import { Store } from '../store/store.ts';
import { Workforce } from '../workforce/workforce.ts';

/** Both systems' data: what SuccessFactors and what Entra ID hold about the same people. */
export interface Tenant {
  readonly population: Population;
  readonly store: Store;
  readonly directory: Directory;
  /** Makes a directory that knows what this one knows, and hears of nothing that comes. */
  readonly copyDirectory: () => Directory;
  /** The option ids of the kinds of e-mail and phone. */
  readonly types: ContactTypes;
  /** What HR does with the people. */
  readonly workforce: Workforce;
}

/** Nobody at all. */
const nobody: Seed = {
  owners: [],
  has: () => false,
  isPersonal: (set) => rowsOfPerson.has(set),
  ownerOf: () => null,
  rows: () => [],
};

function seedStore(seed: Seed, changes: ChangedRows, ids: OptionIdSet): Store {
  const store = new Store(model, seedWithOptionIds(ids, seed), changes);
  seedOrganisation({ insert: (set, row) => store.insert(set, withOptionIds(ids, set, row)) });
  store.restoreShared();
  return store;
}

/** A store with the organisation and the picklists, and nobody in it. */
export const storeWithoutPeople = (ids: OptionIdSet): Store => seedStore(nobody, new ChangesInMemory(), ids);

/** Makes the tenant of a seed: the named people, and generated ones until there are as many as asked for, with what was changed. */
export function seedTenant(facts: SeedFacts, now: number, changes: ChangedRows): Tenant {
  const { people, seed, picklistIds } = facts;
  const population = new Population(people, seed, now);
  const store = seedStore(seedWithAdministrator(population), changes, picklistIds);
  return {
    population,
    store,
    directory: new Directory(population, changes),
    copyDirectory: () => new Directory(population, copiedAccounts(changes)),
    types: contactTypes(picklistIds),
    workforce: new Workforce(population, store, changes, picklistIds),
  };
}
