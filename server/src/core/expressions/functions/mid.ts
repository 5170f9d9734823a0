import { eager, flow } from '../function.ts';
import { fail } from '../problem.ts';
import { readText, readWholeNumber } from '../readers.ts';

/**
 * `Mid(source, start, length)`: a part of the text; the start is counted from 1, and a part beyond the end is cut off.
 * Null gives null. A start below 1 and a negative length are errors, as in Visual Basic; the function reference does
 * not say.
 */
export const mid = eager('Mid', ([source = null, start = null, length = null]) => {
  const text = readText(source, 'The source of Mid');
  const from = readWholeNumber(start, 'The start of Mid');
  const count = readWholeNumber(length, 'The length of Mid');
  if (from < 1) return fail(`The start of Mid is counted from 1, but is ${from}.`);
  if (count < 0) return fail(`The length of Mid is ${count}.`);
  return flow(text === null ? null : text.slice(from - 1, from - 1 + count));
});
