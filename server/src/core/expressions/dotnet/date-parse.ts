import { type DateTime, fullYear, inRange, partsOf, TICKS_PER_HOUR, TICKS_PER_MINUTE, ticksOf } from './date-time.ts';
import { MONTHS, WEEKDAYS } from './names.ts';

const MONTH = `(?<name>${MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')})`;
const WEEKDAY = `(?:(?<weekday>${WEEKDAYS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')})(?:,\\s*|\\s+))?`;
const TIME =
  '(?<hour>\\d{1,2})(?::(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d+))?)?)?(?:\\s*(?<half>[AP])M?)?';
const ZONE = '(?:\\s*(?<zone>Z|GMT|[+-]\\d{1,2}:?\\d{2}|[+-]\\d{1,2}))';
/** A date alone may be followed by its offset, as Workday writes it; an hour alone could not be told from a day. */
const DATE_ZONE = '(?:\\s*(?<dateZone>Z|GMT|[+-]\\d{1,2}:\\d{2}|[+-]\\d{4}))?';

/** Orders of a date that cannot be mistaken for one another in culture en-US. */
const DATES = [
  '(?<year>\\d{4})(?<mark>[-/.])(?<month>\\d{1,2})(?:\\k<mark>(?<day>\\d{1,2}))?',
  '(?<month>\\d{1,2})(?<mark>[-/.])(?<day>\\d{1,2})\\k<mark>(?<year>\\d{4}|\\d{2})',
  `${MONTH}\\.?\\s+(?<day>\\d{1,2})(?:,\\s*|\\s+)(?<year>\\d{4})`,
  `(?<day>\\d{1,2})(?:\\s+|-)${MONTH}\\.?(?:,?\\s+|-)(?<year>\\d{4})`,
  `${MONTH},?\\s+(?<year>\\d{4})`,
].map((date) => new RegExp(`^${WEEKDAY}${date}(?:${DATE_ZONE}|(?:T|,?\\s+)${TIME}${ZONE}?)$`, 'i'));

/**
 * Reads a date as `CDate` takes it: what .NET's `DateTime.Parse` reads in culture en-US and what the function reference
 * shows. ISO 8601 with or without a time, a zone, or both (`2020-03-16-07:00`); `3/16/2020 7:00:00 AM`; month names in
 * English, with a weekday or without. A date without a zone is UTC; the result is in UTC.
 *
 * Gives undefined for anything else: no such date, a time without a date (.NET would take the present day), `20200316`.
 */
export function parseDate(text: string): DateTime | undefined {
  const trimmed = text.trim();
  // No date is longer; patterns need not look at more.
  if (trimmed.length > 100) return undefined;
  for (const pattern of DATES) {
    const groups = pattern.exec(trimmed)?.groups;
    if (groups !== undefined) return dateOf(groups);
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

function dateOf(groups: Groups): DateTime | undefined {
  const { year = '', month, day = '1', name, minute = '0', second = '0', fraction = '' } = groups;
  const time = hourOf(groups);
  if (time === undefined) return undefined;
  const ticks = ticksOf({
    year: year.length === 2 ? fullYear(Number(year)) : Number(year),
    month: name === undefined ? Number(month) : monthNumber(name),
    day: Number(day),
    hour: time,
    minute: Number(minute),
    second: Number(second),
    fraction: Math.min(9_999_999, Math.round(Number(`0.${fraction || '0'}`) * 1e7)),
  });
  if (ticks === undefined) return undefined;
  const { weekday, zone, dateZone } = groups;
  if (weekday !== undefined && !sameName(WEEKDAYS[partsOf(ticks).weekday] ?? '', weekday)) return undefined;
  const offset = offsetOf(zone ?? dateZone ?? 'Z');
  if (offset === undefined || !inRange(ticks - offset)) return undefined;
  return { ticks: ticks - offset, kind: 'utc' };
}

/** Undefined where there is no such hour; an hour alone needs AM or PM. */
function hourOf({ hour, minute, half }: Groups): number | undefined {
  if (hour === undefined) return 0;
  const number = Number(hour);
  if (half === undefined) return minute === undefined ? undefined : number;
  if (half.toUpperCase() === 'A') return number > 12 ? undefined : number % 12;
  return number < 12 ? number + 12 : number;
}

function monthNumber(name: string): number {
  return MONTHS.findIndex((month) => sameName(month, name)) + 1;
}

function sameName(full: string, written: string): boolean {
  return full.slice(0, 3).toLowerCase() === written.slice(0, 3).toLowerCase();
}

function offsetOf(zone: string): bigint | undefined {
  if (/^(?:Z|GMT)$/i.test(zone)) return 0n;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}|\d)(?::?(\d{2}))?$/.exec(zone) ?? [];
  if (sign === undefined || Number(minutes) > 59) return undefined;
  const ticks = BigInt(hours) * TICKS_PER_HOUR + BigInt(minutes) * TICKS_PER_MINUTE;
  if (ticks > 14n * TICKS_PER_HOUR) return undefined;
  return sign === '-' ? -ticks : ticks;
}
