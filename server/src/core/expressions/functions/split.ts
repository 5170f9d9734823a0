import { eager, flow, isEmpty } from '../function.ts';
import { fail } from '../problem.ts';
import { readText } from '../readers.ts';

/**
 * `Split(source, delimiter)`: the parts of a text as a multi-valued result. Blanks around a part are dropped, as the
 * reference's first example shows; empty parts stay. Null and empty give null.
 */
export const split = eager('Split', ([source = null, delimiter = null]) => {
  const text = readText(source, 'The source of Split');
  const between = readText(delimiter, 'The delimiter of Split');
  if (between === null || between === '') return fail('The delimiter of Split is empty.');
  return flow(text === null || isEmpty(text) ? null : text.split(between).map((part) => part.trim()));
});
