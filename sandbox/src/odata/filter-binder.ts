import type { Entity, Model, Navigation, Property, Row, Value } from '../model/entity.ts';
import { behind, type Day, dayBelow, identityOf, related } from '../store/related.ts';
import type { Store } from '../store/store.ts';
import type { Arithmetic, Filter, Operand, Operator } from './filter-parser.ts';
import { type Literal, literalValue } from './literal.ts';
import { badRequest, ODataError, propertyNotFound } from './odata-error.ts';

export interface Reading {
  readonly store: Store;
  readonly day: Day;
  readonly now: Day;
  /** The read looks at one day, and not at a range of slices. */
  readonly ofOneDay: boolean;
}

/** A question to one row of the root entity. */
export type Test = (row: Row, reading: Reading) => boolean;
/** All values that an operand has for a row: several where a path crosses a to-many navigation. */
type Values = (row: Row, reading: Reading) => (Value | undefined)[];

interface Bound {
  readonly values: Values;
  /** The property that gives the type of a literal compared with it. */
  readonly property?: Property;
  readonly literal?: Literal;
}

/**
 * Turns a parsed filter into a test. A path over a to-many navigation holds when it holds for any of the rows, and
 * never trims what an expand returns (SAP KBA 2795205).
 *
 * @throws ODataError 400 for unknown names, properties that are not filterable and literals of the wrong type
 */
export function bindFilter(model: Model, root: Entity, filter: Filter): Test {
  const bind = (node: Filter): Test => {
    switch (node.kind) {
      case 'and':
      case 'or': {
        const left = bind(node.left);
        const right = bind(node.right);
        return node.kind === 'and'
          ? (row, reading) => left(row, reading) && right(row, reading)
          : (row, reading) => left(row, reading) || right(row, reading);
      }
      case 'not': {
        const inner = bind(node.inner);
        return (row, reading) => !inner(row, reading);
      }
      case 'truth': {
        const { values, property, literal } = bindOperand(model, root, node.operand);
        if (property?.type !== 'Edm.Boolean' && literal?.kind !== 'boolean') {
          throw badRequest(`[COE0018]${property?.name ?? 'A literal'} is no condition`);
        }
        return (row, reading) => values(row, reading).includes(true);
      }
      case 'like': {
        const { values } = bindOperand(model, root, node.left);
        return (row, reading) =>
          values(row, reading).some((value) => typeof value === 'string' && matchesLike(value, node.pattern));
      }
      case 'in': {
        const left = bindOperand(model, root, node.left);
        const wanted = node.list.map((literal) => typed(left.property, literal));
        const numeric = isNumeric(left.property);
        return (row, reading) =>
          left.values(row, reading).some((value) => wanted.some((each) => compare(value, 'eq', each, numeric)));
      }
      case 'compare':
        return bindComparison(bindOperand(model, root, node.left), node.operator, bindOperand(model, root, node.right));
    }
  };
  return bind(filter);
}

/** A `like` pattern, in which `%` stands for any text, on a whole value; in time linear to the value. */
function matchesLike(value: string, pattern: string): boolean {
  const parts = pattern.split('%');
  const first = parts.shift() ?? '';
  const last = parts.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}

function bindComparison(left: Bound, operator: Operator, right: Bound): Test {
  const constantOf = (literal: Literal, other: Bound): Values => {
    const value = typed(other.property, literal);
    return () => [value];
  };
  const lefts = left.literal ? constantOf(left.literal, right) : left.values;
  const rights = right.literal ? constantOf(right.literal, left) : right.values;
  const numeric = isNumeric(left.property ?? right.property);
  return (row, reading) => {
    const others = rights(row, reading);
    return lefts(row, reading).some((one) => others.some((other) => compare(one, operator, other, numeric)));
  };
}

const isNumeric = (property: Property | undefined): boolean =>
  property !== undefined && ['Edm.Int32', 'Edm.Int64', 'Edm.Double', 'Edm.Decimal'].includes(property.type);

