import type { Outcome } from '../../core/mapping/outcome.ts';
import { type ContactGroup, userTargets } from '../plan/groups.ts';
import type { RowValues } from '../plan/row-values.ts';

/** The outcomes of the mappings of one person that may flow in an update. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/**
 * What a mapping wants of a group.
 *
 * - `none`: no number or address, so no row is sent and the present one is kept.
 * - `row`: the key and all values that are sent.
 * - `error`: the group cannot be written for this person; the others can.
 */
export type Desired =
  | { readonly state: 'none' }
  | { readonly state: 'row'; readonly type: string; readonly isPrimary: boolean; readonly values: RowValues }
  | { readonly state: 'error'; readonly message: string };

type Text = { readonly text?: string } | { readonly error: string };

/**
 * The row that the mapping wants, whole or not at all: a number needs its type and its flag, an address too, as the
 * writeback app of Microsoft says in its own error: "For email writeback, the emailType property is mandatory".
 */
export function desiredContact(group: ContactGroup, outcomes: Outcomes): Desired {
  const value = textOf(group.value.target, outcomes);
  if ('error' in value) return { state: 'error', message: value.error };
  if (value.text === undefined) return { state: 'none' };

  const type = desiredType(group, outcomes);
  if (typeof type !== 'string') return type;
  const flag = desiredFlag(group, outcomes);
  if (typeof flag !== 'boolean') return flag;

  const values: Record<string, string | boolean> = { [group.value.property]: value.text };
  for (const { target, property } of group.extra) {
    const extra = textOf(target, outcomes);
    if ('error' in extra) return { state: 'error', message: extra.error };
    if (extra.text !== undefined) values[property] = extra.text;
  }
  return { state: 'row', type, isPrimary: flag, values: { ...values, isPrimary: flag } };
}

/** The picklist option id of a group, also where no row is sent: it tells whose row a present one is. */
export function groupType(group: ContactGroup, outcomes: Outcomes): string | undefined {
  const type = textOf(group.type.target, outcomes);
  return 'error' in type ? undefined : type.text;
}

function desiredType(group: ContactGroup, outcomes: Outcomes): string | Desired {
  const { target } = group.type;
  const type = textOf(target, outcomes);
  if ('error' in type) return { state: 'error', message: type.error };
  if (type.text === undefined) return mandatory(group, target, outcomes, 'the picklist option id of the tenant');
  if (/^\d{1,3}(,\d{3})+$/.test(type.text)) {
    const message = `${target} is ${type.text}: SuccessFactors shows the option id with a comma. Write ${type.text.replaceAll(',', '')}.`;
    return { state: 'error', message };
  }
  if (/^\d{1,38}$/.test(type.text)) return type.text;
  const message = `${target} is ${type.text}, which is no picklist option id. Write the number that Picklist Center shows.`;
  return { state: 'error', message };
}

function desiredFlag(group: ContactGroup, outcomes: Outcomes): boolean | Desired {
  const { target } = group.flag;
  const flag = textOf(target, outcomes);
  if ('error' in flag) return { state: 'error', message: flag.error };
  if (flag.text === undefined) return mandatory(group, target, outcomes, '"true" or "false"');
  if (/^(true|false)$/i.test(flag.text)) return flag.text.toLowerCase() === 'true';
  return { state: 'error', message: `${target} is ${flag.text}. It must be true or false.` };
}

function mandatory(group: ContactGroup, target: string, outcomes: Outcomes, what: string): Desired {
  const problem = outcomes.has(target) ? `${target} has no value` : `${target} is not mapped`;
  const message = `${problem}, but ${group.value.target} has: ${target} is mandatory with it. Map ${target} to ${what}.`;
  return { state: 'error', message };
}

/** What a mapping wants of the User row. `userId` is the key where the mapping gives one. */
export type DesiredUser =
  | { readonly state: 'none' }
  | { readonly state: 'row'; readonly userId?: string; readonly values: RowValues }
  | { readonly state: 'error'; readonly message: string };

/** The values for the User row: targets without a value are left out, and the present values are kept. */
export function desiredUser(outcomes: Outcomes): DesiredUser {
  const values: Record<string, string> = {};
  for (const target of userTargets) {
    const value = textOf(target, outcomes);
    if ('error' in value) return { state: 'error', message: value.error };
    if (value.text !== undefined) values[target] = value.text;
  }
  const { loginMethod } = values;
  if (loginMethod !== undefined && loginMethod !== 'SSO' && loginMethod !== 'PWD') {
    return { state: 'error', message: `loginMethod is ${loginMethod}. It must be SSO or PWD.` };
  }
  if (Object.keys(values).length === 0) return { state: 'none' };

  const userId = textOf('userId', outcomes);
  if ('error' in userId) return { state: 'error', message: userId.error };
  return { state: 'row', values, ...(userId.text !== undefined && { userId: userId.text }) };
}

/**
 * Why a target is kept as it is, to be spread into its line.
 *
 * @param needed The target without which no row is sent.
 */
export function keptReason(target: string, needed: string, outcomes: Outcomes): { readonly reason?: string } {
  const outcome = outcomes.get(target);
  if (outcome?.state === 'null' || outcome?.state === 'dropped') {
    return outcome.reason === undefined ? {} : { reason: outcome.reason };
  }
  if (outcome?.state !== 'value') return {};
  return { reason: target === needed ? 'the mapping gives an empty text' : `nothing flows without ${needed}` };
}

/** The one text of a target; none for null, dropped, empty or not mapped. */
function textOf(target: string, outcomes: Outcomes): Text {
  const outcome = outcomes.get(target);
  if (outcome === undefined || outcome.state === 'null' || outcome.state === 'dropped') return {};
  if (outcome.state === 'error') return { error: `${target}: ${outcome.error}` };
  const { value } = outcome;
  if (typeof value === 'string') return value === '' ? {} : { text: value };
  if (value.length <= 1) return value[0] ? { text: value[0] } : {};
  return { error: `${target} has ${value.length} values, and SuccessFactors takes one. Use Join or Item.` };
}
