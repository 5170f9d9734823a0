import { dateOf, isoText, parseDateText } from '../jsonpath/dates.ts';
import type { LiteralSide, PathOperator } from '../jsonpath/path-syntax.ts';
import type { Property } from './entity-model.ts';

/** How SuccessFactors sends a field in JSON. */
export type WireType = 'text' | 'number' | 'flag' | 'date';

/** Texts also: Int64, Double and Decimal, which JSON numbers cannot hold exactly. */
const WIRE: ReadonlyMap<string, WireType> = new Map([
  ['Edm.String', 'text'],
  ['Edm.Guid', 'text'],
  ['Edm.Int64', 'text'],
  ['Edm.Double', 'text'],
  ['Edm.Decimal', 'text'],
  ['Edm.Int32', 'number'],
  ['Edm.Int16', 'number'],
  ['Edm.Byte', 'number'],
  ['Edm.SByte', 'number'],
  ['Edm.Boolean', 'flag'],
  ['Edm.DateTime', 'date'],
  ['Edm.DateTimeOffset', 'date'],
]);

/** How a field of this type comes; undefined for a type that mappings do not meet. */
export function wireType(type: string): WireType | undefined {
  return WIRE.get(type);
}

const EQUALITY: ReadonlySet<PathOperator> = new Set(['==', '!=', '===', '!==']);

/**
 * Whether a filter asks if a field equals a literal that it can never equal, because the two are of different types, or
 * because a date's text is written otherwise. Json.NET compares a text with a number in an ordering, so those are fine.
 */
export function comparedTypes(property: Property, operator: PathOperator, literal: LiteralSide): boolean {
  const wire = wireType(property.type);
  if (wire === undefined || literal.type === 'null' || literal.type === 'regex' || !EQUALITY.has(operator))
    return false;
  switch (wire) {
    case 'text':
      return literal.type !== 'string';
    case 'number':
      return literal.type === 'string' || literal.type === 'boolean';
    case 'flag':
      return literal.type !== 'boolean';
    case 'date':
      return (
        literal.type !== 'string' || (!hasParameter(literal) && equalDateText(property, literal) !== literal.value)
      );
  }
}

/**
 * The text that a date of this field is compared by, for the day or moment that a literal means; undefined where the
 * literal means none. OData's own `/Date(…)/` is left to the rule that knows it without a field.
 */
export function equalDateText({ type }: Property, { value }: LiteralSide): string | undefined {
  const text = String(value);
  if (text.startsWith('/Date(')) return text;
  const date = dateOf(text) ?? parseDateText(text);
  return date === undefined ? undefined : isoText({ ...date, zone: type === 'Edm.DateTimeOffset' ? 0 : 'utc' });
}

/** What a parameter will hold is not known here. */
const hasParameter = ({ value }: LiteralSide): boolean => typeof value === 'string' && value.includes('{{');
