import { fileTimeOf } from '../dotnet/filetime.ts';
import { eager, flow } from '../function.ts';
import { fail } from '../problem.ts';
import { readDate } from '../readers.ts';

/**
 * `NumFromDate(value)`: the file time of Active Directory (100 ns since 1601) of a date. The function reference asks for
 * ISO 8601; what `CDate`, `DateAdd` and `Now` give is taken too. Null and empty are errors. Exact: the numbers that
 * Microsoft's SuccessFactors expression guide prints for it do not fit its own inputs.
 */
export const numFromDate = eager('NumFromDate', ([value = null]) => {
  const fileTime = fileTimeOf(readDate(value, 'The value of NumFromDate'));
  return fileTime === undefined ? fail('NumFromDate has no number for a date before 1601.') : flow(String(fileTime));
});
