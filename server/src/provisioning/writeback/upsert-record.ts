import type { JsonObject } from '../../core/json.ts';
import type { PlannedRecord } from '../plan/person-preview.ts';
import type { RowValues } from '../plan/row-values.ts';
import type { ContactRow, PersonRows } from './rows.ts';

/**
 * A record as `upsert` takes it: the key in `__metadata.uri`, its parts in alphabetical order, quotes doubled. A row is
 * deleted by `operation`, and its flag must be sent all the same (KBA 3386831, 3034657).
 */
export function upsertRecord(record: PlannedRecord): JsonObject {
  const parts = Object.entries(record.key)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, `'${value.replaceAll("'", "''")}'`] as const);
  const key = record.entity === 'User' ? parts.map(([, value]) => value) : parts.map((part) => part.join('='));
  return {
    __metadata: { uri: `${record.entity}(${key.join(',')})`, type: `SFOData.${record.entity}` },
    ...(record.after ?? { isPrimary: record.before?.['isPrimary'] ?? false, operation: 'DELETE' }),
  };
}

/** The row that a record is about, among the rows just read; `null` when there is none. */
export function presentRow(record: PlannedRecord, rows: PersonRows): RowValues | null {
  const { entity, key } = record;
  if (entity === 'User') {
    const user = rows.employments.find((employment) => employment.userId === key['userId'])?.user;
    return user === undefined
      ? null
      : Object.fromEntries(Object.keys(record.after ?? {}).map((name) => [name, user[name] ?? null]));
  }
  const contacts: readonly ContactRow[] = entity === 'PerEmail' ? rows.emails : rows.phones;
  const type = entity === 'PerEmail' ? key['emailType'] : key['phoneType'];
  return contacts.find((row) => row.type === type)?.values ?? null;
}
