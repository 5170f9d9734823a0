import type { TextEdit } from '../analysis/diagnostic.ts';
import type { MappingFile, Span } from '../language/syntax.ts';
import { formatFile } from './format-mapping.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { whitespaceEdits } from './whitespace-edits.ts';

/** What the usual form of a file changes about one of its pieces. */
export interface PieceChange {
  readonly piece: Piece;
  /** The blanks and empty lines before it; absent when they stay. */
  readonly gap?: TextEdit;
  /** Edits inside it. */
  readonly inner: readonly TextEdit[];
  /** Where it begins, with the blanks before it where it begins a line. */
  readonly lineStart: number;
  /** Whether something stands before it on its line. */
  readonly behind: boolean;
}

/** What the usual form changes, piece by piece, and the blanks at the end of the file. */
export interface FileChanges {
  readonly pieces: readonly PieceChange[];
  readonly end: readonly TextEdit[];
}

/** The changes that give a file its usual form. Undefined where the two texts have no common pieces. */
export function pieceChanges(file: MappingFile): FileChanges | undefined {
  const formatted = formatFile(file);
  const [before, after] = [piecesOf(file), piecesOf(formatted)];
  if (before === undefined || after === undefined || before.length !== after.length) return undefined;
  let last: readonly [number, number] = file.text.startsWith('\ufeff') ? [1, 1] : [0, 0];
  const pieces = before.map((piece, index): PieceChange => {
    const other = after[index] as Piece;
    const gap = file.text.slice(last[0], piece.start);
    const own = formatted.text.slice(last[1], other.start);
    const changed = gap === own ? {} : { gap: { start: last[0], end: piece.start, text: own } };
    const line = /[^\r\n]*$/.exec(gap)?.[0].length ?? 0;
    const behind = index > 0 && line === gap.length;
    const inner = innerEdits(file.text, piece, formatted.text, other);
    last = [piece.end, other.end];
    return { piece, ...changed, inner, lineStart: piece.start - (behind ? 0 : line), behind };
  });
  return {
    pieces,
    end: innerEdits(file.text, toEnd(last[0], file.text), formatted.text, toEnd(last[1], formatted.text)),
  };
}

const toEnd = (start: number, { length }: string): Span => ({ start, end: length });

function innerEdits(text: string, from: Span, other: string, to: Span): TextEdit[] {
  const edits = whitespaceEdits(text.slice(from.start, from.end), other.slice(to.start, to.end));
  return edits.map((edit) => ({ ...edit, start: edit.start + from.start, end: edit.end + from.start }));
}
