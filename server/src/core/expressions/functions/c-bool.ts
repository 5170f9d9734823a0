import { condition } from '../condition.ts';
import { eager, flag, flow } from '../function.ts';

/**
 * `CBool(Expression)`: True if the expression is a number other than zero, or True; a comparison may stand in it. Null
 * and empty are False. Source: the function reference; any other text is an error.
 */
export const cBool = eager('CBool', ([value = null]) => {
  if (typeof value === 'string' && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value)) return flag(/[1-9]/.test(value));
  const test = condition(flow(value), 'The expression of CBool');
  return typeof test === 'boolean' ? flag(test) : test;
});
