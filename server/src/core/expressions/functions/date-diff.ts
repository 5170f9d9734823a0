import { dateDiff as difference, INTERVALS, isInterval } from '../dotnet/vb-date.ts';
import { eager, flow } from '../function.ts';
import { fail } from '../problem.ts';
import { readDate, readText, shown } from '../readers.ts';

/**
 * `DateDiff(interval, date1, date2)`: how many intervals lie between two dates, by Visual Basic's rules, which all
 * examples of the function reference follow: years and months by the calendar, weeks from Sunday to Sunday, smaller
 * units as full ones that passed. Null and empty are errors.
 */
export const dateDiff = eager('DateDiff', ([interval = null, date1 = null, date2 = null]) => {
  const name = readText(interval, 'The interval of DateDiff');
  if (name === null || !isInterval(name)) {
    return fail(`The interval of DateDiff is one of ${Object.keys(INTERVALS).join(', ')}, not ${shown(name)}.`);
  }
  const first = readDate(date1, 'date1 of DateDiff');
  return flow(String(difference(name, first, readDate(date2, 'date2 of DateDiff'))));
});
