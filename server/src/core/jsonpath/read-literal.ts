import type { PathReader } from './path-reader.ts';
import type { LiteralType } from './path-syntax.ts';
import { readRegex, readString } from './read-string.ts';

/** A literal of a filter, without its place. */
export interface Literal {
  readonly type: LiteralType;
  readonly value: string | number | boolean | null;
}

const WORDS: readonly (readonly [string, Literal])[] = [
  ['true', { type: 'boolean', value: true }],
  ['false', { type: 'boolean', value: false }],
  ['null', { type: 'null', value: null }],
];

/** Reads a literal; undefined, with the place unchanged, where none stands. */
export function readLiteral(reader: PathReader): Literal | undefined {
  if (reader.char === "'") return { type: 'string', value: readString(reader) };
  if (reader.char === '/') return { type: 'regex', value: readRegex(reader) };
  if (/[-0-9]/.test(reader.char)) return readNumber(reader);
  for (const [word, literal] of WORDS) {
    if (reader.take(word)) return literal;
  }
  return undefined;
}

/** A number goes on to the next blank or closing parenthesis, whatever stands in it. */
function readNumber(reader: PathReader): Literal | undefined {
  const end = numberEnd(reader.text, reader.at);
  if (end === undefined) return undefined;
  const literal = parseNumber(reader.text.slice(reader.at, end));
  if (literal !== undefined) reader.at = end;
  return literal;
}

/** Where the number that begins at `start` ends; undefined when no blank and no `)` follows. */
export function numberEnd(text: string, start: number): number | undefined {
  const length = text.slice(start + 1).search(/[ )]/);
  return length < 0 ? undefined : start + 1 + length;
}

/** .NET's Int64.TryParse, or Double.TryParse where a point or an exponent is written. */
export function parseNumber(text: string): Literal | undefined {
  if (/[.eE]/.test(text)) {
    if (!/^-?(\d[\d,]*\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
    return { type: 'float', value: Number(text.replaceAll(',', '')) };
  }
  if (!/^-?\d+$/.test(text)) return undefined;
  const value = BigInt(text);
  if (value !== BigInt.asIntN(64, value)) return undefined;
  return { type: 'integer', value: Number(value) };
}
