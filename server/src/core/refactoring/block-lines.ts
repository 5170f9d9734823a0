import { declarationsOf } from '../analysis/bind.ts';
import { lineEndOf, type TextEdit } from '../analysis/diagnostic.ts';
import { declarationIndexAt } from '../language/declaration-at.ts';
import { pathEnd } from '../language/path-extent.ts';
import { isPlainName } from '../language/plain-name.ts';
import type { BlockKind, Declaration, MappingFile, PathNode, PlacedDeclaration, Span } from '../language/syntax.ts';

/** The blocks that a refactoring adds lines to. */
export type LineBlock = Extract<BlockKind, 'source' | 'target' | 'map'>;

const INDENT = '  ';
/** Blanks and comments that end the line, from a place outside every declaration. */
const LINE_REST = /[ \t]*(?:\/\*[^\r\n]*?\*\/[ \t]*)*(?:\/\/[^\r\n]*)?(?=[\r\n]|$)/y;
const BLANKS = /[ \t]*/y;

/**
 * The edit that puts lines into a block: first in it for `replace`, last for entries and mappings; the block is made
 * where it is missing. A comment stays on the line that it ends; indentation and line ends are those of the file.
 */
export function insertIntoBlock(
  file: MappingFile,
  kind: LineBlock,
  lines: readonly string[],
  place: 'first' | 'last' = 'last',
): TextEdit {
  const eol = lineEndOf(file.text);
  const indent = indentOf(file, kind);
  const text = lines.map((line) => `${eol}${indent}${line}`).join('');
  const block = file.blocks.find((one) => one.kind === kind);
  if (block?.open === undefined) {
    const at = lineEnd(file.text, kind === 'map' ? lastEnd(file) : headEnd(file));
    return { start: at, end: at, text: `${eol}${eol}${kind} {${text}${eol}}` };
  }
  if (place === 'first' || block.close === undefined) {
    const start = lineEnd(file.text, block.open + 1);
    if (start !== block.open + 1 || endsLine(file.text, start)) return { start, end: start, text };
    const end = block.close === start ? start : start + lengthAt(BLANKS, file.text, start);
    return { start, end, text: `${text}${eol}${end === block.close ? '' : indent}` };
  }
  const before = file.text.slice(0, block.close).trimEnd().length;
  if (/[\r\n]/.test(file.text.slice(before, block.close))) return { start: before, end: before, text };
  return { start: before, end: block.close, text: `${text}${eol}` };
}

/** A parameter with the text that the file gives it. */
export interface WantedParameter {
  readonly name: string;
  readonly text: string;
}

/** The edit that puts `param` lines behind the last one of the file, else behind `provision`. */
export function insertParameters(file: MappingFile, wanted: readonly (string | WantedParameter)[]): TextEdit[] {
  if (wanted.length === 0) return [];
  const eol = lineEndOf(file.text);
  const params = declarationsOf(file, 'param');
  const [last] = params.slice(-1);
  const provision = declarationsOf(file, 'provision')[0];
  const anchor = last ?? provision;
  const at = anchor === undefined ? 0 : lineEnd(file.text, anchor.offset + anchor.declaration.end);
  const lines = wanted.map((one) => `${eol}${paramLine(one)}`).join('');
  const text = `${last === undefined ? eol : ''}${lines}${endsLine(file.text, at) ? '' : eol}`;
  return [{ start: at, end: at, text }];
}

function paramLine(wanted: string | WantedParameter): string {
  if (typeof wanted === 'string') return `param ${writtenName(wanted)}`;
  return `param ${writtenName(wanted.name)} = ${quoted(wanted.text)}`;
}

/** The edit that puts lines behind the line of a declaration. */
export function insertBehind(file: MappingFile, placed: PlacedDeclaration, lines: readonly string[]): TextEdit {
  const eol = lineEndOf(file.text);
  const at = lineEnd(file.text, placed.offset + placed.declaration.end);
  const lineStart = startOfLine(file.text, placed.offset);
  const lead = file.text.slice(lineStart, placed.offset);
  const indent = /^[ \t]*$/.test(lead) ? lead : INDENT;
  return { start: at, end: at, text: lines.map((line) => `${eol}${indent}${line}`).join('') };
}

/**
 * The edit that takes a declaration out: its whole line, unless something else stands on it, and with it the lines
 * above that speak of it alone, its documentation and what it is excused from.
 */
export function removalOf({ text }: MappingFile, { offset, declaration }: PlacedDeclaration): TextEdit {
  const end = offset + declaration.end;
  const lineStart = startOfLine(text, offset);
  const rest = end + lengthAt(BLANKS, text, end);
  if (text.slice(lineStart, offset).trim() !== '' || !endsLine(text, rest)) return { start: offset, end, text: '' };
  const after = text.startsWith('\r\n', rest) ? rest + 2 : Math.min(text.length, rest + 1);
  return { start: startWithOwnComments(text, lineStart), end: after, text: '' };
}

/** Documentation, or a `sfmap-ignore`, on the line that begins at an offset. */
const OWN_COMMENT = /[ \t]*(?:\/\/\/(?!\/)|\/\/[ \t]*sfmap-ignore\b)/y;

