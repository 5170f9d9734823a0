/** A piece of a .NET date pattern: a field such as `yyyy`, or text that stands for itself. */
export type PatternPiece =
  | { readonly kind: 'field'; readonly letter: string; readonly count: number }
  | { readonly kind: 'literal'; readonly text: string };

/** What a pattern is read for: a few characters mean one thing in writing and another in reading. */
export type PatternUse = 'format' | 'parse';

/** A pattern that .NET refuses, in words. */
export class PatternProblem extends Error {}

const FIELDS = 'dfFghHKmMstyz';

/** The standard patterns of culture en-US by their letter ("Standard date and time format strings"). */
const STANDARD: Readonly<Record<string, string>> = {
  d: 'M/d/yyyy',
  D: 'dddd, MMMM d, yyyy',
  f: 'dddd, MMMM d, yyyy h:mm tt',
  F: 'dddd, MMMM d, yyyy h:mm:ss tt',
  g: 'M/d/yyyy h:mm tt',
  G: 'M/d/yyyy h:mm:ss tt',
  m: 'MMMM d',
  M: 'MMMM d',
  o: "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
  O: "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
  r: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  R: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  s: "yyyy-MM-dd'T'HH:mm:ss",
  t: 'h:mm tt',
  T: 'h:mm:ss tt',
  u: "yyyy-MM-dd HH:mm:ss'Z'",
  U: 'dddd, MMMM d, yyyy h:mm:ss tt',
  y: 'MMMM yyyy',
  Y: 'MMMM yyyy',
};

/** A pattern of one character is a standard one; throws `PatternProblem` where there is none of that letter. */
export function expandPattern(pattern: string): string {
  if (pattern.length !== 1) return pattern;
  const standard = STANDARD[pattern];
  if (standard === undefined) throw new PatternProblem(`"${pattern}" is no standard date format of .NET.`);
  return standard;
}

/**
 * Cuts a custom pattern into its pieces ("Custom date and time format strings"). Throws `PatternProblem`: a quote that
 * is not closed, a backslash or `%` at the end, more than seven `f`.
 */
export function readPattern(pattern: string, use: PatternUse): PatternPiece[] {
  const pieces: PatternPiece[] = [];
  let at = 0;
  while (at < pattern.length) {
    const char = pattern.charAt(at);
    if (char === '%') {
      const next = pattern.charAt(at + 1);
      if (next === '' || next === '%') throw new PatternProblem('A % stands before nothing in this date format.');
      at += 1;
      // In writing, `%` takes one character alone; in reading, .NET passes over it.
      if (use === 'format' && FIELDS.includes(next)) {
        pieces.push({ kind: 'field', letter: next, count: 1 });
        at += 1;
      }
    } else if (FIELDS.includes(char) || (char === 'Z' && use === 'parse')) {
      const count = char === 'K' || char === 'Z' ? 1 : runLength(pattern, at);
      if ((char === 'f' || char === 'F') && count > 7) {
        throw new PatternProblem(`A date format takes at most seven ${char}, and this has ${count}.`);
      }
      pieces.push({ kind: 'field', letter: char, count });
      at += count;
    } else {
      const { text, end } = readLiteral(pattern, at);
      pieces.push({ kind: 'literal', text });
      at = end;
    }
  }
  return pieces;
}

function runLength(pattern: string, at: number): number {
  let end = at;
  while (pattern.charAt(end) === pattern.charAt(at) && end < pattern.length) end += 1;
  return end - at;
}

function readLiteral(pattern: string, at: number): { text: string; end: number } {
  const char = pattern.charAt(at);
  if (char === '\\') {
    if (at + 1 >= pattern.length) throw new PatternProblem('A date format cannot end with a backslash.');
    return { text: pattern.charAt(at + 1), end: at + 2 };
  }
  if (char !== "'" && char !== '"') return { text: char, end: at + 1 };
  let text = '';
  for (let i = at + 1; i < pattern.length; i += 1) {
    const inner = pattern.charAt(i);
    if (inner === char) return { text, end: i + 1 };
    if (inner === '\\') {
      i += 1;
      if (i >= pattern.length) break;
    }
    text += pattern.charAt(i);
  }
  throw new PatternProblem(`A quote of the date format ${pattern} is not closed.`);
}
