import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { readCalendarDate } from './odata-values.ts';

/**
 * The day on which somebody begins who has not begun yet: the earliest start of their employments, all of which lie in
 * the future. SuccessFactors gives little about them today, and everything as of that day ("SAP SuccessFactors
 * integration reference", pre-hires). Nothing for everybody else, a rehire included.
 *
 * @param today `2026-03-01`, in UTC.
 */
export function firstDay(person: JsonObject, today: string): string | undefined {
  const nav = person['employmentNav'];
  const employments = isJsonObject(nav) ? nav['results'] : undefined;
  if (!Array.isArray(employments) || employments.length === 0) return undefined;
  const starts = employments.map((row) => (isJsonObject(row) ? readCalendarDate(row['startDate']) : undefined));
  const known = starts.filter((start) => start !== undefined).sort();
  return known.length === starts.length && known.every((start) => start > today) ? known[0] : undefined;
}
