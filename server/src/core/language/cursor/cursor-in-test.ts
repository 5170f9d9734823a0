import type { IToken } from 'chevrotain';
import { AtMost, CloseList, JsonText, Name, Open, Text, tokenize, UnclosedAttribute, UnclosedText } from '../tokens.ts';
import { cursorInExisting } from './cursor-in-existing.ts';
import { halfArrow, restOfLine } from './cursor-in-mapping.ts';
import type { CursorSlice } from './cursor-slice.ts';
import type { CursorContext } from './cursor-types.ts';
import {
  type CursorText,
  endOfToken,
  isToken,
  noWord,
  parameterWord,
  quotedWord,
  splitWord,
  wordFrom,
} from './cursor-words.ts';

/** The cursor in a line of a test. */
export function cursorInTest(slice: CursorSlice, at: CursorText): CursorContext {
  const { tokens: all } = tokenize(slice.before, 'test');
  const last = all.at(-1);
  if (last !== undefined && isToken(last, UnclosedText)) {
    if (all.length === 2 && all[0]?.image === 'given')
      return { kind: 'file-name', quoted: true, sample: true, ...quotedWord(at, at.start + last.startOffset + 1) };
    const parameter = all[0]?.image === 'expect' ? parameterWord(at, last.image.slice(1)) : undefined;
    if (parameter !== undefined) return { kind: 'parameter', ...parameter };
    const value = valueAfter(all.slice(0, -1));
    if (value === undefined) return { kind: 'nothing', word: noWord(at) };
    return { kind: 'test-value', ...value, quoted: true, ...quotedWord(at, at.start + last.startOffset + 1) };
  }
  if (last?.tokenType === JsonText) {
    return all[0]?.image === 'existing'
      ? cursorInExisting(last.image, at.start + last.startOffset, slice, at)
      : { kind: 'nothing', word: noWord(at) };
  }
  const { tokens, word } = splitSign(at, all) ?? splitWord(at, all);
  const words = tokens.map(({ image }) => image);
  const value = word.typed === '' ? valueAfter(tokens) : undefined;
  if (value !== undefined) return { kind: 'test-value', ...value, quoted: false, closed: false, word };
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

type ValuePlace = Pick<Extract<CursorContext, { kind: 'test-value' }>, 'of' | 'target'>;

/** Which value follows these words of a statement; undefined where none does. */
function valueAfter([head, target, sign, list, ...more]: readonly IToken[]): ValuePlace | undefined {
  if (target === undefined && (head?.image === 'person' || head?.image === 'at')) return { of: head.image };
  if (head?.image !== 'expect' || target === undefined || more.length > 0) return undefined;
  const operator = sign?.image;
  const inList = list?.image === '[';
  if (operator === 'in' ? !inList : list !== undefined) return undefined;
  if (operator !== '==' && operator !== 'in' && operator !== 'matches') return undefined;
  return { of: operator, target: isToken(target, Text) ? target.image.slice(1, -1) : target.image };
}

/** A comparison of an expectation that ends at the cursor, or holds it. */
function splitSign(at: CursorText, all: readonly IToken[]): ReturnType<typeof splitWord> | undefined {
  const last = all.at(-1);
  if (all.length < 3 || all[0]?.image !== 'expect' || last === undefined) return undefined;
  if (!/^[=!<>]+$/.test(last.image) || at.start + endOfToken(last) !== at.offset) return undefined;
  return { tokens: all.slice(0, -1), word: wordFrom(at, at.start + last.startOffset, /[=!<>]*/y) };
}

/** The cursor in a line of `limits`. */
export function cursorInLimit(slice: CursorSlice, at: CursorText): CursorContext {
  const { tokens, word } = splitWord(at, tokenize(slice.before, 'limits').tokens);
  const [kind, open, ...more] = tokens;
  if (kind === undefined)
    return { kind: 'declaration', block: 'limits', rest: restOfLine(at.text, word.end), goesOn: false, word };
  const sign = halfArrow(tokens.length === 2 || tokens.length === 5 ? tokens.at(-1) : undefined, at, /=?/y);
  if (kind !== undefined && isToken(kind, Name) && sign !== undefined)
    return { kind: 'arrow', arrow: '<=', word: sign };
  if (!isToken(kind, Name) || tokens.some((token) => isToken(token, AtMost) || token.tokenType === UnclosedAttribute))
    return { kind: 'nothing', word };
  if (open === undefined) return word.typed === '' ? { kind: 'arrow', arrow: '<=', word } : { kind: 'nothing', word };
  if (open.tokenType !== Open) return { kind: 'nothing', word };
  if (more.length === 0) return { kind: 'limit-target', closed: at.text[word.end] === ')', word };
  return more.length === 2 && word.typed === '' ? { kind: 'arrow', arrow: '<=', word } : { kind: 'nothing', word };
}
