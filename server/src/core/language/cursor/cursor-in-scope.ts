import type { IToken } from 'chevrotain';
import { late } from '../../late.ts';
import { scopeOperators } from '../../mapping/scope-operators.ts';
import { And, ClosedAttribute, Colon, Comma, ScopeOperator, Text, tokenize, UnclosedText } from '../tokens.ts';
import { attributeWord, openBracket, restOfLine } from './cursor-in-mapping.ts';
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

const OPERATOR_AFTER = late(() => /[\p{L}_&!]*/uy);

/** The cursor in a group of `scope`. */
export function cursorInScope(slice: CursorSlice, at: CursorText): CursorContext {
  const { tokens: all } = tokenize(slice.before, 'scope');
  const bracket = openBracket(all, slice.after);
  if (bracket !== undefined)
    return { kind: 'attribute', block: 'scope', calls: [], ...attributeWord(all[bracket] as IToken, at) };
  const attribute = all.findLast(({ tokenType }) => tokenType === ClosedAttribute)?.image.slice(1, -1);
  const last = all.at(-1);
  if (last?.tokenType === ScopeOperator) return operator(last, attribute ?? '', slice, at);
  const operatorText = all.findLast(({ tokenType }) => tokenType === ScopeOperator)?.image ?? '';
  const value = { attribute: attribute ?? '', operator: operatorText };
  if (isToken(last, UnclosedText)) {
    const content = last?.image.slice(1) ?? '';
    const parameter = attribute === undefined ? undefined : parameterWord(at, content);
    if (parameter !== undefined) return { kind: 'parameter', ...parameter };
    if (operatorText === '') return { kind: 'nothing', word: noWord(at) };
    const quoted = quotedWord(at, at.start + (last?.startOffset ?? 0) + 1);
    return { kind: 'scope-value', ...value, quoted: true, ...quoted };
  }
  if (last?.tokenType === ClosedAttribute)
    return { kind: 'operator', attribute: attribute ?? '', word: operatorWord(slice, at, at.offset) };
  const { tokens, word } = splitWord(at, all);
  return afterTokens(tokens.at(-1), slice, at, { ...value, word });
}

function afterTokens(
  last: IToken | undefined,
  slice: CursorSlice,
  at: CursorText,
  { word, ...value }: { attribute: string; operator: string; word: CursorContext['word'] },
): CursorContext {
  if (last === undefined)
    return { kind: 'declaration', block: 'scope', rest: restOfLine(at.text, word.end), goesOn: slice.goesOn, word };
  if (isToken(last, Comma)) return { kind: 'scope-value', ...value, quoted: false, closed: false, word };
  if (last.tokenType === Colon || last.tokenType === And) return { kind: 'clause', word };
  if (isToken(last, Text) || last.tokenType === ScopeOperator)
    return value.operator === '' ? { kind: 'nothing', word } : { kind: 'and', word };
  return { kind: 'nothing', word };
}

/** On an operator, or behind one: behind a whole one stands its value, or `and`. */
function operator(token: IToken, attribute: string, slice: CursorSlice, at: CursorText): CursorContext {
  const behind = at.start + endOfToken(token) < at.offset;
  const takes = behind ? scopeOperators.get(token.image)?.takesValues : undefined;
  if (takes === undefined) {
    return { kind: 'operator', attribute, word: operatorWord(slice, at, at.start + token.startOffset) };
  }
  if (!takes) return { kind: 'and', word: wordFrom(at, at.offset) };
  return {
    kind: 'scope-value',
    attribute,
    operator: token.image,
    quoted: false,
    closed: false,
    word: wordFrom(at, at.offset),
  };
}

/** All words of the operator that begins at an offset, also those behind the cursor. */
function operatorWord({ before, after }: CursorSlice, at: CursorText, start: number): CursorContext['word'] {
  const word = wordFrom(at, start, OPERATOR_AFTER());
  const token = tokenize(before + after, 'scope').tokens.find(({ startOffset }) => at.start + startOffset === start);
  if (token?.tokenType !== ScopeOperator || /[\r\n]/.test(token.image)) return word;
  return { ...word, end: Math.max(word.end, at.start + endOfToken(token)) };
}
