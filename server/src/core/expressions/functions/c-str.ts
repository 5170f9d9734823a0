import { eager, flow } from '../function.ts';
import { readText } from '../readers.ts';

/**
 * `CStr(value)`: the value as a text. Values are texts here already, so it stays as it is, null too. Source: the
 * function reference.
 */
export const cStr = eager('CStr', ([value = null]) => flow(readText(value, 'The value of CStr')));