function startWithOwnComments(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const eol = text.startsWith('\r\n', start - 2) ? 2 : 1;
    const above = startOfLine(text, start - eol);
    if (lengthAt(OWN_COMMENT, text, above) === 0) return start;
    start = above;
  }
  return start;
}

/** Edits in the order of the text. Lines that would be added inside one that is taken out take its place. */
export function combinedEdits({ text }: MappingFile, edits: readonly TextEdit[]): TextEdit[] {
  const eol = lineEndOf(text);
  const combined: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = combined.at(-1);
    if (last !== undefined && edit.start === edit.end && last.start < edit.start && edit.start < last.end) {
      const added = edit.text.startsWith(eol) ? edit.text.slice(eol.length) : edit.text;
      combined[combined.length - 1] = { ...last, text: `${last.text}${added}${eol}` };
    } else combined.push(edit);
  }
  return combined;
}

/** `name = path` or `target <- source`, the sign below that of the lines before it where the name is short enough. */
export function alignedLine(file: MappingFile, kind: LineBlock, name: string, rest: string): string {
  return `${name.padEnd(nameWidth(file, kind) ?? 0)} ${signOf(kind)} ${rest}`;
}

/** As `alignedLine`, for lines that stand together: below one another where no line before them says how. */
export function alignedLines(
  file: MappingFile,
  kind: LineBlock,
  lines: readonly (readonly [string, string])[],
): string[] {
  const width = nameWidth(file, kind) ?? Math.max(0, ...lines.map(([name]) => name.length));
  return lines.map(([name, rest]) => `${name.padEnd(width)} ${signOf(kind)} ${rest}`);
}

const signOf = (kind: LineBlock) => (kind === 'map' ? '<-' : '=');

/** How wide names are before the sign in a block; undefined where its lines do not agree. */
function nameWidth(file: MappingFile, kind: LineBlock): number | undefined {
  const [last, second] = neighbours(file, kind, -1).flatMap((placed) => signColumn(file, placed, signOf(kind)) ?? []);
  return last !== undefined && (second === undefined || second === last) ? last - 1 : undefined;
}

/** A name as a declaration writes it: in quotes where it is more than letters, digits and what joins them. */
export function writtenName(name: string): string {
  return isPlainName(name) ? name : quoted(name);
}

/** A path as it stands in the place of another: with escapes where that one is quoted. */
export function writtenPath(node: PathNode, path: string): string {
  return node.quoted ? escaped(path) : path;
}

/** A path for an entry of its own: in quotes where it cannot stand without, or beside one that has them. */
export function pathText(path: string, quotedBeside = false): string {
  return quotedBeside || pathEnd(path, 0) !== path.length ? quoted(path) : path;
}

/** A text in double quotes. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

/** The first two declarations of a block that begin their line, or from its end the last two. */
function neighbours(file: MappingFile, kind: LineBlock, step: 1 | -1): PlacedDeclaration<Declaration>[] {
  const block = file.blocks.find((one) => one.kind === kind);
  if (block === undefined) return [];
  const found: PlacedDeclaration<Declaration>[] = [];
  const { declarations, text } = file;
  const first = step === 1 ? declarationIndexAt(file, block.start) + 1 : declarationIndexAt(file, block.end - 1);
  for (let at = first; found.length < 2; at += step) {
    const placed = declarations[at];
    if (placed === undefined) break;
    const { offset, declaration } = placed;
    if (offset <= block.start || offset >= block.end) break;
    if (declaration.kind !== 'map' && declaration.kind !== 'attribute') continue;
    if (text.slice(startOfLine(text, offset), offset).trim() === '') found.push(placed);
  }
  return found;
}

function signColumn({ text }: MappingFile, { offset, declaration }: PlacedDeclaration, sign: string) {
  const before = signedSpan(declaration);
  if (before === undefined) return undefined;
  const column = text.slice(offset + declaration.start, offset + before.end).lastIndexOf(sign);
  return column === -1 ? undefined : column;
}

/** What stands before the path or the source of a declaration, the sign included. */
function signedSpan(declaration: Declaration): Span | undefined {
  if (declaration.kind === 'map' && declaration.source !== undefined)
    return { start: 0, end: declaration.source.start };
  if (declaration.kind === 'attribute' && declaration.path !== undefined)
    return { start: 0, end: declaration.path.start };
  return undefined;
}

function indentOf(file: MappingFile, kind: LineBlock): string {
  const [like] = [kind, 'map', 'source', 'target'].flatMap((one) => neighbours(file, one as LineBlock, 1).slice(0, 1));
  if (like === undefined) return INDENT;
  const indent = file.text.slice(startOfLine(file.text, like.offset), like.offset);
  return indent === '' ? INDENT : indent;
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

/** After everything that stands in the file. */
function lastEnd(file: MappingFile): number {
  return Math.max(headEnd(file), ...file.blocks.map(({ end }) => end));
}

function startOfLine(text: string, at: number): number {
  let start = at;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  // A byte order mark belongs to the file, not to its first line.
  return start === 0 && at > 0 && text.startsWith('\uFEFF') ? 1 : start;
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
