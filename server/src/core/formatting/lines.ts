import type { Block, Comment, MappingFile } from '../language/syntax.ts';
import { tokenize } from '../language/tokens.ts';
import { late } from '../late.ts';
import { Columns } from './columns.ts';
import type { Piece } from './pieces.ts';
import { rowOf } from './print-declaration.ts';
import type { Row } from './row.ts';
import { INDENT, LINE_WIDTH, width } from './width.ts';

/** A place in the text as written: where what stands before it ended, and where it began. */
export interface Written {
  readonly end: number;
  readonly column: number;
}

export type Code =
  | { readonly kind: 'row'; readonly row: Row; readonly sign?: number; readonly options?: Written }
  /** Printed as it is; `indent` is what stood before it on its line, if nothing else did. */
  | { readonly kind: 'text' | 'comment'; readonly text: string; readonly indent?: string };

/** A line of the formatted text, before columns are shared. */
export interface Line {
  /** An empty line stands before it. */
  blank: boolean;
  indent: number;
  /** Comments before the code, on its line. */
  lead: string;
  code: Code;
  /** Comments behind the code, on its line, and where the first of them stood. */
  readonly tail: string[];
  tailWritten?: Written;
  /** A line of a block's frame: no column reaches across it. */
  readonly edge?: 'open' | 'close' | 'whole';
}

/** The lines of a file, with the empty lines between them. */
export function linesOf(file: MappingFile, pieces: readonly Piece[]): readonly Line[] {
  const builder = new Builder(file.text);
  for (let at = 0; at < pieces.length; at++) at += builder.add(pieces, at) - 1;
  spaceBlocks(builder.lines);
  return builder.lines;
}

class Builder {
  readonly lines: Line[] = [];
  readonly #text: string;
  readonly #columns: Columns;
  /** Where the piece before this one ends. */
  #end: number;
  #block: Block | undefined;
  /** A brace that closes nothing stands before, on this line of a test. */
  #surplus = false;

  constructor(text: string) {
    this.#text = text;
    this.#columns = new Columns(text);
    this.#end = text.startsWith('\ufeff') ? 1 : 0;
  }

  /** Adds the piece at `at`, and returns how many it has taken. */
  add(pieces: readonly Piece[], at: number): number {
    const piece = pieces[at] as Piece;
    const sameLine = this.lines.length > 0 && !/[\r\n]/.test(this.#text.slice(this.#end, piece.start));
    this.#surplus &&= sameLine;
    if (sameLine && this.#staysBehind(piece)) {
      this.#addTail(piece);
      this.#end = piece.end;
      return 1;
    }
    const [line, count] = this.#wholeBlock(pieces, at) ?? [this.#lineOf(piece), 1];
    if (piece.kind !== 'comment') this.#takeLead(line, piece.start);
    this.lines.push(line);
    if (piece.kind !== 'comment' && piece.kind !== 'close' && line.indent === 0) this.#outdent();
    this.#surplus ||= piece.kind === 'stray' && this.#block?.kind === 'test';
    if (piece.kind === 'head') this.#block = count === 1 ? piece.block : undefined;
    if (piece.kind === 'close') this.#block = undefined;
    this.#end = pieces[at + count - 1]?.end ?? piece.end;
    return count;
  }

  #lineOf(piece: Piece): Line {
    const gap = this.#text.slice(this.#end, piece.start);
    const newlines = gap.match(/\r\n|[\r\n]/g)?.length ?? 0;
    const inside = this.#block !== undefined && piece.start < this.#block.end;
    const frame = piece.kind === 'head' ? ('open' as const) : piece.kind === 'close' ? ('close' as const) : undefined;
    const first = newlines > 0 || this.lines.length === 0;
    return {
      blank: newlines > 1,
      indent: inside && frame === undefined && piece.kind !== 'stray' ? INDENT : 0,
      lead: '',
      code: this.#codeOf(piece, first ? (/[^\r\n]*$/.exec(gap)?.[0] ?? '') : undefined),
      tail: [],
      ...(frame === undefined ? {} : { edge: frame }),
    };
  }

