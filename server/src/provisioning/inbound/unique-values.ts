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

/**
 * Which values of targets other accounts have, for `SelectUniqueValue`: those of the directory, and those that people
 * before in the same plan are given.
 */
export class UniqueValues {
  /** Object ids of who has a value in the directory. */
  readonly #owners = new Map<string, readonly string[]>();
  readonly #given = new Map<string, string>();

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
    const key = keyOf(wanted);
    const given = this.#given.get(key);
    if (given !== undefined && given !== person) return true;
    const owners = this.#owners.get(key);
    return owners === undefined ? undefined : owners.some((id) => id !== account);
  }

  /** Asks the directory about those values that are not known yet. @throws SfmapError as the directory does. */
  async learn(wanted: readonly WantedValue[]): Promise<void> {
    const unknown = wanted.filter((one) => !this.#owners.has(keyOf(one)));
    for (const [target, group] of Map.groupBy(unknown, (one) => one.target)) {
      const property = filterProperty(target);
      const values = [...new Set(group.map(({ value }) => value))].filter((value) => value !== '');
      const found = new Map(values.map((value) => [keyOf({ target, value }), new Set<string>()]));
      if (property !== undefined && values.length > 0) {
        const select = ['id', entraAttribute(target)?.graphProperty ?? property];
        for await (const user of this.directory.usersHaving(property, values, select, this.signal)) {
          for (const value of valuesIn(user, target)) found.get(keyOf({ target, value }))?.add(String(user['id']));
        }
      }
      for (const [key, owners] of found) this.#owners.set(key, owners.size === 0 ? nobody : [...owners]);
    }
  }

  /** Notes that a person is given a value. */
  give(wanted: WantedValue, person: string): void {
    const key = keyOf(wanted);
    if (!this.#given.has(key)) this.#given.set(key, person);
  }
}

/** One list for all values that are free: of most people nobody else has the name. */
const nobody: readonly string[] = [];

const keyOf = ({ target, value }: WantedValue): string => `${target}\n${comparable(value)}`;

function valuesIn(user: JsonObject, target: string): readonly string[] {
  return textsOf(entraAttribute(target)?.read(user) ?? null);
}
