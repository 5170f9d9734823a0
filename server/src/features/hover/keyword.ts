import { declarationAt } from '../../core/language/declaration-at.ts';
import type { Block, MappingFile } from '../../core/language/syntax.ts';
import { late } from '../../core/late.ts';
import type { HoverContext, Told } from './hover-context.ts';
import { BLOCKS, KEYWORDS } from './words.ts';

const WORD = late(() => /[\p{L}\p{N}_]+|[=!<>-]+/gu);
/** No keyword is longer. */
const LONGEST = 40;

/** The keyword at an offset of the file: of a block, or of a declaration. */
export function keywordAt({ analysis, markup }: HoverContext, offset: number): Told | undefined {
  const { file } = analysis;
  const block = blockAt(file, offset);
  if (block !== undefined) {
    const words = BLOCKS[block.kind];
    return words === undefined ? undefined : { ...block.keyword, lines: [markup.strong(block.kind), words] };
  }
  const placed = declarationAt(file, offset);
  const table = placed === undefined ? undefined : KEYWORDS[placed.declaration.kind];
  const word = table === undefined ? undefined : wordAt(file.text, offset);
  if (table === undefined || word === undefined || !Object.hasOwn(table, word.text)) return undefined;
  return { start: word.start, end: word.end, lines: [markup.strong(word.text), table[word.text] ?? ''] };
}

/** The block whose keyword holds an offset; blocks stand in order and hold none but tests. */
function blockAt({ blocks }: MappingFile, offset: number): Block | undefined {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.keyword.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  return block !== undefined && offset <= block.keyword.end ? block : undefined;
}

function wordAt(text: string, offset: number): { text: string; start: number; end: number } | undefined {
  const from = Math.max(0, offset - LONGEST);
  for (const { 0: word, index } of text.slice(from, offset + LONGEST).matchAll(WORD())) {
    const start = from + index;
    const end = start + word.length;
    if (start <= offset && offset <= end) return { text: word, start, end };
  }
  return undefined;
}
