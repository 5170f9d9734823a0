/** How far a pattern looks where it cannot look at everything. */
const REACH = 1_000_000;

/**
 * What a sticky pattern matches at an offset; null where it does not. The engine of regular expressions keeps a place for
 * each character that it may come back to and throws where there are some millions of them, in one line of 20 MB: then the
 * pattern sees the beginning of what follows alone.
 */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  try {
    pattern.lastIndex = at;
    return pattern.exec(text);
  } catch {
    pattern.lastIndex = 0;
    return pattern.exec(text.slice(at, at + REACH));
  }
}

/** The offset after the string at `start`: its closing quote, or the end of the line. */
export function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text[at];
    if (c === '\n' || c === '\r') return at;
    if (c === '\\' && text[at + 1] !== '\n' && text[at + 1] !== '\r') at++;
    else if (c === '"') return at + 1;
  }
  return text.length;
}

/** Whether a text that begins with a double quote ends with the one that closes it. */
export function isClosed(text: string): boolean {
  return /^"(?:\\.|[^"\\])*"$/.test(text);
}

/** The offset of the next end of a line, or of the text. */
export function lineEnd(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.exec(text)?.index ?? text.length;
}

const LINE_END = /[\r\n]/g;
const FOREIGN_TEXT = /[“”„«][^“”"»\r\n]*[“”"»]|'[^'\r\n]*'/uy;

/** The offset after a text in curly or single quotes that is closed on its line. */
export function foreignTextEnd(text: string, at: number): number | undefined {
  const match = matchAt(FOREIGN_TEXT, text, at);
  return match === null ? undefined : at + match[0].length;
}

const WORD = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?/uy;

/** The offset after the name, word or number at an offset; the offset itself where there is none. */
export function wordEnd(text: string, at: number): number {
  return at + (matchAt(WORD, text, at)?.[0].length ?? 0);
}
