import { entraAttribute } from '../catalog/entra-attributes.ts';
import { functionSignatures } from '../catalog/functions.ts';
import { builtInAttributes } from '../catalog/source-attributes.ts';
import { writebackTargets } from '../catalog/writeback-targets.ts';
import { declarationAt } from '../language/declaration-at.ts';
import type { BlockKind, Comment, Declaration, MappingFile, PlacedDeclaration, Span } from '../language/syntax.ts';
import { declarationsOf } from './bind.ts';
import type { MappingModel } from './model.ts';
import { namesInBrokenText } from './names/names-in-broken-text.ts';
import { namesInTree, parametersIn } from './names/names-in-tree.ts';
import type { MappingSymbol, Occurrence } from './names/occurrence.ts';

export type { MappingSymbol, NameForm, Occurrence, StepPlace, SymbolKind } from './names/occurrence.ts';

/** An occurrence with the declaration that it stands in; its spans are relative to that declaration. */
export interface PlacedOccurrence extends Occurrence {
  readonly placed: PlacedDeclaration;
}

/** A span of a declaration as one of the file. */
export function absoluteSpan({ offset }: PlacedDeclaration, { start, end }: Span): Span {
  return { start: offset + start, end: offset + end };
}

/**
 * The name at an offset of the file, its end included: what it stands for, its role and its place. Where two names meet
 * or one holds the other (a parameter in a path), the one that begins later. Undefined between names and in comments.
 * Broken text is read by its words.
 */
export function symbolAt(file: MappingFile, offset: number): PlacedOccurrence | undefined {
  const placed = declarationAt(file, offset);
  if (placed === undefined || commentAt(file.comments, offset) !== undefined) return undefined;
  const at = offset - placed.offset;
  let found: Occurrence | undefined;
  for (const one of occurrencesIn(file, placed)) {
    if (one.whole.start <= at && at <= one.whole.end && (found === undefined || isCloser(one, found))) found = one;
  }
  return found === undefined ? undefined : { ...found, placed };
}

function isCloser(one: Occurrence, other: Occurrence): boolean {
  return (
    one.whole.start > other.whole.start || (one.whole.start === other.whole.start && one.whole.end < other.whole.end)
  );
}

/** All places of a name in the file, in written order. Costs a look at every declaration, not at every letter. */
export function occurrencesOf(file: MappingFile, { kind, name }: MappingSymbol): PlacedOccurrence[] {
  const found: PlacedOccurrence[] = [];
  for (const placed of file.declarations) {
    for (const one of occurrencesIn(file, placed))
      if (one.symbol.kind === kind && one.symbol.name === name) found.push({ ...one, placed });
  }
  return found;
}

/**
 * The occurrences that declare a name: its `declaration`s, for a target without one its mappings. Empty for a name of a
 * built-in list that the file does not change.
 */
export function declaringOccurrences(occurrences: readonly PlacedOccurrence[]): PlacedOccurrence[] {
  const declared = occurrences.filter(({ role }) => role === 'declaration');
  return declared.length > 0 ? declared : occurrences.filter(({ role }) => role === 'write');
}

/** A declaration is the same object in every version of a file in which its text is the same. */
const known = new WeakMap<Declaration, readonly Occurrence[]>();
const knownWithSample = new WeakMap<Declaration, readonly Occurrence[]>();
const samplesOf = new WeakMap<MappingFile, ReadonlySet<string>>();

/**
 * The names in a declaration, in written order. Those of a declaration are found once, whatever is edited beside it: the
 * list is the same object as long as it says the same.
 */
export function occurrencesIn(file: MappingFile, placed: PlacedDeclaration): readonly Occurrence[] {
  const { declaration } = placed;
  const found = remembered(known, declaration, () =>
    read(file, placed).sort((a, b) => a.start - b.start || a.end - b.end),
  );
  // A sample goes before a file of its name, so what a text after given means is told by the rest of the file.
  if (declaration.kind !== 'given' || !sampleNames(file).has(declaration.file?.value ?? '')) return found;
  return remembered(knownWithSample, declaration, () =>
    found.map((one) => (one.symbol.kind === 'file' ? { ...one, symbol: { ...one.symbol, kind: 'sample' } } : one)),
  );
}

function sampleNames(file: MappingFile): ReadonlySet<string> {
  return remembered(
    samplesOf,
    file,
    () =>
      new Set(
        declarationsOf(file, 'sample').flatMap(({ declaration: { name, file: named } }) =>
          name === undefined || named === undefined ? [] : [name.text],
        ),
      ),
  );
}

function remembered<K extends object, V>(all: WeakMap<K, V>, key: K, make: () => V): V {
  const before = all.get(key);
  if (before !== undefined) return before;
  const made = make();
  all.set(key, made);
  return made;
}

function read(file: MappingFile, placed: PlacedDeclaration): Occurrence[] {
  const { offset, declaration, problems } = placed;
  const source = file.text.slice(offset, offset + declaration.end);
  const found = namesInTree(declaration, source);
  if (problems.length > 0) {
    const known = new Set(found.map(({ start }) => start));
    found.push(...namesInBrokenText(source, blockOf(declaration)).filter(({ start }) => !known.has(start)));
  }
  const json = 'json' in declaration ? declaration.json : undefined;
  for (const one of parametersIn(source, 0)) {
    // JSON of a system may hold braces of its own, and a comment means nothing.
    const isJson = json !== undefined && one.start >= json.start && one.end <= json.end;
    if (!isJson && commentAt(file.comments, offset + one.start) === undefined) found.push(one);
  }
  return found;
}

function blockOf(declaration: Declaration): BlockKind | 'file' {
  switch (declaration.kind) {
    case 'opaque':
    case 'attribute':
      return declaration.block;
    case 'map':
    case 'scope':
      return declaration.kind;
    case 'replace':
      return 'source';
    case 'limit':
      return 'limits';
    case 'provision':
    case 'param':
    case 'sample':
    case 'actions':
      return 'file';
    default:
      return 'test';
  }
}

/** The comment that an offset lies in; one of a line reaches to its end. */
export function commentAt(comments: readonly Comment[], offset: number): Comment | undefined {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle] as Comment).start < offset) low = middle + 1;
    else high = middle;
  }
  const comment = comments[low - 1];
  if (comment === undefined) return undefined;
  return offset < comment.end || (comment.kind !== 'block' && offset === comment.end) ? comment : undefined;
}

/** Whether a name is one of the lists that Microsoft or the imported schema gives, not one of this file alone. */
export function isBuiltIn({ direction, baseline }: MappingModel, { kind, name }: MappingSymbol): boolean {
  switch (kind) {
    case 'function':
      return functionSignatures.has(name);
    case 'source':
      if (baseline !== undefined) return baseline.sources.has(name);
      return direction === 'writeback' ? entraAttribute(name) !== undefined : builtInAttributes.has(name);
    case 'target':
      if (baseline !== undefined) return baseline.targets.has(name);
      if (direction === 'writeback') return writebackTargets.has(name);
      return name === 'manager' || entraAttribute(name) !== undefined;
    case 'constant':
      return name === 'vbTextCompare' || name === 'vbBinaryCompare';
    default:
      return false;
  }
}
