import { ofText } from '../function.ts';

/**
 * `ConvertToUTF8Hex(source)`: the UTF-8 bytes of the text as hexadecimal digits in upper case. The reference's example
 * with `[objectId]` prints the result for another GUID than its input; ours is that of the input.
 */
export const convertToUtf8Hex = ofText('ConvertToUTF8Hex', (text, { limits }) => {
  limits.check(text.length * 2);
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(
    '',
  );
});
