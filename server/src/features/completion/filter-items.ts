import type { Span } from '../../core/language/syntax.ts';
import { type CompletionItem, type Request, rank } from './completion-item.ts';
import { countText, filtersOf, literalsOf } from './filter-proposals.ts';
import { membersOf } from './path-members.ts';
import { bracketEnd, type PathPlace } from './path-place.ts';
import { pathTarget, readsSample, recordsIn } from './path-reader.ts';

/** Where the path stands in the file. */
export interface PathText {
  readonly text: string;
  /** Of the path. */
  readonly start: number;
  /** Of the cursor. */
  readonly offset: number;
}

type PlaceOf<K extends PathPlace['kind']> = Extract<PathPlace, { kind: K }>;

/** After `[`: elements of a list, and filters by the values that its records have. */
export function bracketItems(
  { analysis, context }: Request<'path'>,
  { root, base, start }: PlaceOf<'bracket'>,
  at: PathText,
): CompletionItem[] {
  const sample = readsSample(analysis, context.block);
  const target = pathTarget(analysis, root, base, sample);
  const lists = target.values.filter((value) => Array.isArray(value));
  const isList =
    lists.length > 0 || target.place.kind === 'list' || (target.place.kind === 'open' && target.values.length === 0);
  if (!isList) return nameItems(membersOf(target), at, start);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const span = bracketSpan(at, start);
  const close = at.text[span.end] === ']' ? '' : ']';
  const item = (text: string, sort: string, detail: string): CompletionItem => ({
    label: text,
    kind: text.startsWith('?') ? 'snippet' : 'value',
    detail,
    sort,
    insert: [text + close],
    span,
    whole: true,
  });
  const how = longest === 0 ? '' : ` of ${longest} in the sample`;
  const elements = pathTarget(analysis, [...root, base], '', sample);
  return [
    item('0', rank(0, 0), `the first${how}`),
    item('-1:', rank(0, 1), `the last${how}`),
    item('*', rank(0, 2), `every one${how}`),
    ...filtersOf(analysis, recordsIn(elements), elements.place, base).map(({ text, detail }, index) =>
      item(text, rank(1, index), detail),
    ),
  ];
}

/**
 * What is typed behind the bracket: of a filter all of it, where the bracket is closed on its line; else with the
 * parenthesis that the editor has closed of itself.
 */
function bracketSpan(at: PathText, start: number): Span {
  const from = at.start + start;
  const typed = at.text.slice(from, at.offset);
  const filter = /^\s*\?/.test(typed + at.text.slice(at.offset, at.offset + 1)) ? filterEnd(at, from) : undefined;
  if (filter !== undefined) return { start: from, end: filter };
  const behind = typed.includes('(') ? /\)/y : /[-\d:*]*/y;
  behind.lastIndex = at.offset;
  const end = behind.test(at.text) ? behind.lastIndex : at.offset;
  return { start: from, end };
}

/** A list of filters is none, and a comment ends the path. */
function filterEnd({ text, offset }: PathText, from: number): number | undefined {
  const line = /^[^\r\n]*/.exec(text.slice(from - 1, from + 1_000))?.[0] ?? '';
  const close = bracketEnd(line, 0);
  if (close === undefined || from - 1 + close < offset) return undefined;
  return /[,;]|->|<-|\/\//.test(line.slice(0, close)) ? undefined : from - 1 + close;
}

function nameItems(members: ReturnType<typeof membersOf>, at: PathText, start: number): CompletionItem[] {
  const span = bracketSpan(at, start);
  if (at.offset > span.start) return [];
  const close = at.text[span.end] === ']' ? '' : ']';
  return members.map(({ name, detail, value, group }, index) => ({
    label: `'${name}'`,
    filter: name,
    kind: 'field',
    detail,
    value,
    sort: rank(group, index),
    insert: [`'${name.replace(/[\\']/g, '\\$&')}'${close}`],
    span,
  }));
}

/** Where a side of a filter begins: the fields of the records that it tests. */
export function sideItems(
  { analysis, context }: Request<'path'>,
  { root, start }: PlaceOf<'side'>,
  at: PathText,
): CompletionItem[] {
  const span = { start: at.start + start, end: endBehind(at, /@?(?:\.[\p{L}\p{N}_.-]*)?/uy) };
  return membersOf(pathTarget(analysis, root, '', readsSample(analysis, context.block)))
    .filter(({ name }) => /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name))
    .map(({ name, detail, value, leads, group }, index) => ({
      label: `@.${name}`,
      kind: leads ? 'navigation' : 'field',
      detail,
      value,
      sort: rank(group, index),
      insert: [`@.${name}`],
      span,
    }));
}

const OPERATORS: readonly (readonly [operator: string, what: string])[] = [
  ['==', 'equal'],
  ['!=', 'not equal'],
  ['=~', 'matches a pattern: /…/'],
  ['>', 'greater'],
  ['>=', 'greater or equal'],
  ['<', 'less'],
  ['<=', 'less or equal'],
];

export function operatorItems(_: Request<'path'>, { start }: PlaceOf<'operator'>, at: PathText): CompletionItem[] {
  const from = at.start + start;
  const blank = at.text[from - 1] === ' ' ? '' : ' ';
  const end = endBehind(at, /[=!<>~]*/y);
  return OPERATORS.map(([label, detail], index) => ({
    label,
    kind: 'operator',
    detail,
    sort: rank(0, index),
    filter: `${blank}${label}`.trim(),
    insert: [`${blank}${label}${at.text[end] === ' ' ? '' : ' '}`],
    span: { start: from, end },
    ...(end > at.offset ? { whole: true as const } : {}),
  }));
}

/** Where a value of a filter stands: what the records of the sample have there, and null. */
export function valueItems(
  { analysis, context }: Request<'path'>,
  { root, side, operator, quote, start }: PlaceOf<'value'>,
  at: PathText,
): CompletionItem[] {
  if (operator === '=~') return [];
  const path = side.startsWith('$') ? { root: [], base: side } : { root, base: side };
  const { values } = pathTarget(analysis, path.root, path.base, readsSample(analysis, context.block));
  const from = at.start + start - quote.length;
  const end = quote === '' ? endBehind(at, /[^\s=!<>~&|,;()[\]'"@$/]*/y) : literalEnd(at, quote);
  const literals = literalsOf(analysis, values).filter(({ literal }) => quote === '' || literal.startsWith("'"));
  const nothing = quote === '' ? [{ literal: 'null', count: values.filter((value) => value === null).length }] : [];
  return [...literals, ...nothing].map(({ literal, count }, index) => ({
    label: literal,
    kind: 'value',
    detail: values.length === 0 ? undefined : countText(count, values.length),
    sort: rank(0, index),
    filter: quote === '' ? literal : quote + literal.slice(1, -1),
    insert: [literal],
    span: { start: from, end },
    whole: true,
  }));
}

/** Where what a pattern finds behind the cursor ends. */
export function endBehind({ text, offset }: PathText, pattern: RegExp): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

/** Behind a literal that the editor closed, or at the cursor. */
function literalEnd(at: PathText, quote: string): number {
  const rest = /^[^'"()[\]\r\n]*/.exec(at.text.slice(at.offset, at.offset + 200))?.[0].length ?? 0;
  return at.text[at.offset + rest] === quote ? at.offset + rest + 1 : at.offset;
}
