import type { CursorSlice } from './cursor-slice.ts';
import type { CursorContext } from './cursor-types.ts';
import { type CursorText, noWord, quotedWord, wordFrom } from './cursor-words.ts';

/**
 * The cursor in the JSON of `existing`: where the name of a target stands or would begin, on the outermost level.
 *
 * @param json From its first brace to the cursor.
 * @param jsonStart The absolute offset of that brace.
 */
export function cursorInExisting(
  json: string,
  jsonStart: number,
  { after }: CursorSlice,
  at: CursorText,
): CursorContext {
  const place = namePlace(json);
  if (place === undefined) return { kind: 'nothing', word: noWord(at) };
  const { quoted } = place;
  const { word, closed } = quoted
    ? quotedWord(at, jsonStart + place.start)
    : { word: wordFrom(at, jsonStart + place.start), closed: false };
  const rest = after.slice(word.end - at.offset + (closed ? 1 : 0));
  const behind = namesIn(rest, 1, !quoted).names;
  return { kind: 'existing-name', quoted, closed, named: [...place.before, ...behind], word };
}

/** Texts, comments, words without quotes, and the signs that say where a member's name stands. */
const JSON_PARTS = /"(?:\\.|[^"\\\r\n])*"?|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\p{L}_][\p{L}\p{N}_.-]*|[{}[\],:]/gu;

interface Names {
  readonly names: readonly string[];
  /** The part that ends with the text and is not over there: a name in quotes that is open, a word, a comment. */
  readonly open?: { readonly part: string; readonly start: number };
  /** A name would stand next. */
  readonly expectsName: boolean;
}

/** The names of the outermost object in a piece of JSON that begins at a depth. */
function namesIn(json: string, from: number, expected: boolean): Names {
  const names: string[] = [];
  let depth = from;
  let expectsName = expected;
  for (const { 0: part, index } of json.matchAll(JSON_PARTS)) {
    const isLast = index + part.length === json.length;
    if (part.startsWith('/')) {
      if (isLast && !/^\/\*.*\*\/$/s.test(part)) return { names, open: { part, start: index }, expectsName: false };
    } else if (part.startsWith('"')) {
      const isName = depth === 1 && expectsName;
      const closed = part.length > 1 && part.endsWith('"') && !/(?:^|[^\\])(?:\\\\)*\\"$/.test(part);
      if (!closed) return { names, open: { part, start: index }, expectsName: isName };
      if (isName) names.push(part.slice(1, -1));
      expectsName = false;
    } else if (/^[{}[\],:]$/.test(part)) {
      if (part === '{' || part === '[') depth++;
      if (part === '}' || part === ']') depth--;
      if (depth < 1) break;
      expectsName = part === '{' || part === ',';
    } else {
      if (isLast) return { names, open: { part, start: index }, expectsName: depth === 1 && expectsName };
      expectsName = false;
    }
  }
  return { names, expectsName: depth === 1 && expectsName };
}

interface NamePlace {
  readonly quoted: boolean;
  /** Where the name begins, without its quote. */
  readonly start: number;
  readonly before: readonly string[];
}

/** The name at the end of a JSON object, begun or not. */
function namePlace(json: string): NamePlace | undefined {
  const { names: before, open, expectsName } = namesIn(json, 0, false);
  if (!expectsName) return undefined;
  if (open === undefined) return { quoted: false, start: json.length, before };
  const quoted = open.part.startsWith('"');
  return { quoted, start: open.start + (quoted ? 1 : 0), before };
}
