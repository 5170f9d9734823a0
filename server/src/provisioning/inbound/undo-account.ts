import { graphBody } from '../../core/catalog/graph-body.ts';
import type { JsonObject } from '../../core/json.ts';
import type { PlannedRecord } from '../plan/person-preview.ts';
import type { RowValue, RowValues } from '../plan/row-values.ts';
import type { AccountNow } from './account-state.ts';
import { heldValue, holdsValues, sameHeld } from './account-values.ts';

/** What takes a record back, and why of some of it nothing does. */
export interface Undone {
  readonly record?: PlannedRecord;
  readonly refusals: readonly string[];
}

const asItWas: Undone = { refusals: [] };
const refused = (reason: string): Undone => ({ refusals: [reason] });
const changed = 'changed since the run wrote it, and left as it is';

/**
 * The record that takes another one back: what was made is deleted, what was deleted comes back, and each value goes back
 * where it still is what the run wrote.
 *
 * @param record With the object id of a manager, where it waited for one.
 */
export function undoAccount(record: PlannedRecord, now: AccountNow): Undone {
  const { action, before } = record;
  const [user] = now.users;
  if (action === 'create' || action === 'restore') return undoMade(record, now);
  if (action === 'delete') {
    if (user !== undefined) return asItWas;
    if (!now.restorable) return refused('the account was deleted, and can be restored no more');
    return { record: { ...record, action: 'restore', before: null, after: before }, refusals: [] };
  }
  return user === undefined ? refused('Entra ID no longer has this account') : undoValues(record, user);
}

/** An account that was made, or brought back, goes only where it still is what the run wrote. */
function undoMade(record: PlannedRecord, { users }: AccountNow): Undone {
  const [user] = users;
  const after = record.after ?? {};
  if (user === undefined) return asItWas;
  if (users.length > 1) return refused('several accounts have its values, and nobody can tell which one the run made');
  const others = Object.keys(after).filter((target) => !sameHeld(target, heldValue(user, target), after[target]));
  if (others.length > 0) return refused(`${others.join(', ')}: ${changed}; the account stays`);
  const { nobodyHas: _, ...rest } = record;
  const key = { ...record.key, objectId: String(user['id']) };
  return { record: { ...rest, key, action: 'delete', before: after, after: null }, refusals: [] };
}

/** Values of an account, or its manager, each for itself. */
function undoValues(record: PlannedRecord, user: JsonObject): Undone {
  const before = record.before ?? {};
  const after = record.after ?? {};
  const written = Object.keys(after).filter((target) => !sameHeld(target, before[target], after[target]));
  const others = written.filter((target) => isOther(target, user, before, after));
  const held = written.filter((target) => holdsValues(user, { [target]: after[target] ?? null }));
  const problems = held.flatMap((target) => problemOf(target, before[target] ?? null));
  const back = held.filter((target) => problemOf(target, before[target] ?? null).length === 0);
  const refusals = [...(others.length === 0 ? [] : [`${others.join(', ')}: ${changed}`]), ...problems];
  if (back.length === 0) return { refusals };
  const pick = (read: (target: string) => RowValue) => Object.fromEntries(back.map((target) => [target, read(target)]));
  const values = {
    before: pick((target) => heldValue(user, target)),
    after: pick((target) => before[target] ?? null),
  };
  return { record: { ...record, ...opposite(record), ...values }, refusals };
}

const isOther = (target: string, user: JsonObject, before: RowValues, after: RowValues) =>
  !sameHeld(target, heldValue(user, target), before[target]) &&
  !sameHeld(target, heldValue(user, target), after[target]);

function opposite({ action }: PlannedRecord): Pick<PlannedRecord, 'action'> {
  if (action === 'disable') return { action: 'enable' };
  return action === 'enable' ? { action: 'disable' } : {};
}

/** Why Entra ID does not take back what an account held. */
function problemOf(target: string, value: RowValue): readonly string[] {
  if (target === 'manager') return [];
  const body = graphBody(new Map([[target, typeof value === 'boolean' ? String(value) : value]]));
  return body.ok
    ? []
    : body.problems.map(({ problem }) => `${target} was ${value === null ? 'empty' : 'other'} before. ${problem}`);
}
