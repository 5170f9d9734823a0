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

/** Whether a target decides if a row is sent, or which phone is the primary one: what mends it may bring more to light. */
export function decidesRow(target: string | undefined): boolean {
  return target !== undefined && (rowOf(target, 'value') ?? rowOf(target, 'flag')) !== undefined;
}

const TRUE = /^\s*(?:true|yes|y|1|x)\s*$/i;
const FALSE = /^\s*(?:false|no|n|0)\s*$/i;

/** What a text means as a primary flag, also where SuccessFactors does not take it so. */
export function meantFlag(text: string): 'true' | 'false' | undefined {
  return TRUE.test(text) ? 'true' : FALSE.test(text) ? 'false' : undefined;
}

/** What a mapping sends under assumptions, its default included; a mapping for creation alone never sends in a writeback. */
export function foreseeMapping(mapping: BoundMapping, assumptions: Assumptions): Foreseen {
  if (mapping.onCreate) return { kind: 'null' };
  const value: Foreseen =
    mapping.expression === undefined ? { kind: 'null' } : foresee(mapping.expression, assumptions);
  if (value.kind !== 'null' || mapping.defaultValue === undefined) return value;
  return foreseeConstant(mapping.defaultValue, assumptions.parameters);
}
