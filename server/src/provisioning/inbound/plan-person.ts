import type { PersonPreview, PlannedRecord, RestLine } from '../plan/person-preview.ts';
import { type RowValues, rowText } from '../plan/row-values.ts';
import type { AccountLine, InboundPerson } from './inbound-person.ts';

/**
 * What a plan holds of a worker: what is done to their account and to its manager, and what is left as it is.
 *
 * @param isCreated Whether the plan makes an account for a person: then a manager who has none yet is set after that.
 */
export function plannedPerson(person: InboundPerson, isCreated: (personIdExternal: string) => boolean): PersonPreview {
  const { personIdExternal, name, situation, asOfDate, account, errors, warnings } = person;
  const { action, reason } = actionOf(person, isCreated);
  const records = person.keptBack === 'person' ? [] : recordsOf(person, action, isCreated);
  const written = new Set(records.flatMap(({ after, before }) => Object.keys(after ?? before ?? {})));
  if (written.has('managerPerson')) written.add('manager');
  return {
    personIdExternal,
    name: name === '' ? personIdExternal : name,
    userPrincipalName: account?.userPrincipalName ?? rowText(person.values['userPrincipalName']) ?? '',
    primaryNow: { emails: [], phones: [] },
    lines: person.lines.filter(({ target }) => !written.has(target)).map(restLine),
    refusals: [],
    errors: errors.map((error) => ({ reason: error })),
    warnings: [...warnings],
    calls: records.length === 0 ? [] : [{ together: false, records }],
    account: {
      situation,
      ...(asOfDate !== undefined && { asOfDate }),
      action,
      reason,
      ...(!person.inScope && { outOfScope: true }),
      ...(account && { objectId: account.id, matchedBy: account.matchedBy }),
    },
  };
}

/** An account of which nothing else changes is updated, too, where the plan makes one for its manager. */
function actionOf(
  { action, reason, account, waitingManager }: InboundPerson,
  isCreated: (id: string) => boolean,
): Pick<InboundPerson, 'action' | 'reason'> {
  const follows =
    action === 'none' && account !== undefined && waitingManager !== undefined && isCreated(waitingManager);
  return follows ? { action: 'update', reason: 'their manager gets an account' } : { action, reason };
}

function recordsOf(
  person: InboundPerson,
  action: InboundPerson['action'],
  isCreated: (id: string) => boolean,
): readonly PlannedRecord[] {
  const { personIdExternal, account, held, values, nobodyHas } = person;
  if (action === 'none') return [];
  const key = { personIdExternal, ...(account && { objectId: account.id }) };
  const base = { group: 'account', entity: 'Account', key, givesUpPrimary: false } as const;
  if (action === 'disable') {
    const before = { accountEnabled: held['accountEnabled'] ?? null };
    return [{ ...base, action, before, after: { accountEnabled: 'False' } }];
  }
  if (action === 'delete') return [{ ...base, action, before: withoutManager(held), after: null }];
  const after = withoutManager(values);
  const names = Object.keys(after);
  const records: PlannedRecord[] = [];
  if (action === 'create') records.push({ ...base, action, before: null, after, nobodyHas });
  else if (names.length > 0) {
    const before = Object.fromEntries(names.map((name) => [name, held[name] ?? null]));
    records.push({ ...base, action, before, after });
  }
  return [...records, ...managerRecords(person, key, isCreated)];
}

/** The manager is set in a second pass, when the accounts are there. */
function managerRecords(
  { held, values, waitingManager }: InboundPerson,
  key: PlannedRecord['key'],
  isCreated: (id: string) => boolean,
): readonly PlannedRecord[] {
  const before = { manager: held['manager'] ?? null };
  const base = { group: 'manager', entity: 'Manager', key, before, givesUpPrimary: false } as const;
  const manager = values['manager'];
  if (manager !== undefined) return [{ ...base, after: { manager } }];
  if (waitingManager === undefined || !isCreated(waitingManager)) return [];
  return [{ ...base, after: { managerPerson: waitingManager } }];
}

/** The attributes of an account as a plan holds them. */
function withoutManager({ manager: _, ...values }: InboundPerson['values']): RowValues {
  return values;
}

/** A target of which nothing is written. */
function restLine({ target, before, after, note, reason }: AccountLine): RestLine {
  const group = target === 'manager' ? 'manager' : 'account';
  return {
    group,
    target,
    before: rowText(before),
    after: note === 'unchanged' ? rowText(after) : null,
    note: note === 'unchanged' ? 'unchanged' : note === 'error' ? 'error' : 'kept',
    ...(reason !== undefined && { reason }),
  };
}
