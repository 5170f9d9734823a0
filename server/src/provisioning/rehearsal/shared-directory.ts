import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { comparable } from '../inbound/account-property.ts';
import type { Directory } from '../ports.ts';

/** Answers of the directory that two runs over the same people share: each value is asked for once in a round. */
export class SharedDirectory implements Pick<Directory, 'usersHaving'> {
  readonly #known = new Map<string, Map<string, JsonObject[]>>();

  /** @param select What both runs read of an account; whoever wants more asks by themselves. */
  constructor(
    private readonly directory: Pick<Directory, 'usersHaving'>,
    private readonly select: ReadonlySet<string>,
  ) {}

  async *usersHaving(
    property: string,
    values: readonly string[],
    select: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<JsonObject> {
    if (!select.every((name) => this.select.has(name))) {
      yield* this.directory.usersHaving(property, values, select, signal);
      return;
    }
    const known = this.#known.get(property) ?? new Map<string, JsonObject[]>();
    this.#known.set(property, known);
    const unknown = values.filter((value) => !known.has(comparable(value)));
    const given = new Set<Json | undefined>();
    if (unknown.length > 0) {
      for (const value of unknown) known.set(comparable(value), []);
      for await (const user of this.directory.usersHaving(property, unknown, [...this.select], signal)) {
        for (const text of textsAt(user, property)) known.get(comparable(text))?.push(user);
        given.add(user['id']);
        yield user;
      }
    }
    for (const user of values.flatMap((value) => known.get(comparable(value)) ?? [])) {
      if (given.has(user['id'])) continue;
      given.add(user['id']);
      yield user;
    }
  }

  /** The next round asks anew. */
  forget(): void {
    this.#known.clear();
  }
}

/** The texts of a property by which accounts are found: `onPremisesExtensionAttributes/extensionAttribute1`. */
function textsAt(user: JsonObject, property: string): readonly string[] {
  const value = property
    .split('/')
    .reduce<Json | undefined>((at, step) => (isJsonObject(at ?? null) ? (at as JsonObject)[step] : undefined), user);
  return [value].flat().filter((one) => typeof one === 'string');
}
