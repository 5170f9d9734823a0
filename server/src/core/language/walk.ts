import type { Expression, MapDeclaration } from './syntax.ts';

/** Visits an expression and all that is in it, outside first. Nesting is bounded by the parser. */
export function walkExpression(expression: Expression, visit: (node: Expression) => void): void {
  visit(expression);
  for (const child of childrenOf(expression)) walkExpression(child, visit);
}

/** The direct parts of an expression; empty slots are left out. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.arguments.filter((argument) => argument !== undefined);
    case 'comparison':
      return [expression.left, expression.right];
    default:
      return [];
  }
}

/** The names of the attributes that an expression reads, in order of first use. */
export function attributesOf(expression: Expression): Set<string> {
  const names = new Set<string>();
  walkExpression(expression, (node) => {
    if (node.kind === 'attribute') names.add(node.name);
  });
  return names;
}

/** Whether the source of a mapping is an expression, not `none` or `baseline`. */
export function isExpression(source: MapDeclaration['source']): source is Expression {
  return source !== undefined && source.kind !== 'none' && source.kind !== 'baseline';
}
