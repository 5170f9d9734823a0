import { declarationsOf } from '../analysis/bind.ts';
import type { TextEdit } from '../analysis/diagnostic.ts';
import type { MappingFile } from '../language/syntax.ts';

const INDENT = '  ';

/** The edit that puts a line into the source block: first in it for `replace`, last for an attribute; the block is made where it is missing. */
export function insertIntoSource(file: MappingFile, line: string, place: 'first' | 'last'): TextEdit {
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const block = file.blocks.find(({ kind }) => kind === 'source');
  if (block?.open === undefined) {
    const at = headEnd(file);
    return { start: at, end: at, text: `${eol}${eol}source {${eol}${INDENT}${line}${eol}}` };
  }
  if (place === 'first' || block.close === undefined) {
    const at = block.open + 1;
    const rest = /^[ \t]*\S/.test(file.text.slice(at, at + 200)) ? eol + INDENT : '';
    return { start: at, end: at, text: `${eol}${INDENT}${line}${rest}` };
  }
  const before = file.text.slice(0, block.close).trimEnd().length;
  const onOwnLine = /[\r\n]/.test(file.text.slice(before, block.close));
  return { start: before, end: before, text: `${eol}${INDENT}${line}${onOwnLine ? '' : eol}` };
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
