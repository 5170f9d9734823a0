import type { JsonObject } from '../../core/json.ts';
import type { PlannedRecord } from '../plan/person-preview.ts';
import type { RowValues } from '../plan/row-values.ts';
import type { Verdict } from '../run/run-result.ts';
import { heldValue, holdsValues, sameHeld } from './account-values.ts';

/** What the directory holds just now of the account that a record is about. */
export interface AccountNow {
  /** The account; of a creation everybody who has one of the values by which nobody may be found. */
  readonly users: readonly JsonObject[];
  /** The account is deleted and can be restored. */
  readonly restorable: boolean;
}

/** Whether the account is as the record means it. */
export function isAsPlanned({ action, after }: PlannedRecord, { users }: AccountNow): boolean {
  const [user] = users;
  if (action === 'delete') return user === undefined;
  if (user === undefined || users.length > 1) return false;
  return action === 'restore' || (after !== null && holdsValues(user, after));
}

/** Whether nobody else has changed the account since the plan: what the record writes is as it was, or as it will be. */
export function isUntouched(record: PlannedRecord, now: AccountNow): boolean {
  const { action } = record;
  const [user] = now.users;
  if (action === 'create') return user === undefined;
  if (action === 'restore') return user === undefined && now.restorable;
  return user !== undefined && touched(record, user).length === 0;
}

/**
 * Why a record must not be sent: the account is as planned already, is gone, or somebody has changed it since the plan;
 * nothing where it is to be sent.
 */
export function accountStaleness(record: PlannedRecord, now: AccountNow): Verdict | undefined {
  const [user] = now.users;
  if (isAsPlanned(record, now) && changesSomething(record)) {
    return { state: 'already', ...(record.action === 'create' && { made: String(user?.['id']) }) };
  }
  if (isUntouched(record, now)) return undefined;
  if (record.action === 'create') {
    const reason = `${now.users.length === 1 ? 'an account' : 'several accounts'} with ${searchedText(record)} came since the plan was made, with other values`;
    return { state: 'skipped', cause: 'changed since the plan', reason };
  }
  if (user === undefined) {
    const reason =
      record.action === 'restore'
        ? 'the account is no longer among those that can be restored'
        : 'Entra ID no longer has this account';
    return { state: 'skipped', cause: 'no such account', reason };
  }
  const names = touched(record, user).join(', ');
  return { state: 'skipped', cause: 'changed since the plan', reason: `${names}: changed since the plan was made` };
}

/** `employeeId, userPrincipalName`: by what nobody may be found. */
export function searchedText({ nobodyHas = [] }: PlannedRecord): string {
  return `the same ${nobodyHas.map(({ target }) => target).join(' or ')}`;
}

/** The targets that hold now neither what they held nor what they are to hold. */
function touched({ before, after }: PlannedRecord, user: JsonObject): readonly string[] {
  return Object.keys({ ...before, ...after }).filter((target) => {
    const held = heldValue(user, target);
    if (sameHeld(target, held, before?.[target])) return false;
    return after === null || !(target in after) || !sameHeld(target, held, after[target]);
  });
}

/** Not so where every value is sent only because it always flows. */
function changesSomething({ before, after }: PlannedRecord): boolean {
  if (before === null || after === null) return true;
  return differs(before, after);
}

const differs = (before: RowValues, after: RowValues) =>
  Object.entries(after).some(([target, value]) => !sameHeld(target, before[target], value));
