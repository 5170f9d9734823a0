import type { FilterSide, FilterTest, PathStep } from '../../jsonpath/path-syntax.ts';
import { editOf, type Rule } from '../diagnostic.ts';
import { pathOf } from '../paths.ts';
import { writtenPaths } from '../written-paths.ts';

/**
 * `!=` and `==` with a blank on each side: Microsoft's integration reference calls them important for successful
 * processing of the path.
 */
export const filterBlanks: Rule = {
  code: 'SFM3003',
  severity: 'warning',
  title: 'No blanks around == or !=',
  check(context) {
    for (const { placed, node, span } of writtenPaths(context)) {
      for (const { start, end } of tightOperators(pathOf(node.text).steps, node.text)) {
        const operator = node.text.slice(start, end);
        const before = node.text[start - 1] === ' ' ? '' : ' ';
        const after = node.text[end] === ' ' ? '' : ' ';
        context.report(placed, span({ start, end }), {
          message: `Write a blank on each side of ${operator}. Microsoft calls them important for processing the path.`,
          fixes: node.quoted
            ? []
            : [
                {
                  title: `Put blanks around ${operator}`,
                  preferred: true,
                  edits: [editOf(placed, span({ start, end }), before + operator + after)],
                },
              ],
        });
      }
    }
  },
};

function tightOperators(steps: readonly PathStep[], text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  // Filters nest; the stack is explicit because a path may nest 20,000 of them.
  const waiting: PathStep[] = [...steps];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if (step.kind === 'filter' || step.kind === 'descendant-filter') collect(step.test, text, found, waiting);
  }
  return found.sort((a, b) => a.start - b.start);
}

function collect(test: FilterTest, text: string, found: { start: number; end: number }[], waiting: PathStep[]): void {
  for (const term of test.terms) {
    const sides: FilterSide[] = term.kind === 'comparison' ? [term.left, term.right] : [term.side];
    for (const side of sides) if (side.kind === 'path') waiting.push(...side.steps);
    if (term.kind !== 'comparison') continue;
    const { operatorStart: start, operatorEnd: end } = term;
    // As written: a single `=` is another rule's business.
    if (!/^[=!]=$/.test(text.slice(start, end))) continue;
    if (text[start - 1] !== ' ' || text[end] !== ' ') found.push({ start, end });
  }
}
