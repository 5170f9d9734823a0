import type { Analysis } from '../core/analysis/analyse.ts';
import type { Comment, MappingFile, PlacedDeclaration, Span } from '../core/language/syntax.ts';
import { isExpression, walkExpression } from '../core/language/walk.ts';

/** A part of the text that can be folded away. */
export interface Fold extends Span {
  readonly kind: 'region' | 'comment';
  /** What ends the part, a brace or a parenthesis, stays in sight when it begins a line. */
  readonly closed: boolean;
}

/**
 * Blocks and tests, declarations and calls of several lines, runs of comments. Parts that lie on one line are given
 * too: lines are known to the caller alone. Outer parts come before those in them.
 */
export function folding({ file }: Analysis): Fold[] {
  return [
    ...blockFolds(file),
    ...commentFolds(file),
    ...file.declarations.flatMap((one) => declarationFolds(file, one)),
  ];
}

function blockFolds({ blocks }: MappingFile): Fold[] {
  return blocks.map(({ start, end, open, close }) => ({
    start: open ?? start,
    end: close ?? end,
    kind: 'region',
    closed: close !== undefined,
  }));
}

/** Line comments that stand below one another are one part. */
function commentFolds({ comments, text }: MappingFile): Fold[] {
  const folds: Fold[] = [];
  let run: { first: Comment; last: Comment } | undefined;
  const endRun = () => {
    if (run !== undefined && run.first !== run.last)
      folds.push({ start: run.first.start, end: run.last.end, kind: 'comment', closed: false });
    run = undefined;
  };
  for (const comment of comments) {
    if (comment.kind === 'block') {
      endRun();
      if (hasLineBreak(text, comment))
        folds.push({ start: comment.start, end: comment.end, kind: 'comment', closed: false });
    } else if (!isAlone(text, comment)) endRun();
    else if (run !== undefined && /^(?:\r\n?|\n)[ \t]*$/.test(text.slice(run.last.end, comment.start)))
      run.last = comment;
    else {
      endRun();
      run = { first: comment, last: comment };
    }
  }
  endRun();
  return folds;
}

/** Nothing but blanks stands before a comment on its line. */
function isAlone(text: string, { start }: Comment): boolean {
  for (let at = start - 1; at >= 0; at--) {
    const c = text[at];
    if (c === '\n' || c === '\r') return true;
    if (c !== ' ' && c !== '\t') return false;
  }
  return true;
}

function declarationFolds({ text }: MappingFile, { offset, declaration }: PlacedDeclaration): Fold[] {
  const whole = { start: offset, end: offset + declaration.end };
  if (!hasLineBreak(text, whole)) return [];
  const folds: Fold[] = [{ ...whole, kind: 'region', closed: false }];
  if (declaration.kind !== 'map' || !isExpression(declaration.source)) return folds;
  walkExpression(declaration.source, (node) => {
    if (node.kind !== 'call' || node.close === undefined) return;
    folds.push({ start: offset + node.open, end: offset + node.close, kind: 'region', closed: true });
  });
  return folds;
}

function hasLineBreak(text: string, { start, end }: Span): boolean {
  return /[\r\n]/.test(text.slice(start, end));
}
