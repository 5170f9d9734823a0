import type { MappingModel } from '../analysis/model.ts';
import { pathOf } from '../analysis/paths.ts';
import { isRejected, type PathStep } from '../jsonpath/path-syntax.ts';

/** The fields that a mapping reads of one record. */
export interface FieldsOfNode {
  /** From PerPerson on: `employmentNav/jobInfoNav`; empty for the person itself. */
  readonly node: string;
  readonly fields: readonly string[];
}

/**
 * The fields that the paths of a mapping read, those that its filters ask included, by the record that holds them.
 * Records and fields stand in the order of their names.
 */
export function fieldsRead(model: MappingModel): readonly FieldsOfNode[] {
  const byNode = new Map<string, Set<string>>();
  const add = (names: readonly string[]) => {
    const field = names.at(-1);
    if (field === undefined) return;
    const node = names.slice(0, -1).join('/');
    byNode.set(node, (byNode.get(node) ?? new Set()).add(field));
  };
  for (const name of model.used) {
    const path = model.sources.get(name)?.path;
    const parsed = path === undefined ? undefined : pathOf(path);
    if (parsed !== undefined && !isRejected(parsed)) collect(parsed.steps, [], add);
  }
  return [...byNode]
    .map(([node, fields]) => ({ node, fields: [...fields].sort() }))
    .sort((a, b) => (a.node < b.node ? -1 : 1));
}

function collect(steps: readonly PathStep[], from: readonly string[], add: (names: readonly string[]) => void): void {
  let names = from;
  for (const step of steps) {
    if (step.kind === 'field' && step.name !== 'results') names = [...names, step.name];
    else if (step.kind === 'descendants') names = [...names, `..${step.name}`];
    else if (step.kind === 'filter') {
      for (const term of step.test.terms) {
        for (const side of term.kind === 'comparison' ? [term.left, term.right] : [term.side])
          if (side.kind === 'path') collect(side.steps, side.from === 'root' ? [] : names, add);
      }
    }
  }
  if (names.length > from.length) add(names);
}
