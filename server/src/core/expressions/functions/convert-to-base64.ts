import { utf16Base64 } from '../dotnet/utf16-base64.ts';
import { ofText } from '../function.ts';

/**
 * `ConvertToBase64(source)`: base64 of the text's UTF-16 little-endian bytes. Source: the function reference, whose
 * example shows the encoding.
 */
export const convertToBase64 = ofText('ConvertToBase64', utf16Base64);
