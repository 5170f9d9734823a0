import type { Row } from '../model/entity.ts';
import type { Store } from '../store/store.ts';
import type { UpsertRecord } from './record.ts';

/**
 * What the HRIS sync does after a write: the e-mail address of a person's users becomes the business e-mail of Employee
 * Central, and is blank where there is none, whatever was written to User.email (SAP KBA 3694129). Gives the users that
 * it changes with their new address.
 */
export function synchronised(store: Store, written: readonly UpsertRecord[]): [user: Row, email: string | null][] {
  const people = new Set(
    written
      .filter(({ entity }) => entity.name === 'PerEmail' || entity.name === 'User')
      .flatMap(({ entity, key }) => store.ownerOf(entity.name, key) ?? []),
  );
  const [businessType] = store.find('PicklistOption', ['picklistId', 'externalCode'], ['ecEmailType', 'B']);
  return [...people].flatMap((person) => {
    const rows = store.find('PerEmail', ['personIdExternal'], [person]);
    const business = rows.find((row) => row['emailType'] === businessType?.['id']);
    const email = business ? String(business['emailAddress']) : null;
    return store
      .rowsOf('User', person)
      .filter((user) => (user['email'] ?? null) !== email)
      .map((user): [Row, string | null] => [user, email]);
  });
}
