import type { PlannedRecord } from '../plan/person-preview.ts';
import { isAsMeant, type RowValues } from '../plan/row-values.ts';

/**
 * What takes a written record back: a record, nothing because the row is as it was already, or why it cannot be taken
 * back.
 */
export type Inverse = { readonly record: PlannedRecord } | 'as it was' | { readonly reason: string };

const changedSince = 'it has changed since the run wrote it, and is left as it is';

/**
 * The record that takes another one back. A row goes back only where it still is what the run wrote.
 *
 * @param present The row as it was just read; `null` when there is none.
 */
export function inverseOf(record: PlannedRecord, present: RowValues | null): Inverse {
  if (record.entity === 'User') return inverseOfUser(record, present);
  const { before, after } = record;
  if (!isAsMeant(after, present)) return isAsMeant(before, present) ? 'as it was' : { reason: changedSince };
  if (before !== null && isEmpty(before[mainOf(record)])) {
    return { reason: `its ${mainOf(record)} was empty before, and SuccessFactors takes no empty one` };
  }
  const { givesUpPrimary, takesBackPrimary, ...rest } = record;
  const flags = {
    givesUpPrimary: takesBackPrimary === true,
    ...(givesUpPrimary && { takesBackPrimary: true as const }),
  };
  return { record: { ...rest, ...flags, before: present, after: before && sentAgain(before, after) } };
}

/** The values that go back: of a row that is made again all it had, of another one those that the run sent. */
function sentAgain(before: RowValues, after: RowValues | null): RowValues {
  const names = Object.keys(before).filter((name) => (after === null ? before[name] !== null : name in after));
  return Object.fromEntries(names.map((name) => [name, before[name] ?? null]));
}

/** The properties of a User stand each for itself: those that are still as written go back. */
function inverseOfUser(record: PlannedRecord, present: RowValues | null): Inverse {
  const { before, after } = record;
  if (before === null || after === null || present === null) return { reason: 'SuccessFactors has no such User' };
  const names = Object.keys(after).filter((name) => before[name] !== after[name]);
  const back = names.filter((name) => (present[name] ?? null) === after[name]);
  const others = names.filter((name) => !back.includes(name) && (present[name] ?? null) !== (before[name] ?? null));
  if (others.length > 0 && back.length === 0) return { reason: `${others.join(', ')}: ${changedSince}` };
  if (back.includes('username') && isEmpty(before['username'])) {
    return { reason: 'username was empty before, and SuccessFactors takes no empty one' };
  }
  if (back.length === 0) return 'as it was';
  const pick = (values: RowValues) => Object.fromEntries(back.map((name) => [name, values[name] ?? null]));
  return { record: { ...record, before: pick(present), after: pick(before) } };
}

/** Of a User that goes back in part: what does not. */
export function leftOfUser(record: PlannedRecord, present: RowValues | null): string | undefined {
  const { entity, before, after } = record;
  if (entity !== 'User' || before === null || after === null || present === null) return undefined;
  const left = Object.keys(after).filter((name) => {
    const now = present[name] ?? null;
    return before[name] !== after[name] && now !== after[name] && now !== (before[name] ?? null);
  });
  return left.length === 0 ? undefined : `${left.join(', ')}: ${changedSince}`;
}

const isEmpty = (value: RowValues[string] | undefined) => value === null || value === undefined || value === '';

const mainOf = ({ entity }: PlannedRecord) => (entity === 'PerEmail' ? 'emailAddress' : 'phoneNumber');
