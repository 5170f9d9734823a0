import type { Property, Row, Value } from '../model/entity.ts';
import type { Arithmetic, Operand } from './filter-parser.ts';
import { type Binding, bindPath, type Reading, type Values } from './filter-path.ts';
import type { Literal } from './literal.ts';
import { badRequest } from './odata-error.ts';

export interface Bound {
  readonly values: Values;
  /** The property that gives the type of a literal compared with it. */
  readonly property?: Property;
  readonly literal?: Literal;
}

export const isNumeric = (property: Property | undefined): boolean =>
  property !== undefined && ['Edm.Int32', 'Edm.Int64', 'Edm.Double', 'Edm.Decimal'].includes(property.type);

const STRING: Property = {
  name: 'the function',
  type: 'Edm.String',
  required: false,
  upsertable: false,
  visible: true,
  filterable: true,
  calendarDate: false,
};

/**
 * Binds an operand: a literal, a path, a function, arithmetic.
 *
 * @throws ODataError 400 for unknown names and operands of the wrong type
 */
export function bindOperand(binding: Binding, operand: Operand): Bound {
  if (operand.kind === 'literal') {
    const { literal } = operand;
    const value = literal.kind === 'null' ? null : literal.value;
    const values = [value];
    return { values: () => values, literal };
  }
  if (operand.kind === 'path') return bindPath(binding, operand.segments);
  const args = operand.args.map((arg) => bindOperand(binding, arg));
  if (operand.kind === 'arithmetic') return bindArithmetic(operand.name, args);
  const [first, second] = args;
  const apply = (row: Row, reading: Reading, make: (a: string, b: string) => Value): Value[] =>
    (first?.values(row, reading) ?? []).flatMap((a) =>
      (second?.values(row, reading) ?? ['']).map((b) => (typeof a === 'string' ? make(a, String(b ?? '')) : null)),
    );
  const functions: Record<string, (a: string, b: string) => Value> = {
    startswith: (a, b) => a.startsWith(b),
    endswith: (a, b) => a.endsWith(b),
    substringof: (a, b) => b.includes(a),
    tolower: (a) => a.toLowerCase(),
    toupper: (a) => a.toUpperCase(),
    trim: (a) => a.trim(),
  };
  const make = functions[operand.name];
  if (!make) throw badRequest(`[COE0018]Unknown function ${operand.name}`);
  const text = ['tolower', 'toupper', 'trim'].includes(operand.name);
  return {
    values: (row, reading) => apply(row, reading, make),
    property: text ? STRING : { ...STRING, type: 'Edm.Boolean' },
  };
}

const ARITHMETIC: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  mod: (a, b) => a % b,
};

/** Arithmetic over numbers; what has no value, or would be divided by zero, is null and compares with nothing. */
function bindArithmetic(name: Arithmetic, args: readonly Bound[]): Bound {
  const sides = args.map(({ values, property, literal }) => {
    if (literal ? literal.kind !== 'number' : !isNumeric(property)) {
      throw badRequest(`[COE0018]${name} takes numbers, and ${property?.name ?? 'a literal'} is none`);
    }
    return (row: Row, reading: Reading) =>
      values(row, reading).map((value) => (value === null || value === undefined ? null : Number(value)));
  });
  const [left, right] = sides;
  return {
    property: { ...STRING, name, type: 'Edm.Double' },
    values: (row, reading) =>
      (left?.(row, reading) ?? []).flatMap((a) =>
        (right?.(row, reading) ?? []).map((b) => {
          const result = a === null || b === null ? Number.NaN : ARITHMETIC[name](a, b);
          return Number.isFinite(result) ? result : null;
        }),
      ),
  };
}
