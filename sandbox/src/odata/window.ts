import type { Entity, Row } from '../model/entity.ts';
import type { Day } from '../store/related.ts';
import { calendarDay } from './literal.ts';
import { badRequest } from './odata-error.ts';

/** The time that a read looks at: one day at all levels, or a range of slices at the top level. */
export interface Window {
  readonly day: Day;
  readonly range?: { readonly from: number; readonly to: number };
}

/**
 * Reads `asOfDate`, `fromDate` and `toDate`. Without any, today counts; a range counts for the top level only.
 *
 * @throws ODataError 400 for a date that is none, and for asOfDate beside one of the others
 */
export function windowOf(parameters: ReadonlyMap<string, string>, now: Day): Window {
  const asOf = date(parameters, 'asOfDate');
  const from = date(parameters, 'fromDate');
  const to = date(parameters, 'toDate');
  if (from === undefined && to === undefined) return { day: asOf === undefined ? now : { asOf, explicit: true } };
  if (asOf !== undefined) throw badRequest('[COE0018]asOfDate cannot be combined with fromDate or toDate');
  if (from !== undefined && to !== undefined && to < from) throw badRequest('[COE0018]toDate is before fromDate');
  return { day: now, range: { from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY } };
}

function date(parameters: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  const value = calendarDay(text);
  if (value === undefined) throw badRequest(`[COE0018]${name} is no date of the form YYYY-MM-DD`);
  return value;
}

/** Whether a slice touches the range; what has no slices always does. */
export const inRange = (entity: Entity, row: Row, { from, to }: NonNullable<Window['range']>): boolean =>
  !entity.effectiveDated ||
  (Number(row['startDate']) <= to && Number(row['endDate'] ?? Number.POSITIVE_INFINITY) >= from);
