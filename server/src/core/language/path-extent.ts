import { late } from '../late.ts';

/**
 * Where an API expression that begins at `start` ends (language reference, "A JSONPath").
 *
 * It ends at the first blank, comment or `}` outside brackets, and always at the end of the line. Brackets are `[ ]`
 * and `( )`; quotes and `/regex/` count only inside brackets, and nothing inside them closes a bracket.
 */
export function pathEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const c = text[at];
    if (c === '\n' || c === '\r') return at;
    if (depth === 0) {
      if (c === ' ' || c === '\t' || c === '}' || c === '\u00a0') return at;
      if (c === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) return at;
      const parameter = c === '{' ? bareParameterEnd(text, at) : undefined;
      if (parameter !== undefined) {
        at = parameter;
        continue;
      }
    } else if (c === "'" || c === '"' || c === '/') {
      at = closing(text, at);
      continue;
    } else if (c === '\\') {
      at += 2;
      continue;
    }
    if (c === '[' || c === '(') depth++;
    else if ((c === ']' || c === ')') && depth > 0) depth--;
    at++;
  }
  return at;
}

/** The offset after the delimiter that closes the one at `start`; just after `start` when the line has no other. */
function closing(text: string, start: number): number {
  const delimiter = text[start];
  for (let at = start + 1; at < text.length; at++) {
    const c = text[at];
    if (c === '\n' || c === '\r') break;
    if (c === '\\') at++;
    else if (c === delimiter) return at + 1;
  }
  return start + 1;
}

const PARAMETER = late(() => /\{\{[\p{L}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?\}\}/uy);

/** The offset after the `{{name}}` at `at`: it is a mistake there, and its braces close no block. */
export function bareParameterEnd(text: string, at: number): number | undefined {
  const pattern = PARAMETER();
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
