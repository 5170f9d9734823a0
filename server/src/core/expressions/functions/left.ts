import { eager, flow } from '../function.ts';
import { readText, readWholeNumber } from '../readers.ts';

/**
 * `Left(String, NumChars)`: the first characters. Null gives an empty text, 0 too, a negative number the whole text.
 * Source: the function reference.
 */
export const left = eager('Left', ([source = null, count = null]) => {
  const text = readText(source, 'The String of Left') ?? '';
  const number = readWholeNumber(count, 'NumChars of Left');
  return flow(number < 0 ? text : text.slice(0, number));
});
