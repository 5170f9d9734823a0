import { eager, flag, isEmpty } from '../function.ts';

/** `IsPresent(expression)`: True if the value is neither null nor empty. Source: the function reference. */
export const isPresent = eager('IsPresent', ([value = null]) => flag(!isEmpty(value)));
