import type { Analysis } from '../core/analysis/analyse.ts';
import { absoluteSpan, commentAt, type PlacedOccurrence, type SymbolKind, symbolAt } from '../core/analysis/symbols.ts';
import { declarationAt } from '../core/language/declaration-at.ts';
import type { Declaration, MapDeclaration, MappingFile, PlacedDeclaration, Span } from '../core/language/syntax.ts';
import { type Markup, markdown } from '../core/markup.ts';
import type { GivenFile } from '../core/testing/given.ts';
import { file, parameter, replaceLines, sample, scopeGroup, system, type } from './hover/declared-names.ts';
import { argumentAt, expressionPart } from './hover/expression-part.ts';
import type { HoverContext, Lines, NameLines, Told } from './hover/hover-context.ts';
import { ignoreCode } from './hover/ignore-code.ts';
import { keywordAt } from './hover/keyword.ts';
import { pathStep } from './hover/path-step.ts';
import { clauseLines, scopePart } from './hover/scope-part.ts';
import { sourceAttribute } from './hover/source-attribute.ts';
import { target } from './hover/target.ts';
import { expectationLines, givenLines, test } from './hover/test-part.ts';
import { action, constant, option } from './hover/words.ts';

/** What a hover tells, as lines of its markup, and the place it is about. */
export interface Hover extends Span {
  readonly lines: readonly string[];
}

/** What the editor can show, and what a hover needs beside the analysis. */
export interface HoverOptions {
  readonly markup?: Markup;
  /** Whether the editor can open the pages of rules and functions. */
  readonly pages?: boolean;
  /** The files that the tests name, as they were read. */
  readonly files?: ReadonlyMap<string, GivenFile>;
}

/** What is told of a name, by its kind. Functions are told with their call. */
const NAMES: Readonly<Partial<Record<SymbolKind, NameLines>>> = {
  source: sourceAttribute,
  target,
  parameter,
  sample,
  constant,
  test,
  'scope group': scopeGroup,
  field: pathStep,
  step: pathStep,
  file,
  system,
  type,
  action,
  limit: action,
  option,
};

/** The hover at an offset: what stands there, and its value for the sample person. Undefined where there is nothing to tell. */
export function hover(analysis: Analysis, offset: number, options: HoverOptions = {}): Hover | undefined {
  const { markup = markdown, pages = false, files = new Map() } = options;
  const context: HoverContext = { analysis, markup, pages, files };
  const comment = commentAt(analysis.file.comments, offset);
  if (comment !== undefined) return ignoreCode(context, comment, offset);
  const name = symbolAt(analysis.file, offset);
  const told = name === undefined ? undefined : namedHover(context, name, offset);
  return told ?? unnamedHover(context, offset) ?? keywordAt(context, offset);
}

const TEST_KINDS: ReadonlySet<Declaration['kind'] | undefined> = new Set(['test', 'given', 'expect']);

/** Whether a hover at an offset of the file depends on the files that tests name. */
export function isInTest(mapping: MappingFile, offset: number): boolean {
  return TEST_KINDS.has(declarationAt(mapping, offset)?.declaration.kind);
}

function namedHover(context: HoverContext, name: PlacedOccurrence, offset: number): Hover | undefined {
  const lines = NAMES[name.symbol.kind]?.(context, name);
  if (lines === undefined) return undefined;
  return { ...absoluteSpan(name.placed, name.whole), lines: [...lines, ...besideName(context, name, offset)] };
}

/** What the place of a name adds to the name itself. */
function besideName(context: HoverContext, { symbol, placed }: PlacedOccurrence, offset: number): Lines {
  const { declaration } = placed;
  const at = offset - placed.offset;
  if (declaration.kind === 'map' && symbol.kind === 'source') {
    return argumentAt(context, placed as PlacedDeclaration<MapDeclaration>, at);
  }
  if (declaration.kind === 'scope' && symbol.kind === 'source') {
    const clause = declaration.clauses.find(({ start, end }) => start <= at && at <= end);
    return clause === undefined ? [] : clauseLines(context, clause);
  }
  if (declaration.kind === 'expect' && symbol.kind === 'target') {
    return expectationLines(context, { ...placed, declaration });
  }
  return declaration.kind === 'given' ? givenLines(context, placed.offset) : [];
}

/** What stands between names: parts of expressions, of scope clauses, of expectations, the root of a path. */
function unnamedHover(context: HoverContext, offset: number): Hover | undefined {
  const placed = declarationAt(context.analysis.file, offset);
  if (placed === undefined) return undefined;
  const told = partOf(context, placed, offset - placed.offset);
  // An expectation whose test cannot be run has nothing to tell: no hover, rather than an empty box.
  return told === undefined || told.lines.length === 0
    ? undefined
    : { ...absoluteSpan(placed, told), lines: told.lines };
}

function partOf(context: HoverContext, placed: PlacedDeclaration, at: number): Told | undefined {
  const { declaration } = placed;
  switch (declaration.kind) {
    case 'map':
      return expressionPart(context, { ...placed, declaration }, at);
    case 'scope':
      return scopePart(context, { ...placed, declaration }, at);
    case 'replace': {
      const { from, to } = declaration;
      const isKeyword = at <= declaration.start + 'replace'.length;
      const lines = isKeyword ? replaceLines(context, from?.text, to?.text) : [];
      return { start: declaration.start, end: declaration.end, lines };
    }
    case 'attribute': {
      const { path, name, block } = declaration;
      if (path === undefined || name === undefined || at < path.start || at > path.end) return undefined;
      const span = { start: path.start, end: path.end };
      const symbol = { kind: block, name: name.text } as const;
      const tell = block === 'source' ? sourceAttribute : target;
      const lines = tell(context, { symbol, role: 'declaration', form: 'bare', placed, whole: span, ...span });
      return lines === undefined ? undefined : { ...span, lines };
    }
    case 'expect': {
      const { condition } = declaration;
      if (condition === undefined || at < condition.start || at > condition.end) return undefined;
      const lines = expectationLines(context, { ...placed, declaration });
      return { start: condition.start, end: condition.end, lines: [...keywordLines(context, placed, at), ...lines] };
    }
    default:
      return undefined;
  }
}

function keywordLines(context: HoverContext, placed: PlacedDeclaration, at: number): Lines {
  return keywordAt(context, placed.offset + at)?.lines ?? [];
}
