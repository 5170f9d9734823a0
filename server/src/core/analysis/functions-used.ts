import { walkExpression } from '../language/walk.ts';
import type { MappingModel } from './model.ts';

/** The names of the functions that the expressions of a mapping call. */
export function functionsUsed({ mappings }: MappingModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { expression } of mappings) {
    if (expression === undefined) continue;
    walkExpression(expression, (node) => {
      if (node.kind === 'call') names.add(node.name);
    });
  }
  return names;
}
