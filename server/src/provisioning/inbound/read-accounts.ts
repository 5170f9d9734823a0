import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import type { JsonObject } from '../../core/json.ts';
import { textsOf } from '../../core/mapping/same-value.ts';
import type { PlannedRecord } from '../plan/person-preview.ts';
import type { Directory } from '../ports.ts';
import { comparable, filterProperty } from './account-property.ts';
import type { AccountNow } from './account-state.ts';

/** What reading accounts again takes. */
export type AccountReader = Pick<Directory, 'usersHaving' | 'deletedUsers'>;

/** An account and the targets that are read of it; a creation has no id yet. */
export interface Asked {
  readonly record: PlannedRecord;
  /** Object id of the account. */
  readonly id: string | undefined;
}

/**
 * What the directory holds now of the accounts of some records: those that are there by object id, those that are to be
 * made by the values by which nobody may be found.
 *
 * @param deleted Whether deleted accounts are asked for, too.
 * @throws SfmapError as the directory does: nothing may be concluded.
 */
export async function readAccounts(
  directory: AccountReader,
  asked: readonly Asked[],
  signal?: AbortSignal,
  deleted = asked.some(({ record }) => record.action === 'restore'),
): Promise<(asked: Asked) => AccountNow> {
  const select = selectOf(asked);
  const there = asked.filter(({ id }) => id !== undefined);
  const byId = await usersById(
    directory,
    there.map(({ id = '' }) => id),
    select,
    signal,
  );
  const found = await usersByValues(directory, asked, select, signal);
  const restorable = new Set<string>();
  if (deleted) {
    for await (const user of directory.deletedUsers(['id'], signal)) restorable.add(idOf(user));
  }
  return ({ record, id }) => {
    if (id === undefined) return { users: [...(found.get(record) ?? [])], restorable: false };
    const user = byId.get(id.toLowerCase());
    return { users: user === undefined ? [] : [user], restorable: restorable.has(id.toLowerCase()) };
  };
}

/** Accounts by object id, as far as they are there. */
async function usersById(
  directory: AccountReader,
  ids: readonly string[],
  select: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, JsonObject>> {
  const users = new Map<string, JsonObject>();
  if (ids.length === 0) return users;
  for await (const user of directory.usersHaving('id', [...new Set(ids)], select, signal)) users.set(idOf(user), user);
  return users;
}

/** For each record that is asked for without an id: everybody who has one of the values by which nobody may be found. */
async function usersByValues(
  directory: AccountReader,
  asked: readonly Asked[],
  select: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<PlannedRecord, ReadonlySet<JsonObject>>> {
  const users = new Map<string, JsonObject>();
  const found = new Map<PlannedRecord, Set<JsonObject>>();
  const wanted = asked
    .filter(({ id }) => id === undefined)
    .flatMap(({ record }) => (record.nobodyHas ?? []).map(({ target, value }) => ({ record, target, value })));
  for (const [target, group] of Map.groupBy(wanted, (one) => one.target)) {
    const property = filterProperty(target);
    if (property === undefined) continue;
    const records = Map.groupBy(group, ({ value }) => comparable(value));
    for await (const fresh of directory.usersHaving(
      property,
      [...new Set(group.map(({ value }) => value))],
      select,
      signal,
    )) {
      // One account that is found by two values is one account.
      const user = users.get(idOf(fresh)) ?? fresh;
      users.set(idOf(fresh), user);
      for (const value of textsOf(entraAttribute(target)?.read(user) ?? null)) {
        for (const { record } of records.get(comparable(value)) ?? []) {
          found.set(record, (found.get(record) ?? new Set()).add(user));
        }
      }
    }
  }
  return found;
}

/** Graph's properties of everything that the records write or hold, and of what they are found by. */
function selectOf(asked: readonly Asked[]): readonly string[] {
  const targets = new Set(
    asked.flatMap(({ record: { before, after, nobodyHas = [], entity } }) => [
      ...(entity === 'Manager' ? [] : Object.keys({ ...before, ...after })),
      ...nobodyHas.map(({ target }) => target),
    ]),
  );
  const properties = [...targets].flatMap((target) => entraAttribute(target)?.graphProperty ?? []);
  const withManager = asked.some(({ record }) => record.entity === 'Manager');
  return [...new Set(['id', 'userPrincipalName', ...properties]), ...(withManager ? ['manager'] : [])];
}

const idOf = (user: JsonObject): string => String(user['id']).toLowerCase();
