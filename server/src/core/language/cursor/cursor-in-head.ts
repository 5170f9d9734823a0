import type { IToken } from 'chevrotain';
import { Comma, Name, RightArrow, tokenize, UnclosedText } from '../tokens.ts';
import { restOfLine } from './cursor-in-mapping.ts';
import type { CursorSlice } from './cursor-slice.ts';
import type { CursorContext } from './cursor-types.ts';
import { type CursorText, isToken, noWord, quotedWord, splitWord, wordFrom } from './cursor-words.ts';

/** The cursor outside of all blocks. */
export function cursorInHead(slice: CursorSlice, at: CursorText): CursorContext {
  const { tokens: all } = tokenize(slice.before, 'file');
  const last = all.at(-1);
  if (last !== undefined && isToken(last, UnclosedText)) {
    const isFile = all[0]?.image === 'sample' && all[2]?.image === '=';
    if (!isFile) return { kind: 'nothing', word: noWord(at) };
    return { kind: 'file-name', quoted: true, sample: false, ...quotedWord(at, at.start + last.startOffset + 1) };
  }
  const { tokens, word } = splitWord(at, all);
  const [head, ...rest] = tokens;
  if (head === undefined)
    return { kind: 'declaration', block: 'file', rest: restOfLine(at.text, word.end), goesOn: false, word };
  switch (head.image) {
    case 'provision':
      return inProvision(rest, at, word);
    case 'actions':
      return inActions(rest, slice, at, word);
    case 'sample':
      return rest.length === 2 && rest[1]?.image === '='
        ? { kind: 'file-name', quoted: false, closed: false, sample: false, word }
        : { kind: 'nothing', word };
    default:
      return { kind: 'nothing', word };
  }
}

function inProvision(
  [source, arrow, ...more]: readonly IToken[],
  at: CursorText,
  word: CursorContext['word'],
): CursorContext {
  if (source === undefined) return { kind: 'provision', arrow: false, word };
  if (!isToken(source, Name) || more.length > 0) return { kind: 'nothing', word };
  if (arrow === undefined) {
    return word.typed === ''
      ? { kind: 'provision', source: source.image, arrow: false, word }
      : { kind: 'nothing', word };
  }
  if (arrow.tokenType === RightArrow) return { kind: 'provision', source: source.image, arrow: true, word };
  // A dash is the beginning of the arrow.
  return arrow.image === '-' && arrow.startOffset + 1 + at.start === at.offset
    ? { kind: 'provision', source: source.image, arrow: false, word: wordFrom(at, at.offset - 1) }
    : { kind: 'nothing', word };
}

function inActions(
  tokens: readonly IToken[],
  { after }: CursorSlice,
  at: CursorText,
  word: CursorContext['word'],
): CursorContext {
  const last = tokens.at(-1);
  if (last !== undefined && !isToken(last, Comma)) return { kind: 'nothing', word };
  const behind = tokenize(after.slice(word.end - at.offset), 'file').tokens;
  const named = [...tokens, ...behind].filter((token) => isToken(token, Name)).map(({ image }) => image);
  return { kind: 'actions', named, word };
}
