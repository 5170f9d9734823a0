/**
 * A moment as .NET's `DateTime` holds it.
 *
 * `zone` is what .NET keeps of the zone: `utc` (a `Z`, or `/Date(ms)/`), `none` (no zone was written), or the offset
 * from UTC in minutes (an offset was written; that of `/Date(ms+0000)/` does not count, because the connector is taken
 * to run in UTC).
 */
export interface DateValue {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly milliseconds: number;
  /** Units of 100 ns beyond the milliseconds, 0–9999. */
  readonly ticks: number;
  readonly zone: 'utc' | 'none' | number;
}

/** 0001-01-01, the first day that .NET knows. */
const EARLIEST = -62_135_596_800_000;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const DAY = 86_400_000;

const MICROSOFT = /^\/Date\((-?\d{1,19})(?:[+-]\d{2}(?:\d{2})?)?\)\/$/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?(?:(Z|z)|([+-])(\d\d)(?::?(\d\d))?|(\d\d))?$/;

/**
 * The date that Json.NET's reader makes of a string of the payload, undefined for any other string: OData's
 * `/Date(ms)/` and `/Date(ms+0000)/` (the offset does not move the moment), and ISO 8601 with seconds.
 */
export function dateOf(text: string): DateValue | undefined {
  const first = text.charCodeAt(0);
  if (first === 47) return microsoftDate(text);
  if (first < 48 || first > 57 || text.length < 19 || text.length > 40 || text.charAt(10) !== 'T') return undefined;
  const parts = ISO.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, utc, sign, zoneHour, zoneMinute] = parts;
  const fractionTicks = Number((fraction ?? '').padEnd(7, '0'));
  const local = momentOf(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    fractionTicks,
  );
  if (local === undefined) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (Number(zoneHour ?? 0) * 60 + Number(zoneMinute ?? 0));
  const milliseconds = Math.min(Math.max(local - offset * 60_000, EARLIEST), LATEST);
  return {
    milliseconds,
    ticks: fractionTicks % 10_000,
    zone: utc !== undefined ? 'utc' : sign !== undefined ? offset : 'none',
  };
}

function microsoftDate(text: string): DateValue | undefined {
  const parts = MICROSOFT.exec(text);
  if (parts === null) return undefined;
  const milliseconds = Number(parts[1]);
  if (milliseconds < EARLIEST || milliseconds > LATEST) return undefined;
  return { milliseconds, ticks: 0, zone: /[+-]\d{2,4}\)/.test(text) ? 0 : 'utc' };
}

/** Milliseconds of a calendar date and time, undefined where there is none such; 24:00:00 is the next midnight. */
export function momentOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fractionTicks: number,
): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second > 59) return undefined;
  if (hour === 24 && (minute > 0 || second > 0 || fractionTicks > 0)) return undefined;
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  if (new Date(midnight).getUTCDate() !== day) return undefined;
  return midnight + (hour * 3600 + minute * 60 + second) * 1000 + Math.floor(fractionTicks / 10_000);
}

/** The text with which a filter compares a date: ISO 8601 as Json.NET writes it. */
export function isoText(date: DateValue): string {
  const { zone } = date;
  const minutes = typeof zone === 'number' ? zone : 0;
  const moment = new Date(date.milliseconds + minutes * 60_000).toISOString();
  const fraction = `${moment.slice(20, 23)}${String(date.ticks).padStart(4, '0')}`.replace(/0+$/, '');
  return `${moment.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}${zoneText(zone)}`;
}

function zoneText(zone: DateValue['zone']): string {
  if (typeof zone !== 'number') return zone === 'utc' ? 'Z' : '';
  const size = Math.abs(zone);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${zone < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}

/** Below zero when `a` is earlier, zero when equal; the zone does not count. */
export function compareDates(a: DateValue, b: DateValue): number {
  return a.milliseconds === b.milliseconds ? a.ticks - b.ticks : a.milliseconds - b.milliseconds;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME = /^(?:T|\s+)?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?\s*(AM|PM)?\s*(Z|[+-]\d{1,2}:?\d{2})?$/i;

/**
 * A text beside a date in an ordering comparison, by the usual formats of .NET's `DateTime.Parse` in the invariant
 * culture (`2015-01-01`, `2015/01/01`, `1/31/2015`, `31 Jan 2015`, with or without a time and a zone); undefined for
 * anything else.
 */
export function parseDateText(text: string): DateValue | undefined {
  const trimmed = text.trim();
  const day = leadingDate(trimmed);
  if (day === undefined) return undefined;
  const rest = trimmed.slice(day.length).trimEnd();
  const midnight = momentOf(day.year, day.month, day.day, 0, 0, 0, 0);
  if (midnight === undefined) return undefined;
  if (rest === '') return { milliseconds: midnight, ticks: 0, zone: 'none' };
  const time = TIME.exec(rest);
  if (time === null) return undefined;
  const [, hours, minutes, seconds = '0', fraction = '', half, zone] = time;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  }
  const fractionTicks = Number(fraction.padEnd(7, '0'));
  const moment = momentOf(day.year, day.month, day.day, hour, Number(minutes), Number(seconds), fractionTicks);
  if (moment === undefined) return undefined;
  return { milliseconds: moment - zoneOffset(zone), ticks: fractionTicks % 10_000, zone: 'none' };
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || /^z$/i.test(zone)) return 0;
  const [hours = '0', minutes = '0'] =
    zone
      .slice(1)
      .match(/^(\d{1,2}?):?(\d\d)$/)
      ?.slice(1) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return zone.startsWith('-') ? -offset : Math.min(offset, DAY);
}

function leadingDate(text: string): { year: number; month: number; day: number; length: number } | undefined {
  const yearFirst = /^(\d{4})([-/])(\d{1,2})(?:\2(\d{1,2}))?(?!\d)/.exec(text);
  if (yearFirst !== null) {
    const [all, year, , month, day = '1'] = yearFirst;
    return { year: Number(year), month: Number(month), day: Number(day), length: all.length };
  }
  const monthFirst = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?!\d)/.exec(text);
  if (monthFirst !== null) {
    const [all, month, , day, year] = monthFirst;
    return { year: Number(year), month: Number(month), day: Number(day), length: all.length };
  }
  const named = /^(?:(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4})|([a-z]{3,9}) (\d{1,2}),? (\d{4}))(?![\da-z])/i.exec(text);
  if (named === null) return undefined;
  const [all, dayBefore, nameBehind, yearBehind, nameBefore, dayBehind, yearLast] = named;
  const month = MONTHS.indexOf((nameBehind ?? nameBefore ?? '').slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return undefined;
  return { year: Number(yearBehind ?? yearLast), month, day: Number(dayBefore ?? dayBehind), length: all.length };
}
