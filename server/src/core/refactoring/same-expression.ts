/** A text, the name of an attribute, or any other character that is no blank. */
const TOKENS = /"(?:\\.|[^"\\])*"|\[[^\]]*\]|\S/g;

/** Whether two expressions say the same: blanks between their parts do not matter, those in texts and names do. */
export function sameExpression(one: string, other: string): boolean {
  return tokensOf(one) === tokensOf(other);
}

const tokensOf = (text: string) => text.match(TOKENS)?.join('') ?? '';
