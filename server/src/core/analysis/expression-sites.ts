import { functionSignatures } from '../catalog/functions.ts';
import { arityProblem } from '../expressions/arity.ts';
import type {
  CallExpression,
  ComparisonExpression,
  Expression,
  MapDeclaration,
  PlacedDeclaration,
} from '../language/syntax.ts';
import { childrenOf } from '../language/walk.ts';
import { isExpression } from './bind.ts';
import type { DeclarationChecks, DeclarationContext } from './diagnostic.ts';

/** A part of an expression with the parts that hold it, the nearest one first. */
export interface Site<E extends Expression = Expression> {
  readonly node: E;
  readonly parents: readonly Expression[];
}

/** The parts of a mapping's expression by kind; nothing of one that is broken, which other rules have said. */
interface Sites {
  readonly root: Expression | undefined;
  /** Calls of known functions with the right number of arguments, by name, in the order of the text. */
  readonly calls: ReadonlyMap<string, readonly Site<CallExpression>[]>;
  readonly comparisons: readonly Site<ComparisonExpression>[];
}

const NOTHING: Sites = { root: undefined, calls: new Map(), comparisons: [] };

/** A declaration is the same object as long as its text is the same, so this is found out once for all rules. */
const known = new WeakMap<MapDeclaration, Sites>();

/** A text with an escape that no expression has means what it says. */
const HARMLESS = 'SFM1007';

function sitesOf({ declaration, problems }: PlacedDeclaration<MapDeclaration>): Sites {
  const { source } = declaration;
  if (!isExpression(source) || problems.some(({ code }) => code !== HARMLESS)) return NOTHING;
  const found = known.get(declaration) ?? readSites(source);
  known.set(declaration, found);
  return found;
}

function readSites(root: Expression): Sites {
  const calls = new Map<string, Site<CallExpression>[]>();
  const comparisons: Site<ComparisonExpression>[] = [];
  const visit = (node: Expression, parents: readonly Expression[]): void => {
    if (node.kind === 'comparison') comparisons.push({ node, parents });
    if (node.kind === 'call') {
      const signature = functionSignatures.get(node.name);
      if (signature !== undefined && arityProblem(signature, node) === undefined) {
        const same = calls.get(node.name);
        if (same === undefined) calls.set(node.name, [{ node, parents }]);
        else same.push({ node, parents });
      }
    }
    const inner = [node, ...parents];
    for (const child of childrenOf(node)) visit(child, inner);
  };
  visit(root, []);
  return { root, calls, comparisons };
}

type Visit<E extends Expression> = (
  site: Site<E>,
  placed: PlacedDeclaration<MapDeclaration>,
  context: DeclarationContext,
) => void;

/** Looks at each call of these functions, of every known function without names. */
export function eachCall(names: readonly string[] | undefined, visit: Visit<CallExpression>): DeclarationChecks {
  return {
    map(placed, context) {
      const { calls } = sitesOf(placed);
      if (calls.size === 0) return;
      for (const name of names ?? calls.keys()) for (const site of calls.get(name) ?? []) visit(site, placed, context);
    },
  };
}

/** Looks at each comparison. */
export function eachComparison(visit: Visit<ComparisonExpression>): DeclarationChecks {
  return {
    map(placed, context) {
      for (const site of sitesOf(placed).comparisons) visit(site, placed, context);
    },
  };
}

/** Looks at the whole expression of each mapping that has a target and is no broken text. */
export function eachMapping(
  visit: (
    mapping: { readonly target: string; readonly expression: Expression },
    placed: PlacedDeclaration<MapDeclaration>,
    context: DeclarationContext,
  ) => void,
): DeclarationChecks {
  return {
    map(placed, context) {
      const { root } = sitesOf(placed);
      const target = placed.declaration.target?.text;
      if (root !== undefined && target !== undefined) visit({ target, expression: root }, placed, context);
    },
  };
}

/** The calls of a function in a mapping's expression. */
export function callsOf(placed: PlacedDeclaration<MapDeclaration>, name: string): readonly Site<CallExpression>[] {
  return sitesOf(placed).calls.get(name) ?? [];
}

/** Whether every call in an expression is of a known function with the right number of arguments, and nothing lacks. */
export function isSound(node: Expression): boolean {
  switch (node.kind) {
    case 'missing':
      return false;
    case 'identifier':
      return node.name === 'vbTextCompare' || node.name === 'vbBinaryCompare';
    case 'call': {
      const signature = functionSignatures.get(node.name);
      if (signature === undefined || arityProblem(signature, node) !== undefined) return false;
    }
  }
  return childrenOf(node).every(isSound);
}
