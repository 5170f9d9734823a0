import type { Json } from '../json.ts';
import { late } from '../late.ts';
import type { JsonNode, Name, SyntaxProblem } from './syntax.ts';

/** Arrays and objects may stand in one another this deep; a person's record of Employee Central has about a dozen. */
const MAXIMUM_DEPTH = 100;

/**
 * Reads JSON that stands in a mapping file: the rules of JSON (RFC 8259), with `//` and block comments between its
 * parts. Never throws.
 *
 * @param offset Where the text stands in its declaration.
 * @returns The node, and the first mistake with its place; a node with a mistake has no value.
 */
export function readJson(text: string, offset: number): { node: JsonNode; problems: SyntaxProblem[] } {
  const span = { start: offset, end: offset + text.length };
  const reader = new JsonReader(text);
  try {
    const value = reader.whole();
    return { node: { ...span, value, names: placed(reader.names, offset) }, problems: [] };
  } catch (error) {
    if (!(error instanceof JsonMistake)) throw error;
    const { start, end, message, fix } = error;
    const problem: SyntaxProblem = {
      code: 'SFM1013',
      start: offset + start,
      end: offset + end,
      message,
      ...(fix === undefined ? {} : { fix: { ...fix, start: offset + fix.start, end: offset + fix.end } }),
    };
    return { node: { ...span, names: placed(reader.names, offset) }, problems: [problem] };
  }
}

const placed = (names: readonly Name[], offset: number): Name[] =>
  names.map(({ text, start, end }) => ({ text, start: offset + start, end: offset + end }));

type JsonFix = NonNullable<SyntaxProblem['fix']>;

class JsonMistake extends Error {
  constructor(
    readonly start: number,
    readonly end: number,
    message: string,
    readonly fix?: JsonFix,
  ) {
    super(message);
  }
}

const BLANKS = /(?:[ \t\r\n\ufeff]|\/\/[^\r\n]*)*/y;
const LINE = /[^\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y;
const NUMBER = late(() => /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_.])/uy);
const WORD = late(() => /[\p{L}_$][\p{L}\p{N}_$.-]*/uy);
const CONSTANTS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['null', null],
  ['true', true],
  ['false', false],
]);

class JsonReader {
  readonly names: Name[] = [];
  readonly #text: string;
  #at = 0;
  #depth = 0;
  /** No comment ends behind this offset. */
  #noCommentEnd = Number.POSITIVE_INFINITY;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Json {
    const value = this.#value();
    this.#gap();
    if (this.#at < this.#text.length) throw this.#unexpected('Expected nothing after the JSON');
    return value;
  }

