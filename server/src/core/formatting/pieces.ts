import type { Block, Comment, MappingFile, PlacedDeclaration, Span } from '../language/syntax.ts';

/** A part of the text that stands on a line of its own, or a comment. Between two pieces stand blanks alone. */
export type Piece = Span &
  (
    | { readonly kind: 'head' | 'close'; readonly block: Block }
    | { readonly kind: 'declaration'; readonly placed: PlacedDeclaration; readonly comments: readonly Comment[] }
    | { readonly kind: 'comment'; readonly comment: Comment }
    | { readonly kind: 'stray' }
  );

const ONLY_BLANKS = /^[ \t\r\n\f\v]*$/;

/**
 * The pieces of a file in the order of its text: heads of blocks (up to their brace), declarations with the comments in
 * them, comments between them, closing braces. Undefined when some of the text is in none of them.
 */
export function piecesOf({ text, declarations, blocks, comments, problems }: MappingFile): Piece[] | undefined {
  const candidates: Piece[] = [
    ...blocks.flatMap((block): Piece[] => [
      { kind: 'head', block, start: block.keyword.start, end: (block.open ?? block.keyword.end - 1) + 1 },
      ...(block.close === undefined
        ? []
        : [{ kind: 'close' as const, block, start: block.close, end: block.close + 1 }]),
    ]),
    ...declarations.map(
      (placed): Piece => ({
        kind: 'declaration',
        placed,
        comments: [],
        start: placed.offset,
        end: placed.offset + placed.declaration.end,
      }),
    ),
    ...comments.map((comment): Piece => ({ kind: 'comment', comment, start: comment.start, end: comment.end })),
    // A brace that closes nothing belongs to no declaration.
    ...problems
      .filter(({ start, end }) => end === start + 1 && text[start] === '}')
      .map(({ start, end }): Piece => ({ kind: 'stray', start, end })),
  ];
  return inOrder(text, candidates);
}

function inOrder(text: string, candidates: Piece[]): Piece[] | undefined {
  const pieces: Piece[] = [];
  let last = text.startsWith('\ufeff') ? 1 : 0;
  let inner: Comment[] = [];
  for (const piece of candidates.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (piece.end <= last) {
      // The name of a test belongs to the head of its block; a comment may stand inside a declaration.
      if (piece.kind === 'comment') inner.push(piece.comment);
      continue;
    }
    if (piece.start < last || !ONLY_BLANKS.test(text.slice(last, piece.start))) return undefined;
    inner = [];
    pieces.push(piece.kind === 'declaration' ? { ...piece, comments: inner } : piece);
    last = piece.end;
  }
  return ONLY_BLANKS.test(text.slice(last)) ? pieces : undefined;
}
