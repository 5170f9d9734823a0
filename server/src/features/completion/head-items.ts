import type { Analysis } from '../../core/analysis/analyse.ts';
import { declarationsOf } from '../../core/analysis/bind.ts';
import type { ProvisioningPair } from '../../core/analysis/model.ts';
import { mappingTemplates } from '../../core/catalog/mapping-templates.ts';
import { late } from '../../core/late.ts';
import { type CompletionItem, type Insert, plainItem, type Request, rank } from './completion-item.ts';
import { phraseAt } from './phrase.ts';

const PAIRS: readonly (readonly [source: string, target: string, what: string])[] = [
  ['SuccessFactors', 'EntraID', 'workers to Microsoft Entra ID'],
  ['SuccessFactors', 'ActiveDirectory', 'workers to Active Directory'],
  ['EntraID', 'SuccessFactors', 'writeback of e-mail addresses and phone numbers'],
];

interface BlockSnippet {
  readonly keyword: string;
  readonly what: string;
  readonly insert: Insert;
  /** It may stand more than once. */
  readonly often?: true;
  /** It means something in this direction alone. */
  readonly only?: 'inbound' | 'writeback';
}

const block = (keyword: string, ...body: Insert): Insert => [`${keyword} {\n  `, ...body, '\n}'];

const SNIPPETS: readonly BlockSnippet[] = [
  { keyword: 'param', what: 'a text that differs by tenant', insert: ['param ', { hole: 'name' }], often: true },
  {
    keyword: 'sample',
    what: 'a person whose values are shown',
    insert: ['sample ', { hole: 'name' }, ' = "', { hole: 'people/me.json' }, '"'],
    often: true,
  },
  { keyword: 'source', what: 'attributes that are read, by JSONPath', insert: block('source', { hole: '' }) },
  { keyword: 'target', what: 'paths of targets', insert: block('target', { hole: '' }) },
  {
    keyword: 'scope',
    what: 'who is provisioned',
    insert: block('scope', '"', { hole: 'name' }, '": [', { hole: 'attribute' }, '] EQUALS "', { hole: 'value' }, '"'),
  },
  {
    keyword: 'actions',
    what: 'what may be done to accounts',
    insert: ['actions create, update, disable'],
    only: 'inbound',
  },
  { keyword: 'actions', what: 'what may be done to accounts', insert: ['actions update'], only: 'writeback' },
  {
    keyword: 'limits',
    what: 'how much a plan may change',
    insert: block('limits', { hole: 'update' }, ' <= ', { hole: '20%' }),
  },
  { keyword: 'map', what: 'which attribute flows where', insert: block('map', { hole: '' }) },
  {
    keyword: 'test',
    what: 'a person and what is expected',
    insert: [
      'test "',
      { hole: 'what it shows' },
      '" {\n  given ',
      { hole: '"people/me.json"' },
      '\n  expect ',
      { hole: 'target' },
      ' == "',
      { hole: 'value' },
      '"\n}',
    ],
    often: true,
  },
];

/** Outside all blocks: what is not there yet, the pair of systems first. */
export function headItems({ analysis, context }: Request<'declaration'>): CompletionItem[] {
  const { file, model } = analysis;
  const present = new Set<string>(file.blocks.map(({ kind }) => kind));
  if (declarationsOf(file, 'actions').length > 0) present.add('actions');
  const named = file.text.slice(context.word.start, context.word.end);
  // The word itself makes no declaration while it stands alone.
  const items = SNIPPETS.filter(
    ({ keyword, often, only }) =>
      (often === true || !present.has(keyword) || keyword === named) &&
      (only === undefined || only === (model.direction ?? 'inbound')),
  ).map(({ keyword, what, insert }, index): CompletionItem => {
    const written = /^[\p{L}"{]/u.test(context.rest);
    return {
      label: keyword,
      kind: 'keyword',
      detail: what,
      sort: rank(2, index),
      insert: written ? [keyword] : insert,
    };
  });
  return declarationsOf(file, 'provision').length === 0 || named === 'provision'
    ? [...provisionLines(analysis, context.rest), ...items]
    : items;
}

function provisionLines({ file }: Analysis, rest: string): CompletionItem[] {
  if (/^\p{L}/u.test(rest)) return [plainItem('provision', 'keyword', rank(0, 0), { detail: 'the pair of systems' })];
  const empty = file.declarations.every(({ declaration }) => declaration.kind === 'opaque') && file.blocks.length === 0;
  return PAIRS.flatMap(([source, target, what], index) => {
    const line = `provision ${source} -> ${target}`;
    const item = plainItem(line, 'keyword', rank(0, index), { detail: what });
    const template = mappingTemplates[`${source}->${target}` as ProvisioningPair];
    const whole = plainItem(`mapping ${source} -> ${target}`, 'snippet', rank(1, index), {
      detail: `a whole new file: ${what}`,
      insert: [template],
    });
    return empty ? [item, whole] : [item];
  });
}

const WHOLE_PAIR = late(() => /[\p{L}\p{N}_]+[ \t]*->(?:[ \t]*[\p{L}\p{N}_]+)?/uy);
const ARROW_AND_SYSTEM = late(() => /->(?:[ \t]*[\p{L}\p{N}_]+)?/uy);

export function provisionItems({ analysis, context }: Request<'provision'>): CompletionItem[] {
  const { source, arrow, word } = context;
  if (source === undefined) {
    const pair = phraseAt(analysis, word, WHOLE_PAIR());
    return PAIRS.map(([from, to, what], index) =>
      plainItem(`${from} -> ${to}`, 'value', rank(0, index), { detail: what, ...pair }),
    );
  }
  const rest = arrow ? undefined : phraseAt(analysis, word, ARROW_AND_SYSTEM());
  return PAIRS.filter(([from]) => from === source).map(([, to, what], index) =>
    plainItem(arrow ? to : `-> ${to}`, 'value', rank(0, index), { detail: what, ...rest }),
  );
}

const ACTIONS: readonly (readonly [name: string, what: string])[] = [
  ['create', 'people in scope who have no account get one'],
  ['update', 'accounts of people in scope are changed'],
  ['disable', 'accounts of people out of scope are disabled'],
  ['delete', 'accounts of people out of scope are deleted'],
];

/** The actions that are not named yet; a writeback updates and does nothing else. */
export function actionItems({ analysis, context }: Request<'actions'>): CompletionItem[] {
  const writeback = analysis.model.direction === 'writeback';
  return ACTIONS.filter(([name]) => !context.named.includes(name) && (!writeback || name === 'update')).map(
    ([name, detail], index) => plainItem(name, 'keyword', rank(0, index), { detail }),
  );
}

/** Behind `{{`: the parameters of the file. */
export function parameterItems({ analysis, context }: Request<'parameter'>): CompletionItem[] {
  const close = context.closed ? '' : '}}';
  return [...analysis.model.parameters.keys()].map((name, index) =>
    plainItem(name, 'parameter', rank(0, index), {
      detail: 'parameter',
      value: analysis.parameters.get(name),
      insert: [name + close],
      whole: true,
    }),
  );
}

export function arrowItems({ context }: Request<'arrow'>): CompletionItem[] {
  return [plainItem(context.arrow, 'operator', '0', { insert: [`${context.arrow} `] })];
}
