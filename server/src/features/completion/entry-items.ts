import { declarationsOf } from '../../core/analysis/bind.ts';
import { late } from '../../core/late.ts';
import { type CompletionItem, plainItem, type Request, rank, writtenName } from './completion-item.ts';
import { phraseAt } from './phrase.ts';

const TYPES = ['String', 'Integer', 'Boolean', 'DateTime', 'Reference', 'Binary'];

const SEVERAL = late(() => /[\p{L}]+\[\]/uy);

export function typeItems({ analysis, context }: Request<'type'>): CompletionItem[] {
  const several = phraseAt(analysis, context.word, SEVERAL());
  return TYPES.flatMap((name, index) => [
    plainItem(name, 'type', rank(0, index), several),
    plainItem(`${name}[]`, 'type', rank(1, index), { detail: 'several values', ...several }),
  ]);
}

/** Where an entry of `source` or `target` begins: built-in attributes to be given another path, and `replace`. */
export function entryItems({ analysis, context }: Request<'declaration'>): CompletionItem[] {
  const { model, file } = analysis;
  const isSource = context.block === 'source';
  const own = new Set(
    declarationsOf(file, 'attribute').flatMap(({ declaration: { block: of, name } }) =>
      of === context.block && name !== undefined ? [name.text] : [],
    ),
  );
  const here = file.text.slice(context.word.start, context.word.end);
  const written = /^[=:]/.test(context.rest);
  const of = isSource ? 'attribute' : 'target';
  const entries = [...(isSource ? model.sources : model.targets).values()]
    .filter(({ name, path }) => path !== undefined && (!own.has(name) || name === here))
    .map(
      ({ name, path = '', type }, index): CompletionItem => ({
        label: name,
        kind: of,
        detail: type,
        value: path,
        sort: rank(1, index),
        insert: [writtenName(name), ...(written ? [] : [' = ', { hole: path }])],
        documented: { of, name },
      }),
    );
  return isSource && model.direction !== 'writeback'
    ? [/^[$\p{L}"]/u.test(context.rest) ? REPLACE_ALONE : REPLACE, ...entries]
    : entries;
}

const REPLACE: CompletionItem = {
  label: 'replace',
  kind: 'keyword',
  detail: 'reads another record in every built-in path that begins so',
  sort: rank(0, 0),
  insert: ['replace ', { hole: '$.employmentNav.results[0]' }, ' -> ', { hole: '$.employmentNav.results[-1:]' }],
  plain: 'replace',
};

/** Where its paths stand already. */
const REPLACE_ALONE: CompletionItem = { ...REPLACE, insert: ['replace'] };
