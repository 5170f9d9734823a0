import { formatDate, GENERAL } from '../dotnet/date-format.ts';
import { dateAdd as add, INTERVALS, isInterval } from '../dotnet/vb-date.ts';
import { eager, flow } from '../function.ts';
import { fail } from '../problem.ts';
import { readDate, readText, shown } from '../readers.ts';

/** The largest number of intervals: Visual Basic counts in 32 bits. */
const MOST = 2_147_483_647;

/**
 * `DateAdd(interval, value, dateTime)`: the date moved by a number of intervals, by Visual Basic's rules: a fraction of
 * the number is cut off, and a month later keeps the day or takes the last one. The number may be a text ("10"). Null
 * and empty are errors. Source: the function reference; names of intervals are case-sensitive.
 */
export const dateAdd = eager('DateAdd', ([interval = null, value = null, dateTime = null]) => {
  const name = readText(interval, 'The interval of DateAdd');
  if (name === null || !isInterval(name)) {
    return fail(`The interval of DateAdd is one of ${Object.keys(INTERVALS).join(', ')}, not ${shown(name)}.`);
  }
  const number = readText(value, 'The value of DateAdd');
  if (number === null || !/^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(number) || Math.abs(Number(number)) > MOST) {
    return fail(`The value of DateAdd takes a number, but is ${shown(number)}.`);
  }
  const ticks = readDate(dateTime, 'The dateTime of DateAdd');
  const moved = add(name, Math.trunc(Number(number)), ticks);
  if (moved === undefined) return fail('DateAdd leaves the years 1 to 9999.');
  return flow(formatDate({ ticks: moved, kind: 'utc' }, GENERAL));
});
