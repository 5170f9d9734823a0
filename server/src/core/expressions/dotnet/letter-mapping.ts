/**
 * Letter case as .NET maps it: each character by itself, never to more than one. So `ß` stays in upper case and a
 * final sigma is no special case. Turkish and Azerbaijani have their own i; the invariant culture leaves `İ` and `ı`.
 */
export interface LetterMapping {
  upper(text: string): string;
  lower(text: string): string;
}

/** The mapping of a culture (RFC 4646 name); "" is the invariant one. Undefined where the name is none. */
export function letterMapping(culture: string): LetterMapping | undefined {
  if (culture === '') return INVARIANT;
  if (!/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(culture)) return undefined;
  return /^(?:tr|az)(?:-|$)/i.test(culture) ? TURKIC : LOCAL;
}

function mapEach(text: string, map: (char: string) => string): string {
  let result = '';
  for (const char of text) {
    const mapped = map(char);
    // One code point that becomes several keeps its own form.
    result += mapped.length === char.length || [...mapped].length === 1 ? mapped : char;
  }
  return result;
}

function mapping(special: Readonly<Record<string, readonly [lower: string, upper: string]>>): LetterMapping {
  const isSpecial = new RegExp(`[^\\u0000-\\u007f]${'i' in special ? '|[iI]' : ''}`);
  return {
    // ASCII needs no look at each character.
    lower: (text) =>
      isSpecial.test(text)
        ? mapEach(text, (char) => (Object.hasOwn(special, char) ? (special[char]?.[0] ?? char) : char.toLowerCase()))
        : text.toLowerCase(),
    upper: (text) =>
      isSpecial.test(text)
        ? mapEach(text, (char) => (Object.hasOwn(special, char) ? (special[char]?.[1] ?? char) : char.toUpperCase()))
        : text.toUpperCase(),
  };
}

export const INVARIANT = mapping({ İ: ['İ', 'İ'], ı: ['ı', 'ı'] });
const LOCAL = mapping({ İ: ['i', 'İ'], ı: ['ı', 'I'] });
const TURKIC = mapping({ i: ['i', 'İ'], I: ['ı', 'I'], İ: ['i', 'İ'], ı: ['ı', 'I'] });
