import { type CutState, cutFrom, type OpenBlock, type Slice } from './cut.ts';
import { LOOK } from './declaration-starts.ts';
import type { Block, Comment, MappingFile, PlacedDeclaration } from './syntax.ts';
import { textChange } from './text-change.ts';

/** A file cut again after an edit: the declarations before and after what was cut anew are those of the earlier one. */
export interface Recut {
  /** So many of the earlier declarations stand at the same place. */
  readonly head: number;
  /** What was cut anew. */
  readonly slices: readonly Slice[];
  /** The earlier declarations from this index on follow, moved by `moved` characters. */
  readonly tail: number;
  readonly moved: number;
  readonly blocks: readonly Block[];
  readonly comments: readonly Comment[];
}

/** A declaration with the block that it was cut for. */
export interface CutDeclaration extends PlacedDeclaration {
  readonly block: Slice['block'];
}

/**
 * How far before an edit cutting begins again: the cutter looks ahead over one token and the blanks and comments before
 * it, so that what stands further away cannot have been cut with a look at what was edited.
 */
const SLICES_BEFORE = 3;

/**
 * Cuts only the part of a text that an edit can have touched: from a few declarations before it to the first one after
 * it that begins as it did. Gives exactly what cutting the whole text would give; undefined where only that can tell,
 * as for a file whose frame has mistakes.
 */
export function recut(text: string, previous: MappingFile): Recut | undefined {
  if (previous.problems.length > 0) return undefined;
  const declarations = previous.declarations as readonly CutDeclaration[];
  const change = textChange(previous.text, text);
  const moved = change.afterEnd - change.beforeEnd;
  const head = resumeAt(previous, declarations, change.start);
  const state = head === 0 ? undefined : stateAt(previous, declarations[head]);
  if (head > 0 && state === undefined) return undefined;

  let tail = head;
  const isKnown = ({ at, block, documentation }: CutState) => {
    if (at < change.afterEnd || !/[\r\n]/.test(text.slice(change.afterEnd, at))) return false;
    while (tail < declarations.length && (declarations[tail]?.offset ?? 0) + moved < at) tail++;
    const known = declarations[tail];
    return (
      known !== undefined &&
      known.offset + moved === at &&
      known.block === (block?.kind ?? 'file') &&
      (known.documentation ?? undefined) === (documentation.length === 0 ? undefined : documentation.join('\n')) &&
      sameBlock(block, blockAt(previous.blocks, known.offset), change.start, moved)
    );
  };
  const cut = cutFrom(text, state, isKnown);
  if (cut.problems.length > 0) return undefined;
  const { reached } = cut;
  const from = state?.at ?? 0;
  const last = reached === undefined ? Number.POSITIVE_INFINITY : reached.at - moved;
  if (reached === undefined) tail = declarations.length;
  return {
    head,
    slices: cut.slices,
    tail,
    moved,
    blocks: [
      ...previous.blocks.filter(({ end }) => end <= from),
      ...cut.blocks,
      ...previous.blocks.filter(({ end }) => end > last).map((block) => movedBlock(block, last, moved, reached?.block)),
    ],
    comments: [
      ...previous.comments.filter(({ end }) => end <= from),
      ...cut.comments,
      ...previous.comments.filter(({ start }) => start >= last).map((comment) => shifted(comment, moved)),
    ],
  };
}

/** The index of the declaration at which cutting begins again; 0 for the beginning of the file. */
function resumeAt(previous: MappingFile, declarations: readonly CutDeclaration[], edit: number): number {
  let low = 0;
  let high = declarations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((declarations[middle]?.offset ?? 0) < edit) low = middle + 1;
    else high = middle;
  }
  let index = Math.max(0, low - 1 - SLICES_BEFORE);
  const isFar = ({ offset, declaration }: CutDeclaration) => offset + declaration.end + LOOK < edit;
  while (index > 0) {
    const placed = declarations[index];
    if (placed !== undefined && isFar(placed) && beginsLine(previous.text, placed)) return index;
    index--;
  }
  return 0;
}

/** Whether nothing but blanks stands before a declaration on its line, and the cutter begins a slice there. */
function beginsLine(text: string, { offset, block }: CutDeclaration): boolean {
  if (block === 'test head') return false;
  let at = offset - 1;
  while (text[at] === ' ' || text[at] === '\t') at--;
  return text[at] === '\n' || text[at] === '\r';
}

function stateAt({ blocks }: MappingFile, placed: CutDeclaration | undefined): CutState | undefined {
  if (placed === undefined) return undefined;
  const block = blockAt(blocks, placed.offset);
  return {
    at: placed.offset,
    block: block === undefined ? undefined : openBlock(block),
    documentation: placed.documentation === undefined ? [] : placed.documentation.split('\n'),
  };
}

function blockAt(blocks: readonly Block[], offset: number): Block | undefined {
  return blocks.find(({ start, end }) => start < offset && offset < end);
}

function openBlock({ kind, keyword, open }: Block): OpenBlock {
  return { kind, keyword, ...(open === undefined ? {} : { open }) };
}

/** Whether the block that is open now is the one that was open then. */
function sameBlock(now: OpenBlock | undefined, then: Block | undefined, edit: number, moved: number): boolean {
  if (now === undefined || then === undefined) return now === then;
  const place = then.keyword.start < edit ? then.keyword.start : then.keyword.start + moved;
  return now.kind === then.kind && now.keyword.start === place;
}

/** A block that ends behind what was cut anew; the one that was open there keeps its beginning. */
function movedBlock(block: Block, last: number, moved: number, reached: OpenBlock | undefined): Block {
  const isOpen = reached !== undefined && block.start < last;
  const keyword = isOpen ? reached.keyword : shifted(block.keyword, moved);
  const open = isOpen ? reached.open : moveBy(block.open, moved);
  const close = moveBy(block.close, moved);
  return {
    kind: block.kind,
    keyword,
    start: keyword.start,
    end: block.end + moved,
    ...(open === undefined ? {} : { open }),
    ...(close === undefined ? {} : { close }),
  };
}

function moveBy(offset: number | undefined, by: number): number | undefined {
  return offset === undefined ? undefined : offset + by;
}

function shifted<S extends { readonly start: number; readonly end: number }>(span: S, by: number): S {
  return by === 0 ? span : { ...span, start: span.start + by, end: span.end + by };
}
