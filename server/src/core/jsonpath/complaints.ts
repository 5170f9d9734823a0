import type { PathReader } from './path-reader.ts';
import type { PathFix } from './path-syntax.ts';

/** What the parser says of a path outside its filters: a sentence in the author's words, and the edit that cures it. */

/** Something other than blanks stands where the path has ended: behind a blank, or a closing character too many. */
export function complainAfterPath(reader: PathReader, stopped: number): never {
  const { text } = reader;
  const char = text.charAt(stopped);
  if (char === ']' || char === ')') {
    const span = { start: stopped, end: stopped + 1 };
    reader.reject(span, `This ${char} closes nothing.`, fix(`Remove ${char}`, span, ''));
  }
  let end = stopped;
  while (text.charAt(end) === ' ') end += 1;
  const span = { start: stopped, end };
  const gap = end - stopped === 1 ? 'the blank' : 'the blanks';
  const joined = `${text.slice(0, stopped)}${text.slice(end)}`;
  const besideStep = /[.[\]]$/.test(text.slice(0, stopped)) || /^[.[]/.test(text.slice(end)) || stopped === 1;
  if (besideStep) {
    reader.reject(
      span,
      `Entra's engine takes no blank outside brackets: remove ${gap}.`,
      fix(`Remove ${gap}`, span, ''),
    );
  }
  const from = Math.max(joined.lastIndexOf('.', stopped - 1), joined.lastIndexOf(']', stopped - 1)) + 1;
  const name = /^[^.[\]()]*/.exec(text.slice(from))?.[0].trimEnd() ?? '';
  // No field of SuccessFactors has a blank in its name.
  reader.reject(
    span,
    `Entra's engine takes no blank outside brackets: remove ${gap}. A name that has one is written ${bracketed(name)}.`,
    fix(`Remove ${gap}`, span, ''),
  );
}

/** A name glued to a closing bracket: `results[0]startDate`. */
export function complainAfterBracket(reader: PathReader, inFilter: boolean): never {
  const start = reader.at;
  const name = /^[\p{L}_$][\p{L}\p{N}_$-]*/u.exec(reader.text.slice(start))?.[0];
  if (name === undefined) {
    const before = inFilter ? 'a dot, [, an operator or )' : 'a dot or [';
    reader.reject(
      { start, end: start + 1 },
      `After ${reader.text.charAt(start - 1)} ${before} must follow, not ${shown(reader.char)}.`,
    );
  }
  reader.reject(
    { start, end: start + name.length },
    `A dot is missing before ${name}: write .${name}.`,
    fix(`Write .${name}`, { start, end: start }, '.'),
  );
}

/** The path ends in `.` or `..`. */
export function complainAboutDotAtEnd(reader: PathReader, lead: number): never {
  const dots = reader.text.slice(lead, reader.at);
  const span = { start: lead, end: reader.at };
  reader.reject(
    span,
    `After ${dots.length === 1 ? 'the dot' : 'the dots'} a name must follow.`,
    fix(`Remove ${dots}`, span, ''),
  );
}

/**
 * A tab, a line break or a no-break blank is part of the name to the engine, so that the name is never found; behind
 * the last name of a path it is dropped. A `+` or `*` in a filter is part of the name too.
 */
export function noteOddName(reader: PathReader, start: number, end: number, name: string, inFilter: boolean): void {
  const written = reader.text.slice(start, end);
  const found = ODD_BLANKS.exec(written) ?? /^ +/.exec(written);
  if (found !== null) {
    const span = { start: start + found.index, end: start + found.index + found[0].length };
    const cure = inFilter && span.end === end ? ' ' : '';
    const what = capital(shown(found[0].charAt(0)));
    reader.noteButRun(
      span,
      found.index < name.length
        ? `${what} stands in this name, so that no such name is found: ${cure === '' ? 'remove it' : 'write a plain blank'}.`
        : `${what} is no blank to Entra's engine: ${cure === '' ? 'remove it' : 'write a plain blank'}.`,
      fix(cure === '' ? 'Remove it' : 'Write a plain blank', span, cure),
    );
  } else if (inFilter && /[^*/+][*/+]|[*/+][^*/+]/.test(name)) {
    reader.noteButRun(
      { start, end: start + name.length },
      `Entra's engine does not calculate: it looks for a field called ${name}.`,
    );
  }
}

const ODD_BLANKS = /[\t-\r\u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+/u;

const POSITIONS: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  first: '[0]',
  last: '[-1:]',
});

