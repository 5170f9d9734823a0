import type { MappingModel, TargetAttribute } from '../../core/analysis/model.ts';
import { type WritebackGroup, writebackTargets } from '../../core/catalog/writeback-targets.ts';
import type { MapOptionKind } from '../../core/language/syntax.ts';
import { typeText } from './attribute-items.ts';
import {
  type CompletionItem,
  type Insert,
  oncePer,
  plainItem,
  type Request,
  rank,
  writtenName,
} from './completion-item.ts';
import { defaultMapping } from './default-mapping.ts';
import { phraseAt, phraseText, QUOTED } from './phrase.ts';

interface MappedTargets {
  readonly names: ReadonlySet<string>;
  readonly precedences: ReadonlySet<number>;
}

const mappedTargets = oncePer(
  ({ mappings }: MappingModel): MappedTargets => ({
    names: new Set(mappings.map(({ target }) => target)),
    precedences: new Set(mappings.flatMap(({ match }) => match ?? [])),
  }),
);

function lineOf(model: MappingModel, target: string, name = writtenName(target), otherwise = ''): Insert {
  const mapping = defaultMapping(model, target);
  const match = mapping?.match === true && mappedTargets(model).precedences.size === 0 ? ' match 1' : '';
  const options = `${match}${mapping?.onCreate === true ? ' on create' : ''}`;
  return [`${name} <- `, { hole: mapping?.expression ?? otherwise }, ...(options === '' ? [] : [options])];
}

/** Where a line of `map` begins: targets that are not mapped yet, then the others, which would stand twice. */
export function targetItems({ analysis, context }: Request<'declaration'>): CompletionItem[] {
  const { model } = analysis;
  const { names } = mappedTargets(model);
  const arrow = context.rest.startsWith('<-');
  const here = analysis.file.text.slice(context.word.start, context.word.end);
  const items = [...model.targets.values()].map((target, index): CompletionItem => {
    const { name } = target;
    const mapped = names.has(name) && !(arrow && name === here);
    const mapping = defaultMapping(model, name);
    const group = mapped ? 3 : mapping === undefined ? 2 : 1;
    return {
      label: name,
      kind: 'target',
      detail: targetDetail(target, mapped),
      value: mapped ? undefined : mapping?.expression,
      sort: rank(group, index),
      insert: arrow ? [writtenName(name)] : lineOf(model, name),
      ...(arrow ? {} : { plain: `${writtenName(name)} <- ${mapping?.expression ?? ''}` }),
      documented: { of: 'target', name },
    };
  });
  return arrow ? items : [...groupItems(model, names), ...items];
}

function targetDetail(target: TargetAttribute, mapped: boolean): string {
  return mapped ? `${typeText(target)}, mapped already` : typeText(target);
}

const GROUPS: readonly (readonly [group: WritebackGroup, label: string, what: string])[] = [
  ['email', 'email, emailType, emailIsPrimary', 'the whole e-mail group'],
  ['businessPhone', 'businessPhoneNumber, businessPhoneType, businessPhoneIsPrimary', 'the whole business phone group'],
  ['cellPhone', 'cellPhoneNumber, cellPhoneType, cellPhoneIsPrimary', 'the whole cell phone group'],
];

/** A group of a writeback is written whole or not at all, so it is offered whole while nothing of it is mapped. */
function groupItems(model: MappingModel, mapped: ReadonlySet<string>): CompletionItem[] {
  if (model.direction !== 'writeback') return [];
  const begun = new Set([...mapped].map((name) => writebackTargets.get(name)?.group));
  return GROUPS.filter(([group]) => !begun.has(group)).map(([, label, what], index): CompletionItem => {
    const names = label.split(', ');
    const width = Math.max(...names.map((name) => name.length));
    const lines = names.map((name) => lineOf(model, name, name.padEnd(width), '""'));
    const insert = lines.flatMap((line, at): Insert => (at === 0 ? line : ['\n', ...line]));
    return { label, kind: 'snippet', detail: what, sort: rank(0, index), insert };
  });
}

/** An option as it is written, with its value. */
const OPTION = new RegExp(
  `(?:match(?:[ \\t]+\\d+)?|on(?:[ \\t]+create)?|flow(?:[ \\t]+(?:always|nulls))?|default(?:[ \\t]+${QUOTED})?)(?![\\p{L}\\p{N}_])`,
  'uy',
);

/** Behind an expression: the options that are not given yet and that mean something there. */
export function optionItems({ analysis, context }: Request<'option'>): CompletionItem[] {
  const { model } = analysis;
  const { given, after, constant } = context;
  const allowed = (kind: MapOptionKind) => !given.includes(kind);
  if (after === 'match')
    return [plainItem(nextPrecedence(model), 'value', '0', { detail: 'the next free precedence' })];
  const inNumber = context.word.typed === '' && /[\p{L}\p{N}]/u.test(analysis.file.text[context.word.start - 1] ?? '');
  if (after === 'default' || inNumber) return [];
  const writeback = model.direction === 'writeback';
  const phrase = after === undefined ? phraseAt(analysis, context.word, OPTION) : undefined;
  const text = /".*$/.exec(phraseText(analysis, phrase))?.[0];
  const all: (CompletionItem & { readonly of: MapOptionKind; readonly shown: boolean })[] = [
    {
      ...plainItem(`match ${nextPrecedence(model)}`, 'keyword', '0', {
        detail: 'the target that finds a person again',
      }),
      of: 'match',
      shown: !constant,
    },
    {
      ...plainItem('on create', 'keyword', '1', { detail: 'only when the account is created' }),
      of: 'on create',
      shown: !writeback,
    },
    {
      ...plainItem('flow always', 'keyword', '2', { detail: 'also when the value has not changed' }),
      of: 'flow always',
      shown: true,
    },
    {
      ...plainItem('flow nulls', 'keyword', '3', { detail: 'null clears the target' }),
      of: 'flow nulls',
      shown: !writeback && !constant,
    },
    {
      label: 'default "…"',
      filter: 'default',
      kind: 'keyword',
      sort: '4',
      detail: 'the value in the place of null',
      insert: text === undefined ? ['default "', { hole: '' }, '"'] : [`default ${text}`],
      of: 'default',
      shown: !constant,
    },
  ];
  return all
    .filter(({ of, shown }) => shown && allowed(of) && (after === undefined || of.startsWith(`${after} `)))
    .map(({ of: _, shown: __, ...item }) =>
      after === undefined
        ? { ...item, ...phrase }
        : { ...item, label: item.label.slice(after.length + 1), insert: [item.label.slice(after.length + 1)] },
    );
}

/** The smallest precedence that no mapping has. */
function nextPrecedence(model: MappingModel): string {
  const { precedences } = mappedTargets(model);
  let next = 1;
  while (precedences.has(next)) next++;
  return String(next);
}
