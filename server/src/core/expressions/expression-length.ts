/** The longest expression that Entra takes, in characters (function reference, "Known issues"). */
export const LONGEST_EXPRESSION = 10_000;

/** The length of an expression as Entra counts it: without comments and without the blanks around it. */
export function expressionLength(text: string): number {
  return withoutComments(text).trim().length;
}

/** A text without its comments; those inside strings and attribute brackets are none. Linear in the text. */
function withoutComments(text: string): string {
  const token = /"(?:\\.|[^"\\\r\n])*"?|\[[^\]\r\n]*\]?|\/\/[^\r\n]*|\/\*/g;
  let result = '';
  let at = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [piece] = found;
    if (!piece.startsWith('/')) continue;
    result += text.slice(at, found.index);
    const close = piece === '/*' ? text.indexOf('*/', token.lastIndex) : token.lastIndex;
    if (close < 0) return result;
    at = piece === '/*' ? close + 2 : close;
    token.lastIndex = at;
  }
  return result + text.slice(at);
}