  #value(): Json {
    this.#gap();
    const c = this.#text[this.#at];
    if (c === '{') return this.#inside(() => this.#object());
    if (c === '[') return this.#inside(() => this.#array());
    if (c === '"') return this.#string();
    const number = this.#match(NUMBER());
    if (number !== undefined) return Number(number);
    const at = this.#at;
    const word = this.#match(WORD());
    if (word !== undefined && CONSTANTS.has(word)) return CONSTANTS.get(word) ?? null;
    this.#at = at;
    throw this.#noValue(word);
  }

  #inside<T>(read: () => T): T {
    const at = this.#at++;
    if (++this.#depth > MAXIMUM_DEPTH)
      throw new JsonMistake(at, at + 1, `JSON is nested more than ${MAXIMUM_DEPTH} deep here and is not read.`);
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): Json {
    const entries = new Map<string, Json>();
    for (let first = true; ; first = false) {
      const comma = first ? undefined : this.#separator('}', 'the object');
      if (comma === 'end') break;
      this.#gap();
      if (this.#text[this.#at] === '}') {
        if (comma !== undefined) throw surplusComma(comma);
        this.#at++;
        break;
      }
      const start = this.#at;
      const name = this.#name();
      if (this.#depth === 1) this.names.push({ text: name, start, end: this.#at });
      if (entries.has(name)) {
        throw new JsonMistake(start, this.#at, `"${shortened(name)}" stands twice in this object. Keep one of them.`);
      }
      this.#gap();
      if (this.#text[this.#at] !== ':') throw this.#unexpected(`Expected : after "${shortened(name)}"`);
      this.#at++;
      entries.set(name, this.#value());
    }
    // A name such as __proto__ is a name like any other.
    return Object.fromEntries(entries);
  }

  #array(): Json {
    const items: Json[] = [];
    for (let first = true; ; first = false) {
      const comma = first ? undefined : this.#separator(']', 'the list');
      if (comma === 'end') break;
      this.#gap();
      if (this.#text[this.#at] === ']') {
        if (comma !== undefined) throw surplusComma(comma);
        this.#at++;
        break;
      }
      items.push(this.#value());
    }
    return items;
  }

  /** Reads what stands between two members: the offset of the comma, or `end` for the closing sign. */
  #separator(close: string, what: string): number | 'end' {
    const last = this.#at;
    this.#gap();
    const c = this.#text[this.#at];
    if (c === close) {
      this.#at++;
      return 'end';
    }
    if (c === ',') return this.#at++;
    if (c === undefined) throw this.#unexpected(`This JSON is not closed: expected ${close} at the end of ${what}`);
    const insert = { title: 'Insert a comma', start: last, end: last, text: ',' };
    throw this.#unexpected(`Expected , or ${close}`, /["{[\d-]/.test(c) ? insert : undefined);
  }

  #name(): string {
    if (this.#text[this.#at] === '"') return this.#string();
    const at = this.#at;
    const word = this.#match(WORD());
    this.#at = at;
    if (word === undefined) throw this.#noValue(undefined, 'a name in double quotes');
    const text = `"${word}"`;
    const fix = { title: `Write ${shortened(text)}`, start: at, end: at + word.length, text };
    throw new JsonMistake(at, at + word.length, `In JSON a name stands in double quotes: ${shortened(text)}.`, fix);
  }

  #string(): string {
    const at = this.#at;
    const text = this.#match(STRING);
    if (text !== undefined) return JSON.parse(text) as string;
    LINE.lastIndex = at;
    const rest = LINE.exec(this.#text)?.[0] ?? '"';
    const closed = /^"(?:\\.|[^"\\])*"/.exec(rest)?.[0];
    if (closed === undefined) {
      throw new JsonMistake(
        at,
        at + rest.trimEnd().length,
        'This text is not closed. Expected " before the end of the line.',
      );
    }
    const wrong = [...closed.matchAll(/\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}|(.))/g)].find(
      ([, letter]) => letter !== undefined,
    );
    const start = at + (wrong?.index ?? 0);
    const length = wrong === undefined ? closed.length : 2;
    const message =
      wrong === undefined
        ? 'JSON takes no control characters in a text. Write \\t for a tab.'
        : `${wrong[0]} is not an escape of JSON. Write \\\\ for a backslash.`;
    const fix =
      wrong === undefined ? undefined : { title: 'Double the backslash', start, end: start + 1, text: '\\\\' };
    throw new JsonMistake(start, start + length, message, fix);
  }

  #noValue(word: string | undefined, wanted = 'a value'): JsonMistake {
    const at = this.#at;
    const c = this.#text[at];
    if (c === undefined) return this.#unexpected(`This JSON is not closed: expected ${wanted}`);
    if (c === "'") {
      const quoted = /^'[^'\r\n]*'/.exec(this.#text.slice(at, at + 2_000))?.[0];
      const message = 'JSON takes double quotes.';
      if (quoted === undefined) return new JsonMistake(at, at + 1, message);
      const text = JSON.stringify(quoted.slice(1, -1));
      const span = { start: at, end: at + quoted.length };
      return new JsonMistake(span.start, span.end, message, { title: `Write ${shortened(text)}`, ...span, text });
    }
    if (word !== undefined) {
      const end = at + word.length;
      const isNothing = /^(?:undefined|none|nil)$/i.test(word);
      const constant = isNothing ? 'null' : [...CONSTANTS.keys()].find((one) => one === word.toLowerCase());
      const text = constant ?? `"${word}"`;
      const message =
        constant === undefined
          ? `Expected ${wanted}, but found ${shortened(word)}. In JSON a text stands in double quotes.`
          : isNothing
            ? `JSON has no ${word}: null stands for nothing.`
            : `JSON writes ${constant} in lower case.`;
      return new JsonMistake(at, end, message, { title: `Write ${shortened(text)}`, start: at, end, text });
    }
    return this.#unexpected(`Expected ${wanted}`);
  }

  #unexpected(message: string, fix?: JsonFix): JsonMistake {
    const at = this.#at;
    if (at >= this.#text.length) {
      const start = Math.max(0, this.#text.trimEnd().length - 1);
      return new JsonMistake(start, start + 1, `${message}.`);
    }
    const rest = this.#text.slice(at, at + 100);
    const found = /^(?:"[^"\r\n]*"|[\p{L}\p{N}_.-]+)/u.exec(rest)?.[0] ?? [...rest][0] ?? '';
    return new JsonMistake(at, at + found.length, `${message}, but found ${shortened(found)}.`, fix);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at = pattern.lastIndex;
    return found;
  }

  /** Blanks and comments. A comment that is not closed covers its line; the cutter has said so. */
  #gap(): void {
    for (;;) {
      this.#match(BLANKS);
      if (!this.#text.startsWith('/*', this.#at)) return;
      const close = this.#at < this.#noCommentEnd ? this.#text.indexOf('*/', this.#at + 2) : -1;
      if (close === -1) {
        this.#noCommentEnd = Math.min(this.#noCommentEnd, this.#at);
        this.#match(LINE);
      } else this.#at = close + 2;
    }
  }
}

function surplusComma(at: number): JsonMistake {
  const span = { start: at, end: at + 1 };
  const fix = { title: 'Remove the comma', ...span, text: '' };
  return new JsonMistake(span.start, span.end, 'JSON takes no comma after the last value.', fix);
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 27)}…` : text;
}
