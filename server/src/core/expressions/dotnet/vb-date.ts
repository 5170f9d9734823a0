import {
  daysInMonth,
  inRange,
  partsOf,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  ticksOf,
} from './date-time.ts';

/** The intervals that Microsoft's function reference lists, and what they stand for. */
export const INTERVALS = {
  yyyy: 'year',
  m: 'month',
  d: 'day',
  ww: 'week',
  h: 'hour',
  n: 'minute',
  s: 'second',
} as const;

export type Interval = keyof typeof INTERVALS;

/** Whether a text names an interval; names are case-sensitive. */
export function isInterval(text: string): text is Interval {
  return Object.hasOwn(INTERVALS, text);
}

const UNITS = {
  d: TICKS_PER_DAY,
  ww: 7n * TICKS_PER_DAY,
  h: TICKS_PER_HOUR,
  n: TICKS_PER_MINUTE,
  s: TICKS_PER_SECOND,
} as const;

/**
 * A date moved by a number of intervals, as `Microsoft.VisualBasic.DateAndTime.DateAdd` does: a month or year later
 * keeps the day, or takes the last one of a shorter month. Undefined outside the years 1 to 9999.
 */
export function dateAdd(interval: Interval, count: number, ticks: bigint): bigint | undefined {
  if (interval !== 'yyyy' && interval !== 'm') {
    const moved = ticks + BigInt(count) * UNITS[interval];
    return inRange(moved) ? moved : undefined;
  }
  const parts = partsOf(ticks);
  const months = parts.year * 12 + parts.month - 1 + (interval === 'yyyy' ? count * 12 : count);
  const year = Math.floor(months / 12);
  if (year < 1 || year > 9999) return undefined;
  const month = months - year * 12 + 1;
  return ticksOf({ ...parts, year, month, day: Math.min(parts.day, daysInMonth(year, month)) });
}

/**
 * How many intervals lie between two dates, as `Microsoft.VisualBasic.DateAndTime.DateDiff` counts: years and months by
 * the calendar; weeks from Sunday to Sunday; days, hours, minutes and seconds as full ones that passed. Negative where
 * the second date is the earlier one.
 */
export function dateDiff(interval: Interval, first: bigint, second: bigint): bigint {
  const a = partsOf(first);
  const b = partsOf(second);
  switch (interval) {
    case 'yyyy':
      return BigInt(b.year - a.year);
    case 'm':
      return BigInt((b.year - a.year) * 12 + b.month - a.month);
    case 'ww': {
      const sunday = (ticks: bigint, weekday: number) => ticks - BigInt(weekday) * TICKS_PER_DAY;
      return (sunday(second, b.weekday) - sunday(first, a.weekday)) / TICKS_PER_DAY / 7n;
    }
    default:
      return (second - first) / UNITS[interval];
  }
}
