import { compareDates, type DateValue, dateOf, isoText, parseDateText } from './dates.ts';
import { EvaluationFailure } from './evaluation.ts';
import type { PathOperator } from './path-syntax.ts';

/** A single value with the type that Json.NET gives it. */
export type TypedValue =
  | { readonly type: 'null'; readonly value: null }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'integer' | 'float'; readonly value: number }
  | { readonly type: 'date'; readonly value: DateValue; readonly text: string };

/** Beyond this no text is taken for a number; .NET would take leading zeros and blanks without end. */
const LONGEST_NUMBER = 1_000;
const NULL: TypedValue = { type: 'null', value: null };

/**
 * The type of a value of the payload. JSON numbers are read with JavaScript's precision, so that 1.0 is the integer 1;
 * the engine treats the two alike.
 */
export function typedValue(value: null | string | boolean | number, dates: boolean): TypedValue {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return { type: 'boolean', value };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'float', value };
  const date = dates ? dateOf(value) : undefined;
  return date === undefined ? { type: 'string', value } : { type: 'date', value: date, text: value };
}

/** Whether `left operator right` holds, by Json.NET 13.0.4; fails where the two cannot be ordered. */
export function compareValues(left: TypedValue, operator: Exclude<PathOperator, '=~'>, right: TypedValue): boolean {
  switch (operator) {
    case '==':
      return looselyEqual(left, right);
    case '!=':
      return !looselyEqual(left, right);
    case '===':
      return strictlyEqual(left, right);
    case '!==':
      return !strictlyEqual(left, right);
    case '<':
      return order(left, right) < 0;
    case '<=':
      return order(left, right) <= 0;
    case '>':
      return order(left, right) > 0;
    case '>=':
      return order(left, right) >= 0;
  }
}

function looselyEqual(left: TypedValue, right: TypedValue): boolean {
  if (left.type === 'date' && right.type === 'string') return isoText(left.value) === right.value;
  return strictlyEqual(left, right);
}

function strictlyEqual(left: TypedValue, right: TypedValue): boolean {
  if (isNumber(left) && isNumber(right)) return orderNumbers(left, right) === 0;
  if (left.type === 'date' && right.type === 'date') return compareDates(left.value, right.value) === 0;
  return left.type === right.type && left.value === right.value;
}

function isNumber(value: TypedValue): value is TypedValue & { type: 'integer' | 'float' } {
  return value.type === 'integer' || value.type === 'float';
}

/** The left type decides how the two are compared; a string on the left takes the type of the right. */
function order(left: TypedValue, right: TypedValue): number {
  if (left.type === 'null') return right.type === 'null' ? 0 : -1;
  if (right.type === 'null') return 1;
  switch (left.type === 'string' ? right.type : left.type) {
    case 'string':
      return sign(String(left.value), String(right.value));
    case 'boolean':
      return Number(toBoolean(left)) - Number(toBoolean(right));
    case 'integer':
      if (left.type === 'float' || right.type === 'float') return orderNumbers(left, right);
      return sign(toWhole(left), toWhole(right));
    case 'float':
      return orderNumbers(left, right);
    case 'date':
      if (left.type !== 'date') throw unordered(left, right, 'put the date on the left');
      return compareDates(left.value, toDate(left, right));
  }
}

/** .NET takes two doubles for equal that differ by rounding alone. */
function orderNumbers(left: TypedValue, right: TypedValue): number {
  const a = toDouble(left);
  const b = toDouble(right);
  const tolerance = (Math.abs(a) + Math.abs(b) + 10) * Number.EPSILON;
  return a === b || Math.abs(a - b) < tolerance ? 0 : sign(a, b);
}

function sign<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toBoolean(value: TypedValue): boolean {
  if (value.type === 'boolean') return value.value;
  if (isNumber(value)) return value.value !== 0;
  if (value.type === 'string') {
    const word = value.value.trim().toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
  }
  throw unconvertible(value, 'true or false');
}

function toWhole(value: TypedValue): bigint | number {
  if (value.type === 'boolean') return value.value ? 1 : 0;
  if (isNumber(value)) return value.value;
  if (value.type === 'string' && value.value.length <= LONGEST_NUMBER && /^\s*[+-]?\d+\s*$/.test(value.value)) {
    const whole = BigInt(value.value.trim().replace(/^\+/, ''));
    if (whole === BigInt.asIntN(64, whole)) return whole;
  }
  throw unconvertible(value, 'a whole number');
}

function toDouble(value: TypedValue): number {
  if (value.type === 'boolean') return value.value ? 1 : 0;
  if (isNumber(value)) return value.value;
  if (value.type === 'string' && /^\s*[+-]?(\d[\d,]*\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value.value)) {
    return Number(value.value.replaceAll(',', ''));
  }
  throw unconvertible(value, 'a number');
}

function toDate(left: TypedValue, right: TypedValue): DateValue {
  if (right.type === 'date') return right.value;
  if (right.type !== 'string') throw unordered(left, right, 'compare it with a text such as 2015-01-01');
  const date = parseDateText(right.value);
  if (date === undefined) throw unordered(left, right, 'write it as 2015-01-01');
  return date;
}

function unconvertible(value: TypedValue, wanted: string): EvaluationFailure {
  return new EvaluationFailure(`${shownValue(value)} is compared with ${wanted}, and Entra's engine fails on that.`);
}

function unordered(left: TypedValue, right: TypedValue, cure: string): EvaluationFailure {
  return new EvaluationFailure(
    `Entra's engine cannot say whether ${shownValue(left)} comes before ${shownValue(right)}: ${cure}.`,
  );
}

function shownValue(value: TypedValue): string {
  if (value.type === 'date') return `the date ${isoText(value.value)}`;
  if (value.type !== 'string') return String(value.value);
  return value.value.length > 40 ? `'${value.value.slice(0, 39)}…'` : `'${value.value}'`;
}
