import type { IToken } from 'chevrotain';
import type { MapOptionKind } from '../syntax.ts';
import {
  Always,
  Close,
  ClosedAttribute,
  Comma,
  Comparison,
  Create,
  Default,
  Flow,
  Match,
  Name,
  Nulls,
  On,
  Open,
  QuotedText,
  Stray,
  Text,
  tokenize,
} from '../tokens.ts';
import type { CursorSlice } from './cursor-slice.ts';
import type { OpenCall } from './cursor-types.ts';
import { type CursorText, endOfToken, isToken } from './cursor-words.ts';

/** An expression up to the cursor. */
export interface Reading {
  readonly calls: readonly OpenCall[];
  readonly compared: string | undefined;
  /** A value fits here. */
  readonly wantsValue: boolean;
  /** The argument at the cursor is a comparison already. */
  readonly compares: boolean;
  /** The last thing before the cursor means nothing in an expression. */
  readonly stray: boolean;
  /** The expression is over: its options have begun. */
  readonly options: boolean;
  readonly given: readonly MapOptionKind[];
  readonly constant: boolean;
}

/** Reads an expression up to the cursor as far as brackets, commas and values go. */
export function readExpression(tokens: readonly IToken[], start: number): Reading {
  const calls: (OpenCall & { subject?: string })[] = [];
  let wantsValue = true;
  // One flag a level of parentheses.
  const compares = [false];
  let compared: string | undefined;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const call = calls.at(-1);
    if (calls.length === 0 && !wantsValue && isOption(token)) return optionsFrom(tokens, index);
    if (token.tokenType === Open) {
      const named = isToken(before, Name);
      calls.push({
        name: named ? (before?.image ?? '') : '',
        nameStart: start + (named ? (before?.startOffset ?? 0) : token.startOffset),
        open: start + token.startOffset,
        slot: 0,
        slots: 1,
      });
      compares.push(false);
      wantsValue = true;
    } else if (token.tokenType === Close) {
      calls.pop();
      if (compares.length > 1) compares.pop();
      wantsValue = false;
    } else if (isToken(token, Comma)) {
      if (call !== undefined)
        calls[calls.length - 1] = { ...call, slot: call.slot + 1, ...subjectOf(call, tokens, index) };
      wantsValue = calls.length > 0;
      compares[compares.length - 1] = false;
    } else if (isToken(token, Comparison)) {
      wantsValue = true;
      compares[compares.length - 1] = true;
    } else wantsValue = false;
    compared = isToken(token, Comparison) ? attributeName(before) : undefined;
  }
  const call = calls.at(-1);
  if (call?.name === 'Switch' && call.slot >= 2 && call.slot % 2 === 0) compared ??= call.subject;
  return {
    calls,
    compared,
    wantsValue,
    compares: compares.at(-1) === true,
    stray: tokens.at(-1)?.tokenType === Stray,
    options: false,
    given: [],
    constant: isToken(tokens[0], Text),
  };
}

function subjectOf(call: OpenCall, tokens: readonly IToken[], comma: number): { subject?: string } {
  if (call.slot > 0 || tokens[comma - 2]?.tokenType !== Open) return {};
  const subject = attributeName(tokens[comma - 1]);
  return subject === undefined ? {} : { subject };
}

function attributeName(token: IToken | undefined): string | undefined {
  return token?.tokenType === ClosedAttribute ? token.image.slice(1, -1) : undefined;
}

const isOption = ({ tokenType }: IToken) => [Match, On, Flow, Default].includes(tokenType);

/** The options that are whole: each with its value or second word. */
function wholeOptions(tokens: readonly IToken[]): MapOptionKind[] {
  const given: MapOptionKind[] = [];
  for (const [index, { tokenType: type }] of tokens.entries()) {
    const next = tokens[index + 1]?.tokenType;
    if (type === Match && next !== undefined) given.push('match');
    if (type === Default && next !== undefined) given.push('default');
    if (type === On && next === Create) given.push('on create');
    if (type === Flow && next === Always) given.push('flow always');
    if (type === Flow && next === Nulls) given.push('flow nulls');
  }
  return given;
}

/** The options behind an offset of the slice; one that begins before it is none of them. */
export function optionsBehind({ before, after }: CursorSlice, from: number): MapOptionKind[] {
  return wholeOptions(tokenize(after.slice(from - before.length), 'map').tokens);
}

function optionsFrom(tokens: readonly IToken[], from: number): Reading {
  const given = wholeOptions(tokens.slice(from));
  const constant = from === 1 && tokens[0]?.tokenType === QuotedText;
  return {
    calls: [],
    compared: undefined,
    wantsValue: false,
    compares: false,
    stray: false,
    options: true,
    given,
    constant,
  };
}

/** Counts the arguments behind the cursor. */
export function withSlots(calls: readonly OpenCall[], slice: CursorSlice, at: CursorText): readonly OpenCall[] {
  if (calls.length === 0) return calls;
  const more = calls.map(({ slot }) => slot + 1);
  let level = calls.length - 1;
  let nested = 0;
  const cursor = at.offset - at.start;
  for (const token of tokenize(slice.before + slice.after, 'map').tokens) {
    if (endOfToken(token) <= cursor || token.startOffset < cursor) continue;
    if (token.tokenType === Open) nested++;
    else if (token.tokenType === Close && nested > 0) nested--;
    else if (token.tokenType === Close) level--;
    else if (isToken(token, Comma) && nested === 0) more[level] = (more[level] ?? 0) + 1;
    if (level < 0) break;
  }
  return calls.map((call, index) => ({ ...call, slots: more[index] ?? 1 }));
}
