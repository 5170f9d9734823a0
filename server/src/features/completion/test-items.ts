import type { Analysis } from '../../core/analysis/analyse.ts';
import { TEST_ACTIONS } from '../../core/testing/action.ts';
import { typeText } from './attribute-items.ts';
import {
  type CompletionItem,
  type CursorWord,
  escaped,
  inQuotes,
  narrowed,
  plainItem,
  type Request,
  rank,
  writtenName,
} from './completion-item.ts';

const STATEMENTS: readonly (readonly [keyword: string, what: string, ...rest: string[]])[] = [
  ['given', 'the person: a file, a sample, or JSON'],
  ['person', 'which person, if the payload holds several', ' "', '"'],
  ['existing', 'what the target holds before', ' { "', '": "" }'],
  ['at', 'the present time', ' '],
  ['domain', 'the default domain of the tenant', ' "', '"'],
  ['taken', 'a value that another account has', ' '],
  ['expect', 'what must come out', ' '],
];

/** Where a line of a test begins. */
export function statementItems({ context }: Request<'declaration'>): CompletionItem[] {
  return STATEMENTS.map(([keyword, detail, open, close], index) => ({
    label: keyword,
    kind: 'keyword',
    detail,
    sort: rank(0, index),
    insert:
      context.rest !== '' || open === undefined
        ? [keyword]
        : [keyword + open, ...(close === undefined ? [] : [{ hole: '' }, close])],
    plain: keyword,
  }));
}

/** The targets that the file maps, for which something can be expected. */
function mappedItems({ model }: Analysis, { typed }: CursorWord): CompletionItem[] {
  const names = [...new Set(model.mappings.map(({ target }) => target))].filter((name) => name !== '');
  return narrowed(names, typed, (name) => name).map((name, index) => {
    const target = model.targets.get(name);
    return plainItem(name, 'target', rank(0, index), {
      detail: target === undefined ? undefined : typeText(target),
      insert: [writtenName(name)],
      documented: { of: 'target', name },
    });
  });
}

const CONDITIONS: readonly CompletionItem[] = [
  { label: '==', kind: 'operator', detail: 'exactly this flows', sort: '0', insert: ['== "', { hole: '' }, '"'] },
  { label: '!=', kind: 'operator', detail: 'this does not flow', sort: '1', insert: ['!= "', { hole: '' }, '"'] },
  { label: 'in', kind: 'keyword', detail: 'one of these flows', sort: '2', insert: ['in ["', { hole: '' }, '"]'] },
  {
    label: 'matches',
    kind: 'keyword',
    detail: 'the pattern is found',
    sort: '3',
    insert: ['matches "', { hole: '' }, '"'],
  },
  plainItem('absent', 'keyword', '4', { detail: 'nothing flows' }),
  plainItem('null', 'keyword', '5', { detail: 'the mapping yields null' }),
  plainItem('dropped', 'keyword', '6', { detail: 'IgnoreFlowIfNullOrEmpty drops it' }),
  plainItem('error', 'keyword', '7', { detail: 'the mapping fails' }),
];

const SUBJECTS: readonly CompletionItem[] = [
  plainItem('in scope', 'keyword', rank(1, 0), { detail: 'the scope takes the person in' }),
  plainItem('out of scope', 'keyword', rank(1, 1), { detail: 'the scope shuts the person out' }),
  plainItem('action', 'keyword', rank(1, 2), { detail: 'what is done to the account', insert: ['action '] }),
];

/** After `expect`: what is looked at, then the condition. */
export function expectationItems({ analysis, context }: Request<'expectation'>): CompletionItem[] {
  const [subject, ...more] = context.words;
  if (subject === undefined) return [...mappedItems(analysis, context.word), ...SUBJECTS];
  if (subject === 'in' && more.length === 0) return [plainItem('scope', 'keyword', '0')];
  if (subject === 'out' && more.length === 0) return [plainItem('of scope', 'keyword', '0')];
  if (subject === 'out' && more.length === 1 && more[0] === 'of') return [plainItem('scope', 'keyword', '0')];
  if (subject === 'action' && more.length === 0) {
    const writeback = analysis.model.direction === 'writeback';
    return TEST_ACTIONS.filter((name) => !writeback || name === 'update' || name === 'none').map((name, index) =>
      plainItem(name, 'keyword', rank(0, index)),
    );
  }
  return more.length === 0 ? [...CONDITIONS] : [];
}

export function takenItems({ analysis, context }: Request<'taken'>): CompletionItem[] {
  return mappedItems(analysis, context.word);
}

/** The targets that have no value in the JSON yet. */
export function existingItems({ analysis, context }: Request<'existing-name'>): CompletionItem[] {
  const close = context.closed ? '' : '"';
  return mappedItems(analysis, context.word)
    .filter(({ label }) => !context.named.includes(label))
    .map((item) => ({ ...item, insert: [escaped(item.label) + close], whole: true }));
}

const MOST_FILES = 500;

/** The file of a sample or of a test; a test may also name a sample. */
export function fileItems({ analysis, context, files }: Request<'file-name'>): CompletionItem[] {
  const close = context.closed ? '' : '"';
  const named = files.slice(0, MOST_FILES).map((file, index) =>
    plainItem(file, 'file', rank(1, index), {
      label: context.quoted ? file : inQuotes(file),
      insert: [context.quoted ? escaped(file) + close : inQuotes(file)],
      whole: true,
    }),
  );
  if (context.quoted || !context.sample) return named;
  const samples = [...analysis.model.samples].map(([name, file], index) =>
    plainItem(name, 'value', rank(0, index), { detail: 'sample', value: file, insert: [writtenName(name)] }),
  );
  const json: CompletionItem = {
    label: '{ … }',
    filter: '{',
    kind: 'snippet',
    detail: 'the payload itself, as JSON',
    sort: rank(2, 0),
    insert: ['{ "', { hole: 'personIdExternal' }, '": "', { hole: '100234' }, '" }'],
  };
  return [...samples, ...named, json];
}

const LIMITS: readonly (readonly [kind: string, what: string])[] = [
  ['create', 'people who get an account'],
  ['update', 'people whose account changes'],
  ['disable', 'people whose account is disabled'],
  ['delete', 'people whose account is deleted'],
];

/** Where a line of `limits` begins. */
export function limitItems({ analysis, context }: Request<'declaration'>): CompletionItem[] {
  const writeback = analysis.model.direction === 'writeback';
  const bare = /^(?:<=|\()/.test(context.rest);
  const kinds = LIMITS.filter(([kind]) => !writeback || kind === 'update').map(
    ([kind, detail], index): CompletionItem => ({
      label: kind,
      kind: 'keyword',
      detail,
      sort: rank(0, index),
      insert: bare ? [kind] : [`${kind} <= `, { hole: kind === 'delete' ? '0' : '10%' }],
      plain: kind,
    }),
  );
  const ofTarget = (['change', 'clear'] as const).map(
    (kind, index): CompletionItem => ({
      label: `${kind}(…)`,
      filter: kind,
      kind: 'keyword',
      detail: kind === 'change' ? 'people of whom a value changes' : 'people of whom a value is taken away',
      sort: rank(1, index),
      insert: bare ? [kind] : [`${kind}(`, { hole: 'target' }, ') <= ', { hole: '10' }],
      plain: kind,
    }),
  );
  return [...kinds, ...ofTarget];
}

export function limitTargetItems({ analysis, context }: Request<'limit-target'>): CompletionItem[] {
  const close = context.closed ? '' : ')';
  return mappedItems(analysis, context.word).map((item) => ({ ...item, insert: [...item.insert, close] }));
}
