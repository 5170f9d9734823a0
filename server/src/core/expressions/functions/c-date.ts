import { formatDate, GENERAL } from '../dotnet/date-format.ts';
import { eager, flow } from '../function.ts';
import { readDate } from '../readers.ts';

/**
 * `CDate(expression)`: a date as `M/d/yyyy h:mm:ss tt` in UTC. Null, empty and what is no date are errors: the function
 * reference does not say, and Microsoft's guides wrap each attribute that may be empty.
 */
export const cDate = eager('CDate', ([value = null]) =>
  flow(formatDate({ ticks: readDate(value, 'The value of CDate'), kind: 'utc' }, GENERAL)),
);
