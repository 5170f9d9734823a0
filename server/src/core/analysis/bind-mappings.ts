import type { Baseline } from '../baseline/baseline.ts';
import { baselineProblem } from '../baseline/baseline-problem.ts';
import { placedExpression, withoutParameters } from '../baseline/placed-expression.ts';
import type { MapDeclaration, PlacedDeclaration } from '../language/syntax.ts';
import { isExpression } from '../language/walk.ts';
import type { BoundMapping } from './model.ts';

/**
 * The mappings of a file in written order, the first one of each target.
 *
 * @param distinct It is known that no two have the same target.
 */
export function boundMappings(
  declarations: readonly PlacedDeclaration<MapDeclaration>[],
  baseline: Baseline | undefined,
  distinct: boolean,
): BoundMapping[] {
  const bound: BoundMapping[] = [];
  const targets = new Set<string>();
  for (const placed of declarations) {
    const { target } = placed.declaration;
    if (target === undefined || (!distinct && targets.has(target.text))) continue;
    if (!distinct) targets.add(target.text);
    const meaning = meaningOf(placed.declaration, target.text);
    const isImported = placed.declaration.source?.kind === 'baseline';
    const imported = isImported ? importedMeaning(placed.declaration, target.text, baseline) : undefined;
    bound.push(imported === undefined ? { ...meaning, placed } : { ...meaning, ...imported, placed });
  }
  return bound;
}

/** What `target <- baseline` takes over: the expression in the place of that word, and the default. */
function importedMeaning(
  { source, options }: MapDeclaration,
  target: string,
  baseline: Baseline | undefined,
): Partial<BoundMapping> {
  if (source?.kind !== 'baseline') return {};
  const problem = baselineProblem(target, baseline);
  if (problem !== undefined) return { problem };
  const { expression, defaultValue } = baseline?.mappings.get(target) ?? {};
  const ownDefault = options.some(({ kind }) => kind === 'default');
  return {
    ...(expression === undefined ? {} : { expression: placedExpression(expression, source) }),
    ...(defaultValue === undefined || ownDefault ? {} : { defaultValue: withoutParameters(defaultValue) }),
  };
}

type MappingMeaning = Omit<BoundMapping, 'placed'>;

/** A declaration is the same object in every version of a file in which its text is the same. */
const meanings = new WeakMap<MapDeclaration, MappingMeaning>();

function meaningOf(declaration: MapDeclaration, target: string): MappingMeaning {
  const known = meanings.get(declaration);
  if (known !== undefined) return known;
  const { source, options } = declaration;
  const option = (kind: (typeof options)[number]['kind']) => options.find((candidate) => candidate.kind === kind);
  const match = option('match')?.number;
  const text = option('default')?.text;
  const meaning: MappingMeaning = {
    target,
    ...(isExpression(source) ? { expression: source } : {}),
    ...(match === undefined ? {} : { match }),
    onCreate: option('on create') !== undefined,
    flowAlways: option('flow always') !== undefined,
    flowNulls: option('flow nulls') !== undefined,
    ...(text === undefined ? {} : { defaultValue: text.value }),
  };
  meanings.set(declaration, meaning);
  return meaning;
}
