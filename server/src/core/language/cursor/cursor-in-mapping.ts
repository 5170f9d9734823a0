import type { IToken } from 'chevrotain';
import { late } from '../../late.ts';
import { Arrow, Comma, Name, NumberLiteral, Text, tokenize, UnclosedAttribute, UnclosedText } from '../tokens.ts';
import type { CursorSlice } from './cursor-slice.ts';
import type { CursorContext, ExpressionPlace } from './cursor-types.ts';
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
import { optionsBehind, type Reading, readExpression, withSlots } from './expression-reading.ts';

/** The cursor in a line of `map`. */
export function cursorInMapping(slice: CursorSlice, at: CursorText): CursorContext {
  const { tokens: all } = tokenize(slice.before, 'map');
  const text = all.at(-1);
  const inText = isToken(text, UnclosedText);
  const bracket = openBracket(all, slice.after);
  const { tokens, word } =
    inText || bracket !== undefined ? { tokens: all.slice(0, bracket ?? -1), word: noWord(at) } : splitWord(at, all);
  const arrow = tokens.findIndex(({ tokenType }) => tokenType === Arrow);
  if (arrow < 0) {
    if (tokens.length === 0 && !inText && bracket === undefined) return declaration(slice, at, word);
    const sign = inText || tokens.length !== 2 ? undefined : halfArrow(tokens[1], at, /-?/y);
    if (sign !== undefined) return { kind: 'arrow', arrow: '<-', word: sign };
    return tokens.length === 1 && word.typed === '' && !inText
      ? { kind: 'arrow', arrow: '<-', word }
      : { kind: 'nothing', word };
  }
  const reading = readExpression(tokens.slice(arrow + 1), at.start);
  const place: ExpressionPlace = {
    calls: withSlots(reading.calls, slice, at),
    ...(reading.compared === undefined ? {} : { compared: reading.compared }),
    ...(arrow === 1 ? { target: nameOf(tokens[0]) } : {}),
  };
  if (bracket !== undefined)
    return reading.options ? { kind: 'nothing', word } : attribute(all[bracket] as IToken, at, place);
  if (inText) return inQuotes(text as IToken, at, reading, place);
  if (reading.options) return option(tokens.slice(arrow + 1), reading, slice, at, word);
  if (reading.stray) return { kind: 'nothing', word: noWord(at) };
  if (reading.wantsValue) return { kind: 'expression', word, ...place };
  if (reading.calls.length === 0) return option(tokens.slice(arrow + 1), reading, slice, at, word);
  // A word at the beginning of its line, after a call that was never closed, is the next target.
  const lineStart = word.typed !== '' && /[\r\n][ \t]*$/.test(at.text.slice(at.start, word.start));
  return lineStart ? declaration(slice, at, word) : { kind: 'sign', compares: reading.compares, word, ...place };
}

function declaration(slice: CursorSlice, at: CursorText, word: CursorContext['word']): CursorContext {
  return { kind: 'declaration', block: slice.block, rest: restOfLine(at.text, word.end), goesOn: slice.goesOn, word };
}

function nameOf(token: IToken | undefined): string {
  const text = token?.image ?? '';
  return isToken(token, Text) ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text;
}

/** An arrow of which the first sign stands directly before the cursor. */
export function halfArrow(token: IToken | undefined, at: CursorText, after: RegExp): CursorContext['word'] | undefined {
  if (token === undefined || !/^[<-]$/.test(token.image) || at.start + endOfToken(token) !== at.offset)
    return undefined;
  return wordFrom(at, at.offset - 1, after);
}

/** What stands behind an offset on its line, without the blanks before it. */
export function restOfLine(text: string, from: number): string {
  REST.lastIndex = from;
  return REST.exec(text)?.[1] ?? '';
}

const REST = /[ \t]*([^\r\n]{0,40})/y;

/**
 * The index of the bracket whose name the cursor is in: words and blanks stand behind it, or commas where the closing
 * bracket follows, for a name may hold them.
 */
export function openBracket(tokens: readonly IToken[], after: string): number | undefined {
  const closes = /^[^\][()",\r\n]*\]/.test(after);
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index] as IToken;
    if (token.tokenType === UnclosedAttribute) return index;
    const inName = isToken(token, Name) || token.tokenType === NumberLiteral || (closes && isToken(token, Comma));
    if (!inName) return undefined;
  }
  return undefined;
}

const NAME_IN_BRACKETS = late(() => /[^\]\r\n[",()]*(?=\])|[\p{L}\p{N}_.-]*/uy);

/** The name between brackets: all of it where the closing one follows on the line, else the word. */
export function attributeWord(token: IToken, at: CursorText): { word: CursorContext['word']; closed: boolean } {
  const word = wordFrom(at, at.start + token.startOffset + 1, NAME_IN_BRACKETS());
  return { word, closed: at.text[word.end] === ']' };
}

function attribute(token: IToken, at: CursorText, place: ExpressionPlace): CursorContext {
  return { kind: 'attribute', block: 'map', ...attributeWord(token, at), ...place };
}

function inQuotes(token: IToken, at: CursorText, reading: Reading, place: ExpressionPlace): CursorContext {
  const content = token.image.slice(1);
  const parameter = parameterWord(at, content);
  if (parameter !== undefined) return { kind: 'parameter', ...parameter, calls: place.calls };
  if (reading.options || !reading.wantsValue) return { kind: 'nothing', word: noWord(at) };
  return { kind: 'text', ...quotedWord(at, at.start + token.startOffset + 1), ...place };
}

const SECOND_WORD: Readonly<Record<string, 'match' | 'on' | 'flow' | 'default'>> = {
  match: 'match',
  on: 'on',
  flow: 'flow',
  default: 'default',
};

function option(
  tokens: readonly IToken[],
  reading: Reading,
  slice: CursorSlice,
  at: CursorText,
  word: CursorContext['word'],
): CursorContext {
  const last = tokens.at(-1);
  const after = reading.options ? SECOND_WORD[last?.image ?? ''] : undefined;
  const { constant } = reading;
  // The option at the cursor is what a choice replaces: only those behind its word are given.
  const given = [...reading.given, ...optionsBehind(slice, word.end - at.start)];
  return { kind: 'option', given, constant, ...(after === undefined ? {} : { after }), word };
}
