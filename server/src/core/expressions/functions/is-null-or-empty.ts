import { eager, flag, isEmpty } from '../function.ts';

/** `IsNullOrEmpty(expression)`: True if the value is null or empty. Source: the function reference. */
export const isNullOrEmpty = eager('IsNullOrEmpty', ([value = null]) => flag(isEmpty(value)));
