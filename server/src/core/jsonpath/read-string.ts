import { complainAboutEscape, complainAboutOpenString } from './complaints.ts';
import type { PathReader } from './path-reader.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '/': '/',
};

/** Straight and curly quotes that people type where the engine takes a single one. */
export function isDoubleQuote(char: string): boolean {
  return char !== '' && '"\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b`'.includes(char);
}

/**
 * Reads a quoted text from its opening quote to behind its closing one. The opening character is not looked at: the
 * engine takes whatever stands behind the comma of `['a', ...` for one.
 */
export function readString(reader: PathReader): string {
  const start = reader.at;
  let value = '';
  reader.at += 1;
  while (!reader.atEnd) {
    const char = reader.char;
    if (char === "'") {
      reader.at += 1;
      return value;
    }
    if (char === '\\' && reader.at + 1 < reader.text.length) {
      const escaped = ESCAPES[reader.text.charAt(reader.at + 1)];
      if (escaped === undefined) complainAboutEscape(reader);
      else value += escaped;
      reader.at += 2;
    } else {
      value += char;
      reader.at += 1;
    }
  }
  return complainAboutOpenString(reader, start);
}

/** Reads `/pattern/options` with its slashes; the caller has seen the first one. */
export function readRegex(reader: PathReader): string {
  const start = reader.at;
  reader.at += 1;
  while (!reader.atEnd) {
    if (reader.char === '\\' && reader.at + 1 < reader.text.length) {
      reader.at += 2;
    } else if (reader.char === '/') {
      reader.at += 1;
      while (!reader.atEnd && /\p{L}/u.test(reader.char)) reader.at += 1;
      return reader.text.slice(start, reader.at);
    } else {
      reader.at += 1;
    }
  }
  return reader.reject({ start, end: reader.text.length }, 'This pattern is not closed: write / at its end.');
}
