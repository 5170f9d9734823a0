import type { Row, Value } from '../model/entity.ts';
import { tuple } from './table.ts';

/**
 * Whose rows have a value in properties that name no owner: who reports to a manager, who has a username. After a change
 * it may hold an owner too much, whose rows are compared once more; it never lacks one.
 */
export class OwnerIndex {
  readonly set: string;
  readonly #properties: readonly string[];
  readonly #owners = new Map<string, Set<string>>();

  constructor(set: string, properties: readonly string[]) {
    this.set = set;
    this.#properties = properties;
  }

  enter(row: Row, owner: string): void {
    const key = tuple(this.#properties.map((property) => row[property]));
    const owners = this.#owners.get(key);
    if (owners) owners.add(owner);
    else this.#owners.set(key, new Set([owner]));
  }

  owners(values: readonly (Value | undefined)[]): string[] {
    return [...(this.#owners.get(tuple(values)) ?? [])];
  }
}
