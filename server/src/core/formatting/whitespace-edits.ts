import type { TextEdit } from '../analysis/diagnostic.ts';

const BLANK = /\s/;

/**
 * The edits that make one text of another that differs in blanks alone: one for each stretch of blanks that changes, so
 * that an editor keeps its cursors. Where more differs, one edit takes the rest of the text, up to what ends both.
 */
export function whitespaceEdits(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let from = 0;
  let to = 0;
  for (;;) {
    const start = from;
    const begin = to;
    while (from < before.length && BLANK.test(before[from] ?? '')) from++;
    while (to < after.length && BLANK.test(after[to] ?? '')) to++;
    const gap = after.slice(begin, to);
    if (before.slice(start, from) !== gap) edits.push({ start, end: from, text: gap });
    if (from >= before.length && to >= after.length) return edits;
    if (before[from] !== after[to]) return [...edits, restEdit(before, from, after, to)];
    from++;
    to++;
  }
}

function restEdit(before: string, from: number, after: string, to: number): TextEdit {
  let same = 0;
  const most = Math.min(before.length - from, after.length - to);
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { start: from, end: before.length - same, text: after.slice(to, after.length - same) };
}
