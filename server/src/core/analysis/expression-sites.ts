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

/** A part of an expression at its place. */
export class Site<E extends Expression = Expression> {
  constructor(
    readonly node: E,
    readonly around: Site | undefined,
  ) {}

  /** The parts that hold it, the nearest one first. */
  get parents(): readonly Expression[] {
    const parents: Expression[] = [];
    for (let site = this.around; site !== undefined; site = site.around) parents.push(site.node);
    return parents;
  }
}

/** The parts of a mapping's expression by kind; nothing of one that is broken, which other rules have said. */
interface Sites {
  readonly root: Expression | undefined;
  /** Calls of known functions with the right number of arguments, outer ones first. */
  readonly calls: readonly Site<CallExpression>[];
  readonly comparisons: readonly Site<ComparisonExpression>[];
}

const NONE: readonly never[] = [];
const NOTHING: Sites = { root: undefined, calls: NONE, comparisons: NONE };

/** All rules look at a declaration one after the other, so what was found for the last one is found out once. */
let last: { readonly placed: PlacedDeclaration; readonly sites: Sites } | undefined;

/** A text with an escape that no expression has means what it says. */
const HARMLESS = 'SFM1007';

/** Whether the text of a declaration has a mistake, so that what was read of it may not be what is meant. */
export function isBroken({ problems }: PlacedDeclaration): boolean {
  return problems.some(({ code }) => code !== HARMLESS);
}

function sitesOf(placed: PlacedDeclaration<MapDeclaration>): Sites {
  if (last?.placed === placed) return last.sites;
  const { source } = placed.declaration;
  const sites = !isExpression(source) || isBroken(placed) ? NOTHING : readSites(source);
  last = { placed, sites };
  return sites;
}

function readSites(root: Expression): Sites {
  if (root.kind !== 'call' && root.kind !== 'comparison') return { root, calls: NONE, comparisons: NONE };
  const calls: Site<CallExpression>[] = [];
  const comparisons: Site<ComparisonExpression>[] = [];
  const visit = (node: Expression, around: Site | undefined): void => {
    if (node.kind === 'call') {
      const site = new Site(node, around);
      const signature = functionSignatures.get(node.name);
      if (signature !== undefined && arityProblem(signature, node) === undefined) calls.push(site);
      for (const argument of node.arguments) if (argument !== undefined) visit(argument, site);
    } else if (node.kind === 'comparison') {
      const site = new Site(node, around);
      comparisons.push(site);
      visit(node.left, site);
      visit(node.right, site);
    }
  };
  visit(root, undefined);
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
      for (const site of sitesOf(placed).calls) {
        if (names === undefined || names.includes(site.node.name)) visit(site, placed, context);
      }
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
  return sitesOf(placed).calls.filter(({ node }) => node.name === name);
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
