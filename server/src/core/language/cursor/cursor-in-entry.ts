import type { IToken } from 'chevrotain';
import { Colon, Equals, Path, Replace, RightArrow, tokenize, UnclosedText } from '../tokens.ts';
import { halfArrow, restOfLine } from './cursor-in-mapping.ts';
import type { CursorSlice } from './cursor-slice.ts';
import type { CursorContext } from './cursor-types.ts';
import { type CursorText, endOfToken, isToken, noWord, parameterWord, splitWord } from './cursor-words.ts';

/** The cursor in a line of `source` or `target`. */
export function cursorInEntry(slice: CursorSlice, at: CursorText): CursorContext {
  const block = slice.block === 'target' ? 'target' : 'source';
  const { tokens: all } = tokenize(slice.before, 'entries');
  const last = all.at(-1);
  const word = noWord(at);
  if (last?.tokenType === Path) {
    if (endOfToken(last) === slice.before.length) return path(last.image, block, false, at);
    return all[0]?.tokenType === Replace && all.length === 2
      ? { kind: 'arrow', arrow: '->', word }
      : { kind: 'nothing', word };
  }
  const sign = all[0]?.tokenType === Replace && all[1]?.tokenType === Path && all.length === 3 ? last : undefined;
  const arrow = halfArrow(sign, at, />?/y);
  if (arrow !== undefined) return { kind: 'arrow', arrow: '->', word: arrow };
  if (last?.tokenType === UnclosedText) {
    return opensPath(all.at(-2), all.length - 1)
      ? path(last.image.slice(1), block, true, at)
      : { kind: 'nothing', word };
  }
  // A path stands on the line of its sign.
  if (
    opensPath(last, all.length) &&
    /[ \t=>]$/.test(slice.before) &&
    !/[\r\n]/.test(slice.before.slice(endOfToken(last)))
  )
    return path('', block, false, at);
  const { tokens, word: name } = splitWord(at, all);
  if (tokens.length === 0) {
    return { kind: 'declaration', block, rest: restOfLine(at.text, name.end), goesOn: false, word: name };
  }
  return isToken(tokens.at(-1), Colon) ? { kind: 'type', word: name } : { kind: 'nothing', word: name };
}

function opensPath(token: IToken | undefined, count: number): boolean {
  const type = token?.tokenType;
  return type === Equals || type === RightArrow || (type === Replace && count === 1);
}

function path(text: string, block: 'source' | 'target', quoted: boolean, at: CursorText): CursorContext {
  // Parameters stand in the quoted literals of a path alone.
  const parameter = /'[^']*$/.test(text) ? parameterWord(at, text) : undefined;
  if (parameter !== undefined) return { kind: 'parameter', ...parameter };
  return { kind: 'path', block, path: text, quoted, word: noWord(at) };
}
