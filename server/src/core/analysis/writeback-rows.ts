import { expandParameters, parameterReferences } from '../language/parameters.ts';
import type { Expression } from '../language/syntax.ts';
import { type RowGroup, writebackRows as rows } from '../refactoring/writeback-rows.ts';
import { type Assumptions, type Foreseen, foresee, foreseeConstant } from './foreseen-value.ts';
import type { BoundMapping } from './model.ts';

/** The targets that make one e-mail or phone row of SuccessFactors, and how messages call it. */
export type WritebackRow = (typeof rows)[RowGroup];

export const { businessPhone: businessPhoneRow, cellPhone: cellPhoneRow } = rows;

/** The rows that a writeback can send, beside the User. */
export const writebackRows: readonly WritebackRow[] = Object.values(rows);

/** The row that a target is the value, the type or the flag of. */
export function rowOf(target: string, part: 'value' | 'type' | 'flag'): WritebackRow | undefined {
  return writebackRows.find((row) => row[part] === target);
}

/** What a mapping sends under assumptions, its default included; a mapping for creation alone never sends in a writeback. */
export function foreseeMapping(mapping: BoundMapping, assumptions: Assumptions): Foreseen {
  if (mapping.onCreate) return { kind: 'null' };
  const value: Foreseen =
    mapping.expression === undefined ? { kind: 'null' } : foresee(mapping.expression, assumptions);
  if (value.kind !== 'null' || mapping.defaultValue === undefined) return value;
  return foreseeConstant(mapping.defaultValue, assumptions.parameters);
}

/** A constant with its parameters replaced; undefined while one of them has no value. */
export function constantText(text: string, parameters: ReadonlyMap<string, string> | undefined): string | undefined {
  const known = parameterReferences(text).every(({ name }) => parameters?.has(name) === true);
  return known ? expandParameters(text, parameters) : undefined;
}

/** The nodes of an expression whose value may become its result: branches, values, what is wrapped. */
export function resultsOf(expression: Expression): Expression[] {
  if (expression.kind !== 'call') return [expression];
  const { name, arguments: all } = expression;
  const taken = all.filter((_, index) => {
    if (name === 'IIF') return index > 0;
    if (name === 'Switch') return index === 1 || (index > 1 && index % 2 === 1);
    return name === 'Coalesce' || name === 'IgnoreFlowIfNullOrEmpty';
  });
  const known = name === 'IIF' || name === 'Switch' || name === 'Coalesce' || name === 'IgnoreFlowIfNullOrEmpty';
  return known ? taken.flatMap((node) => (node === undefined ? [] : resultsOf(node))) : [expression];
}
