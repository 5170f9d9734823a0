import { eager, flow } from '../function.ts';
import { fail } from '../problem.ts';
import { readWholeNumber } from '../readers.ts';

/**
 * `Item(attribute, index)`: one value of a multi-valued attribute, counted from 1. An index below 1 is an error: the
 * function reference says that 0 must not be used. Beyond the last value it is null; the reference does not say.
 */
export const item = eager('Item', ([values = null, index = null]) => {
  const list = values === null ? [] : typeof values === 'string' ? [values] : values;
  const number = readWholeNumber(index, 'The index of Item');
  if (number < 1) return fail(`The index of Item is counted from 1, but is ${number}.`);
  const value = list[number - 1];
  if (value !== undefined) return flow(value);
  return { state: 'null', reason: `there is no value ${number} of ${list.length}` };
});
