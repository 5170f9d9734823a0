import type { Analysis } from '../../core/analysis/analyse.ts';
import { type ScopeOperator, scopeOperators } from '../../core/mapping/scope-operators.ts';
import { attributeItems } from './attribute-items.ts';
import {
  type CompletionItem,
  escaped,
  inQuotes,
  isShortText,
  plainItem,
  type Request,
  rank,
} from './completion-item.ts';
import { phraseAt, QUOTED } from './phrase.ts';
import { attributeValue } from './sample-values.ts';

/** Where a group begins: one with a name, or its first clause. Behind a group also `and`. */
export function groupItems({ analysis, context }: Request<'declaration'>): CompletionItem[] {
  const named: CompletionItem = {
    label: '"name": [attribute] EQUALS "value"',
    filter: 'name',
    kind: 'snippet',
    detail: 'a group with a name',
    sort: rank(0, 1),
    insert: ['"', { hole: 'name' }, '": [', { hole: 'attribute' }, '] EQUALS "', { hole: 'value' }, '"'],
  };
  const and = plainItem('and', 'keyword', rank(0, 0), { detail: 'another clause of the group', insert: ['and '] });
  const attributes = attributeItems(
    analysis,
    context,
    (name) => ({
      label: `[${name}]`,
      filter: name,
      insert: [`[${name}]`],
    }),
    '1',
  );
  return [...(context.goesOn ? [and] : []), named, ...attributes];
}

const MEANINGS: Readonly<Record<string, string>> = {
  EQUALS: 'is one of the values, in exact case',
  'NOT EQUALS': 'has a value that is none of these',
  'IS NULL': 'has no value',
  'IS NOT NULL': 'has a value',
  'IS TRUE': 'is True',
  'IS FALSE': 'is False',
  'REGEX MATCH': 'matches the pattern anywhere',
  'NOT REGEX MATCH': 'has a value that does not match',
  GREATER_THAN: 'is a larger whole number',
  GREATER_THAN_OR_EQUALS: 'is at least this whole number',
  INCLUDES: 'holds the text',
  ENDS_WITH: 'ends with the text',
  '&': 'occurs in the given text',
  '!&': 'has a value that does not occur in the text',
};

/** An operator with what it compares: one that compares nothing takes the place of both. */
const OPERATOR_AND_TEXTS = new RegExp(`[A-Z_&!]+(?:[ \\t]+[A-Z_]+)*[ \\t]*${QUOTED}(?:[ \\t]*,[ \\t]*${QUOTED})*`, 'y');

/** The operators, those that fit the attribute's type first. One that compares brings its text. */
export function operatorItems({ analysis, context }: Request<'operator'>): CompletionItem[] {
  const type = analysis.model.sources.get(context.attribute)?.type ?? 'String';
  const withTexts = phraseAt(analysis, context.word, OPERATOR_AND_TEXTS);
  return [...scopeOperators.values()].map(
    ({ name, takesValues }, index): CompletionItem => ({
      label: name,
      kind: 'operator',
      detail: MEANINGS[name],
      sort: rank(fits(name, type) ? 0 : 1, index),
      insert: takesValues && !hasText(analysis, context.word.end) ? [`${name} "`, { hole: '' }, '"'] : [name],
      plain: name,
      ...(takesValues ? {} : withTexts),
      whole: true,
    }),
  );
}

function hasText({ file }: Analysis, end: number): boolean {
  return /^[ \t]*"/.test(file.text.slice(end, end + 20));
}

function fits(name: ScopeOperator['name'], type: string): boolean {
  if (name === 'IS NULL' || name === 'IS NOT NULL') return true;
  const ofBoolean = name === 'IS TRUE' || name === 'IS FALSE';
  const ofNumber = name.startsWith('GREATER');
  if (type === 'Boolean') return ofBoolean;
  if (type === 'Integer') return ofNumber || name === 'EQUALS' || name === 'NOT EQUALS';
  return !ofBoolean && !ofNumber;
}

/** What the sample person has in the attribute, as the text that is compared. */
export function scopeValueItems({ analysis, context }: Request<'scope-value'>): CompletionItem[] {
  const value = attributeValue(analysis, analysis.model.sources.get(context.attribute));
  const values = typeof value === 'string' ? [value] : (value ?? []);
  const close = context.closed ? '' : '"';
  return [...new Set(values)].filter(isShortText).map((text, index): CompletionItem => {
    const written = context.operator.includes('REGEX') ? `^${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$` : text;
    return {
      label: context.quoted ? written : inQuotes(written),
      kind: 'value',
      detail: `${context.attribute} of ${analysis.sample?.label}`,
      sort: rank(0, index),
      insert: [context.quoted ? escaped(written) + close : inQuotes(written)],
      whole: true,
    };
  });
}

export function andItems(): CompletionItem[] {
  return [plainItem('and', 'keyword', '0', { detail: 'another clause that must hold too', insert: ['and '] })];
}
