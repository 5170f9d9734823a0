/** Finds the columns of offsets that are asked for in the order of the text: the text is walked once. */
export class Columns {
  readonly #text: string;
  #at: number;
  #column = 0;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\ufeff') ? 1 : 0;
  }

  /** The number of code points between the start of the line and an offset, which is no smaller than the one before. */
  of(offset: number): number {
    for (; this.#at < offset; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x0a || code === 0x0d) this.#column = 0;
      // The second half of a pair has been counted with the first.
      else if (code < 0xdc00 || code > 0xdfff || !isHigh(this.#text.charCodeAt(this.#at - 1))) this.#column++;
    }
    return this.#column;
  }
}

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;

/** Where a part of a line stood, and where what stands before it ends now. */
export interface Placed {
  readonly written: { readonly end: number; readonly column: number } | undefined;
  readonly end: number;
}

/**
 * The column that parts of neighbouring lines share: the one in which most of them stood already, moved as far as the
 * text before them has moved; else right behind the longest. Undefined where no two stood in one column and `fallback`
 * is off.
 *
 * @param gap The fewest blanks before the column.
 */
export function sharedColumn(parts: readonly Placed[], gap: number): number | undefined {
  const counts = new Map<number, number>();
  for (const { written } of parts) {
    if (written !== undefined) counts.set(written.column, (counts.get(written.column) ?? 0) + 1);
  }
  const [column, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [-1, 0]);
  if (count < 2 || count * 2 <= parts.length) return undefined;
  const kept = parts.filter(({ written }) => written?.column === column);
  const before = longest(kept.map(({ written }) => written?.end ?? 0));
  return Math.max(longest(kept.map(({ end }) => end)) + column - before, longest(parts.map(({ end }) => end)) + gap);
}

export function longest(numbers: readonly number[]): number {
  return numbers.reduce((most, one) => Math.max(most, one), 0);
}
