import { lineEnd, stringEnd } from './text-extent.ts';

/**
 * Where the JSON that begins at `start` with a brace or a bracket ends: after the sign that closes it, or at the end of
 * the text. Signs in texts and comments do not count, and braces and brackets are counted alike, as a reader of the JSON
 * says better which one is wrong.
 */
export function jsonEnd(text: string, start: number): number {
  let depth = 0;
  let noCommentEnd = false;
  for (let at = start; at < text.length; ) {
    const c = text[at];
    if (c === '"') {
      at = stringEnd(text, at);
      continue;
    }
    if (c === '/' && text[at + 1] === '/') {
      at = lineEnd(text, at);
      continue;
    }
    if (c === '/' && text[at + 1] === '*') {
      const close: number = noCommentEnd ? -1 : text.indexOf('*/', at + 2);
      noCommentEnd = close === -1;
      at = close === -1 ? lineEnd(text, at) : close + 2;
      continue;
    }
    at++;
    if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return at;
  }
  return text.length;
}
