import type { FilterSide, PathStep } from '../../jsonpath/path-syntax.ts';
import { parameterReferences } from '../../language/parameters.ts';
import type { Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { writtenPaths } from '../written-paths.ts';

/** A parameter of a JSONPath stands in a quoted literal, where its value can never change the path itself. */
export const pathParameter: Rule = {
  code: 'SFM3005',
  severity: 'error',
  title: 'Parameter outside a quoted literal',
  check(context) {
    for (const { placed, node, span } of writtenPaths(context)) {
      const references = parameterReferences(node.text);
      if (references.length === 0) continue;
      const quoted = literals(pathOf(node.text).steps);
      for (const reference of references) {
        if (quoted.some(({ start, end }) => start <= reference.start && reference.end <= end)) continue;
        context.report(placed, span(reference), {
          message: `{{${reference.name}}} stands outside a quoted literal. In a JSONPath a parameter is written as in [?(@.phoneType == '{{${reference.name}}}')].`,
        });
      }
    }
  },
};

function literals(steps: readonly PathStep[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const waiting: PathStep[] = [...steps];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if (step.kind === 'field' || step.kind === 'descendants') {
      if (step.quoted) found.push(step);
    } else if (step.kind === 'fields' || step.kind === 'descendant-fields') {
      found.push(...step.names);
    } else if (step.kind === 'filter' || step.kind === 'descendant-filter') {
      for (const term of step.test.terms) {
        const sides: FilterSide[] = term.kind === 'comparison' ? [term.left, term.right] : [term.side];
        for (const side of sides) {
          if (side.kind === 'path') waiting.push(...side.steps);
          else if (side.type === 'string') found.push(side);
        }
      }
    }
  }
  return found;
}
