import { type CompletionItem, type CursorWord, type Request, rank } from './completion-item.ts';
import { mappedItems } from './test-items.ts';

const LIMITS: readonly (readonly [kind: string, what: string])[] = [
  ['create', 'people who get an account'],
  ['update', 'people whose account changes'],
  ['disable', 'people whose account is disabled'],
  ['delete', 'people whose account is deleted'],
];

/** The target of `change` or `clear`, in its parentheses. */
const IN_PARENTHESES = /[ \t]*\([^()\r\n]*\)/y;

/** Where a line of `limits` begins. What stands behind the word stays, but the parentheses where none belong. */
export function limitItems({ analysis, context }: Request<'declaration'>): CompletionItem[] {
  const { word, rest } = context;
  const writeback = analysis.model.direction === 'writeback';
  const parentheses = rest.startsWith('(');
  const amount = /^(?:\([^()]*\)[ \t]*)?<=/.test(rest);
  const bare = parentheses || amount;
  const whole = parentheses ? withParentheses(analysis.file.text, word) : {};
  const kinds = LIMITS.filter(([kind]) => !writeback || kind === 'update').map(
    ([kind, detail], index): CompletionItem => ({
      label: kind,
      kind: 'keyword',
      detail,
      sort: rank(0, index),
      insert: bare ? [kind] : [`${kind} <= `, { hole: kind === 'delete' ? '0' : '10%' }],
      plain: kind,
      ...whole,
    }),
  );
  const ofTarget = (['change', 'clear'] as const).map(
    (kind, index): CompletionItem => ({
      label: `${kind}(…)`,
      filter: kind,
      kind: 'keyword',
      detail: kind === 'change' ? 'people of whom a value changes' : 'people of whom a value is taken away',
      sort: rank(1, index),
      insert: parentheses ? [kind] : [`${kind}(`, { hole: 'target' }, ...(amount ? [')'] : [') <= ', { hole: '10' }])],
      plain: kind,
    }),
  );
  return [...kinds, ...ofTarget];
}

function withParentheses(text: string, { start, end }: CursorWord): Pick<CompletionItem, 'span' | 'whole'> {
  IN_PARENTHESES.lastIndex = end;
  return IN_PARENTHESES.test(text) ? { span: { start, end: IN_PARENTHESES.lastIndex }, whole: true } : {};
}

export function limitTargetItems({ analysis, context }: Request<'limit-target'>): CompletionItem[] {
  const close = context.closed ? '' : ')';
  return mappedItems(analysis, context.word).map((item) => ({ ...item, insert: [...item.insert, close] }));
}
