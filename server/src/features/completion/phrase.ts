import type { Analysis } from '../../core/analysis/analyse.ts';
import type { CursorWord } from '../../core/language/cursor-context.ts';
import type { Span } from '../../core/language/syntax.ts';

/** A text in double quotes, on one line. */
export const QUOTED = '"(?:\\\\[^\\r\\n]|[^"\\\\\\r\\n])*"';

/** Words and the value that belong together: they are replaced as one, whatever mode the editor is in. */
export interface Phrase {
  readonly span: Span;
  readonly whole?: true;
}

/**
 * What stands from the beginning of the word at the cursor on, where a pattern finds more there than the word. Before a
 * phrase, where nothing of it is typed, the editor may still insert instead of replace.
 *
 * @param pattern Sticky, and finds nothing beyond its line.
 */
export function phraseAt({ file }: Analysis, { start, end, typed }: CursorWord, pattern: RegExp): Phrase | undefined {
  pattern.lastIndex = start;
  if (!pattern.test(file.text) || pattern.lastIndex <= end) return undefined;
  return { span: { start, end: pattern.lastIndex }, ...(typed === '' ? {} : { whole: true }) };
}

/** The text that an item would replace with its phrase. */
export function phraseText({ file }: Analysis, phrase: Phrase | undefined): string {
  return phrase === undefined ? '' : file.text.slice(phrase.span.start, phrase.span.end);
}

/** What stands directly behind the word at the cursor, a little of it. */
export function behindWord({ file }: Analysis, { end }: CursorWord): string {
  return file.text.slice(end, end + 40);
}
