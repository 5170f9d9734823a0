import type { FoldingRange } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Fold } from '../features/folding.ts';
import { FoldingRangeKind } from './protocol-names.ts';

/**
 * Folds as lines: those of one line are left out, and of two that begin on one line the first stays. A brace or a
 * parenthesis that begins the last line stays in sight.
 */
export function toFoldingRanges(document: TextDocument, folds: readonly Fold[], linesOnly: boolean): FoldingRange[] {
  const ranges = new Map<number, FoldingRange>();
  for (const fold of folds) {
    const start = document.positionAt(fold.start);
    const end = document.positionAt(fold.end);
    const before = document.getText({ start: { line: end.line, character: 0 }, end });
    const endLine = fold.closed && before.trim() === '' ? end.line - 1 : end.line;
    if (endLine <= start.line || (linesOnly && ranges.has(start.line))) continue;
    const kind = fold.kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {};
    const columns =
      linesOnly || endLine !== end.line ? {} : { startCharacter: start.character, endCharacter: end.character };
    const known = ranges.get(start.line);
    if (known === undefined) ranges.set(start.line, { startLine: start.line, endLine, ...columns, ...kind });
  }
  return [...ranges.values()];
}
