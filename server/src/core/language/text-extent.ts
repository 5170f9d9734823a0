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
  FOREIGN_TEXT.lastIndex = at;
  return FOREIGN_TEXT.test(text) ? FOREIGN_TEXT.lastIndex : undefined;
}

const WORD = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?/uy;

/** The offset after the name, word or number at an offset; the offset itself where there is none. */
export function wordEnd(text: string, at: number): number {
  WORD.lastIndex = at;
  return WORD.test(text) ? WORD.lastIndex : at;
}