  #codeOf(piece: Piece, indent: string | undefined): Code {
    switch (piece.kind) {
      case 'head':
        return { kind: 'text', text: headText(this.#text.slice(piece.start, piece.end)) };
      case 'comment':
        return {
          kind: 'comment',
          text: textOf(piece.comment, this.#text),
          ...(indent === undefined ? {} : { indent }),
        };
      case 'declaration': {
        const row = rowOf(this.#text, piece.placed, piece.comments);
        const text = this.#asWritten(piece);
        // What stands outside of blocks and is no declaration may be anything, and has its own form.
        if (this.#isForeign(piece)) return { kind: 'text', text: `${indent ?? ''}${text}` };
        if (row === undefined) return { kind: 'text', text, ...(indent === undefined ? {} : { indent }) };
        return { kind: 'row', row, ...this.#written(piece.start, row) };
      }
      default:
        return { kind: 'text', text: '}' };
    }
  }

  /** A declaration as it is. Blanks behind its last token are none of it, although the cut may have taken them. */
  #asWritten({ start, end }: Piece): string {
    const text = this.#text.slice(start, end);
    if (!/[ \t]$/.test(text) || (this.#block?.kind !== 'source' && this.#block?.kind !== 'target')) return text;
    const last = tokenize(text, 'entries').tokens.at(-1);
    return last === undefined ? text : text.slice(0, last.startOffset + last.image.length);
  }

  #isForeign(piece: Piece): boolean {
    if (piece.kind !== 'declaration' || piece.placed.declaration.kind !== 'opaque') return false;
    return this.#block === undefined || piece.start >= this.#block.end;
  }

  /** The columns of a row as written, asked in the order of the text. */
  #written(offset: number, { places }: Row): { sign?: number; options?: Written } {
    const sign = places.sign === undefined ? {} : { sign: this.#columns.of(offset + places.sign) };
    if (places.end === undefined || places.options === undefined) return sign;
    const end = this.#columns.of(offset + places.end);
    return { ...sign, options: { end, column: this.#columns.of(offset + places.options) } };
  }

  /** A block that was written on one line, with one declaration at most and no comment, stays on it. */
  #wholeBlock(pieces: readonly Piece[], at: number): [Line, number] | undefined {
    const [head, next] = [pieces[at], pieces[at + 1]];
    if (head?.kind !== 'head' || head.block.close === undefined) return undefined;
    const declaration = next?.kind === 'declaration' ? next : undefined;
    const close = declaration === undefined ? next : pieces[at + 2];
    if (close?.kind !== 'close' || close.block !== head.block) return undefined;
    if (/[\r\n]/.test(this.#text.slice(head.start, close.end))) return undefined;
    const line = this.#lineOf(head);
    const start = headText(this.#text.slice(head.start, head.end));
    if (declaration === undefined) return [{ ...line, code: { kind: 'text', text: `${start} }` }, edge: 'whole' }, 2];
    const code = this.#codeOf(declaration, undefined);
    const inner = code.kind === 'row' ? onOneLine(code.row) : code.text;
    const text = `${start} ${inner} }`;
    if (inner === undefined || declaration.comments.length > 0 || width(text) > LINE_WIDTH) return undefined;
    return [{ ...line, code: { kind: 'text', text }, edge: 'whole' }, 3];
  }

  /**
   * What stands behind something on its line and stays there: a comment; what is not understood and would begin a block
   * or a declaration of the file if it began a line; what makes a brace in a test surplus by standing behind it.
   */
  #staysBehind(piece: Piece): boolean {
    if (piece.kind === 'comment') return true;
    if (piece.kind !== 'declaration' || this.#block === undefined) return false;
    const isBroken = piece.placed.problems.length > 0;
    return this.#surplus || (isBroken && HEAD().test(this.#text.slice(piece.start, piece.start + 9)));
  }

  #addTail(piece: Piece): void {
    const before = this.lines.at(-1) as Line;
    if (before.tail.length === 0)
      before.tailWritten = { end: this.#columns.of(this.#end), column: this.#columns.of(piece.start) };
    before.tail.push(
      piece.kind === 'comment' ? textOf(piece.comment, this.#text) : this.#text.slice(piece.start, piece.end),
    );
  }

  /** Comments right before a declaration on its line stay there. */
  #takeLead(line: Line, start: number): void {
    const before = this.lines.at(-1);
    if (before?.code.kind !== 'comment' || /[\r\n]/.test(this.#text.slice(this.#end, start))) return;
    const comments = [before.code.text, ...before.tail].join(' ');
    if (/[\r\n]/.test(comments) || line.edge === 'close') return;
    this.lines.pop();
    line.lead = `${comments} `;
    line.blank = before.blank;
  }

  /** Comments right above what stands outside all blocks belong to it, also when the block before is not closed. */
  #outdent(): void {
    for (let at = this.lines.length - 1; at > 0 && this.lines[at]?.blank === false; at--) {
      const above = this.lines[at - 1];
      if (above?.code.kind !== 'comment') return;
      above.indent = 0;
    }
  }
}

const HEAD = late(() => /^(?:source|target|scope|limits|map|test|provision|param|sample|actions)(?![\p{L}\p{N}_.-])/u);
const QUOTED = String.raw`"(?:\\[^\r\n]|[^"\\\r\n])*"`;
const PLAIN_HEAD = new RegExp(String.raw`^(\w+)\s*(${QUOTED})?\s*\{$`, 'u');

/** `map {`, `test "name" {`; one with a comment in it as it is. */
function headText(text: string): string {
  const [, keyword, name] = PLAIN_HEAD.exec(text) ?? [];
  if (keyword === undefined) return text;
  return name === undefined ? `${keyword} {` : `${keyword} ${name} {`;
}

function textOf({ start, end, kind }: Comment, text: string): string {
  const written = text.slice(start, end);
  return kind === 'block' ? written : written.replace(/[ \t]+$/, '');
}

function onOneLine({ name, type, sign, value, options }: Row): string | undefined {
  const lines = value?.(INDENT) ?? [];
  if (lines.length > 1) return undefined;
  return [name, type, sign, lines[0], options].filter((text) => text !== undefined && text !== '').join(' ');
}

/** An empty line stands before and behind each block, and none at its edges; comments right above a block belong to it. */
function spaceBlocks(lines: readonly Line[]): void {
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    if (before?.edge === 'close' || before?.edge === 'whole') line.blank = true;
    if (at === 0 || before?.edge === 'open' || line.edge === 'close') line.blank = false;
    if (line.edge !== 'open' && line.edge !== 'whole') continue;
    let top = at;
    while (top > 0 && lines[top]?.blank === false && lines[top - 1]?.code.kind === 'comment') top--;
    const first = lines[top];
    if (first !== undefined && top > 0) first.blank = true;
  }
}
