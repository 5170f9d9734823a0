import { eager, flow } from '../function.ts';
import { readLong } from '../readers.ts';

/**
 * `BitAnd(value1, value2)`: the bits that are set in both numbers of 64 bits, in decimal. Hexadecimal numbers are
 * written `&HF`. Source: the function reference.
 */
export const bitAnd = eager('BitAnd', ([value1 = null, value2 = null]) =>
  flow(String(readLong(value1, 'value1 of BitAnd') & readLong(value2, 'value2 of BitAnd'))),
);
