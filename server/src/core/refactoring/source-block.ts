import { declarationsOf } from '../analysis/bind.ts';
import type { TextEdit } from '../analysis/diagnostic.ts';
import type { MappingFile, PathNode } from '../language/syntax.ts';

const INDENT = '  ';
/** Blanks and comments that end the line, from a place outside every declaration. */
const LINE_REST = /[ \t]*(?:\/\*[^\r\n]*?\*\/[ \t]*)*(?:\/\/[^\r\n]*)?(?=[\r\n]|$)/y;
const BLANKS = /[ \t]*/y;
const PLAIN_NAME = /^[\p{L}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?$/u;

/**
 * The edit that puts a line into the source block: first in it for `replace`, last for an attribute; the block is made
 * where it is missing. A comment stays on the line that it ends.
 */
export function insertIntoSource(file: MappingFile, line: string, place: 'first' | 'last'): TextEdit {
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const block = file.blocks.find(({ kind }) => kind === 'source');
  if (block?.open === undefined) {
    const at = lineEnd(file.text, headEnd(file));
    return { start: at, end: at, text: `${eol}${eol}source {${eol}${INDENT}${line}${eol}}` };
  }
  if (place === 'first' || block.close === undefined) {
    const start = lineEnd(file.text, block.open + 1);
    if (start !== block.open + 1 || endsLine(file.text, start)) {
      return { start, end: start, text: `${eol}${INDENT}${line}` };
    }
    const end = block.close === start ? start : start + lengthAt(BLANKS, file.text, start);
    return { start, end, text: `${eol}${INDENT}${line}${eol}${end === block.close ? '' : INDENT}` };
  }
  const before = file.text.slice(0, block.close).trimEnd().length;
  if (/[\r\n]/.test(file.text.slice(before, block.close))) {
    return { start: before, end: before, text: `${eol}${INDENT}${line}` };
  }
  return { start: before, end: block.close, text: `${eol}${INDENT}${line}${eol}` };
}

/** A name as a declaration writes it: in quotes where it is more than letters, digits and what joins them. */
export function writtenName(name: string): string {
  return PLAIN_NAME.test(name) ? name : quoted(name);
}

/** A path as it stands in the place of another: with escapes where that one is quoted. */
export function writtenPath(node: PathNode, path: string): string {
  return node.quoted ? escaped(path) : path;
}

/** A text in double quotes. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

/** After the last `provision`, `param` or `sample` line. */
function headEnd(file: MappingFile): number {
  const heads = [
    ...declarationsOf(file, 'provision'),
    ...declarationsOf(file, 'param'),
    ...declarationsOf(file, 'sample'),
  ];
  return Math.max(0, ...heads.map(({ offset, declaration }) => offset + declaration.end));
}

/** The end of the line when nothing but comments follows on it; else the place itself. */
function lineEnd(text: string, at: number): number {
  return at + lengthAt(LINE_REST, text, at);
}

function endsLine(text: string, at: number): boolean {
  return at >= text.length || text[at] === '\n' || text[at] === '\r';
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