/** The content of a bracket is nothing that the engine knows. */
export function complainAboutBracket(reader: PathReader, start: number, close: string, at = reader.at): never {
  const { text } = reader;
  if (at >= text.length) {
    reader.reject(
      { start, end: text.length },
      `This ${text.charAt(start)} is not closed: write ${close} at its end.`,
      // Nothing stands in it yet: closed it would be wrong as well.
      text.slice(start + 1).trim() === ''
        ? undefined
        : fix(`Write ${close}`, { start: text.length, end: text.length }, close),
    );
  }
  const inner = text.slice(start + 1, bracketEnd(text, start, close));
  const end = Math.min(text.length, start + inner.length + 2);
  const whole = { start, end };
  const content = inner.trim();
  const place = { start: at, end: at + 1 };
  if (content === '' && close === ')') {
    const name = /[\p{L}\p{N}_]*$/u.exec(text.slice(0, start))?.[0] ?? '';
    reader.reject({ start: start - name.length, end }, `Entra's engine knows no function calls such as ${name}().`);
  }
  if (content === '') {
    reader.reject(
      whole,
      'The brackets are empty: write [0] for the first element, [*] for all of them.',
      undefined,
      fix('Write [0], the first element', whole, '[0]'),
    );
  }
  const char = text.charAt(at);
  if (isOddBlank(char)) complainAboutOddBlank(reader, at);
  if (close === ')' && /[\p{L}\p{N}_]$/u.test(text.slice(0, start))) complainAboutCall(reader, start, inner);
  if (content.startsWith('?')) {
    const test = content.replace(/^\? */, '');
    if (!test.startsWith('(') && test !== '') {
      const cure = `[?(${test})]`;
      reader.reject(whole, `A filter stands in parentheses: write ${cure}.`, fix(`Write ${cure}`, whole, cure));
    }
    const gap = /^\?( +)\(/.exec(content)?.[1]?.length;
    if (gap !== undefined) {
      const blanks = { start: text.indexOf('?', start) + 1, end: text.indexOf('?', start) + 1 + gap };
      reader.reject(blanks, 'No blank stands between ? and (: remove it.', fix('Remove it', blanks, ''));
    }
    reader.reject(
      place,
      `A filter has the form [?(...)]: ${shown(char)} does not belong ${at > start + 2 ? 'behind its )' : 'here'}.`,
    );
  }
  if (/^\(.*\)$/.test(content)) {
    const last = /^\(\s*@\.length\s*-\s*(\d+)\s*\)$/.exec(content);
    const cure = last === null ? '[-1:]' : last[1] === '1' ? '[-1:]' : `[-${last[1]}:-${Number(last[1]) - 1}]`;
    reader.reject(
      whole,
      `Entra's engine does not calculate in brackets: write [0] for the first element, ${cure} to count from the end.`,
      last === null ? undefined : fix(`Write ${cure}`, whole, cure),
    );
  }
  const position = POSITIONS[content.toLowerCase()];
  if (position !== undefined && close === ']') {
    reader.reject(
      whole,
      `Entra's engine knows no ${content}: write ${position} for the ${content.toLowerCase()} element, or ${bracketed(content)} for a name.`,
      fix(`Write ${position}`, whole, position),
      fix(`Write ${bracketed(content)}`, whole, bracketed(content)),
    );
  }
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(content) && close === ']') {
    const cure = bracketed(content);
    reader.reject(whole, `A name in brackets takes single quotes: write ${cure}.`, fix(`Write ${cure}`, whole, cure));
  }
  if (/^[+]\d+$/.test(content)) {
    const cure = `[${content.slice(1)}]`;
    reader.reject(
      whole,
      `Entra's engine takes no + before a number: write ${cure}.`,
      fix(`Write ${cure}`, whole, cure),
    );
  }
  const integral = /^(\d+)\.0+$/.exec(content)?.[1];
  if (integral !== undefined) {
    const cure = `[${integral}]`;
    reader.reject(whole, `An index is a whole number: write ${cure}.`, fix(`Write ${cure}`, whole, cure));
  }
  if (char === close || char === ',') reader.reject(place, `A number is missing before ${char}.`);
  reader.reject(
    place,
    `${capital(shown(char))} does not belong in these brackets: they hold a number, a slice such as -1:, * or a quoted name.`,
  );
}

/** `@.b.match(/x/i)`: a function of JavaScript. One that looks into a text has a pattern in its place. */
function complainAboutCall(reader: PathReader, start: number, inner: string): never {
  const { text } = reader;
  const call = /(?:^|\.)([\p{L}_][\p{L}\p{N}_]*)$/u.exec(text.slice(0, start));
  const name = call?.[1] ?? '';
  const span = { start: start - (call?.[0].length ?? 0), end: Math.min(text.length, start + inner.length + 2) };
  const pattern = /^\/.+\/[a-z]*$/.test(inner.trim()) && /^(?:match|test)$/i.test(name) ? inner.trim() : undefined;
  reader.reject(
    { start: start - name.length, end: span.end },
    `Entra's engine knows no function calls such as ${name}()${pattern === undefined ? '.' : `: write =~ ${pattern}.`}`,
    pattern === undefined ? undefined : { ...fix(`Write =~ ${pattern}`, span, ` =~ ${pattern}`), guess: true },
  );
}

/** `[0:5:0]`: the engine fails on it when it runs. */
export function complainAboutStepOfZero(reader: PathReader, byStart: number): void {
  const by = /^[ :]*/.exec(reader.text.slice(byStart))?.[0].length ?? 0;
  const span = { start: byStart + by, end: reader.at - 1 };
  reader.noteButRun(
    { start: byStart, end: reader.at - 1 },
    'A step of 0 fails when the path runs: write [::1].',
    fix('Write a step of 1', span, '1'),
  );
}

