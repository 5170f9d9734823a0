import type { Analysis } from '../../core/analysis/analyse.ts';
import { late } from '../../core/late.ts';
import { PROVISIONING_ACTIONS } from '../../core/mapping/action-taken.ts';
import { typeText } from './attribute-items.ts';
import {
  type CompletionItem,
  type CursorWord,
  escaped,
  type Insert,
  inQuotes,
  narrowed,
  plainItem,
  type Request,
  rank,
  writtenName,
} from './completion-item.ts';
import { behindWord, phraseAt, phraseText, QUOTED } from './phrase.ts';

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
export function mappedItems({ model }: Analysis, { typed }: CursorWord): CompletionItem[] {
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

/** What is compared, where it stands already: it stays, a list as a list. */
const CONDITION = new RegExp(
  `(?:[=!<>]+|in|matches|absent|null|dropped|error)(?![\\p{L}\\p{N}_])(?:[ \\t]*(?:${QUOTED}|\\[[^[\\]\\r\\n]*\\]))?`,
  'uy',
);

const COMPARISONS: readonly (readonly [sign: string, kind: 'operator' | 'keyword', detail: string])[] = [
  ['==', 'operator', 'exactly this flows'],
  ['!=', 'operator', 'this does not flow'],
  ['in', 'keyword', 'one of these flows'],
  ['matches', 'keyword', 'the pattern is found'],
];

const OUTCOMES: readonly (readonly [keyword: string, detail: string])[] = [
  ['absent', 'nothing flows'],
  ['null', 'the mapping yields null'],
  ['dropped', 'IgnoreFlowIfNullOrEmpty drops it'],
  ['error', 'the mapping fails'],
];

/** The conditions of an expectation; one that compares takes over what was compared with. */
function conditionItems({ analysis, context }: Request<'expectation'>): CompletionItem[] {
  const phrase = phraseAt(analysis, context.word, CONDITION);
  const value = /["[].*$/.exec(phraseText(analysis, phrase))?.[0];
  return [
    ...COMPARISONS.map(
      ([label, kind, detail], index): CompletionItem => ({
        label,
        kind,
        detail,
        sort: rank(0, index),
        insert: [`${label} `, ...comparedWith(label, value)],
        ...phrase,
      }),
    ),
    ...OUTCOMES.map(([label, detail], index) => plainItem(label, 'keyword', rank(1, index), { detail, ...phrase })),
  ];
}

function comparedWith(sign: string, value: string | undefined): Insert {
  const isList = value?.startsWith('[') === true;
  if (sign === 'in') return value === undefined ? ['["', { hole: '' }, '"]'] : [isList ? value : `[${value}]`];
  return value === undefined || (isList && sign === 'matches') ? ['"', { hole: '' }, '"'] : [value];
}

const NAME_AND_CONDITION = late(() => new RegExp(`[\\p{L}\\p{N}_.-]+[ \\t]+${CONDITION.source}`, 'uy'));
const ABOUT_PERSON = /in[ \t]+scope|out(?:[ \t]+of(?:[ \t]+scope)?)?|action(?:[ \t]+[a-z]+)?/y;

/** After `expect`: what is looked at, then the condition. */
export function expectationItems(request: Request<'expectation'>): readonly CompletionItem[] {
  const { analysis, context } = request;
  const [subject, ...more] = context.words;
  if (subject === undefined) return subjectItems(request);
  if (subject === 'in' && more.length === 0) return [plainItem('scope', 'keyword', '0')];
  if (subject === 'out' && more.length === 0) {
    return [plainItem('of scope', 'keyword', '0', phraseAt(analysis, context.word, /of[ \t]+scope/y))];
  }
  if (subject === 'out' && more.length === 1 && more[0] === 'of') return [plainItem('scope', 'keyword', '0')];
  if (subject === 'action' && more.length === 0) return actionItems(analysis);
  return more.length === 0 ? conditionItems(request) : [];
}

/** A target keeps the condition behind it; what is said about the person is a whole of its own. */
function subjectItems({ analysis, context }: Request<'expectation'>): readonly CompletionItem[] {
  const { word } = context;
  const about = phraseAt(analysis, word, ABOUT_PERSON);
  const action = /^action[ \t]+(.+)/.exec(phraseText(analysis, about))?.[1];
  const subjects: readonly CompletionItem[] = [
    plainItem('in scope', 'keyword', rank(1, 0), { detail: 'the scope takes the person in' }),
    plainItem('out of scope', 'keyword', rank(1, 1), { detail: 'the scope shuts the person out' }),
    plainItem('action', 'keyword', rank(1, 2), {
      detail: 'what is done to the account',
      insert: [`action ${action ?? ''}`],
    }),
  ];
  const span = about ?? {};
  const condition = about === undefined ? phraseAt(analysis, word, NAME_AND_CONDITION()) : about;
  return [
    ...mappedItems(analysis, word).map((item) => ({ ...item, ...span })),
    ...subjects.map((item) => ({ ...item, ...condition })),
  ];
}

function actionItems({ model }: Analysis): CompletionItem[] {
  const writeback = model.direction === 'writeback';
  return PROVISIONING_ACTIONS.filter((name) => !writeback || name === 'update' || name === 'none').map((name, index) =>
    plainItem(name, 'keyword', rank(0, index)),
  );
}

export function takenItems({ analysis, context }: Request<'taken'>): CompletionItem[] {
  return mappedItems(analysis, context.word);
}

/** The targets that have no value in the JSON yet; before the quotes each with them and with the place of its value. */
export function existingItems({ analysis, context }: Request<'existing-name'>): CompletionItem[] {
  const { word, quoted, closed, named } = context;
  const hasValue = /^[ \t]*:/.test(behindWord(analysis, word));
  const insertFor = (name: string): Insert => {
    if (quoted) return [escaped(name) + (closed ? '' : '"')];
    return hasValue ? [inQuotes(name)] : [`${inQuotes(name)}: "`, { hole: '' }, '"'];
  };
  return mappedItems(analysis, word)
    .filter(({ label }) => !named.includes(label))
    .map((item) => ({ ...item, insert: insertFor(item.label), whole: true }));
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
