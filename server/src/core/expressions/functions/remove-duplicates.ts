import { eager, flow } from '../function.ts';

/**
 * `RemoveDuplicates(attribute)`: each value once, in the order in which they come first; case counts. Source: the
 * function reference; it does not speak of case.
 */
export const removeDuplicates = eager('RemoveDuplicates', ([value = null]) =>
  flow(value === null || typeof value === 'string' ? value : [...new Set(value)]),
);
