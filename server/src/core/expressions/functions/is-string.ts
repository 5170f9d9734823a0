import { eager, flag } from '../function.ts';

/**
 * `IsString(Expression)`: True if the value is one text, the empty one included. Numbers, dates and Booleans are texts
 * here. Null and several values are False; the function reference does not say.
 */
export const isString = eager('IsString', ([value = null]) => flag(typeof value === 'string'));
