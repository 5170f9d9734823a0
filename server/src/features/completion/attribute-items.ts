import type { Analysis } from '../../core/analysis/analyse.ts';
import type { MappingModel, SourceAttribute } from '../../core/analysis/model.ts';
import type { ExpressionPlace } from '../../core/language/cursor-context.ts';
import { type CompletionItem, type CursorWord, narrowed, oncePer, type Request, rank } from './completion-item.ts';
import { defaultMapping, usualAttributes } from './default-mapping.ts';
import { shownValue } from './sample-values.ts';

interface Ranked {
  readonly attribute: SourceAttribute;
  readonly sort: string;
}

/**
 * The attributes of a file: its own first, then those that it uses, then those that a new file of its pair uses, then the
 * rest; of one kind in their list's order. So behind `[job` the title comes before the family.
 */
const ranked = oncePer((model: MappingModel): readonly Ranked[] => {
  const usual = usualAttributes(model);
  return (
    [...model.sources.values()]
      // A name is literal up to the next bracket, on one line.
      .filter(({ name }) => name !== '' && !/[\]\r\n]/.test(name))
      .map((attribute, index) => {
        const { origin, name } = attribute;
        const group = origin === 'file' ? 0 : model.used.has(name) ? 1 : usual.has(name) ? 2 : 3;
        return { attribute, sort: rank(group, index) };
      })
  );
});

/** Where attributes are named; in an expression with what is known of its target. */
type AttributePlace = { readonly word: CursorWord } & Partial<ExpressionPlace>;

/** The attributes, each with its type and its value for the sample person. */
export function attributeItems(
  analysis: Analysis,
  place: AttributePlace,
  write: (name: string) => Pick<CompletionItem, 'label' | 'insert'> & Partial<CompletionItem>,
  group = '',
): CompletionItem[] {
  const all = ranked(analysis.model);
  const wanted = usualFor(analysis.model, place);
  const fits = fitsTarget(analysis.model, place);
  const first = all.filter(({ attribute }) => wanted.has(attribute.name));
  const list = first.length === 0 ? all : [...first, ...all.filter(({ attribute }) => !wanted.has(attribute.name))];
  return narrowed(list, place.word.typed, ({ attribute }) => attribute.name).map(({ attribute, sort }) => ({
    kind: 'attribute',
    detail: typeText(attribute),
    value: shownValue(analysis, attribute),
    documented: { of: 'attribute', name: attribute.name },
    ...write(attribute.name),
    sort: `${group}${wanted.get(attribute.name) ?? (fits(attribute) ? rank(1, 0) : rank(2, 0))}${sort}`,
  }));
}

/** What a new file reads for the target, and the attribute of its name; of the keys of a comparison none. */
function usualFor(model: MappingModel, { target, compared }: AttributePlace): ReadonlyMap<string, string> {
  if (target === undefined || compared !== undefined) return new Map();
  const names = new Set([...(defaultMapping(model, target)?.attributes ?? []), target]);
  return new Map([...names].map((name, index) => [name, rank(0, index)]));
}

/** A target that is no text takes its own type; inside a call any attribute may lead to it. */
function fitsTarget(model: MappingModel, { target, calls = [] }: AttributePlace): (one: SourceAttribute) => boolean {
  const type = calls.length > 0 ? undefined : model.targets.get(target ?? '')?.type;
  return type === undefined || type === 'String' ? () => true : (one) => one.type === type;
}

export function typeText({ type, multivalued }: { readonly type: string; readonly multivalued: boolean }): string {
  return multivalued ? `${type}[]` : type;
}

/** The name between brackets: all of it is replaced, and the bracket is closed where it is open. */
export function bracketItems({ analysis, context }: Request<'attribute'>): CompletionItem[] {
  const close = context.closed ? '' : ']';
  return attributeItems(analysis, context, (name) => ({ label: name, insert: [`${name}${close}`], whole: true }));
}

/** `[name]`, where no bracket stands yet. */
export function clauseItems({ analysis, context }: Request<'clause'>): CompletionItem[] {
  return attributeItems(analysis, context, (name) => ({
    label: `[${name}]`,
    filter: name,
    insert: [`[${name}]`],
  }));
}
