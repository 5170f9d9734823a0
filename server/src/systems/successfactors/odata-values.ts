import type { Json } from '../../core/json.ts';

/** `/Date(1483056000000)/` or `/Date(1695029196000+0000)/`; a JSON parser has taken the escapes of the slashes away. */
const wireDate = /^\/Date\((-?\d{1,17})(?:[+-]\d{4})?\)\/$/;

/** The last instant that JavaScript's Date can hold. */
const lastInstant = 8.64e15;

function milliseconds(value: Json | undefined): number | undefined {
  const text = typeof value === 'string' ? wireDate.exec(value)?.[1] : undefined;
  if (text === undefined) return undefined;
  const time = Number(text);
  return Math.abs(time) <= lastInstant ? time : undefined;
}

/**
 * A calendar date such as startDate: Edm.DateTime at midnight in UTC, read in UTC and never in the zone of this machine
 * (KBA 2954606).
 *
 * @returns `2016-12-30`; nothing for a value that is no date, and for years before 1 or after 9999.
 */
export function readCalendarDate(value: Json | undefined): string | undefined {
  const time = milliseconds(value);
  const text = time === undefined ? undefined : new Date(time).toISOString().slice(0, 10);
  return text !== undefined && /^(?!0000)\d{4}-/.test(text) ? text : undefined;
}

/**
 * An instant such as lastModifiedDateTime: Edm.DateTimeOffset. The milliseconds count from 1970 in UTC, and the offset
 * behind them does not move the instant.
 */
export function readInstant(value: Json | undefined): Date | undefined {
  const time = milliseconds(value);
  return time === undefined ? undefined : new Date(time);
}

const int64Limit = 2n ** 63n;

/** Edm.Int64, which comes as a JSON string, exactly: `"663469"` is 663469n. */
export function readInt64(value: Json | undefined): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  if (typeof value !== 'string' || !/^[+-]?\d{1,19}$/.test(value)) return undefined;
  const number = BigInt(value.replace('+', ''));
  return number >= -int64Limit && number < int64Limit ? number : undefined;
}

/**
 * Edm.Decimal or Edm.Double, which come as JSON strings, digit by digit as they came: a binary fraction would change
 * them. Double may be `INF`, `-INF` or `NaN`.
 */
export function readDecimal(value: Json | undefined): string | undefined {
  // A number that JSON reads has 15 digits for certain; of more, the last ones are not what was sent.
  if (typeof value === 'number') return digitsOf(value) <= 15 ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  return /^([+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|-?INF|NaN)$/.test(value) ? value : undefined;
}

const digitsOf = (value: number): number => value.toExponential().replace(/e.*|\D/g, '').length;

/** A calendar date as it is sent in JSON: `/Date(1483056000000)/`. Nothing for a text that is no calendar date. */
export function writeCalendarDate(date: string): string | undefined {
  const time = /^(?!0000)\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  return exists ? `/Date(${time})/` : undefined;
}
