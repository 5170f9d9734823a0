import { propertyOf, type Source } from '../resource.ts';
import type { FilterNode, Literal } from './filter-tree.ts';

export type Test = (object: object) => boolean;

const fold = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);
const comparable = (literal: Literal): string | boolean | null => {
  if (literal.kind === 'null') return null;
  if (literal.kind === 'bare') return instant(literal.value);
  return typeof literal.value === 'string' ? literal.value.toLowerCase() : literal.value;
};
/** Dates are compared as Graph prints them; a day alone begins at midnight. */
const instant = (text: string): string => {
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text.toLowerCase() : `${new Date(time).toISOString().slice(0, 19)}z`;
};

/** What a checked filter says of one object. Text is compared without regard to case. */
export function filterTest(node: FilterNode): Test {
  switch (node.kind) {
    case 'and': {
      const parts = node.parts.map(filterTest);
      return (object) => parts.every((part) => part(object));
    }
    case 'or': {
      const parts = node.parts.map(filterTest);
      return (object) => parts.some((part) => part(object));
    }
    case 'not': {
      const part = filterTest(node.part);
      return (object) => !part(object);
    }
    case 'any': {
      const test = valueTest(node.part);
      return (object) => {
        const values = propertyOf(object, node.path);
        return Array.isArray(values) && values.some((value) => test(fold(value)));
      };
    }
    default: {
      const empty = emptyTest(node);
      if (empty) return empty;
      const test = valueTest(node);
      return (object) => test(fold(propertyOf(object, node.path)));
    }
  }
}

function emptyTest(node: FilterNode): Test | undefined {
  if (node.kind !== 'compare' || !/\/\$count$/i.test(node.path)) return undefined;
  const path = node.path.slice(0, -'/$count'.length);
  const size = Number(comparable(node.value));
  return (object) => {
    const values = propertyOf(object, path);
    return ((Array.isArray(values) ? values.length : 0) === size) === (node.operator === 'eq');
  };
}

/** What a leaf says of one value, which is in lower case. */
function valueTest(node: FilterNode): (value: unknown) => boolean {
  if (node.kind === 'or') {
    const parts = node.parts.map(valueTest);
    return (value) => parts.some((part) => part(value));
  }
  if (node.kind === 'in') {
    const values = new Set<unknown>(node.values.map(comparable));
    return (value) => values.has(value);
  }
  if (node.kind === 'call') {
    const part = String(comparable(node.value));
    return node.name === 'startsWith'
      ? (value) => typeof value === 'string' && value.startsWith(part)
      : (value) => typeof value === 'string' && value.endsWith(part);
  }
  if (node.kind !== 'compare') return () => false;
  const wanted = comparable(node.value);
  switch (node.operator) {
    case 'eq':
      return (value) => value === wanted;
    case 'ne':
      return (value) => value !== wanted;
    default: {
      const sign = node.operator === 'ge' ? 1 : -1;
      return (value) => value !== null && typeof value === typeof wanted && compare(value, wanted) * sign >= 0;
    }
  }
}

const compare = (one: unknown, other: unknown): number =>
  String(one) < String(other) ? -1 : Number(String(one) > String(other));

/** The places of a source that a filter can hold at; null: any. A filter for a few ids needs no look at everybody. */
export function filterPlaces(node: FilterNode, source: Source): readonly number[] | null {
  switch (node.kind) {
    case 'and': {
      const places = node.parts.map((part) => filterPlaces(part, source)).filter((each) => each !== null);
      return places.sort((one, other) => one.length - other.length)[0] ?? null;
    }
    case 'or': {
      const places = node.parts.map((part) => filterPlaces(part, source));
      return places.includes(null) ? null : places.flatMap((each) => each ?? []);
    }
    case 'any':
      return isVariable(node.part) ? filterPlaces(withPath(node.part, node.path), source) : null;
    case 'compare':
      return node.operator === 'eq' && node.value.kind === 'string'
        ? source.placesOf(node.path, [node.value.value])
        : null;
    case 'in': {
      const values = node.values.flatMap((value) => (value.kind === 'string' ? [value.value] : []));
      return values.length === node.values.length ? source.placesOf(node.path, values) : null;
    }
    default:
      return null;
  }
}

type Leaf = Extract<FilterNode, { kind: 'compare' | 'in' }>;
const isVariable = (node: FilterNode): node is Leaf => node.kind === 'compare' || node.kind === 'in';
const withPath = (node: Leaf, path: string): Leaf => ({ ...node, path });
