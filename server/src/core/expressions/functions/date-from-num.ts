import { formatDate, GENERAL } from '../dotnet/date-format.ts';
import { ticksOfFileTime } from '../dotnet/filetime.ts';
import { eager, flow } from '../function.ts';
import { fail } from '../problem.ts';
import { readLong } from '../readers.ts';

/**
 * `DateFromNum(value)`: the date in UTC that a file time of Active Directory stands for (100 ns since 1601). Null, empty,
 * negative numbers and those after the year 9999, as `9223372036854775807` for never, are errors. Source: the function
 * reference.
 */
export const dateFromNum = eager('DateFromNum', ([value = null]) => {
  const number = readLong(value, 'The value of DateFromNum');
  const ticks = ticksOfFileTime(number);
  if (ticks === undefined) return fail(`${number} is no file time of the years 1601 to 9999.`);
  return flow(formatDate({ ticks, kind: 'utc' }, GENERAL));
});
