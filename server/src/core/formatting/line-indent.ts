import type { MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { openBrackets, openCalls } from './open-brackets.ts';
import { piecesOf } from './pieces.ts';
import { INDENT } from './width.ts';

/** The blanks that a line begins with. */
export interface LineIndent {
  readonly start: number;
  readonly end: number;
  readonly blanks: string;
}

const LINE_END = /[\r\n]/;

/** The blanks at the beginning of the line on which an offset stands. */
export function lineIndentAt(text: string, offset: number): LineIndent {
  let start = offset;
  while (start > 0 && !LINE_END.test(text[start - 1] ?? '')) start--;
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return { start, end, blanks: text.slice(start, end) };
}

/**
 * The blanks that a new line is to begin with, the best first: what the formatter would give to what may stand there.
 * Undefined where nothing can be said: in a comment, in or behind a declaration with a mistake, and where the formatter
 * would end no line.
 *
 * @param offset Where the text of the line begins or will begin.
 */
export function newLineIndent(file: MappingFile, offset: number): readonly string[] | undefined {
  const { text, comments } = file;
  if (comments.some(({ kind, start, end }) => kind === 'block' && start < offset && offset < end)) return undefined;
  const before = piecesOf(file)?.findLast((piece) => piece.kind !== 'comment' && piece.start < offset);
  if (before === undefined || before.kind === 'stray') return undefined;
  if (before.kind !== 'declaration') return [blockIndent(file, offset)];
  const { placed } = before;
  const brackets = openBrackets(text, placed, offset);
  const innermost = brackets?.at(-1);
  if (brackets === undefined) return inOpenCall(text, placed, offset);
  const isGroup = placed.declaration.kind === 'scope';
  const deeper = `${lineIndentAt(text, innermost ?? placed.offset).blanks}  `;
  if (innermost !== undefined) return [/[)\]}]/.test(text[offset] ?? '') ? deeper.slice(0, -2) : deeper];
  if (offset < before.end) return isGroup ? [deeper] : undefined;
  const level = blockIndent(file, offset);
  if (level === '') return [''];
  // An author's own indentation stays, and another clause may follow a group.
  return [level, lineIndentAt(text, placed.offset).blanks, ...(isGroup ? [deeper] : [])];
}

/** In a call that is being typed: one step, but where the author has gone further. */
function inOpenCall(text: string, placed: PlacedDeclaration, offset: number): readonly string[] | undefined {
  const call = openCalls(text, placed, offset)?.at(-1);
  if (call === undefined) return undefined;
  const outer = lineIndentAt(text, call).blanks;
  const deeper = /[)]/.test(text[offset] ?? '') ? outer : `${outer}  `;
  const own = lineIndentAt(text, offset).blanks;
  return own.startsWith(deeper) && own !== deeper ? [deeper, own] : [deeper];
}

function blockIndent({ blocks }: MappingFile, offset: number): string {
  const block = blocks.find(({ open, close, end }) => open !== undefined && open < offset && offset <= (close ?? end));
  return block === undefined || block.close === offset ? '' : ' '.repeat(INDENT);
}
