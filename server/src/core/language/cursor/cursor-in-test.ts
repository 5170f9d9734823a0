import { AtMost, CloseList, Name, Open, tokenize, UnclosedAttribute, UnclosedText } from '../tokens.ts';
import { restOfLine } from './cursor-in-mapping.ts';
import type { CursorSlice } from './cursor-slice.ts';
import type { CursorContext } from './cursor-types.ts';
import { type CursorText, isToken, noWord, parameterWord, quotedWord, splitWord } from './cursor-words.ts';

/** The cursor in a line of a test. */
export function cursorInTest(slice: CursorSlice, at: CursorText): CursorContext {
  const { tokens: all } = tokenize(slice.before, 'test');
  const last = all.at(-1);
  if (last !== undefined && isToken(last, UnclosedText)) {
    if (all.length === 2 && all[0]?.image === 'given')
      return { kind: 'file-name', quoted: true, sample: true, ...quotedWord(at, at.start + last.startOffset + 1) };
    const parameter = all[0]?.image === 'expect' ? parameterWord(at, last.image.slice(1)) : undefined;
    return parameter === undefined ? { kind: 'nothing', word: noWord(at) } : { kind: 'parameter', ...parameter };
  }
  const { tokens, word } = splitWord(at, all);
  const words = tokens.map(({ image }) => image);
  switch (words[0]) {
    case undefined:
      return { kind: 'declaration', block: 'test', rest: restOfLine(at.text, word.end), goesOn: false, word };
    case 'given':
      return words.length === 1
        ? { kind: 'file-name', quoted: false, closed: false, sample: true, word }
        : { kind: 'nothing', word };
    case 'expect':
      return last?.tokenType === CloseList
        ? { kind: 'nothing', word }
        : { kind: 'expectation', words: words.slice(1), word };
    case 'taken':
      return words.length === 1 ? { kind: 'taken', word } : { kind: 'nothing', word };
    default:
      return { kind: 'nothing', word };
  }
}

/** The cursor in a line of `limits`. */
export function cursorInLimit(slice: CursorSlice, at: CursorText): CursorContext {
  const { tokens, word } = splitWord(at, tokenize(slice.before, 'limits').tokens);
  const [kind, open, ...more] = tokens;
  if (kind === undefined)
    return { kind: 'declaration', block: 'limits', rest: restOfLine(at.text, word.end), goesOn: false, word };
  if (!isToken(kind, Name) || tokens.some((token) => isToken(token, AtMost) || token.tokenType === UnclosedAttribute))
    return { kind: 'nothing', word };
  if (open === undefined) return word.typed === '' ? { kind: 'arrow', arrow: '<=', word } : { kind: 'nothing', word };
  if (open.tokenType !== Open) return { kind: 'nothing', word };
  if (more.length === 0) return { kind: 'limit-target', closed: at.text[word.end] === ')', word };
  return more.length === 2 && word.typed === '' ? { kind: 'arrow', arrow: '<=', word } : { kind: 'nothing', word };
}
