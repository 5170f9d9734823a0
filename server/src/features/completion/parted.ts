import type { CursorContext } from '../../core/language/cursor-context.ts';
import type { CompletionItem } from './completion-item.ts';

/** Where a word of its own stands: whatever is written before it, a blank parts the two. */
const APART: ReadonlySet<CursorContext['kind']> = new Set(['option', 'operator', 'and', 'arrow', 'sign']);

/** Where what is written stands apart from a sign before it, and close to an opening parenthesis. */
const BEHIND_SIGN: ReadonlySet<CursorContext['kind']> = new Set([
  'expression',
  'type',
  'clause',
  'scope-value',
  'provision',
  'actions',
  'expectation',
  'test-value',
  'file-name',
  'path',
]);

/** The items with the blanks that the formatter would put around them, where the author has typed none. */
export function parted(text: string, { kind, word }: CursorContext, items: readonly CompletionItem[]) {
  const touching = APART.has(kind) ? /[^\s]/ : BEHIND_SIGN.has(kind) ? /[,:=<>~&|-]/ : undefined;
  if (touching === undefined) return items;
  return items.map((item) => {
    const { start, end } = item.span ?? word;
    const before = touching.test(text[start - 1] ?? ' ');
    const twice = /[ \t]/.test(text[end] ?? '');
    return before || twice ? withBlanks(item, before, twice) : item;
  });
}

function withBlanks(item: CompletionItem, before: boolean, twice: boolean): CompletionItem {
  const edged = (part: string, first: boolean, last: boolean) => {
    const start = first && before && !part.startsWith(' ') ? ` ${part}` : part;
    return last && twice ? start.replace(/ $/, '') : start;
  };
  const last = item.insert.length - 1;
  return {
    ...item,
    insert: item.insert.map((part, index) =>
      typeof part === 'string' ? edged(part, index === 0, index === last) : part,
    ),
    ...(item.plain === undefined ? {} : { plain: edged(item.plain, true, true) }),
  };
}
