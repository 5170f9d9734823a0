import type { FilterSide, FilterTerm, FilterTest, ParsedPath, PathStep, QuotedName } from './path-syntax.ts';

/**
 * The path with every quoted literal passed through `replace`: the texts of its filters and its quoted names. Spans
 * stay those of the text as written, so that whatever is found out about the result can be shown in the file.
 *
 * This is how parameters are put into a path: after it has been read, so that no value can close its literal or add a
 * step.
 */
export function replaceLiterals(path: ParsedPath, replace: (literal: string) => string): ParsedPath {
  return { ...path, steps: path.steps.map((step) => inStep(step, replace)) };
}

function inStep(step: PathStep, replace: (literal: string) => string): PathStep {
  switch (step.kind) {
    case 'field':
    case 'descendants':
      return step.quoted ? { ...step, name: replace(step.name) } : step;
    case 'fields':
    case 'descendant-fields':
      return { ...step, names: step.names.map((name): QuotedName => ({ ...name, name: replace(name.name) })) };
    case 'filter':
    case 'descendant-filter':
      return { ...step, test: inTest(step.test, replace) };
    default:
      return step;
  }
}

function inTest(test: FilterTest, replace: (literal: string) => string): FilterTest {
  return { ...test, terms: test.terms.map((term) => inTerm(term, replace)) };
}

function inTerm(term: FilterTerm, replace: (literal: string) => string): FilterTerm {
  if (term.kind === 'existence') return { ...term, side: inSide(term.side, replace) };
  return { ...term, left: inSide(term.left, replace), right: inSide(term.right, replace) };
}

function inSide(side: FilterSide, replace: (literal: string) => string): FilterSide {
  if (side.kind === 'path') return { ...side, steps: side.steps.map((step) => inStep(step, replace)) };
  return side.type === 'string' ? { ...side, value: replace(String(side.value)) } : side;
}
