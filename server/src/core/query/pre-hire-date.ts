import { isJsonObject, type JsonObject } from '../json.ts';
import { dateOf } from '../jsonpath/dates.ts';
import { records } from '../mapping/situation.ts';

/**
 * The day on which somebody begins who is not there yet: SuccessFactors then shows neither names nor a job, and has to be
 * asked again as of that day. Source: "SAP SuccessFactors integration reference", pre-hires.
 *
 * @param person PerPerson with `personalInfoNav` and `employmentNav` expanded.
 * @returns `2026-06-01`; undefined for everybody else, also for rehires and conversions to come, which the connector does
 * not tell apart either.
 */
export function preHireDate(person: JsonObject, today: Date): string | undefined {
  if (records(person, 'personalInfoNav').length > 0) return undefined;
  const dates = records(person, 'employmentNav').map(({ startDate }) =>
    typeof startDate === 'string' ? (dateOf(startDate)?.milliseconds ?? 0) : 0,
  );
  const first = Math.min(...dates);
  return dates.length > 0 && first > today.getTime() ? new Date(first).toISOString().slice(0, 10) : undefined;
}

/** The states of a user that the second read takes: active, inactive, and the external user of onboarding. */
const STATES: ReadonlySet<unknown> = new Set(['t', 'f', 'e']);

/** Whether the second read would give this person: the connector asks for these users alone. */
export function isPreHire(person: JsonObject): boolean {
  return records(person, 'employmentNav').some(({ userNav }) => isJsonObject(userNav) && STATES.has(userNav['status']));
}
