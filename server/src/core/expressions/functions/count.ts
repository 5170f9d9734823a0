import { eager, flow } from '../function.ts';

/** `Count(attribute)`: how many values there are; null has none, a single value counts 1. Source: the function reference. */
export const count = eager('Count', ([value = null]) =>
  flow(String(value === null ? 0 : typeof value === 'string' ? 1 : value.length)),
);
