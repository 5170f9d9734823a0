/** Joins short texts to pieces of about so many characters: a long output is written with few calls, and never held whole. */
export function* inPieces(parts: Iterable<string>, size = 64 * 1024): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const part of parts) {
    piece.push(part);
    length += part.length;
    if (length < size) continue;
    yield piece.join('');
    piece = [];
    length = 0;
  }
  if (piece.length > 0) yield piece.join('');
}
