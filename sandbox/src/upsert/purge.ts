import type { Row } from '../model/entity.ts';
import { badRequest } from '../odata/odata-error.ts';
import type { Store } from '../store/store.ts';
import type { UpsertRecord } from './record.ts';

/** `incremental` touches the rows that are sent; `full` deletes the others of the person; `record` is for User alone. */
export type Purge = 'incremental' | 'full' | 'record';

const isPurge = (text: string): text is Purge => text === 'incremental' || text === 'full' || text === 'record';

/**
 * Reads `purgeType`.
 *
 * @throws ODataError 400 for one that is none, and for `record` where an entity does not offer it
 */
export function readPurge(text: string | undefined, records: readonly UpsertRecord[]): Purge {
  if (text === undefined) return 'incremental';
  if (!isPurge(text)) throw badRequest(`[COE0018]purgeType=${text} is none of incremental, full and record`);
  const other = records.find(({ entity }) => entity.name !== 'User');
  if (text === 'record' && other) {
    throw badRequest(`[COE0018]purgeType=record is not supported for the entity ${other.entity.name}`);
  }
  return text;
}

/** The rows that a full purge deletes: those of the same people and sets that no record of the request is about. */
export function purged(store: Store, written: readonly UpsertRecord[], sent: readonly UpsertRecord[]): [string, Row][] {
  const keep = new Set(sent.map(({ entity, key }) => `${entity.name} ${store.keyText(entity.name, key)}`));
  const people = new Map<string, [string, Row]>();
  for (const { entity, key } of written) {
    const person = key['personIdExternal'];
    if (typeof person === 'string') people.set(`${entity.name} ${person}`, [entity.name, key]);
  }
  return [...people.values()].flatMap(([set, key]) =>
    store
      .find(set, ['personIdExternal'], [key['personIdExternal']])
      .filter((row) => !keep.has(`${set} ${store.keyText(set, row)}`))
      .map((row): [string, Row] => [set, row]),
  );
}
