import { eager, flag } from '../function.ts';

/** `IsNull(Expression)`: True if the value is null; an empty text is not. Source: the function reference. */
export const isNull = eager('IsNull', ([value = null]) => flag(value === null));
