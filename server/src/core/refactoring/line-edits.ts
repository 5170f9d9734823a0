import type { TextEdit } from '../analysis/diagnostic.ts';

const LINES = /[^\r\n]*(?:\r\n|\r|\n|$)/g;
/** So many lines are looked through for the place where both texts go on alike. */
const WINDOW = 40;

/**
 * The edits that make one text of another, one for each stretch of lines that differs, so that an editor keeps its
 * cursors and marks elsewhere. They need not be the fewest. Linear in the length of the texts.
 */
export function lineEdits(before: string, after: string): TextEdit[] {
  const [old, now] = [before, after].map((text) => text.match(LINES)?.filter((line) => line !== '') ?? []);
  if (old === undefined || now === undefined) return [];
  const edits: TextEdit[] = [];
  const same = linesAtEnd(old, now);
  old.length -= same;
  now.length -= same;
  let offset = 0;
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      offset += old[i++]?.length ?? 0;
      j++;
      continue;
    }
    const [endI, endJ] = nextAlike(old, i, now, j);
    const taken = old.slice(i, endI).join('');
    const put = now.slice(j, endJ).join('');
    edits.push({ start: offset, end: offset + taken.length, text: put });
    offset += taken.length;
    [i, j] = [endI, endJ];
  }
  return edits;
}

/** The nearest two lines behind these that are alike, and have a line that is alike behind them; else both ends. */
function nextAlike(old: readonly string[], i: number, now: readonly string[], j: number): [number, number] {
  for (let sum = 1; sum <= WINDOW; sum++) {
    for (let skipped = 0; skipped <= sum; skipped++) {
      const [a, b] = [i + skipped, j + sum - skipped];
      if (a < old.length && b < now.length && old[a] === now[b] && old[a + 1] === now[b + 1]) return [a, b];
    }
  }
  return [old.length, now.length];
}

/** How many lines at the end of both texts are alike. */
function linesAtEnd(old: readonly string[], now: readonly string[]): number {
  const most = Math.min(old.length, now.length);
  let same = 0;
  while (same < most && old.at(-1 - same) === now.at(-1 - same)) same++;
  return same;
}
