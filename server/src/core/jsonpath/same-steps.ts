import type { FilterSide, FilterTerm, FilterTest, PathStep } from './path-syntax.ts';

type Shape = string | number | boolean | null | readonly Shape[];

/** A text that two steps share when they select the same by the same means, however they are written. */
export function stepKey(step: PathStep): string {
  return JSON.stringify(stepShape(step));
}

function stepShape(step: PathStep): Shape {
  switch (step.kind) {
    case 'field':
    case 'descendants':
      return [step.kind, step.name];
    case 'fields':
    case 'descendant-fields':
      return [step.kind, ...step.names.map(({ name }) => name)];
    case 'index':
      return [step.kind, step.index];
    case 'indexes':
      return [step.kind, ...step.indexes];
    case 'slice':
      return [step.kind, step.from ?? null, step.to ?? null, step.by ?? 1];
    case 'filter':
    case 'descendant-filter':
      return [step.kind, testShape(step.test)];
    case 'members':
    case 'elements':
    case 'everything':
      return [step.kind];
  }
}

function testShape(test: FilterTest): Shape {
  return [test.terms.map(termShape), test.connectives.map(({ operator }) => operator)];
}

function termShape(term: FilterTerm): Shape {
  if (term.kind === 'existence') return ['exists', sideShape(term.side)];
  return [sideShape(term.left), term.operator, sideShape(term.right)];
}

function sideShape(side: FilterSide): Shape {
  if (side.kind === 'literal') return [side.type, side.value];
  return [side.from, ...side.steps.map(stepShape)];
}
