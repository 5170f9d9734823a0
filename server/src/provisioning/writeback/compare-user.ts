import { userTargets } from '../plan/groups.ts';
import type { PlannedRecord, RestLine } from '../plan/person-preview.ts';
import { sameValues } from '../plan/row-values.ts';
import { desiredUser, keptReason, type Outcomes } from './desired.ts';
import type { EmploymentRow, PersonRows } from './rows.ts';
import { statusRefusal } from './user-status.ts';

/** What a mapping would change in the User row of one person. */
export interface UserComparison {
  readonly lines: readonly RestLine[];
  readonly record?: PlannedRecord;
  readonly refusal?: string;
  readonly error?: string;
}

/** Whether a mapping writes the User row at all, so that employments must be read. */
export function writesUser(targets: Iterable<string>): boolean {
  const names = new Set(targets);
  return userTargets.some((target) => names.has(target));
}

/**
 * Compares the User row. Its key is the mapped `userId`; without one it is the User of the one active employment. A
 * person with several is refused, for the wrong profile could be written ("SAP SuccessFactors integration reference",
 * on rehires and conversions).
 */
export function compareUser(rows: PersonRows, outcomes: Outcomes): UserComparison {
  if (!writesUser(outcomes.keys())) return { lines: [] };
  const desired = desiredUser(outcomes);
  if (desired.state === 'error') return { lines: lines(outcomes, undefined, 'error'), error: desired.message };

  const chosen = chooseEmployment(rows, desired.state === 'row' ? desired.userId : undefined);
  if (desired.state === 'none') {
    return { lines: lines(outcomes, typeof chosen === 'string' ? undefined : chosen, undefined) };
  }
  // Without a User there is no present value to show: the reason alone is the truth.
  if (typeof chosen === 'string') {
    return desired.userId === undefined ? { lines: [], refusal: chosen } : { lines: [], error: chosen };
  }
  if (chosen.user === undefined) {
    const error = `SuccessFactors gives no User for the employment ${chosen.userId}. Map userId to the active one.`;
    return { lines: lines(outcomes, chosen, 'error'), error };
  }
  const before = Object.fromEntries(Object.keys(desired.values).map((name) => [name, chosen.user?.[name] ?? null]));
  if (sameValues(desired.values, before)) return { lines: lines(outcomes, chosen, undefined) };
  const refusal = statusRefusal(rows, chosen.userId);
  if (refusal !== undefined) return { lines: lines(outcomes, chosen, 'refused'), refusal };
  return {
    lines: lines(outcomes, chosen, undefined),
    record: {
      group: 'user',
      entity: 'User',
      key: { userId: chosen.userId },
      before,
      after: desired.values,
      givesUpPrimary: false,
    },
  };
}

/** The employment whose User is written, or why none can be chosen. */
function chooseEmployment(rows: PersonRows, userId: string | undefined): EmploymentRow | string {
  const { employments } = rows;
  if (userId !== undefined) {
    const known = employments.map((employment) => employment.userId).join(', ') || 'none';
    return (
      employments.find((employment) => employment.userId === userId) ??
      `userId is ${userId}, which is no employment of this person. SuccessFactors has: ${known}.`
    );
  }
  const active = employments.filter((employment) => employment.active);
  const [only] = active;
  if (only !== undefined && active.length === 1) return only;
  if (active.length === 0) return 'This person has no active employment. Map userId to say which User is written.';
  const ids = active.map((employment) => employment.userId).join(', ');
  return `This person has ${active.length} active employments (${ids}). Map userId to say which User is written.`;
}

function lines(
  outcomes: Outcomes,
  employment: EmploymentRow | undefined,
  note: 'error' | 'refused' | undefined,
): readonly RestLine[] {
  return userTargets.flatMap((target): readonly RestLine[] => {
    const outcome = outcomes.get(target);
    if (outcome === undefined) return [];
    const value = employment?.user?.[target];
    const before = value === null || value === undefined ? null : String(value);
    const after = outcome.state === 'value' && outcome.value !== '' ? String(outcome.value) : null;
    const line = { group: 'user', target, before, after } as const;
    if (note === 'error' || (note === 'refused' && after !== null && after !== before)) return [{ ...line, note }];
    if (after === null) return [{ ...line, note: 'kept', ...keptReason(target, target, outcomes) }];
    return [{ ...line, note: 'unchanged' }];
  });
}
