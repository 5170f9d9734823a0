import { late } from './late.ts';

/** Control characters, line ends, and the marks that turn the direction of writing. */
const drawing = late(() => /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu);

/**
 * Text from a tenant as it may stand in one line of output: names and values are other people's, and a control
 * character in them could draw over what stands around.
 */
export function oneLine(text: string): string {
  return text.replace(drawing(), '·');
}
