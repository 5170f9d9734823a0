import type { Analysis } from '../core/analysis/analyse.ts';
import { absoluteSpan, commentAt, occurrencesIn } from '../core/analysis/symbols.ts';
import { declarationAt } from '../core/language/declaration-at.ts';
import type { Declaration, MappingFile, PlacedDeclaration, Span } from '../core/language/syntax.ts';
import { late } from '../core/late.ts';

/**
 * What a growing selection takes in, from the word at an offset to the whole file: word, text, argument, call,
 * expression, declaration, block; in a JSONPath step and path. Each span holds the one before it and is longer.
 */
export function selectionRange({ file }: Analysis, offset: number): Span[] {
  const inside = (span: Span) => span.start <= offset && offset <= span.end;
  const candidates = [...wordsAt(file, offset), ...commentsAt(file, offset), ...blocksAt(file)];
  const placed = declarationAt(file, offset);
  if (placed !== undefined) candidates.push(...partsOf(file, placed).map((span) => absoluteSpan(placed, span)));
  const sorted = candidates.filter(inside).sort((a, b) => a.end - a.start - (b.end - b.start));
  const nested: Span[] = [];
  for (const span of [...sorted, { start: 0, end: file.text.length }]) {
    const last = nested.at(-1);
    if (last === undefined || (holds(span, last) && !holds(last, span))) nested.push(span);
  }
  return nested;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

const WORD = late(() => /[\p{L}\p{M}\p{N}_]/u);

/** The word that an offset lies in or at the end of. A sign of two units counts as one. */
function wordsAt({ text }: MappingFile, offset: number): Span[] {
  let start = offset;
  let end = offset;
  for (let before = signBefore(text, start); WORD().test(before); before = signBefore(text, start))
    start -= before.length;
  for (let next = signAt(text, end); WORD().test(next); next = signAt(text, end)) end += next.length;
  return start === end ? [] : [{ start, end }];
}

function signAt(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function signBefore(text: string, offset: number): string {
  const pair = offset > 1 ? signAt(text, offset - 2) : '';
  return pair.length === 2 ? pair : text.slice(Math.max(0, offset - 1), offset);
}

function commentsAt({ comments }: MappingFile, offset: number): Span[] {
  const comment = commentAt(comments, offset);
  return comment === undefined ? [] : [comment];
}

function blocksAt({ blocks, text }: MappingFile): Span[] {
  return blocks.flatMap(({ start, end, open, close }) =>
    open === undefined
      ? [{ start, end }]
      : [
          { start, end },
          { start: open + 1, end: close ?? Math.min(end, text.length) },
        ],
  );
}

/** Everything in a declaration that has a place: the parts of its tree, its names, and what stands in parentheses. */
function partsOf(file: MappingFile, placed: PlacedDeclaration): Span[] {
  const parts: Span[] = [];
  for (const { start, end, whole } of occurrencesIn(file, placed)) parts.push({ start, end }, whole);
  addParts(placed.declaration, parts, file.text.slice(placed.offset, placed.offset + placed.declaration.end));
  return parts;
}

function addParts(node: object, parts: Span[], source: string): void {
  if (isSpan(node)) {
    parts.push(node);
    if ('quoted' in node && node.quoted === true) parts.push({ start: node.start - 1, end: node.end + 1 });
    if (isQuoted(node, source)) parts.push({ start: node.start + 1, end: node.end - 1 });
    if ('open' in node && 'close' in node && typeof node.open === 'number' && typeof node.close === 'number')
      parts.push({ start: node.open, end: node.close + 1 }, { start: node.open + 1, end: node.close });
  }
  for (const [key, child] of Object.entries(node)) {
    // The content of JSON is the author's: it may have names of its own that look like places.
    if (key !== 'value' && typeof child === 'object' && child !== null) addParts(child, parts, source);
  }
}

function isSpan(node: object): node is Span & Partial<Declaration> {
  return 'start' in node && 'end' in node && typeof node.start === 'number' && typeof node.end === 'number';
}

function isQuoted({ start, end }: Span, source: string): boolean {
  return end - start > 1 && source[start] === '"' && source[end - 1] === '"';
}
