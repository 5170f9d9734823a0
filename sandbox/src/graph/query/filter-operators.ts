import { badQuery, type GraphError, needsAdvanced, unsupportedQuery } from '../graph-error.ts';
import type { Level, Property, ResourceType } from '../resource.ts';
import type { FilterNode, Literal } from './filter-tree.ts';

/** What a filter is judged by. */
export interface Rules {
  readonly type: ResourceType;
  readonly advanced: boolean;
}

type Leaf = Extract<FilterNode, { kind: 'compare' | 'in' | 'call' }>;

export const unoffered = (property: Property, { type }: Rules): GraphError =>
  unsupportedQuery(
    `Unsupported or invalid query filter clause specified for property '${property.name}' of resource '${type.name}'.`,
  );

/**
 * Refuses an operator that Graph does not offer for a property, or not without the advanced query parameters, and values
 * of another type.
 *
 * @throws GraphError 400
 */
export function checkOperator(node: Leaf, property: Property, rules: Rules): void {
  const values = node.kind === 'in' ? node.values : [node.value];
  if (node.kind === 'call') checkArgument(node, property);
  else for (const value of values) matchTypes(property, value);
  if (node.kind === 'compare' && node.operator === 'ne' && property.filter?.eq && !rules.advanced) {
    throw needsAdvanced('ne');
  }
  if (node.kind === 'call' && node.name === 'endsWith' && property.filter?.endsWith && !rules.advanced) {
    throw needsAdvanced('endsWith');
  }
  const level = levelOf(node, property);
  if (level === undefined || (level === 'advanced' && !rules.advanced)) throw unoffered(property, rules);
}

function levelOf(node: Leaf, { filter = {} }: Property): Level | undefined {
  if (node.kind === 'call') return filter[node.name];
  if (node.kind === 'in') return node.values.some(({ kind }) => kind === 'null') ? undefined : filter.in;
  const { operator } = node;
  if (operator !== 'eq' && operator !== 'ne') return node.value.kind === 'null' ? undefined : filter[operator];
  if (node.value.kind === 'null') return filter.null;
  // "All properties that support the eq operator also support the ne or not operators", as advanced queries.
  return operator === 'ne' && filter.eq ? 'advanced' : filter.eq;
}

function checkArgument({ name, value }: Extract<Leaf, { kind: 'call' }>, { type }: Property): void {
  if (value.kind === 'string' && type !== 'boolean' && type !== 'date') return;
  throw badQuery(
    `Invalid filter clause: No function signature for the function with name '${name.toLowerCase()}' matches the specified arguments.`,
  );
}

const edmTypes = {
  string: 'Edm.String',
  boolean: 'Edm.Boolean',
  strings: 'Edm.String',
  date: 'Edm.DateTimeOffset',
  extensions: 'Edm.String',
};

function matchTypes(property: Property, value: Literal): void {
  if (value.kind === 'null') return;
  const wanted = edmTypes[property.type];
  const given =
    value.kind === 'string' ? 'Edm.String' : value.kind === 'boolean' ? 'Edm.Boolean' : bareType(value.value);
  if (wanted === given) return;
  throw badQuery(
    `Invalid filter clause: A binary operator with incompatible types was detected. Found operand types '${wanted}' and '${given}' for operator kind 'Equal'.`,
  );
}

function bareType(text: string): string {
  if (/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) return 'Edm.Guid';
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text))) return 'Edm.DateTimeOffset';
  if (/^-?\d+$/.test(text)) return 'Edm.Int32';
  throw badQuery(`Invalid filter clause: '${text}' is no value.`);
}
