import type { SyntaxProblem } from './syntax.ts';

/** Longer declarations are not tried: each place costs a parse. */
const LONGEST = 2_000;
const MOST_PLACES = 12;

/**
 * Where the quote belongs that closes a text: the first place after which the declaration has no mistake of grammar.
 * Tried are the ends of what follows it — a comma, a parenthesis, the options of a mapping, `=` — and the end of the
 * line. Undefined when no place helps: a fix must not put another mistake in the place of this one.
 *
 * @param parses Whether a text has no mistake of grammar.
 */
export function closingFix(
  text: string,
  { start, end }: Pick<SyntaxProblem, 'start' | 'end'>,
  parses: (text: string) => boolean,
): SyntaxProblem['fix'] {
  if (text.length > LONGEST) return undefined;
  const written = text.slice(start + 1, end);
  const ends = /[,)]|\s+(?:match \d|on create|flow (?:always|nulls)|default ")|\s*(?:=|<-|:)(?=\s)|\s*$/gu;
  const places = [...written.matchAll(ends)].map(({ index }) => start + 1 + index);
  for (const at of [...places.slice(0, MOST_PLACES - 1), end]) {
    // A backslash before the quote would make it a part of the text.
    const backslashes = /\\*$/.exec(text.slice(start + 1, at))?.[0].length ?? 0;
    const quote = backslashes % 2 === 0 ? '"' : '\\"';
    if (parses(text.slice(0, at) + quote + text.slice(at)))
      return { title: 'Close the text', start: at, end: at, text: quote };
  }
  return undefined;
}
