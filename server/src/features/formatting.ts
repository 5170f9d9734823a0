import type { Analysis } from '../core/analysis/analyse.ts';
import type { TextEdit } from '../core/analysis/check.ts';
import { formatMapping } from '../core/formatting/format-mapping.ts';
import { lineIndentAt, newLineIndent } from '../core/formatting/line-indent.ts';
import { openBrackets } from '../core/formatting/open-brackets.ts';
import { type PieceChange, pieceChanges } from '../core/formatting/piece-changes.ts';
import { sameMeaning } from '../core/formatting/same-meaning.ts';
import { whitespaceEdits } from '../core/formatting/whitespace-edits.ts';
import { parseMapping } from '../core/language/parse.ts';
import type { Block, MappingFile, PlacedDeclaration, Span } from '../core/language/syntax.ts';
import { applyEdits } from '../core/refactoring/apply-edits.ts';

/** What brings a file into its usual form; nothing when it has it. */
export function formatting({ file }: Analysis): TextEdit[] {
  const changes = pieceChanges(file);
  if (changes === undefined) return whitespaceEdits(file.text, formatMapping(file.text, file));
  return [...changes.pieces.flatMap(editsOf), ...changes.end];
}

/**
 * What gives the declarations, comments and braces that a range touches the form that they have when the whole file is
 * formatted. Nothing else changes, so that lines around them may stand in other columns.
 */
export function formattingOfRange({ file }: Analysis, range: Span): TextEdit[] {
  const changes = pieceChanges(file);
  if (changes === undefined) return [];
  const { pieces } = changes;
  const touched = new Set(pieces.filter((change) => touches(change, range)));
  // Comments on the line of a declaration move with it.
  for (const [index, change] of pieces.entries()) {
    const before = pieces[index - 1];
    if (change.piece.kind === 'comment' && change.behind && before !== undefined && touched.has(before))
      touched.add(change);
  }
  for (const [index, change] of [...pieces.entries()].reverse()) {
    const after = pieces[index + 1];
    if (change.piece.kind === 'comment' && after?.behind === true && touched.has(after)) touched.add(change);
  }
  const end = range.end >= file.text.length ? changes.end : [];
  return ifSame(file, [...pieces.filter((change) => touched.has(change)).flatMap(editsOf), ...end]);
}

function touches({ piece, lineStart }: PieceChange, { start, end }: Span): boolean {
  if (start === end) return lineStart <= start && start <= piece.end;
  return lineStart < end && start < piece.end;
}

const editsOf = ({ gap, inner }: PieceChange): TextEdit[] => (gap === undefined ? [...inner] : [gap, ...inner]);

/** Some of the formatter's edits without the others: none where the text would say something else. */
function ifSame(file: MappingFile, edits: TextEdit[]): TextEdit[] {
  return edits.length === 0 || sameMeaning(file, parseMapping(applyEdits(file.text, edits), file)) ? edits : [];
}

/**
 * What helps with what was just typed. A new line gets the blanks that the formatter would give it; a brace, bracket or
 * parenthesis that begins its line stands below the line that it closes; a brace that closes a block or the JSON of a
 * test brings its lines into their usual form. A declaration with a mistake stays as it is.
 *
 * @param offset Where the cursor stands, behind the character.
 * @param character `\n`, `}`, `)` or `]`.
 */
export function formattingOnType({ file }: Analysis, offset: number, character: string): TextEdit[] {
  if (/[\r\n]/.test(character)) return newLine(file, offset);
  const at = offset - 1;
  if (!/^[)\]}]$/.test(character) || file.text[at] !== character) return [];
  const block = file.blocks.find(({ close }) => close === at);
  if (block !== undefined) return blockEnd(file, block, at);
  const placed = file.declarations.findLast((one) => one.offset <= at);
  return placed === undefined || at >= placed.offset + placed.declaration.end ? [] : bracketEnd(file, placed, at);
}

function newLine(file: MappingFile, offset: number): TextEdit[] {
  const { start, end, blanks } = lineIndentAt(file.text, offset);
  if (offset > end) return [];
  const isEmpty = /[\r\n]/.test(file.text[end] ?? '\n');
  const wanted = newLineIndent(file, isEmpty ? offset : end);
  const [best] = wanted ?? [];
  const own = isEmpty ? file.text.slice(start, offset) : blanks;
  if (best === undefined || wanted?.includes(own) === true) return [];
  return [{ start, end: start + own.length, text: best }];
}

function blockEnd(file: MappingFile, block: Block, at: number): TextEdit[] {
  // In a file whose blocks are in disorder the brace may close another block than it was typed for.
  const changes = file.problems.length > 0 ? undefined : pieceChanges(file);
  if (changes === undefined) return indented(file, at, '');
  const inside = changes.pieces.filter(({ piece }) => block.start <= piece.start && piece.end <= block.end);
  const sound = inside.filter(({ piece }) => piece.kind !== 'declaration' || piece.placed.problems.length === 0);
  return ifSame(
    file,
    sound.flatMap((change) => (change.piece.kind === 'head' ? [...change.inner] : editsOf(change))),
  );
}

function bracketEnd(file: MappingFile, placed: PlacedDeclaration, at: number): TextEdit[] {
  const open = openBrackets(file.text, placed, at)?.at(-1);
  if (open === undefined || openBrackets(file.text, placed, at + 1)?.includes(open) !== false) return [];
  const isWhole = file.text[at] === '}' && at + 1 === placed.offset + placed.declaration.end;
  const changes = isWhole && placed.problems.length === 0 ? pieceChanges(file) : undefined;
  if (changes === undefined) return indented(file, at, lineIndentAt(file.text, open).blanks);
  return ifSame(
    file,
    changes.pieces
      .filter(({ piece }) => piece.start === placed.offset && piece.kind === 'declaration')
      .flatMap((change) => (change.behind ? [...change.inner] : editsOf(change))),
  );
}

/** Gives a line that begins with the sign at `at` its blanks. */
function indented({ text }: MappingFile, at: number, blanks: string): TextEdit[] {
  const line = lineIndentAt(text, at);
  return line.end !== at || line.blanks === blanks ? [] : [{ start: line.start, end: line.end, text: blanks }];
}
