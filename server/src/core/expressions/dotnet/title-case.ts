import { late } from '../../late.ts';
import { INVARIANT } from './letter-mapping.ts';

const LETTER = late(() => /^\p{L}$/u);
/** What .NET takes for the end of a word: blanks, controls, formats, punctuation and symbols. */
const SEPARATOR = late(() => /^[\p{Z}\p{Cc}\p{Cf}\p{P}\p{S}]$/u);
/** Letters that are two in one have a form of their own at the start of a word. */
const TITLE: Readonly<Record<string, string>> = { ǆ: 'ǅ', ǉ: 'ǈ', ǌ: 'ǋ', ǳ: 'ǲ' };

/**
 * Lower case, then each word with a capital first letter as .NET's `TextInfo.ToTitleCase` makes it. An apostrophe is
 * part of its word, as in .NET: `o'brien` gives `O'brien`.
 */
export function titleCase(text: string): string {
  let result = '';
  let inWord = false;
  for (const char of INVARIANT.lower(text)) {
    if (inWord) {
      result += char;
      inWord = char === "'" || !SEPARATOR().test(char);
    } else {
      inWord = LETTER().test(char);
      result += inWord ? capital(char) : char;
    }
  }
  return result;
}

/** Lower case, with a capital after each of the given separators and at the start. Only these separate words. */
export function titleCaseBetween(text: string, separators: string): string {
  const set = new Set(separators);
  let result = '';
  let starts = true;
  for (const char of INVARIANT.lower(text)) {
    result += starts ? capital(char) : char;
    starts = set.has(char);
  }
  return result;
}

function capital(char: string): string {
  return TITLE[char] ?? INVARIANT.upper(char);
}
