import type { IToken, TokenType } from 'chevrotain';
import { late } from '../../late.ts';
import { Name } from '../tokens.ts';
import type { CursorWord } from './cursor-types.ts';

/** The text around the cursor; offsets are absolute. */
export interface CursorText {
  readonly text: string;
  readonly offset: number;
  /** Where the declaration begins. */
  readonly start: number;
}

const NAME_AFTER = late(() => /(?:[\p{L}\p{N}_.]|-(?!>))*/uy);

/** The word from an offset on, as far as it goes behind the cursor by a pattern. */
export function wordFrom({ text, offset }: CursorText, start: number, after: RegExp = NAME_AFTER()): CursorWord {
  after.lastIndex = offset;
  after.test(text);
  return { start, end: Math.max(offset, after.lastIndex), typed: text.slice(start, offset) };
}

/** The empty word at the cursor. */
export function noWord({ offset }: CursorText): CursorWord {
  return { start: offset, end: offset, typed: '' };
}

const QUOTED_AFTER = late(() => /[\p{L}\p{N}_.:/@ -]*(?=")/uy);
const NOTHING_AFTER = /(?:)/y;

/**
 * The content of a text in double quotes around the cursor. Where the quote that follows may be that of the next text,
 * as in `"|, "b"`, the word ends at the cursor and counts as not closed.
 */
export function quotedWord(at: CursorText, contentStart: number): { word: CursorWord; closed: boolean } {
  const pattern = QUOTED_AFTER();
  pattern.lastIndex = at.offset;
  const closed = pattern.test(at.text);
  const word = wordFrom(at, contentStart, closed ? pattern : NOTHING_AFTER);
  return { word, closed };
}

/** The name of a parameter that is being written at the end of a text; undefined where none is. */
export function parameterWord(at: CursorText, content: string): { word: CursorWord; closed: boolean } | undefined {
  const match = /(\{+)((?:[\p{L}_][\p{L}\p{N}_.-]*)?)$/u.exec(content);
  // Four braces stand for two.
  if (match === null || (match[1] ?? '').length % 4 < 2) return undefined;
  const word = wordFrom(at, at.offset - (match[2] ?? '').length);
  return { word, closed: at.text.startsWith('}}', word.end) };
}

export const endOfToken = (token: IToken | undefined) =>
  token === undefined ? 0 : token.startOffset + token.image.length;

export function isToken(token: IToken | undefined, type: TokenType): boolean {
  return token !== undefined && (token.tokenType === type || (token.tokenType.CATEGORIES ?? []).includes(type));
}

/** The tokens before the word at the cursor, and that word: a name that ends at the cursor, or nothing. */
export function splitWord(
  at: CursorText,
  tokens: readonly IToken[],
): { readonly tokens: readonly IToken[]; readonly word: CursorWord } {
  const last = tokens.at(-1);
  if (last === undefined || !isToken(last, Name) || at.start + endOfToken(last) !== at.offset) {
    return { tokens, word: wordFrom(at, at.offset) };
  }
  return { tokens: tokens.slice(0, -1), word: wordFrom(at, at.start + last.startOffset) };
}
