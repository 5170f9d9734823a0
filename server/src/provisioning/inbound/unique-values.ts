import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import type { JsonObject } from '../../core/json.ts';
import { textsOf } from '../../core/mapping/same-value.ts';
import type { Directory } from '../ports.ts';
import { comparable, filterProperty } from './account-property.ts';

/** A value that somebody wants to have for a target. */
export interface WantedValue {
  readonly target: string;
  readonly value: string;
}

/** What is known of the values of a target, by the value in lower case. */
interface TargetValues {
  /** Object ids of who has a value in the directory. */
  readonly owners: Map<string, readonly string[]>;
  /** To whom a value is given. */
  readonly given: Map<string, string>;
}

/**
 * Which values of targets other accounts have, for `SelectUniqueValue`: those of the directory, and those that people
 * before in the same plan are given.
 */
export class UniqueValues {
  readonly #targets = new Map<string, TargetValues>();

  constructor(
    private readonly directory: Pick<Directory, 'usersHaving'>,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * Whether somebody else has a value.
   *
   * @param account Object id of the account that it is for; absent for one that is created.
   * @param person Whoever asks: what was given to the same person is free for them.
   * @returns undefined where the directory was not asked yet: `learn` asks.
   */
  isTaken(wanted: WantedValue, person: string, account?: string): boolean | undefined {
    const { given, owners } = this.#of(wanted.target);
    const value = comparable(wanted.value);
    const whose = given.get(value);
    if (whose !== undefined && whose !== person) return true;
    return owners.get(value)?.some((id) => id !== account);
  }

  /** Asks the directory about those values that are not known yet. @throws SfmapError as the directory does. */
  async learn(wanted: readonly WantedValue[]): Promise<void> {
    const unknown = wanted.filter(({ target, value }) => !this.#of(target).owners.has(comparable(value)));
    for (const [target, group] of Map.groupBy(unknown, (one) => one.target)) {
      const property = filterProperty(target);
      const values = [...new Set(group.map(({ value }) => value))].filter((value) => value !== '');
      const found = new Map(values.map((value) => [comparable(value), new Set<string>()]));
      if (property !== undefined && values.length > 0) {
        const select = ['id', entraAttribute(target)?.graphProperty ?? property];
        for await (const user of this.directory.usersHaving(property, values, select, this.signal)) {
          for (const value of valuesIn(user, target)) found.get(comparable(value))?.add(String(user['id']));
        }
      }
      const { owners } = this.#of(target);
      for (const [value, ids] of found) owners.set(value, [...ids]);
    }
  }

  /** Notes that a person is given a value. */
  give({ target, value }: WantedValue, person: string): void {
    const { given } = this.#of(target);
    if (!given.has(comparable(value))) given.set(comparable(value), person);
  }

  /**
   * Forgets what the directory said of values that are free or given away by now: nobody who comes later asks about most of
   * them, and a tenant may have a hundred thousand people.
   */
  forgetSettled(): void {
    for (const { given, owners } of this.#targets.values()) {
      for (const [value, ids] of owners) if (ids.length === 0 || given.has(value)) owners.delete(value);
    }
  }

  #of(target: string): TargetValues {
    const known = this.#targets.get(target);
    if (known !== undefined) return known;
    const fresh: TargetValues = { owners: new Map(), given: new Map() };
    this.#targets.set(target, fresh);
    return fresh;
  }
}

function valuesIn(user: JsonObject, target: string): readonly string[] {
  return textsOf(entraAttribute(target)?.read(user) ?? null);
}
