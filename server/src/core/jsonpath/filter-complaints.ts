import {
  bracketed,
  complainAboutDoubledQuote,
  complainAboutOddBlank,
  DOUBLED_QUOTE,
  fix,
  isOddBlank,
  shown,
} from './complaints.ts';
import type { PathReader } from './path-reader.ts';
import type { LiteralSide, PathSpan } from './path-syntax.ts';
import { numberEnd, parseNumber } from './read-literal.ts';
import { regexProblem } from './regex/matches-regex.ts';

/** What the parser says inside `[?( )]`. Where the meaning is plain it notes the mistake and reads on. */

const WORDS = { '&&': /^and(?![\p{L}\p{N}_])/iu, '||': /^or(?![\p{L}\p{N}_])/iu } as const;

/** Reads a text in double or curly quotes as if it stood in single ones, and says so. */
export function readMisquoted(reader: PathReader, bracketStart: number, where: 'filter' | 'bracket'): string {
  const start = reader.at;
  const opening = reader.char;
  const closing = opening === '"' ? /"/ : opening === '`' ? /[`']/ : /["'\u2018-\u201f]/;
  const length = reader.text.slice(start + 1).search(closing);
  if (length < 0) {
    reader.reject(
      { start, end: reader.text.length },
      `Entra's engine takes single quotes in ${where === 'filter' ? 'filters' : 'brackets'}, and this text is not closed.`,
    );
  }
  const value = reader.text.slice(start + 1, start + 1 + length);
  reader.at = start + length + 2;
  const span = { start, end: reader.at };
  const written = reader.text.slice(start, reader.at);
  const cure = bracketed(value).slice(1, -1);
  const message =
    where === 'filter'
      ? `Entra's engine takes single quotes in filters: write ${cure} instead of ${written}.`
      : `Entra's engine takes single quotes in brackets: write ${cure} instead of ${written}.`;
  reader.note(
    where === 'filter' ? span : { start: bracketStart, end: reader.at },
    message,
    fix(`Write ${cure}`, span, cure),
  );
  return value;
}

/** Whether `and` or `or` stands here, which the engine rejects. */
export function standsWordConnective(reader: PathReader): boolean {
  const rest = reader.text.slice(reader.at, reader.at + 4);
  return WORDS['&&'].test(rest) || WORDS['||'].test(rest);
}

/** Reads `and` or `or` for the operator that it means, and says so. */
export function readWordConnective(reader: PathReader, operator: '&&' | '||'): boolean {
  const word = WORDS[operator].exec(reader.text.slice(reader.at, reader.at + 4))?.[0];
  if (word === undefined) return false;
  const span = { start: reader.at, end: reader.at + word.length };
  reader.note(span, `Write ${operator} instead of ${word}.`, fix(`Write ${operator}`, span, operator));
  reader.at = span.end;
  return true;
}

/** A single `&` or `|`: noted, and read as the double one where something can follow. */
export function complainAboutSingleConnective(reader: PathReader, operator: '&&' | '||'): void {
  const char = operator.charAt(0);
  const span = { start: reader.at, end: reader.at + 1 };
  reader.note(span, `Write ${operator} instead of ${char}.`, fix(`Write ${operator}`, span, operator));
  reader.at = span.end;
}

/** Nothing joins this term to the next one: the engine reads on and forgets it. */
export function noteForgotten(reader: PathReader, term: PathSpan, at: number): void {
  const { text } = reader;
  if (text.charAt(at) === "'" && text.charAt(at - 1) === "'") {
    const span = { start: at - 1, end: at + 1 };
    reader.noteButRun(span, DOUBLED_QUOTE, fix("Write \\'", span, "\\'"));
    return;
  }
  const written = text.slice(term.start, term.end).trimEnd();
  reader.noteButRun(
    { start: term.start, end: term.start + written.length },
    `Behind ${written} && or || is missing; Entra's engine drops what stands before.`,
  );
}

/** The right side of `=~` that fails as soon as a text stands on the left. */
export function notePattern(reader: PathReader, { start, end, type, value }: LiteralSide): void {
  if (type === 'string' && !/^\/.*\//.test(String(value))) {
    const span = { start, end };
    const cure = `/${String(value).replaceAll('/', '\\/')}/`;
    const message = `Behind =~ stands a pattern in slashes: write ${cure}.`;
    reader.noteButRun(span, message, fix(`Write ${cure}`, span, cure));
  } else if (type === 'regex') {
    const problem = regexProblem(String(value));
    if (problem !== undefined) reader.noteButRun({ start, end }, problem);
  }
}

