import type { TextEdit } from '../analysis/diagnostic.ts';
import { quotedText } from '../analysis/expression-constants.ts';
import type { MappingFile, PlacedDeclaration, Span } from '../language/syntax.ts';

/** A change of the text that an author asks for at a place. */
export interface Rewriting {
  /** What will happen. */
  readonly title: string;
  /** In the order of the text. */
  readonly edits: readonly TextEdit[];
  /** A name or text in the edits that stands for one that the author will choose; an editor may select it. */
  readonly toChoose?: string;
}

/** The text of a span of a declaration. */
export function textOf({ text }: MappingFile, { offset }: PlacedDeclaration, { start, end }: Span): string {
  return text.slice(offset + start, offset + end);
}

/** Whether a comment stands in a span of a declaration: a rewriting that puts its parts together anew would lose it. */
export function holdsComment({ comments }: MappingFile, { offset }: PlacedDeclaration, { start, end }: Span): boolean {
  return comments.some((comment) => offset + start <= comment.start && comment.start < offset + end);
}

/** A text for a title: short, on one line, in double quotes, as the language writes it. */
export function shownText(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return quotedText(line.length > 40 ? `${line.slice(0, 39)}…` : line);
}
