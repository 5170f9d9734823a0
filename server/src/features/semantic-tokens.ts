import type { Analysis } from '../core/analysis/analyse.ts';
import type { MappingModel } from '../core/analysis/model.ts';
import { isBuiltIn, type Occurrence, occurrencesIn, type SymbolKind } from '../core/analysis/symbols.ts';
import { declarationIndexAt } from '../core/language/declaration-at.ts';
import type { Declaration, MappingFile, PlacedDeclaration, Span } from '../core/language/syntax.ts';

/** The kinds of names that are coloured by their meaning, in the order of the legend. All are LSP's own. */
export const TOKEN_TYPES = [
  'variable',
  'property',
  'parameter',
  'function',
  'class',
  'type',
  'namespace',
  'enumMember',
  'keyword',
] as const;
/** What is told of a name beside its kind; the n-th is bit n. `defaultLibrary`: a name of a built-in list. */
export const TOKEN_MODIFIERS = ['declaration', 'modification', 'readonly', 'defaultLibrary'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** A coloured name, relative to its declaration. It lies on one line, and none overlaps the next. */
export interface SemanticToken extends Span {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** The tokens of a declaration. The list is the same object as long as the text of the declaration is the same. */
export interface DeclarationTokens {
  readonly placed: PlacedDeclaration;
  readonly tokens: readonly SemanticToken[];
}

const TYPES: Partial<Record<SymbolKind, TokenType>> = {
  source: 'variable',
  target: 'property',
  field: 'property',
  parameter: 'parameter',
  function: 'function',
  sample: 'class',
  type: 'type',
  system: 'namespace',
  action: 'enumMember',
  constant: 'enumMember',
  limit: 'keyword',
  option: 'keyword',
};

/** The coloured names of the declarations that lie in a range, of all without one. */
export function semanticTokens({ file, model }: Analysis, range?: Span): DeclarationTokens[] {
  const all = range === undefined ? file.declarations : inRange(file, range);
  return all.map((placed) => ({ placed, tokens: tokensOf(file, model, placed) }));
}

function inRange(file: MappingFile, { start, end }: Span): readonly PlacedDeclaration[] {
  const first = Math.max(0, declarationIndexAt(file, start));
  return file.declarations.slice(first, declarationIndexAt(file, end) + 1);
}

interface Known extends Pick<MappingModel, 'direction' | 'baseline'> {
  readonly names: readonly Occurrence[];
  readonly tokens: readonly SemanticToken[];
}

/** What is built in depends on the direction and on the imported schema, and on nothing else of the file. */
const known = new WeakMap<Declaration, Known>();

function tokensOf(file: MappingFile, model: MappingModel, placed: PlacedDeclaration): readonly SemanticToken[] {
  const { direction, baseline } = model;
  const before = known.get(placed.declaration);
  const names = occurrencesIn(file, placed);
  const isSame = before?.names === names && before.direction === direction && before.baseline === baseline;
  if (isSame) return before.tokens;
  const found = names.flatMap((one) => tokenOf(model, one));
  const source = file.text.slice(placed.offset, placed.offset + placed.declaration.end);
  const tokens = withoutOverlap(found).flatMap((token) => onOneLine(token, source));
  known.set(placed.declaration, { names, direction, baseline, tokens } as Known);
  return tokens;
}

function tokenOf(model: MappingModel, one: Occurrence): SemanticToken[] {
  const type = TYPES[one.symbol.kind];
  if (type === undefined || one.start >= one.end) return [];
  const modifiers: TokenModifier[] = [];
  if (one.role === 'declaration') modifiers.push('declaration');
  if (one.role === 'write') modifiers.push('modification');
  if (one.symbol.kind === 'parameter' || one.symbol.kind === 'constant') modifiers.push('readonly');
  if (isBuiltIn(model, one.symbol)) modifiers.push('defaultLibrary');
  return [{ start: one.start, end: one.end, type, modifiers }];
}

/** A parameter in the name of a field, say: the inner one stays. */
function withoutOverlap(tokens: readonly SemanticToken[]): SemanticToken[] {
  const kept: SemanticToken[] = [];
  for (const token of tokens) {
    const last = kept.at(-1);
    if (last !== undefined && token.start < last.end) {
      if (token.end > last.end) continue;
      kept.pop();
    }
    kept.push(token);
  }
  return kept;
}

function onOneLine(token: SemanticToken, source: string): SemanticToken[] {
  const text = source.slice(token.start, token.end);
  if (!/[\r\n]/.test(text)) return [token];
  return [...text.matchAll(/[^\r\n\s](?:[^\r\n]*[^\r\n\s])?/gu)].map(({ 0: line, index }) => ({
    ...token,
    start: token.start + index,
    end: token.start + index + line.length,
  }));
}
