import { formatDate, GENERAL } from '../dotnet/date-format.ts';
import { ticksOfInstant } from '../dotnet/date-time.ts';
import { eager, flow } from '../function.ts';
import { presentTime } from '../host.ts';

/** `Now()`: the present date and time in UTC as `M/d/yyyy h:mm:ss tt`. Source: the function reference. */
export const now = eager(
  'Now',
  (_values, { host }) => flow(formatDate({ ticks: ticksOfInstant(presentTime(host, 'Now')), kind: 'utc' }, GENERAL)),
  ['now'],
);
