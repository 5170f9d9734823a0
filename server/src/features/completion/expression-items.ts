import type { Analysis } from '../../core/analysis/analyse.ts';
import {
  type FunctionParameter,
  type FunctionSignature,
  functionSignatures,
  parameterAt,
  signatureText,
} from '../../core/catalog/functions.ts';
import type { ExpressionPlace } from '../../core/language/cursor-context.ts';
import { attributeItems } from './attribute-items.ts';
import {
  type CompletionItem,
  type CursorWord,
  escaped,
  type Insert,
  inQuotes,
  isShortText,
  plainItem,
  type Request,
  rank,
} from './completion-item.ts';
import { defaultMapping } from './default-mapping.ts';
import { behindWord } from './phrase.ts';
import { attributeValue } from './sample-values.ts';
import { slotConstants } from './slot-constants.ts';

/** Where a value begins: texts that fit the place, attributes, functions. */
export function expressionItems({ analysis, context }: Request<'expression'>): CompletionItem[] {
  const parameter = parameterHere(context);
  const bare = slotConstants(context.calls.at(-1)?.name, parameter?.name).filter((one) => one.bare);
  const texts = [...comparedTexts({ analysis, context }), ...enumeratedTexts(context)];
  return [
    ...bare.map(({ text, meaning }, index) => plainItem(text, 'constant', rank(0, index), { detail: meaning })),
    ...texts.map(({ text, meaning }, index) => plainItem(inQuotes(text), 'value', rank(1, index), { detail: meaning })),
    ...defaultItems(analysis, context),
    ...attributeItems(analysis, context, (name) => ({ label: `[${name}]`, filter: name, insert: [`[${name}]`] }), '2'),
    ...functionItems(context.calls.length === 0, isCall(analysis, context.word)),
    ...(context.calls.length === 0 ? SOURCES : []),
  ];
}

const COMPARISONS: readonly (readonly [sign: string, what: string])[] = [
  ['=', 'equal'],
  ['<>', 'not equal'],
  ['>', 'greater'],
  ['>=', 'greater or equal'],
  ['<', 'less'],
  ['<=', 'less or equal'],
];

/** Behind a value of a condition: what it is compared by. */
export function signItems({ context }: Request<'sign'>): CompletionItem[] {
  // Parentheses without a name only hold together.
  const call = context.calls.findLast(({ name }) => name !== '');
  const signature = functionSignatures.get(call?.name ?? '');
  const isCondition =
    call !== undefined && signature !== undefined && parameterFor(signature, call)?.kind === 'Condition';
  if (!isCondition || context.compares) return [];
  return COMPARISONS.map(([sign, detail], index) =>
    plainItem(sign, 'operator', rank(0, index), { detail, insert: [`${sign} `] }),
  );
}

/** In quotes: the same texts, but the empty one, which stands there already. Elsewhere a text is the author's own. */
export function textItems({ analysis, context }: Request<'text'>): CompletionItem[] {
  const close = context.closed ? '' : '"';
  return [...comparedTexts({ analysis, context }), ...enumeratedTexts(context)]
    .filter(({ text }) => text !== '')
    .map(({ text, meaning }, index) =>
      plainItem(text, 'value', rank(0, index), { detail: meaning, insert: [escaped(text) + close], whole: true }),
    );
}

/** What a new file would map the target to, where that is more than an attribute. */
function defaultItems({ model }: Analysis, { calls, compared, target }: ExpressionPlace): CompletionItem[] {
  const expression = target === undefined ? undefined : defaultMapping(model, target)?.expression;
  if (expression === undefined || calls.length > 0 || compared !== undefined || /^\[[^\]]*\]$/.test(expression))
    return [];
  return [plainItem(expression, 'snippet', rank(1, 0), { detail: `usual for ${target}` })];
}

const SOURCES: readonly CompletionItem[] = [
  plainItem('none', 'keyword', rank(8, 0), { detail: "the portal's type None: nothing flows" }),
  plainItem('baseline', 'keyword', rank(8, 1), { detail: 'exactly what the imported schema holds' }),
];

function parameterHere({ calls }: ExpressionPlace): FunctionParameter | undefined {
  const call = calls.at(-1);
  const signature = functionSignatures.get(call?.name ?? '');
  return call === undefined || signature === undefined ? undefined : parameterFor(signature, call);
}

/** FormatDateTime takes three arguments without styles, and four with them. */
export function parameterFor(
  signature: FunctionSignature,
  { slot, slots }: { readonly slot: number; readonly slots: number },
): FunctionParameter | undefined {
  const skips = signature.name === 'FormatDateTime' && slots <= 3 && slot > 0 ? 1 : 0;
  return parameterAt(signature, slot + skips);
}

interface ProposedText {
  readonly text: string;
  readonly meaning: string;
}

function enumeratedTexts(place: ExpressionPlace): readonly ProposedText[] {
  const call = place.calls.at(-1);
  const signature = functionSignatures.get(call?.name ?? '');
  if (call === undefined || signature === undefined) return [];
  // While the fourth argument is not there, the second may be either.
  const names = new Set([parameterFor(signature, call)?.name, parameterAt(signature, call.slot)?.name]);
  return [...names].flatMap((name) => slotConstants(call.name, name).filter(({ bare }) => !bare));
}

/** What the sample person has in the attribute that the text is compared with. */
function comparedTexts({
  analysis,
  context,
}: Pick<Request, 'analysis'> & { readonly context: ExpressionPlace }): readonly ProposedText[] {
  if (context.compared === undefined) return [];
  const value = attributeValue(analysis, analysis.model.sources.get(context.compared));
  const values = typeof value === 'string' ? [value] : (value ?? []);
  const meaning = `${context.compared} of ${analysis.sample?.label}`;
  return [...new Set(values)].filter(isShortText).map((text) => ({ text, meaning }));
}

const FUNCTIONS = [...functionSignatures.values()].map((signature, index): CompletionItem => {
  const { name, returns, parameters } = signature;
  return {
    label: name,
    kind: 'function',
    detail: signatureText(signature).slice(name.length),
    value: returns,
    sort: rank(6, index),
    insert: [`${name}(`, ...holes(required(signature)), ')'],
    plain: parameters.length === 0 && signature.repeating.length === 0 ? `${name}()` : name,
    documented: { of: 'function', name },
  };
});

/** Outermost alone: inside a call it would have no effect, or fail. */
const OUTERMOST = new Set(['IgnoreFlowIfNullOrEmpty', 'SelectUniqueValue']);
const INNER = FUNCTIONS.filter(({ label }) => !OUTERMOST.has(label));

function functionItems(outermost: boolean, named: boolean): readonly CompletionItem[] {
  const items = outermost ? FUNCTIONS : INNER;
  return named ? items.map(({ plain: _, ...item }) => ({ ...item, insert: [item.label] })) : items;
}

/** Whether the name at the cursor has its parentheses already. */
function isCall(analysis: Analysis, word: CursorWord): boolean {
  return /^[ \t]*\(/.test(behindWord(analysis, word));
}

/** The arguments without which a call is a mistake. An optional one in the middle keeps its slot. */
function required({ parameters, repeating, name }: FunctionSignature): readonly string[] {
  if (name === 'FormatDateTime') return ['source', 'inputFormat', 'outputFormat'];
  const all = [...parameters, ...repeating];
  const last = all.findLastIndex(({ optional }) => optional !== true);
  return all.slice(0, last + 1).map((parameter) => parameter.name);
}

function holes(names: readonly string[]): Insert {
  return names.flatMap((hole, index) => (index === 0 ? [{ hole }] : [', ', { hole }]));
}
