import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import type { JsonObject } from '../../core/json.ts';
import { sameValue, textsOf } from '../../core/mapping/same-value.ts';
import type { RowValue, RowValues } from '../plan/row-values.ts';
import { comparable } from './account-property.ts';
import { managerId } from './compare-account.ts';

/** What Entra ID may give back in another letter case than it was sent. */
const caseless: ReadonlySet<string> = new Set(['mail', 'mailNickname', 'otherMails', 'userPrincipalName']);

/** What an account holds of a target, as a plan tells it; a manager by object id. */
export function heldValue(user: JsonObject, target: string): RowValue {
  return target === 'manager' ? managerId(user) : (entraAttribute(target)?.read(user) ?? null);
}

/** Whether two values of a target are the same to Entra ID: an empty text is none, a day is a day in every form. */
export function sameHeld(target: string, one: RowValue | undefined, other: RowValue | undefined): boolean {
  const [left, right] = [plainValue(one), plainValue(other)];
  if (sameValue(target, left, right)) return true;
  return caseless.has(target) && sameValue(target, textsOf(left).map(comparable), textsOf(right).map(comparable));
}

/** Whether an account has every value that is meant. */
export function holdsValues(user: JsonObject, meant: RowValues): boolean {
  return Object.entries(meant).every(([target, value]) => sameHeld(target, heldValue(user, target), value));
}

function plainValue(value: RowValue | undefined): string | readonly string[] | null {
  if (value === undefined || value === '' || value === null) return null;
  return typeof value === 'boolean' ? String(value) : value;
}
