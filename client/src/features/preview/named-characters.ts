/** A piece of a text: as it is, or the name of a character that cannot be seen or would steer what stands around it. */
export interface TextPiece {
  readonly text: string;
  readonly isName: boolean;
}

/** The names of the Unicode standard, of those that texts of tenants hold at times. */
const NAMES: Readonly<Record<string, string>> = {
  '0000': 'NULL',
  '0007': 'BELL',
  '0008': 'BACKSPACE',
  '0009': 'TAB',
  '000a': 'LINE FEED',
  '000d': 'CARRIAGE RETURN',
  '001b': 'ESCAPE',
  '007f': 'DELETE',
  '200b': 'ZERO WIDTH SPACE',
  '200e': 'LEFT-TO-RIGHT MARK',
  '200f': 'RIGHT-TO-LEFT MARK',
  '2028': 'LINE SEPARATOR',
  '2029': 'PARAGRAPH SEPARATOR',
  '202a': 'LEFT-TO-RIGHT EMBEDDING',
  '202b': 'RIGHT-TO-LEFT EMBEDDING',
  '202c': 'POP DIRECTIONAL FORMATTING',
  '202d': 'LEFT-TO-RIGHT OVERRIDE',
  '202e': 'RIGHT-TO-LEFT OVERRIDE',
  '2060': 'WORD JOINER',
  '2066': 'LEFT-TO-RIGHT ISOLATE',
  '2067': 'RIGHT-TO-LEFT ISOLATE',
  '2068': 'FIRST STRONG ISOLATE',
  '2069': 'POP DIRECTIONAL ISOLATE',
  feff: 'BYTE ORDER MARK',
};

/** As the language server writes such a character, `␛202e`, and the characters themselves. */
const CONTROL = /␛([0-9a-f]{4})|[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text in pieces, control and direction characters by name. */
export function namedPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(CONTROL)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), isName: false });
    const code = match[1] ?? (match[0].codePointAt(0) ?? 0).toString(16).padStart(4, '0');
    pieces.push({ text: NAMES[code] ?? `U+${code.toUpperCase()}`, isName: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isName: false });
  return pieces;
}
