import { badQuery } from '../graph-error.ts';

const TOKEN = /\s+|[(),:]|'(?:[^']|'')*'|[A-Za-z_$][\w$/.-]*|-?\d[\w:.+-]*/y;
/** A filter that is longer than the longest address which Graph takes. */
const MAX_LENGTH = 16_000;

/** Cuts a `$filter` into its words. @throws GraphError 400 for what is none */
export function filterTokens(text: string): string[] {
  if (text.length > MAX_LENGTH) throw badQuery('Invalid filter clause: it is too long.');
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) throw badQuery(`Invalid filter clause: Syntax error at position ${at} in '${text}'.`);
    if (token.trim() !== '') found.push(token);
  }
  return found;
}
