/** The column that lines keep to where they can be wrapped. */
export const LINE_WIDTH = 120;

/** The column at which the declarations of a block begin. */
export const INDENT = 2;

/** How many columns a text takes: its code points. */
export function width(text: string): number {
  // Most texts hold no half of a pair.
  if (!/[\ud800-\udfff]/.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** A text with blanks behind it, up to a width. */
export function padded(text: string, to: number): string {
  return text + ' '.repeat(Math.max(0, to - width(text)));
}