function typed(property: Property | undefined, literal: Literal): Value {
  if (!property) return literal.kind === 'null' ? null : literal.value;
  const value = literalValue(property, literal);
  if (value === undefined) {
    throw badRequest(`[COE0018]A literal compared with ${property.name} is not of type ${property.type}`);
  }
  return value;
}

function compare(a: Value | undefined, operator: Operator, b: Value | undefined, numeric: boolean): boolean {
  const one = comparable(a, numeric);
  const other = comparable(b, numeric);
  if (operator === 'eq') return one === other;
  if (operator === 'ne') return one !== other;
  if (one === null || other === null) return false;
  switch (operator) {
    case 'gt':
      return one > other;
    case 'ge':
      return one >= other;
    case 'lt':
      return one < other;
    case 'le':
      return one <= other;
  }
}

/** Int64, Double and Decimal are stored as text and compared as numbers. */
function comparable(value: Value | undefined, numeric: boolean): number | string | boolean | null {
  return numeric && typeof value === 'string' ? Number(value) : (value ?? null);
}

const STRING: Property = {
  name: 'the function',
  type: 'Edm.String',
  required: false,
  upsertable: false,
  visible: true,
  filterable: true,
  calendarDate: false,
};

function bindOperand(model: Model, root: Entity, operand: Operand): Bound {
  if (operand.kind === 'literal') {
    const { literal } = operand;
    const value = literal.kind === 'null' ? null : literal.value;
    return { values: () => [value], literal };
  }
  if (operand.kind === 'path') return bindPath(model, root, operand.segments);
  const args = operand.args.map((arg) => bindOperand(model, root, arg));
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

function bindPath(model: Model, root: Entity, segments: readonly string[]): Bound {
  const steps: { from: Entity; navigation: Navigation; target: Entity }[] = [];
  let entity = root;
  for (const [index, segment] of segments.entries()) {
    const navigation = entity.navigations.get(segment);
    const property = entity.properties.get(segment);
    const last = index === segments.length - 1;
    const target = navigation && model.get(navigation.target);
    if (!last && navigation && target) {
      steps.push({ from: entity, navigation, target });
      entity = target;
      continue;
    }
    if (!last || !property) throw propertyNotFound([`${entity.name}/${segment}`]);
    if (!property.filterable) {
      throw new ODataError(400, 'COE_BAD_PROPERTY_EXPRESSION', `[COE0003]${property.name} is not filterable`);
    }
    const everySlice = entity.effectiveDated && CHANGED.has(segment) ? entity : undefined;
    return {
      property,
      values: (row, reading) =>
        walk(row, steps, 0, reading, everySlice).map((end) => (end === null ? null : (end[segment] ?? null))),
    };
  }
  throw badRequest('[COE0018]An empty path');
}

/** Asked of a dated row, these are asked of all its slices, whatever their day (SAP KBA 2920680, 2554717). */
const CHANGED: ReadonlySet<string> = new Set(['lastModifiedDateTime', 'lastModifiedOn']);

/** All slices of what a row is a slice of. */
function slicesWith(store: Store, entity: Entity, row: Row): readonly Row[] {
  const identity = identityOf(entity);
  return store.find(
    entity.name,
    identity,
    identity.map((name) => row[name]),
  );
}

/** The rows at the end of a path; null stands for a to-one navigation without a row. */
function walk(
  row: Row,
  steps: readonly { from: Entity; navigation: Navigation; target: Entity }[],
  index: number,
  reading: Reading,
  everySlice: Entity | undefined,
): readonly (Row | null)[] {
  const step = steps[index];
  if (!step) return everySlice && index === 0 && reading.ofOneDay ? slicesWith(reading.store, everySlice, row) : [row];
  const day =
    index === 0 && !step.from.effectiveDated ? reading.day : dayBelow(step.from, row, reading.day, reading.now);
  const last = index === steps.length - 1;
  const rows =
    last && everySlice
      ? behind(reading.store, step.target, step.navigation, row)
      : related(reading.store, step.target, step.navigation, row, day);
  if (rows.length === 0) return step.navigation.many ? [] : [null];
  return rows.flatMap((each) => walk(each, steps, index + 1, reading, everySlice));
}
