import type { Analysis } from '../../core/analysis/analyse.ts';
import type { MappingModel, SourceAttribute } from '../../core/analysis/model.ts';
import { type CompletionItem, type CursorWord, narrowed, oncePer, type Request, rank } from './completion-item.ts';
import { shownValue } from './sample-values.ts';

interface Ranked {
  readonly attribute: SourceAttribute;
  readonly sort: string;
}

/** The attributes of a file: its own first, then those that it uses, then the rest in their list's order. */
const ranked = oncePer(({ sources, used }: MappingModel): readonly Ranked[] =>
  [...sources.values()]
    // A name is literal up to the next bracket, on one line.
    .filter(({ name }) => name !== '' && !/[\]\r\n]/.test(name))
    .map((attribute, index) => {
      const group = attribute.origin === 'file' ? 0 : used.has(attribute.name) ? 1 : 2;
      return { attribute, sort: rank(group, index) };
    }),
);

/** The attributes, each with its type and its value for the sample person. */
export function attributeItems(
  analysis: Analysis,
  { typed }: CursorWord,
  write: (name: string) => Pick<CompletionItem, 'label' | 'insert'> & Partial<CompletionItem>,
  group = '',
): CompletionItem[] {
  return narrowed(ranked(analysis.model), typed, ({ attribute }) => attribute.name).map(({ attribute, sort }) => ({
    kind: 'attribute',
    detail: typeText(attribute),
    value: shownValue(analysis, attribute),
    documented: { of: 'attribute', name: attribute.name },
    ...write(attribute.name),
    sort: group + sort,
  }));
}

export function typeText({ type, multivalued }: { readonly type: string; readonly multivalued: boolean }): string {
  return multivalued ? `${type}[]` : type;
}

/** The name between brackets: all of it is replaced, and the bracket is closed where it is open. */
export function bracketItems({ analysis, context }: Request<'attribute'>): CompletionItem[] {
  const close = context.closed ? '' : ']';
  return attributeItems(analysis, context.word, (name) => ({ label: name, insert: [`${name}${close}`], whole: true }));
}

/** `[name]`, where no bracket stands yet. */
export function clauseItems({ analysis, context }: Request<'clause'>): CompletionItem[] {
  return attributeItems(analysis, context.word, (name) => ({
    label: `[${name}]`,
    filter: name,
    insert: [`[${name}]`],
  }));
}
