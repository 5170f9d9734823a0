/** A text with its marks taken out: `|` is the cursor, `«` and `»` stand around a range. */
export interface MarkedText {
  readonly text: string;
  /** Offset of the first `|`; the end of the text without one. */
  readonly cursor: number;
  /** The ranges, in the order in which they begin. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

const MARKS = /[|«»]/gu;

/**
 * Reads marks out of a text: `|` for the cursor, `«…»` for a range. `¦` stands for a `|` that belongs to the text.
 *
 * @throws Error when a range is not closed: the test itself is wrong then.
 */
export function markedText(marked: string): MarkedText {
  const open: number[] = [];
  const ranges: { start: number; end: number }[] = [];
  let cursor: number | undefined;
  let taken = 0;
  for (const { 0: mark, index } of marked.matchAll(MARKS)) {
    const at = index - taken++;
    if (mark === '|') cursor ??= at;
    else if (mark === '«') open.push(at);
    else {
      const start = open.pop();
      if (start === undefined) throw new Error(`A range ends at ${at} and none is open: ${marked}`);
      ranges.push({ start, end: at });
    }
  }
  if (open.length > 0) throw new Error(`A range is not closed: ${marked}`);
  const text = marked.replace(MARKS, '').replaceAll('¦', '|');
  return { text, cursor: cursor ?? text.length, ranges: ranges.sort((a, b) => a.start - b.start) };
}
