/** 100-nanosecond steps, the unit of .NET's `DateTime`. */
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MINUTE = 60n * TICKS_PER_SECOND;
export const TICKS_PER_HOUR = 60n * TICKS_PER_MINUTE;
export const TICKS_PER_DAY = 24n * TICKS_PER_HOUR;
/** 9999-12-31T23:59:59.9999999. */
export const LAST_TICK = 3_155_378_975_999_999_999n;
/** 1970-01-01 in ticks. */
const UNIX_EPOCH = 621_355_968_000_000_000n;

/**
 * A point in time as .NET holds it: ticks since 0001-01-01, and what kind of clock they belong to. The provisioning
 * service runs in UTC, so `local` is UTC too; the kinds differ in how `K` is written.
 */
export interface DateTime {
  readonly ticks: bigint;
  readonly kind: 'utc' | 'local' | 'unspecified';
}

/** The parts of a date. `month` and `day` count from 1, `fraction` is in ticks, `weekday` 0 is Sunday. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: number;
  readonly weekday: number;
}

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How many days a month has; month 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 0001-01-01 to a date that exists. */
function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  const years = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return years + (DAYS_BEFORE[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0) + day - 1;
}

/** Ticks of a date and time; undefined where there is no such date or time in the years 1 to 9999. */
export function ticksOf(parts: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly fraction?: number;
}): bigint | undefined {
  const { year, month, day, hour = 0, minute = 0, second = 0, fraction = 0 } = parts;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const seconds = dayNumber(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  return BigInt(seconds) * TICKS_PER_SECOND + BigInt(fraction);
}

/** The parts of a point in time between 0 and `LAST_TICK`. */
export function partsOf(ticks: bigint): DateParts {
  const fraction = Number(ticks % TICKS_PER_SECOND);
  const seconds = Number(ticks / TICKS_PER_SECOND);
  const days = Math.floor(seconds / 86_400);
  const inDay = seconds - days * 86_400;
  let year = Math.floor(days / 365.2425) + 1;
  while (dayNumber(year, 1, 1) > days) year -= 1;
  while (dayNumber(year + 1, 1, 1) <= days) year += 1;
  let month = 12;
  while (dayNumber(year, month, 1) > days) month -= 1;
  return {
    year,
    month,
    day: days - dayNumber(year, month, 1) + 1,
    hour: Math.floor(inDay / 3600),
    minute: Math.floor(inDay / 60) % 60,
    second: inDay % 60,
    fraction,
    // 0001-01-01 was a Monday.
    weekday: (days + 1) % 7,
  };
}

/** Whether the ticks lie in the years 1 to 9999. */
export function inRange(ticks: bigint): boolean {
  return ticks >= 0n && ticks <= LAST_TICK;
}

/** A clock's instant as ticks in UTC. */
export function ticksOfInstant(instant: Date): bigint {
  return UNIX_EPOCH + BigInt(instant.getTime()) * 10_000n;
}

/**
 * A year of two digits in full: 00 to 49 lie in this century, 50 to 99 in the last, as `TwoDigitYearMax` 2049 of
 * today's .NET says. Microsoft does not document the service's own limit.
 */
export function fullYear(year: number): number {
  return year < 50 ? 2000 + year : 1900 + year;
}
