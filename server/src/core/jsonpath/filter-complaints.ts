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
import { arrange, readGroups } from './regroup.ts';

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

const TURNED: Readonly<Record<string, string>> = { '=>': '>=', '=<': '<=', '~=': '=~' };

/** No operator that the engine knows stands behind the left side. A single `=` is read as `==`. */
export function complainAboutOperator(reader: PathReader): '==' {
  const { text, at } = reader;
  const char = reader.char;
  const rest = text.slice(at);
  const turned = /^(?:=>|=<|~=|! =|= =|< =|> =)/.exec(rest)?.[0];
  if (turned !== undefined) {
    const span = { start: at, end: at + turned.length };
    const cure = TURNED[turned] ?? turned.replace(' ', '');
    reader.reject(span, `Write ${cure} instead of ${turned}.`, { ...fix(`Write ${cure}`, span, cure), guess: true });
  }
  if (char === '=' && !rest.startsWith('=)') && rest.length > 1) {
    const span = { start: at, end: at + 1 };
    reader.note(span, 'Write == to compare; a single = is no operator.', fix('Write ==', span, '=='));
    reader.at += 1;
    return '==';
  }
  if (isOddBlank(char)) complainAboutOddBlank(reader, at);
  if (char === "'" && text.charAt(at - 1) === "'") complainAboutDoubledQuote(reader);
  const word = /^(?:not\s+in|is\s+not|in|is|not|contains|eq|ne|lt|le|gt|ge|like)(?![\p{L}\p{N}_])/iu.exec(rest)?.[0];
  if (word !== undefined) {
    const span = { start: at, end: at + word.length };
    const cure = WORD_OPERATORS[word.toLowerCase().replace(/\s+/, ' ')];
    if (/in$/i.test(word)) complainAboutIn(reader, span, word);
    if (cure === undefined) {
      reader.reject(span, `Entra's engine knows no ${word}: write a pattern, as in =~ /part/.`);
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

/** `@.a in ['x', 'y']`: one comparison for each value. */
function complainAboutIn(reader: PathReader, span: PathSpan, word: string): never {
  const { text, testStart } = reader;
  const negated = /^not/i.test(word);
  const [operator, connective] = negated ? ['!=', '&&'] : ['==', '||'];
  const field = text.slice(testStart, span.start).trim();
  const list = /^ *[[(] *((?:'[^'\\]*'|-?[\d.]+)(?: *, *(?:'[^'\\]*'|-?[\d.]+))*) *[\])]/.exec(text.slice(span.end));
  const values = list?.[1]?.match(/'[^']*'|-?[\d.]+/g) ?? [];
  const cure = values.map((value) => `${field} ${operator} ${value}`).join(` ${connective} `);
  const whole = { start: testStart, end: span.end + (list?.[0].length ?? 0) };
  // Beside another comparison the connectives would mix.
  const alone = /^@[^ ()'"=<>!]+$/.test(field) && /^ *\)/.test(text.slice(whole.end));
  const known = alone && cure !== '';
  reader.reject(
    span,
    known
      ? `Entra's engine knows no ${word}: write ${cure}.`
      : `Entra's engine knows no ${word}: compare with ${operator} and join the comparisons with ${connective}.`,
    known ? { ...fix(`Write ${cure}`, whole, cure), guess: true } : undefined,
  );
}

const WORD_OPERATORS: Readonly<Record<string, string>> = {
  is: '==',
  'is not': '!=',
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
  if (char === '(') complainAboutGroup(reader, span);
  if (char === '!') complainAboutNot(reader, span);
  if (/[-+.0-9]/.test(char)) complainAboutNumberSide(reader, start);
  if (char === ']') {
    reader.reject(
      span,
      'The ( of this filter is not closed: write ) before ].',
      fix('Write )', { start, end: start }, ')'),
    );
  }
  if (char === ')') {
    const dangling = /(?: *(?:&&|\|\|) *)+$/.exec(text.slice(reader.testStart, start));
    const place = { start: reader.testStart + (dangling?.index ?? 0), end: start };
    reader.reject(
      span,
      'A value or a path is missing before ).',
      dangling === null || dangling.index === 0 ? undefined : fix(`Remove ${dangling[0].trim()}`, place, ''),
    );
  }
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
  if (text.charAt(start - 1) === "'") complainAboutInnerQuote(reader, start);
  const asText = fix(`Write '${word}'`, whole, `'${word}'`);
  const field = fix(`Write @.${word}`, whole, `@.${word}`);
  // What is compared stands on the left, as a rule; what it is compared with on the right.
  const onLeft = /(?:^|&&|\|\|) *$/.test(text.slice(reader.testStart, start));
  if (onLeft) {
    reader.reject(whole, `A field of the element is written @.${word}; text takes single quotes.`, field, asText);
  }
  reader.reject(
    whole,
    `Text takes single quotes: write '${word}'; a field of the element is written @.${word}.`,
    asText,
  );
}

/** Parentheses that group: the comparisons in an order that Json.NET reads alike, where there is one. */
function complainAboutGroup(reader: PathReader, span: PathSpan): never {
  const { text, testStart } = reader;
  const whole = { start: testStart, end: testEnd(text, testStart) };
  const tree = readGroups(text.slice(whole.start, whole.end));
  const cure = tree === undefined ? undefined : arrange(tree);
  const message = "Entra's engine knows no parentheses inside a filter";
  if (cure === undefined) {
    const why =
      tree === undefined
        ? 'join the comparisons with && or || alone.'
        : 'no filter can hold these groups. Declare an attribute for each and join them with Coalesce.';
    reader.reject(span, `${message}: ${why}`);
  }
  const { text: test, misleading } = cure;
  if (misleading) {
    // It would be warned of at once, so it is told and not done.
    reader.reject(span, `${message}. Without them ${test} is read so: each change of operator nests all that follows.`);
  }
  const title = test.length > 80 ? 'Write it without parentheses' : `Write ${test}`;
  const short = test.length > 120 ? 'put what stands alone first and the group last' : `write ${test}`;
  reader.reject(span, `${message}: ${short}.`, { ...fix(title, whole, test), guess: true });
}

/** `!(@.a == 'x')` has a comparison of its own; `!@.a` has none. */
function complainAboutNot(reader: PathReader, span: PathSpan): never {
  const found = /^! *\( *(@[^ ()'"=<>!]+) *(==|!=) *('(?:[^'\\]|\\.)*'|-?[\d.]+|true|false|null) *\)/.exec(
    reader.text.slice(span.start),
  );
  const message = "Entra's engine knows no ! before a test";
  if (found === null) reader.reject(span, `${message}: compare with !=, or with == and the other value.`);
  const cure = `${found[1]} ${found[2] === '==' ? '!=' : '=='} ${found[3]}`;
  const whole = { start: span.start, end: span.start + found[0].length };
  reader.reject(span, `${message}: write ${cure}.`, { ...fix(`Write ${cure}`, whole, cure), guess: true });
}

/** Where the parenthesis closes whose content begins at `start`. */
function testEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "'") {
      at = closingQuote(text, at);
    } else if (char === '(') depth += 1;
    else if (char === ')') {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return text.length;
}

function closingQuote(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== "'") at += text.charAt(at) === '\\' ? 2 : 1;
  return at;
}

/** `'O'Brien'`: the quote before this place closes a text that goes on. */
function complainAboutInnerQuote(reader: PathReader, start: number): never {
  const span = { start: start - 1, end: start };
  return reader.reject(span, DOUBLED_QUOTE.replace(", not ''", ''), { ...fix("Write \\'", span, "\\'"), guess: true });
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
  const cure = `'${written}'`;
  return reader.reject(span, `${written} is no number: text takes single quotes, as in ${cure}.`, {
    ...fix(`Write ${cure}`, span, cure),
    guess: true,
  });
}

/** The text ends inside a filter. */
export function complainAboutFilterEnd(reader: PathReader, start: number): never {
  const { text } = reader;
  const { length } = text;
  const end = text.trimEnd().length;
  return reader.reject(
    { start: Math.min(start, length), end: length },
    'This filter is not closed: write )] at its end.',
    { ...fix('Write )]', { start: end, end: length }, ')]'), guess: true },
  );
}