/** A number of a bracket that is none, or that 32 bits cannot hold. */
export function complainAboutNumber(reader: PathReader, start: number, end: number): never {
  const text = reader.text.slice(start, end);
  reader.reject(
    { start, end },
    /^-?\d+$/.test(text)
      ? `${text} is too large: an index goes up to 2147483647.`
      : `${text} is no whole number, and Entra's engine does not calculate.`,
  );
}

/** Something other than a comma or the closing bracket stands behind a quoted name. */
export function complainAfterQuotedName(reader: PathReader, start: number, close: string): never {
  const { text, at } = reader;
  if (at >= text.length) complainAboutBracket(reader, start, close);
  if (reader.char === "'" && text.charAt(at - 1) === "'") complainAboutDoubledQuote(reader);
  if (isOddBlank(reader.char)) complainAboutOddBlank(reader, at);
  const gap = { start: text.slice(0, at).trimEnd().length, end: at };
  reader.reject(
    { start: at, end: at + 1 },
    `After a quoted name a comma or ${close} must follow, not ${shown(reader.char)}.`,
    reader.char === "'" ? { ...fix('Write a comma', gap, ', '), guess: true } : undefined,
  );
}

/** The engine skips whatever stands where a second name should open. */
export function noteOddOpeningQuote(reader: PathReader): void {
  const name = /^[\p{L}_][\p{L}\p{N}_]*(?= *[,\]])/u.exec(reader.text.slice(reader.at))?.[0];
  if (name !== undefined && !reader.text.includes("'", reader.at)) {
    const whole = { start: reader.at, end: reader.at + name.length };
    reader.reject(
      whole,
      `A name in brackets takes single quotes: write '${name}'.`,
      fix(`Write '${name}'`, whole, `'${name}'`),
    );
  }
  const span = { start: reader.at, end: reader.at + 1 };
  reader.noteButRun(
    span,
    `A name must begin with ' here; Entra's engine drops ${shown(reader.char)}.`,
    fix("Write '", { start: span.start, end: span.start }, "'"),
  );
}

/** `\d` and other escapes that the engine does not know. */
export function complainAboutEscape(reader: PathReader): void {
  const char = reader.text.charAt(reader.at + 1);
  const span = { start: reader.at, end: reader.at + 2 };
  reader.note(
    span,
    `\\${char} is no escape in quotes: write \\\\${char} for a backslash before ${char}.`,
    fix(`Write \\\\${char}`, span, `\\\\${char}`),
  );
}

export function complainAboutOpenString(reader: PathReader, start: number): never {
  const { text } = reader;
  return reader.reject(
    { start, end: text.length },
    "This text is not closed: write ' at its end.",
    closingQuote(text, start),
  );
}

/** Where the closing quote was forgotten: before the bracket that closes, or at the end. */
function closingQuote(text: string, start: number): PathFix | undefined {
  const rest = text.slice(start + 1);
  const places = [/ *\)+\]/, / *\]/].map((close) => rest.search(close)).filter((at) => at >= 0);
  const at = start + 1 + (places[0] ?? rest.trimEnd().length);
  const behind = text.slice(start + 1, at);
  return behind === '' ? undefined : { ...fix("Write '", { start: at, end: at }, "'"), guess: true };
}

export const DOUBLED_QUOTE = "A quote inside quotes is written \\' in a path, not ''.";

/** `'O''Brien'`: the doubled quote of SQL and OData. */
export function complainAboutDoubledQuote(reader: PathReader): never {
  const span = { start: reader.at - 1, end: reader.at + 1 };
  return reader.reject(span, DOUBLED_QUOTE, fix("Write \\'", span, "\\'"));
}

export function isOddBlank(char: string): boolean {
  return char !== '' && ODD_BLANKS.test(char);
}

/** A tab, line break or no-break blank between the parts of a bracket. */
export function complainAboutOddBlank(reader: PathReader, at: number): never {
  const span = { start: at, end: at + 1 };
  return reader.reject(
    span,
    `${capital(shown(reader.text.charAt(at)))} is no blank to Entra's engine: write a plain blank.`,
    fix('Write a plain blank', span, ' '),
  );
}

export function fix(title: string, span: { start: number; end: number }, text: string): PathFix {
  return { title, start: span.start, end: span.end, text };
}

/** A character as a sentence names it. */
export function shown(char: string): string {
  if (char === '') return 'the end';
  if (char === ' ') return 'a blank';
  if (char === '\t') return 'a tab';
  if (char === '\n' || char === '\r') return 'a line break';
  if (char === '\u00a0' || char === '\u202f') return 'a no-break blank';
  if (isOddBlank(char)) return 'an invisible blank';
  return char;
}

/** `['name']`, with the escapes that the engine knows. */
export function bracketed(name: string): string {
  return `['${name.replace(/[\\']/g, '\\$&')}']`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where the bracket that opens at `start` closes, quotes respected; the end of the text where it does not. */
function bracketEnd(text: string, start: number, close: string): number {
  const open = text.charAt(start);
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (char === open) depth += 1;
    else if (char === close) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
