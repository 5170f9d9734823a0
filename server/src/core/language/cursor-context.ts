import { cursorInEntry } from './cursor/cursor-in-entry.ts';
import { cursorInHead } from './cursor/cursor-in-head.ts';
import { cursorInMapping } from './cursor/cursor-in-mapping.ts';
import { cursorInScope } from './cursor/cursor-in-scope.ts';
import { cursorInLimit, cursorInTest } from './cursor/cursor-in-test.ts';
import { type CursorSlice, commentAt, cursorSlice } from './cursor/cursor-slice.ts';
import type { CursorContext } from './cursor/cursor-types.ts';
import { type CursorText, noWord, wordFrom } from './cursor/cursor-words.ts';
import type { MappingFile } from './syntax.ts';

export type { CursorContext, CursorWord, ExpressionPlace, OpenCall } from './cursor/cursor-types.ts';

/**
 * What stands around an offset, and what would fit there. While a line is typed its tree is broken, so this asks the
 * tokens of that declaration before the cursor and nothing else: it costs the same in a file of any length.
 *
 * Never throws. The word is absolute; it begins on the line of the cursor, ends on it, and holds it.
 */
export function cursorContext(file: MappingFile, offset: number): CursorContext {
  const at: CursorText = { text: file.text, offset, start: offset };
  const comment = commentAt(file.comments, file.text, offset);
  if (comment !== undefined) return inComment(comment.start, at);
  const slice = cursorSlice(file, offset);
  if (slice === undefined) return { kind: 'nothing', word: noWord(at) };
  return onOneLine(inSlice(slice, { ...at, start: slice.start }), at);
}

function inSlice(slice: CursorSlice, at: CursorText): CursorContext {
  switch (slice.block) {
    case 'file':
      return cursorInHead(slice, at);
    case 'source':
    case 'target':
      return cursorInEntry(slice, at);
    case 'map':
      return cursorInMapping(slice, at);
    case 'scope':
      return cursorInScope(slice, at);
    case 'limits':
      return cursorInLimit(slice, at);
    case 'test':
      return cursorInTest(slice, at);
  }
}

/** A word that a stray sign has led across a line is none. */
function onOneLine(context: CursorContext, at: CursorText): CursorContext {
  const { start, end } = context.word;
  if (start <= at.offset && at.offset <= end && !/[\r\n]/.test(at.text.slice(start, end))) return context;
  return { kind: 'nothing', word: noWord(at) };
}

const IGNORING = /^(?:\/\/+|\/\*+)[ \t]*sfmap-ignore[ \t]+([^:\r\n]*)$/;

function inComment(start: number, at: CursorText): CursorContext {
  const codes = IGNORING.exec(at.text.slice(start, at.offset))?.[1];
  if (codes === undefined) return { kind: 'nothing', word: noWord(at) };
  const typed = /[A-Za-z0-9]*$/.exec(codes)?.[0] ?? '';
  const before = codes.slice(0, codes.length - typed.length);
  const word = wordFrom(at, at.offset - typed.length);
  // Codes are parted by commas.
  if (!/(?:^|,)[ \t]*$/.test(before)) return { kind: 'nothing', word: noWord(at) };
  const lineEnd = at.text.slice(word.end).search(/[\r\n]|$/);
  const hasReason = at.text.slice(word.end, word.end + lineEnd).includes(':');
  return { kind: 'ignored-code', named: before.match(/SFM\d+/g) ?? [], hasReason, word };
}
