import type { FilterSide, FilterTerm, FilterTest, PathStep } from './path-syntax.ts';

type Shape = string | number | boolean | null | readonly Shape[];

/** A step of a parsed path does not change, and files ask for the same ones after every edit. */
const keys = new WeakMap<PathStep, string>();

/** A text that two steps share when they select the same by the same means, however they are written. */
export function stepKey(step: PathStep): string {
  let key = keys.get(step);
  if (key === undefined) {
    key = JSON.stringify(stepShape(step));
    keys.set(step, key);
  }
  return key;
}

/** Whether two steps select the same by the same means. */
export function isSameStep(one: PathStep, other: PathStep): boolean {
  if (one === other) return true;
  if (one.kind !== other.kind) return false;
  return one.kind === 'field' && other.kind === 'field' ? one.name === other.name : stepKey(one) === stepKey(other);
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
