import { type Diagnostic, lineEndOf, type TextEdit } from '../analysis/diagnostic.ts';
import { declarationAt } from '../language/declaration-at.ts';
import type { MappingFile } from '../language/syntax.ts';
import type { Rewriting } from './rewriting.ts';

/** Mistakes of the text and what cannot be read beside it, and what is said about such comments themselves. */
const FIXED = /^SFM(?:10\d\d|1104|1120|1111|1112|1113)$/;
const REASON = 'why it is meant so';

/**
 * A comment that ignores a finding from now on, with a reason for its author to write: on a line of its own above the
 * declaration, or above the block whose head it is about. Without a reason it ignores nothing, and is reported.
 */
export function ignoreFinding(file: MappingFile, { code, start }: Diagnostic): Rewriting | undefined {
  if (FIXED.test(code)) return undefined;
  const at = coveredFrom(file, start);
  if (at === undefined) return undefined;
  return {
    title: `Ignore ${code} here, with a reason`,
    edits: [commentBefore(file, at, `sfmap-ignore ${code}: ${REASON}`)],
    toChoose: REASON,
  };
}

/** Where that begins which a comment must stand before. */
function coveredFrom(file: MappingFile, at: number): number | undefined {
  const placed = declarationAt(file, at);
  if (placed !== undefined) {
    const { offset, declaration } = placed;
    // The place behind the end belongs to a declaration without any text alone.
    if (at < offset + Math.max(1, declaration.end)) {
      const block = file.blocks.find((one) => one.kind === 'test' && one.start === offset);
      return block?.start ?? offset;
    }
  }
  return file.blocks.find(({ start, open, keyword }) => start <= at && at <= (open ?? keyword.end))?.start;
}

function commentBefore({ text }: MappingFile, at: number, comment: string): TextEdit {
  const [, before = '', indent = ''] = /(^\uFEFF?|[\r\n])([ \t]*)$/.exec(text.slice(0, at)) ?? [];
  const isFirst = before !== '' || text.slice(0, at).trim() === '';
  // Beside others on its line a declaration is covered by a comment right before it.
  if (!isFirst) return { start: at, end: at, text: `/* ${comment} */ ` };
  return { start: at, end: at, text: `// ${comment}${lineEndOf(text)}${indent}` };
}
