import type { Expression } from '../language/syntax.ts';

/** Whether two expressions say the same, token by token; blanks and comments do not count. */
export function sameExpression(a: Expression | undefined, b: Expression | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  switch (a.kind) {
    case 'attribute':
    case 'identifier':
      return b.kind === a.kind && a.name === b.name;
    case 'string':
      return b.kind === 'string' && a.value === b.value;
    case 'number':
      return b.kind === 'number' && a.text === b.text;
    case 'comparison':
      return (
        b.kind === 'comparison' &&
        a.operator === b.operator &&
        sameExpression(a.left, b.left) &&
        sameExpression(a.right, b.right)
      );
    case 'call':
      return (
        b.kind === 'call' &&
        a.name === b.name &&
        a.arguments.length === b.arguments.length &&
        a.arguments.every((argument, slot) => sameExpression(argument, b.arguments[slot]))
      );
    case 'missing':
      return false;
  }
}
