/** Where two texts differ: `start` is the length of what they begin with alike, the ends that of what they end with. */
export interface TextChange {
  readonly start: number;
  /** Exclusive, in the text before and after. */
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

/** Pieces of this length are compared as a whole, which costs less than character by character. */
const PIECE = 4_096;

/** The stretch in which two texts differ; linear in their length, and quick where little of it differs. */
export function textChange(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start + PIECE <= most && before.slice(start, start + PIECE) === after.slice(start, start + PIECE)) {
    start += PIECE;
  }
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const rest = most - start;
  let alike = 0;
  const piece = (text: string) => text.slice(text.length - alike - PIECE, text.length - alike);
  while (alike + PIECE <= rest && piece(before) === piece(after)) alike += PIECE;
  while (alike < rest && before.charCodeAt(before.length - 1 - alike) === after.charCodeAt(after.length - 1 - alike)) {
    alike++;
  }
  return { start, beforeEnd: before.length - alike, afterEnd: after.length - alike };
}
