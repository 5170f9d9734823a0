import type { Span } from './syntax.ts';

/** Where a value stands in a JSON text, and the name before it, quotes included, if it is a member of an object. */
export interface JsonPlace {
  readonly value: Span;
  readonly key?: Span;
}

/**
 * Finds a value in a JSON text by names and positions. The text must be sound JSON: it has been read before. Of a name
 * that stands twice the last one counts, as `JSON.parse` has it.
 *
 * @param from Where the value begins that holds the place; the whole text without it.
 * @returns undefined where the text has no such place.
 */
export function jsonPlace(
  text: string,
  location: readonly (string | number)[],
  from = skip(text, text.startsWith('\ufeff') ? 1 : 0),
): JsonPlace | undefined {
  let place: JsonPlace | undefined = { value: valueAt(text, from) };
  for (const step of location) {
    if (place === undefined) return undefined;
    const start: number = place.value.start;
    place = typeof step === 'number' ? element(text, start, step) : member(text, start, step);
  }
  return place;
}

function member(text: string, start: number, name: string): JsonPlace | undefined {
  if (text[start] !== '{') return undefined;
  let found: JsonPlace | undefined;
  for (let at = skip(text, start + 1); text[at] === '"'; ) {
    const key = valueAt(text, at);
    const value = valueAt(text, skip(text, skip(text, key.end) + 1));
    if (textAt(text, key) === name) found = { key, value };
    at = next(text, value.end);
  }
  return found;
}

function element(text: string, start: number, index: number): JsonPlace | undefined {
  if (text[start] !== '[') return undefined;
  let at = skip(text, start + 1);
  for (let count = 0; at < text.length && text[at] !== ']'; count++) {
    const value = valueAt(text, at);
    if (count === index) return { value };
    at = next(text, value.end);
  }
  return undefined;
}

/** The first sign behind a comma; behind the last value the text's end. */
function next(text: string, end: number): number {
  const at = skip(text, end);
  return text[at] === ',' ? skip(text, at + 1) : text.length;
}

function textAt(text: string, { start, end }: Span): string | undefined {
  const raw = text.slice(start, end);
  if (!raw.includes('\\')) return raw.slice(1, -1);
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

const BLANKS = /[ \t\r\n]*/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"?/sy;
const PLAIN = /[^\s,\]}]*/y;
const BRACKETS = /["[\]{}]/g;

function skip(text: string, at: number): number {
  return endOf(BLANKS, text, at);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

function valueAt(text: string, start: number): Span {
  const first = text[start];
  if (first === '"') return { start, end: endOf(STRING, text, start) };
  if (first !== '{' && first !== '[') return { start, end: endOf(PLAIN, text, start) };
  let depth = 0;
  for (let at = start; at < text.length; ) {
    BRACKETS.lastIndex = at;
    const sign = BRACKETS.exec(text);
    if (sign === null) break;
    at = sign[0] === '"' ? endOf(STRING, text, sign.index) : sign.index + 1;
    if (sign[0] === '{' || sign[0] === '[') depth++;
    else if (sign[0] !== '"' && --depth === 0) return { start, end: at };
  }
  return { start, end: text.length };
}