/** No operator that the engine knows stands behind the left side. A single `=` is read as `==`. */
export function complainAboutOperator(reader: PathReader): '==' {
  const { text, at } = reader;
  const char = reader.char;
  const rest = text.slice(at);
  if (char === '=' && !rest.startsWith('=)') && rest.length > 1) {
    const span = { start: at, end: at + 1 };
    reader.note(span, 'Write == to compare; a single = is no operator.', fix('Write ==', span, '=='));
    reader.at += 1;
    return '==';
  }
  if (isOddBlank(char)) complainAboutOddBlank(reader, at);
  if (char === "'" && text.charAt(at - 1) === "'") complainAboutDoubledQuote(reader);
  const word = /^(?:not\s+in|in|not|contains|eq|ne|lt|le|gt|ge|like)(?![\p{L}\p{N}_])/iu.exec(rest)?.[0];
  if (word !== undefined) {
    const span = { start: at, end: at + word.length };
    const cure = WORD_OPERATORS[word.toLowerCase()];
    if (cure === undefined) {
      reader.reject(span, `Entra's engine knows no ${word}: compare with == and join the comparisons with ||.`);
    }
    reader.reject(span, `Write ${cure} instead of ${word}.`, fix(`Write ${cure}`, span, cure));
  }
  const span = { start: at, end: at + 1 };
  if ('+-*/%'.includes(char))
    reader.reject(span, `Entra's engine does not calculate: ${char} is no operator of a filter.`);
  if (char === ']') {
    reader.reject(
      span,
      'The ( of this filter is not closed: write ) before ].',
      fix('Write )', { start: at, end: at }, ')'),
    );
  }
  if (rest.length < 2) complainAboutFilterEnd(reader, at);
  reader.reject(
    span,
    `Here a comparison must stand, such as == or !=, or && or ||, or the closing ) of the filter, not ${shown(char)}.`,
  );
}

const WORD_OPERATORS: Readonly<Record<string, string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** Neither a path nor a literal stands where a side of a comparison must. */
export function complainAboutSide(reader: PathReader, start: number): never {
  const { text } = reader;
  const rest = text.slice(start);
  const span = { start, end: start + 1 };
  const char = reader.char;
  if (rest === '') complainAboutFilterEnd(reader, start);
  if (isOddBlank(char)) complainAboutOddBlank(reader, start);
  if (char === '(') {
    reader.reject(
      span,
      "Entra's engine knows no parentheses inside a filter: join the comparisons with && or || alone.",
    );
  }
  if (char === '!') {
    reader.reject(span, "Entra's engine knows no ! before a test: compare with !=, or with == and the other value.");
  }
  if (/[-+.0-9]/.test(char)) complainAboutNumberSide(reader, start);
  if (char === ']') {
    reader.reject(
      span,
      'The ( of this filter is not closed: write ) before ].',
      fix('Write )', { start, end: start }, ')'),
    );
  }
  if (char === ')') reader.reject(span, 'A value or a path is missing before ).');
  if (char === '=') {
    reader.reject(span, "One = too many: Entra's engine knows == and ===.", fix('Remove =', span, ''));
  }
  const word = /^[\p{L}_][\p{L}\p{N}_.-]*/u.exec(rest)?.[0];
  if (word === undefined)
    reader.reject(span, `Here a path that begins with @ or a value must stand, not ${shown(char)}.`);
  const whole = { start, end: start + word.length };
  if (text.charAt(whole.end) === '(') {
    reader.reject(whole, `Entra's engine knows no functions such as ${word}(...).`);
  }
  if (/^not$/i.test(word)) {
    reader.reject(whole, "Entra's engine knows no not: compare with !=, or with == and the other value.");
  }
  const lower = word.toLowerCase();
  if (['true', 'false', 'null'].includes(lower)) {
    reader.reject(whole, `Write ${lower} in small letters.`, fix(`Write ${lower}`, whole, lower));
  }
  const cure = `'${word}'`;
  reader.reject(
    whole,
    `Text takes single quotes: write ${cure}; a field of the element is written @.${word}.`,
    fix(`Write ${cure}`, whole, cure),
  );
}

/** `.5`, `+1`, `1||@.x`, `12a`, `99999999999999999999`. */
function complainAboutNumberSide(reader: PathReader, start: number): never {
  const { text } = reader;
  const close = numberEnd(text, start);
  const end = close ?? text.length;
  const written = text.slice(start, end);
  const glued = /^(-?\d+(?:\.\d+)?)(&&?|\|\|?|[=!<>])/.exec(written);
  if (glued?.[1] !== undefined && glued[2] !== undefined) {
    const behind = start + glued[1].length;
    reader.reject(
      { start, end: behind + glued[2].length },
      `A number must be followed by a blank or ): write ${glued[1]} ${glued[2]}.`,
      fix('Write a blank', { start: behind, end: behind }, ' '),
    );
  }
  const span = { start, end };
  const signed = /^([-+]?)(\.?\d[\d.]*)$/.exec(written);
  if (signed?.[2] !== undefined) {
    const cure = `${signed[1] === '-' ? '-' : ''}${signed[2].startsWith('.') ? '0' : ''}${signed[2]}`;
    if (cure !== written && parseNumber(cure) !== undefined) {
      reader.reject(span, `Write ${cure} instead of ${written}.`, fix(`Write ${cure}`, span, cure));
    }
    if (close === undefined) complainAboutFilterEnd(reader, start);
    if (/^-?\d+$/.test(written)) reader.reject(span, `${written} is too large for a whole number of 64 bits.`);
  }
  const bracket = written.indexOf(']');
  if (bracket > 0) {
    const place = { start: start + bracket, end: start + bracket };
    reader.reject(
      { start: place.start, end: place.start + 1 },
      'The ( of this filter is not closed: write ) before ].',
      fix('Write )', place, ')'),
    );
  }
  return reader.reject(span, `${written} is no number: text takes single quotes, as in '${written}'.`);
}

/** The text ends inside a filter. */
export function complainAboutFilterEnd(reader: PathReader, start: number): never {
  const { length } = reader.text;
  return reader.reject(
    { start: Math.min(start, length), end: length },
    'This filter is not closed: write )] at its end.',
  );
}
