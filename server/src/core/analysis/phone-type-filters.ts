import { type FilterTest, isRejected, type LiteralSide, type PathStep } from '../jsonpath/path-syntax.ts';
import { pathOf } from './paths.ts';

/** A type that a path compares `phoneType` with. */
export interface PhoneTypeFilter {
  readonly text: string;
  /** Offsets of the literal in the path, its quotes included. */
  readonly start: number;
  readonly end: number;
}

/** The types that the filters of a path compare `phoneType` with; empty for a path that is rejected or has none. */
export function phoneTypeFilters(path: string): readonly PhoneTypeFilter[] {
  const parsed = pathOf(path);
  return isRejected(parsed) ? [] : parsed.steps.flatMap(inStep);
}

function inStep(step: PathStep): PhoneTypeFilter[] {
  return step.kind === 'filter' || step.kind === 'descendant-filter' ? inTest(step.test) : [];
}

function inTest({ terms }: FilterTest): PhoneTypeFilter[] {
  return terms.flatMap((term) => {
    if (term.kind !== 'comparison' || (term.operator !== '==' && term.operator !== '===')) return [];
    const { left, right } = term;
    const [path, literal] = left.kind === 'path' ? [left, right] : [right, left];
    if (path.kind !== 'path' || literal.kind !== 'literal') return [];
    const last = path.steps.at(-1);
    if (path.from !== 'element' || last?.kind !== 'field' || last.name !== 'phoneType') return [];
    return isCode(literal) ? [{ text: String(literal.value), start: literal.start, end: literal.end }] : [];
  });
}

function isCode({ type }: LiteralSide): boolean {
  return type === 'string' || type === 'integer';
}
