import { oneLine } from '../../core/one-line.ts';
import type { PersonPreview, PlannedRecord } from './person-preview.ts';
import type { Plan } from './plan.ts';
import { type RowValues, rowText } from './row-values.ts';

/** Whether a plan writes accounts of Entra ID; else rows of SuccessFactors. */
export const writesAccounts = ({ target }: Pick<Plan, 'target'>): boolean => target !== undefined;

/** `1 person`, `2 people`. */
export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `3 rows`; `3 changes` of accounts and their managers. */
export function recordCount(plan: Pick<Plan, 'target'>, count: number): string {
  return writesAccounts(plan) ? plural(count, 'change', 'changes') : plural(count, 'row', 'rows');
}

/** `PerEmail 8448`, `create`, `manager`: what a record is about. */
export function recordName({ entity, key, action }: Pick<PlannedRecord, 'entity' | 'key' | 'action'>): string {
  if (entity === 'Manager') return 'manager';
  if (entity === 'Account') return action ?? 'account';
  return oneLine(`${entity} ${key['emailType'] ?? key['phoneType'] ?? key['userId'] ?? ''}`);
}

/** `emailAddress rita@contoso.example, isPrimary true`: what is sent. */
export function recordValues({ after }: Pick<PlannedRecord, 'after'>): string {
  if (after === null) return 'deleted';
  return Object.entries(after)
    .map(([name, value]) => `${valueName(name)} ${rowText(value) ?? '∅'}`)
    .join(', ');
}

/** `department ∅ → Sales`: what of it is another value than before. */
export function changedValues(before: RowValues | null, after: RowValues | null): string {
  if (after === null) return 'deleted';
  return Object.entries(after)
    .map(([name, value]) => [valueName(name), rowText(before?.[valueName(name)]), rowText(value)] as const)
    .filter(([, was, is]) => was !== is)
    .map(([name, was, is]) => `${name} ${was ?? '∅'} → ${is ?? '∅'}`)
    .join(', ');
}

/** A manager who had no account yet is named by personIdExternal. */
const valueName = (name: string) => (name === 'managerPerson' ? 'manager' : name);

const done = [
  ['create', 'created'],
  ['update', 'updated'],
  ['disable', 'disabled'],
  ['enable', 'enabled'],
  ['delete', 'deleted'],
  ['restore', 'restored'],
] as const;

/** `12 accounts: 3 created, 9 updated · 4 managers`: what is done to accounts; nothing where nothing is. */
export function accountCounts({ people }: { readonly people: Iterable<PersonPreview> }): readonly string[] {
  const counts = new Map<string, number>();
  let accounts = 0;
  let managers = 0;
  for (const { calls } of people) {
    for (const { entity, action = '' } of calls.flatMap((call) => call.records)) {
      if (entity !== 'Account') managers += 1;
      else accounts += 1;
      if (entity === 'Account') counts.set(action, (counts.get(action) ?? 0) + 1);
    }
  }
  const each = done.flatMap(([action, word]) => {
    const count = counts.get(action);
    return count === undefined ? [] : [`${count} ${word}`];
  });
  return [
    ...(accounts === 0 ? [] : [`${plural(accounts, 'account', 'accounts')}: ${each.join(', ')}`]),
    ...(managers === 0 ? [] : [plural(managers, 'manager', 'managers')]),
  ];
}
