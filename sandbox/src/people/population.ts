import type { Row } from '../model/entity.ts';
import type { Seed } from '../store/seed.ts';
import { conflictOf, formerId, formerLife, generatedPerson, idOf, situationOf } from './generated-people.ts';
import { namedPeople } from './named-people.ts';
import type { PersonPlan } from './plan.ts';
import { rowsOfPerson } from './rows.ts';

/** Plans that are held ready: whom one answer asks for again. */
const HELD = 50;

/**
 * The people of a seed: the named ones, and generated ones until there are `count`. Nobody is held but the named: a plan
 * follows from the person's number whenever it is asked for, and more people never change those before.
 */
export class Population implements Seed {
  readonly owners: readonly string[];
  readonly #named: ReadonlyMap<string, PersonPlan>;
  /** The generated people's numbers by id; negative (-1 - number) for the former life of somebody. */
  readonly #numbers = new Map<string, number>();
  readonly #plans = new Map<string, PersonPlan>();
  #places: Map<string, number> | undefined;
  readonly #seed: number;
  readonly #now: number;

  /** @param now clock reading in ms: pre-hires start in the weeks after it */
  constructor(count: number, seed: number, now: number) {
    this.#seed = seed;
    this.#now = now;
    this.#named = new Map(namedPeople(now).map((person) => [person.id, person]));
    for (let index = 0; this.#named.size + this.#numbers.size < count; index += 1) {
      this.#numbers.set(idOf(index), index);
      const returned = situationOf(index, seed) === 'rehire-new-person';
      if (returned && this.#named.size + this.#numbers.size < count) this.#numbers.set(formerId(index), -1 - index);
    }
    this.owners = [...this.#named.keys(), ...this.#numbers.keys()];
  }

  get size(): number {
    return this.owners.length;
  }

  has(id: string): boolean {
    return this.#named.has(id) || this.#numbers.has(id);
  }

  /** A person's place among the owners; undefined for a stranger. */
  placeOf(id: string): number | undefined {
    this.#places ??= new Map(this.owners.map((owner, place) => [owner, place]));
    return this.#places.get(id);
  }

  /** How many of the owners are people whom documents know by number; they come first. */
  get namedCount(): number {
    return this.#named.size;
  }

  /** Whether the account of a person, if there is one, is in conflict. */
  hasConflict(id: string): boolean {
    const number = this.#numbers.get(id);
    return number !== undefined && number >= 0 && conflictOf(number, this.#seed) !== undefined;
  }

  person(id: string): PersonPlan | undefined {
    const known = this.#named.get(id) ?? this.#plans.get(id);
    const number = this.#numbers.get(id);
    if (known || number === undefined) return known;
    const plan =
      number >= 0
        ? generatedPerson(number, this.#seed, this.#now)
        : formerLife(generatedPerson(-1 - number, this.#seed, this.#now));
    const oldest = this.#plans.size < HELD ? undefined : this.#plans.keys().next().value;
    if (oldest !== undefined) this.#plans.delete(oldest);
    this.#plans.set(id, plan);
    return plan;
  }

  /** The people in stored order, at most `limit`. */
  people(limit = Number.POSITIVE_INFINITY): PersonPlan[] {
    return this.owners.slice(0, limit).flatMap((id) => this.person(id) ?? []);
  }

  isPersonal(set: string): boolean {
    return rowsOfPerson.has(set);
  }

  ownerOf(set: string, row: Row): string | null | undefined {
    // A userId is the person's id, with a number behind it from the second employment on.
    const id = row['personIdExternal'] ?? row['userId'] ?? (set === 'Position' ? row['code'] : undefined);
    if (id === undefined) return undefined;
    const text = String(id);
    if (this.has(text)) return text;
    const owner = text.replace(/^P|-\d+$/g, '');
    return this.has(owner) ? owner : null;
  }

  rows(set: string, owner: string): Row[] {
    const person = this.person(owner);
    return person ? (rowsOfPerson.get(set)?.(person) ?? []) : [];
  }
}
