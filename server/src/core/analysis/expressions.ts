import type { Expression, MapDeclaration, PlacedDeclaration } from '../language/syntax.ts';
import { walkExpression } from '../language/walk.ts';
import { declarationsOf, isExpression } from './bind.ts';
import type { DeclarationChecks, DeclarationContext, RuleContext } from './diagnostic.ts';

/** Visits every expression of a file with the declaration that holds it, also of targets that are mapped twice. */
export function forEachExpression(
  context: RuleContext,
  visit: (node: Expression, placed: PlacedDeclaration) => void,
): void {
  for (const placed of declarationsOf(context.file, 'map')) {
    const { source } = placed.declaration;
    if (isExpression(source)) walkExpression(source, (node) => visit(node, placed));
  }
}

/** Checks of a rule that looks at every expression, one mapping at a time. */
export function eachExpression(
  visit: (node: Expression, placed: PlacedDeclaration<MapDeclaration>, context: DeclarationContext) => void,
): DeclarationChecks {
  return {
    map: (placed, context) => {
      const { source } = placed.declaration;
      if (isExpression(source)) walkExpression(source, (node) => visit(node, placed, context));
    },
  };
}
