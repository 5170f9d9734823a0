import { model } from '../model/model.ts';
import { Directory } from '../people/directory.ts';
import { seedOrganisation } from '../people/organisation.ts';
import { Population } from '../people/population.ts';
import { rowsOfPerson } from '../people/rows.ts';
import { type ChangedRows, ChangesInMemory } from '../store/changed-rows.ts';
import { type Seed, Store } from '../store/store.ts';

/** Both systems' data: what SuccessFactors and what Entra ID hold about the same people. */
export interface Tenant {
  readonly population: Population;
  readonly store: Store;
  readonly directory: Directory;
}

/** Nobody at all. */
const nobody: Seed = {
  owners: [],
  has: () => false,
  isPersonal: (set) => rowsOfPerson.has(set),
  ownerOf: () => null,
  rows: () => [],
};

function seedStore(seed: Seed, changes: ChangedRows): Store {
  const store = new Store(model, seed, changes);
  seedOrganisation(store);
  return store;
}

/** A store with the organisation and the picklists, and nobody in it. */
export const storeWithoutPeople = (): Store => seedStore(nobody, new ChangesInMemory());

/** Makes the tenant of a seed: the named people, and generated ones until there are `count`, with what was changed. */
export function seedTenant(count: number, seed: number, now: number, changes: ChangedRows): Tenant {
  const population = new Population(count, seed, now);
  return { population, store: seedStore(population, changes), directory: new Directory(population, changes) };
}
