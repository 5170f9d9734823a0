import { parseMapping } from '../language/parse.ts';
import type { MappingFile } from '../language/syntax.ts';
import { linesOf } from './lines.ts';
import { piecesOf } from './pieces.ts';
import { render } from './render.ts';
import { sameMeaning } from './same-meaning.ts';

/**
 * A mapping text in its usual form (docs/formatting.md): two blanks of indentation, columns shared by lines that follow
 * one another, long expressions wrapped at their arguments, one empty line between blocks. Declarations with a mistake
 * stay as they are; comments, line ends and a byte-order mark are kept. Formatting twice gives what formatting once
 * gives. Never throws, on any text; the work is linear in its length.
 *
 * @param file The text, parsed, where a caller has it.
 */
export function formatMapping(text: string, file: MappingFile = parseMapping(text)): string {
  return formatFile(file).text;
}

/** The same for a file that is parsed, and the result with it; the file itself where it has its usual form. */
export function formatFile(file: MappingFile): MappingFile {
  const formatted = layOut(file);
  if (formatted === undefined || formatted === file.text) return file;
  // The text is parsed again, so that a form that would say something else is never given.
  const result = parseMapping(formatted, file);
  return sameMeaning(file, result) ? result : file;
}

/** The text in its usual form, not yet compared with what was written; undefined where its parts do not add up. */
export function layOut(file: MappingFile): string | undefined {
  const pieces = piecesOf(file);
  if (pieces === undefined) return undefined;
  const lines = render(linesOf(file, pieces));
  const end = lineEndOf(file.text);
  const mark = file.text.startsWith('\ufeff') ? '\ufeff' : '';
  return mark + lines.map((line) => line + end).join('');
}

/** One line with CRLF makes a file of CRLF; old files have CR alone. */
function lineEndOf(text: string): string {
  if (text.includes('\r\n')) return '\r\n';
  return !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
}
