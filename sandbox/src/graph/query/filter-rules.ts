import { badQuery, needsAdvanced, unsupportedQuery } from '../graph-error.ts';
import type { Property, ResourceType } from '../resource.ts';
import { checkOperator, type Rules, unoffered } from './filter-operators.ts';
import type { FilterNode } from './filter-tree.ts';

/** Most expressions of an `in`, or of an `or`, without the advanced query parameters. */
const MAX_EXPRESSIONS = 15;
/** The longest address of an advanced query with several expressions. */
const MAX_ADDRESS = 2048;

/**
 * Refuses what Graph does not offer for a property, or not without the advanced query parameters ("Advanced query
 * capabilities on Microsoft Entra ID objects"), and filters with too many expressions.
 *
 * @param address the address of the request, for its length
 * @throws GraphError 400
 */
export function checkFilter(node: FilterNode, type: ResourceType, advanced: boolean, address: string): void {
  check(node, { type, advanced });
  const most = widest(node);
  if (advanced && most > 1 && address.length > MAX_ADDRESS) {
    throw unsupportedQuery(
      `The URL of a query with several expressions is longer than ${MAX_ADDRESS} characters: ${address.length}.`,
    );
  }
  if (!advanced && most > MAX_EXPRESSIONS) {
    throw unsupportedQuery(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${most}. Max allowed: ${MAX_EXPRESSIONS}.`,
    );
  }
}

function widthOf(node: FilterNode): number {
  if (node.kind === 'or') return node.parts.reduce((sum, part) => sum + widthOf(part), 0);
  return node.kind === 'in' ? node.values.length : 1;
}

function widest(node: FilterNode): number {
  const inner = node.kind === 'not' || node.kind === 'any' ? [node.part] : [];
  const parts = node.kind === 'and' || node.kind === 'or' ? node.parts : inner;
  return parts.reduce((most, part) => Math.max(most, widest(part)), widthOf(node));
}

function check(node: FilterNode, rules: Rules): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const part of node.parts) check(part, rules);
      break;
    case 'not':
      if (!rules.advanced) throw needsAdvanced('not');
      check(node.part, rules);
      break;
    case 'any':
      checkAny(node, rules);
      break;
    default:
      if (/\/\$count$/i.test(node.path)) checkCount(node, rules);
      else checkSingle(node, rules);
  }
}

function checkSingle(node: Extract<FilterNode, { kind: 'compare' | 'in' | 'call' }>, rules: Rules): void {
  const property = propertyAt(node.path, rules.type);
  if (property.type === 'strings') throw unoffered(property, rules);
  checkOperator(node, property, rules);
}

/** Whether a collection is empty may be asked, or has one element, and nothing else about its size. */
function checkCount(node: Extract<FilterNode, { kind: 'compare' | 'in' | 'call' }>, rules: Rules): void {
  const property = propertyAt(node.path.slice(0, -'/$count'.length), rules.type);
  const asksForFew =
    node.kind === 'compare' &&
    (node.operator === 'eq' || node.operator === 'ne') &&
    node.value.kind === 'bare' &&
    (node.value.value === '0' || node.value.value === '1');
  if (property.type !== 'strings' || !asksForFew) throw unoffered(property, rules);
  if (!rules.advanced) throw needsAdvanced('$count');
}

function checkAny(node: Extract<FilterNode, { kind: 'any' }>, rules: Rules): void {
  const property = propertyAt(node.path, rules.type);
  if (property.type !== 'strings') throw unoffered(property, rules);
  const parts = node.part.kind === 'or' ? node.part.parts : [node.part];
  for (const part of parts) {
    if (part.kind !== 'compare' && part.kind !== 'call' && part.kind !== 'in') throw unoffered(property, rules);
    if (part.path !== node.variable) {
      throw badQuery(`Invalid filter clause: '${part.path}' is not the range variable '${node.variable}'.`);
    }
    // "To negate the result of the expression inside the any clause, use the not operator, not the ne operator."
    if (part.kind === 'compare' && part.operator === 'ne') throw unoffered(property, rules);
    checkOperator(part, property, rules);
  }
}

/** What a path leads to. @throws GraphError 400: nothing */
function propertyAt(path: string, type: ResourceType): Property {
  const [name = '', member, ...more] = path.split('/');
  const property = type.properties.get(name);
  if (!property) {
    throw badQuery(`Invalid filter clause: Could not find a property named '${name}' on type '${type.type}'.`);
  }
  const steps = member !== undefined && more.length === 0 && /^extensionAttribute([1-9]|1[0-5])$/.test(member);
  if (property.type === 'extensions' ? !steps : member !== undefined) {
    throw badQuery(
      `Invalid filter clause: Could not find a property named '${member ?? name}' on type '${type.type}'.`,
    );
  }
  return property;
}
