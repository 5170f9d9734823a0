import { declarationIndexAt } from '../declaration-at.ts';
import type { Block, BlockKind, Comment, MappingFile } from '../syntax.ts';

/** The declaration that the cursor is in, or the place where one would begin. */
export interface CursorSlice {
  readonly block: BlockKind | 'file';
  /** Absolute start; that of the cursor where nothing is open. */
  readonly start: number;
  /** From there to the cursor. */
  readonly before: string;
  /** From the cursor to the end of the declaration. */
  readonly after: string;
  /** The group of the scope in the lines before goes on if the author says so. */
  readonly goesOn: boolean;
}

/** Undefined in the head of a block, where nothing is to be said. */
export function cursorSlice(file: MappingFile, offset: number): CursorSlice | undefined {
  const block = blockBefore(file.blocks, offset);
  const inside = block !== undefined && block.open !== undefined && offset > block.open && offset <= endOf(block);
  if (block !== undefined && !inside && offset > block.start && offset < block.end) return undefined;
  const kind = inside ? block.kind : 'file';
  const from = block === undefined ? 0 : inside ? (block.open ?? 0) + 1 : block.end;
  const nothing: CursorSlice = { block: kind, start: offset, before: '', after: '', goesOn: false };
  const placed = file.declarations[declarationIndexAt(file, offset - 1)];
  if (placed === undefined || placed.offset < from) return nothing;
  const end = placed.offset + placed.declaration.end;
  const before = file.text.slice(placed.offset, offset);
  const after = file.text.slice(offset, Math.max(offset, end));
  const open: CursorSlice = { block: kind, start: placed.offset, before, after, goesOn: false };
  if (offset <= end || !/[\r\n]/.test(file.text.slice(end, offset))) return open;
  if (staysOpen(file.text.slice(placed.offset, end))) return open;
  return kind === 'scope' ? { ...nothing, goesOn: true } : nothing;
}

/** Whether a declaration that ends here waits for what stands in the next line. */
function staysOpen(text: string): boolean {
  if (/(?:[=:,(]|->|<-|\sand)$/.test(text)) return true;
  if (!text.includes('(')) return false;
  const bare = text.replace(/"(?:\\.|[^"\\\r\n])*"|\[[^\]\r\n]*\]|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g, '');
  return bare.split('(').length > bare.split(')').length;
}

/** With a closing brace the block ends before it. */
function endOf({ close, end }: Block): number {
  return close ?? end;
}

function blockBefore(blocks: readonly Block[], offset: number): Block | undefined {
  return lastWhere(blocks, ({ start }) => start < offset);
}

/** The comment that the cursor is in; behind the end of a block comment it is not. */
export function commentAt(comments: readonly Comment[], text: string, offset: number): Comment | undefined {
  const comment = lastWhere(comments, ({ start }) => start < offset);
  if (comment === undefined || offset > comment.end || offset === comment.start + 1) return undefined;
  const closed = comment.kind === 'block' && text.startsWith('*/', comment.end - 2);
  return closed && offset === comment.end ? undefined : comment;
}

/** The last of a sorted list that passes; all before it do. Found by halving. */
function lastWhere<T>(list: readonly T[], passes: (one: T) => boolean): T | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return list[low - 1];
}
