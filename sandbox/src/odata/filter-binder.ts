import type { Entity, Model, Property, Row, Value } from '../model/entity.ts';
import { type Bound, bindOperand, isNumeric } from './filter-operand.ts';
import type { Filter, Operator } from './filter-parser.ts';
import { type Binding, type Reading, type Values, Walks } from './filter-path.ts';
import { type Literal, literalValue } from './literal.ts';
import { badRequest } from './odata-error.ts';

/** A question to one row of the root entity. */
export type Test = (row: Row, reading: Reading) => boolean;

/**
 * Turns a parsed filter into a test. A path over a to-many navigation holds when it holds for any of the rows, and
 * never trims what an expand returns (SAP KBA 2795205).
 *
 * @throws ODataError 400 for unknown names, properties that are not filterable and literals of the wrong type
 */
export function bindFilter(model: Model, root: Entity, filter: Filter): Test {
  const binding: Binding = { model, root, walks: new Walks() };
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
        const { values, property, literal } = bindOperand(binding, node.operand);
        if (property?.type !== 'Edm.Boolean' && literal?.kind !== 'boolean') {
          throw badRequest(`[COE0018]${property?.name ?? 'A literal'} is no condition`);
        }
        return (row, reading) => values(row, reading).includes(true);
      }
      case 'like': {
        const { values } = bindOperand(binding, node.left);
        return (row, reading) =>
          values(row, reading).some((value) => typeof value === 'string' && matchesLike(value, node.pattern));
      }
      case 'in': {
        const left = bindOperand(binding, node.left);
        const wanted = node.list.map((literal) => typed(left.property, literal));
        const numeric = isNumeric(left.property);
        return (row, reading) =>
          left.values(row, reading).some((value) => wanted.some((each) => compare(value, 'eq', each, numeric)));
      }
      case 'compare':
        return bindComparison(bindOperand(binding, node.left), node.operator, bindOperand(binding, node.right));
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
    const values = [typed(other.property, literal)];
    return () => values;
  };
  const lefts = left.literal ? constantOf(left.literal, right) : left.values;
  const rights = right.literal ? constantOf(right.literal, left) : right.values;
  const numeric = isNumeric(left.property ?? right.property);
  return (row, reading) => {
    const others = rights(row, reading);
    return lefts(row, reading).some((one) => others.some((other) => compare(one, operator, other, numeric)));
  };
}

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
