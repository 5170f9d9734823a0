import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import { applyEdits } from '../../server/src/core/refactoring/apply-edits.ts';
import type { Rewriting } from '../../server/src/core/refactoring/rewriting.ts';
import { markedText } from './marked-text.ts';

/** What a rewriting is asked with: the file at a mark, the marked range, or the cursor as one. */
export interface AskedAt {
  readonly analysis: Analysis;
  readonly range: { readonly start: number; readonly end: number };
}

/** Title → the text after it, for what is offered at the mark of a text. */
export function rewritten(marked: string, offer: (at: AskedAt) => readonly Rewriting[]): Record<string, string> {
  const { text, cursor, ranges } = markedText(marked);
  const analysis = new Analysis(text);
  const found = offer({ analysis, range: ranges[0] ?? { start: cursor, end: cursor } });
  return Object.fromEntries(found.map(({ title, edits }) => [title, applyEdits(text, edits)]));
}
