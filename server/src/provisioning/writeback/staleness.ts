import type { PersonPreview, PlannedRecord } from '../plan/person-preview.ts';
import { isAsMeant, type RowValues } from '../plan/row-values.ts';
import type { Verdict } from '../run/run-result.ts';
import type { PersonRows } from './rows.ts';

const changedSince = 'the row has changed since the plan was made';

/**
 * Why a record must not be sent: its row is no longer the one of the plan, or the primary flags are not.
 *
 * @param present The row as it was just read; `null` when there is none.
 * @param rows All rows of the person, just read.
 */
export function staleness(
  person: PersonPreview,
  record: PlannedRecord,
  present: RowValues | null,
  rows: PersonRows,
): Verdict | undefined {
  if (isAsMeant(record.after, present)) return { state: 'already' };
  if (!isAsMeant(record.before, present)) {
    return { state: 'skipped', cause: 'changed since the plan', reason: changedSince };
  }
  // Some tenants take the flag away from another row by themselves, so the flags must be those that were shown.
  const [planned, contacts] =
    record.entity === 'PerEmail'
      ? [person.primaryNow.emails, rows.emails]
      : [person.primaryNow.phones, record.entity === 'PerPhone' ? rows.phones : []];
  const now = contacts.filter((row) => row.isPrimary).map((row) => row.type);
  const others = (types: readonly string[]) =>
    types
      .filter((type) => !isOwn(person, record, type))
      .sort()
      .join();
  if (record.entity !== 'User' && others(now) !== others(planned)) {
    const reason = 'another row has become primary since the plan was made';
    return { state: 'skipped', cause: 'another row is primary', reason };
  }
  return undefined;
}

/** Whether the plan itself writes the row of this type, so that its flag may have moved in an earlier try. */
function isOwn(person: PersonPreview, record: PlannedRecord, type: string): boolean {
  return person.calls.some((call) =>
    call.records.some(
      ({ entity, key }) => entity === record.entity && (key['emailType'] === type || key['phoneType'] === type),
    ),
  );
}
