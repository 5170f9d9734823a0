import { accountContradiction } from './account-contradiction.ts';
import { callLines } from './person-lines.ts';
import {
  type PersonPreview,
  type PlannedCall,
  type PlannedRecord,
  previewTotals,
  type WritebackPreview,
} from './person-preview.ts';
import { sameValues } from './row-values.ts';

/**
 * Where the parts of a plan do not fit one another: a record of another person, a row twice, totals of other changes. A
 * plan that sfmap has made has no such place.
 *
 * @returns The place in words; nothing when all fits.
 */
export function planContradiction({ people, totals, kind = 'writeback', target }: Contradictable): string | undefined {
  if ((kind === 'inbound') !== (target !== undefined) && kind !== 'undo')
    return 'it does not say which system it writes to';
  const seen = new Set<string>();
  for (const person of people) {
    if (person.calls.length === 0) continue;
    const id = person.personIdExternal;
    if (id === null || seen.has(id)) return `${person.name} has no personIdExternal of their own`;
    seen.add(id);
    const found = wrongSystem(person, target !== undefined) ?? personContradiction(person, kind === 'undo');
    if (found !== undefined) return `person ${id}: ${found}`;
  }
  const counted = previewTotals(people, totals.outOfScope);
  const { rowsByGroup, ...rest } = counted;
  const same =
    Object.entries(rest).every(([name, count]) => totals[name as keyof typeof rest] === count) &&
    sameValues(asValues(rowsByGroup), asValues(totals.rowsByGroup)) &&
    sameValues(asValues(totals.rowsByGroup), asValues(rowsByGroup));
  return same ? undefined : 'the totals are not those of its changes';
}

type Contradictable = Pick<WritebackPreview, 'people' | 'totals'> & {
  readonly kind?: 'writeback' | 'inbound' | 'undo';
  readonly target?: object;
};

/** A plan writes to one system: accounts where it names an Entra tenant, rows where it names none. */
function wrongSystem({ calls, account }: PersonPreview, accounts: boolean): string | undefined {
  if (accounts !== (account !== undefined)) return 'what is known of an account belongs to an inbound plan';
  const records = calls.flatMap((call) => call.records);
  const isAccount = ({ entity }: PlannedRecord) => entity === 'Account' || entity === 'Manager';
  return records.every((record) => isAccount(record) === accounts) ? undefined : 'it writes to another system';
}

const asValues = (counts: object) =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));

function personContradiction(person: PersonPreview, undoes: boolean): string | undefined {
  const rows = new Set<string>();
  for (const call of person.calls) {
    for (const record of call.records) {
      const row = [record.entity, ...Object.values(record.key)].join(' ');
      if (rows.has(row)) return `${row} is written twice`;
      rows.add(row);
      const found = (undoes ? undefined : onlyUndone(record)) ?? recordContradiction(record, call, person);
      if (found !== undefined) return `${row}: ${found}`;
    }
  }
  const targets = [...callLines(person.calls), ...person.lines].map(({ target }) => target);
  return new Set(targets).size < targets.length ? 'a target is shown twice' : undefined;
}

/** What a writeback never does, and an undo may. */
function onlyUndone({ entity, after, action, takesBackPrimary }: PlannedRecord): string | undefined {
  if (action === 'enable' || action === 'restore') return 'an account comes back, which only an undo does';
  if (entity === 'Account' || entity === 'Manager') return undefined;
  if (after === null) return 'a row is deleted, which only an undo does';
  if (takesBackPrimary) return 'a row takes its flag back, which only an undo does';
  const { emailAddress: _e, phoneNumber: _p, ...rest } = after;
  return entity !== 'User' && Object.values(rest).includes(null)
    ? 'a value is emptied, which only an undo does'
    : undefined;
}

function recordContradiction(record: PlannedRecord, call: PlannedCall, person: PersonPreview): string | undefined {
  const { entity, key, before, after } = record;
  if (entity === 'Account' || entity === 'Manager') return accountContradiction(record, call, person);
  if (entity === 'User') {
    const names = Object.keys(after ?? {});
    if (names.length === 0) return 'nothing is written';
    if (
      names.sort().join() !==
      Object.keys(before ?? {})
        .sort()
        .join()
    )
      return 'before and after are other properties';
    return call.together ? 'a User takes no part in a switch of primary flags' : undefined;
  }
  if (key['personIdExternal'] !== person.personIdExternal) return 'it is the row of another person';
  if (call.together && call.records.some((other) => other.entity !== entity)) return 'a switch is of one kind of row';
  if (record.takesBackPrimary) return takenBack(record, call);
  if (!record.givesUpPrimary) return undefined;
  if (!call.together) return 'a row gives up its flag outside a switch';
  const onlyFlag = { ...before, isPrimary: false };
  return before?.['isPrimary'] === true && after?.['isPrimary'] === false && sameValues(after, onlyFlag)
    ? undefined
    : 'a row that gives up its flag changes otherwise';
}

function takenBack({ before, after, givesUpPrimary }: PlannedRecord, { together }: PlannedCall): string | undefined {
  const onlyFlag = { ...before, isPrimary: true };
  const fits =
    together && !givesUpPrimary && before?.['isPrimary'] === false && after !== null && sameValues(after, onlyFlag);
  return fits && after['isPrimary'] === true ? undefined : 'a row that takes its flag back changes otherwise';
}
