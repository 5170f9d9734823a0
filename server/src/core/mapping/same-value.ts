import { entraAttribute } from '../catalog/entra-attributes.ts';
import { parseDate } from '../expressions/dotnet/date-parse.ts';
import type { Value } from './outcome.ts';

/**
 * Whether a target has a value already. Booleans are written in every case, a list of one is a text, and a date of Entra
 * ID is the same day in SuccessFactors' form.
 */
export function sameValue(target: string, value: Value, before: Value): boolean {
  const [left, right] = [textsOf(value), textsOf(before)];
  const isDate = entraAttribute(target)?.type === 'DateTime';
  return left.length === right.length && left.every((one, i) => sameText(one, right[i] ?? '', isDate));
}

/** The texts of a value: none of null, one of a text. */
export function textsOf(value: Value): readonly string[] {
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

function sameText(left: string, right: string, isDate: boolean): boolean {
  if (left === right) return true;
  if (isDate) return parseDate(left) !== undefined && parseDate(left)?.ticks === parseDate(right)?.ticks;
  const boolean = /^(?:true|false)$/i;
  return boolean.test(left) && left.toLowerCase() === right.toLowerCase();
}
