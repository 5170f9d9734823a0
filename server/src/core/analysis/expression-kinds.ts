import type { Expression } from '../language/syntax.ts';
import type { DeclarationContext } from './diagnostic.ts';
import { constantOutcome } from './expression-constants.ts';

/** What a part of an expression gives, where it is sure. `values` is multi-valued. */
export type ValueKind = 'boolean' | 'number' | 'date' | 'reference' | 'values';

const RESULTS: Readonly<Record<string, ValueKind>> = {
  AppRoleAssignmentsComplex: 'values',
  AssertiveAppRoleAssignmentsComplex: 'values',
  BitAnd: 'number',
  CBool: 'boolean',
  CDate: 'date',
  Count: 'number',
  DateAdd: 'date',
  DateDiff: 'number',
  DateFromNum: 'date',
  InStr: 'number',
  IsNull: 'boolean',
  IsNullOrEmpty: 'boolean',
  IsPresent: 'boolean',
  IsString: 'boolean',
  Len: 'number',
  Not: 'boolean',
  Now: 'date',
  NumFromDate: 'number',
  Split: 'values',
};

/** Functions that give one of their arguments as it is: the slots of those. */
const PASSED: Readonly<Record<string, (count: number) => readonly number[]>> = {
  Coalesce: (count) => Array.from({ length: count }, (_, slot) => slot),
  IIF: () => [1, 2],
  IgnoreFlowIfNullOrEmpty: () => [0],
  Redact: () => [0],
  Switch: (count) => [1, ...Array.from({ length: Math.max(0, count - 3) }, (_, i) => i + 3).filter((i) => i % 2 === 1)],
};

/**
 * The parts whose value an expression may give as its own: the values of IIF and Switch, what is wrapped. A part that
 * is no choice is its own.
 */
export function resultsOf(node: Expression): readonly Expression[] {
  const slots = node.kind === 'call' ? PASSED[node.name]?.(node.arguments.length) : undefined;
  if (node.kind !== 'call' || slots === undefined) return [node];
  return slots.flatMap((slot) => {
    const argument = node.arguments[slot];
    return argument === undefined ? [] : resultsOf(argument);
  });
}

/** What a part gives; undefined where it may be any text. */
export function kindOf(node: Expression, context: DeclarationContext): ValueKind | undefined {
  switch (node.kind) {
    case 'comparison':
      return 'boolean';
    case 'attribute':
      return kindOfAttribute(node.name, context);
    case 'call': {
      const [first] = node.arguments;
      if (node.name === 'RemoveDuplicates') return first === undefined ? undefined : kindOf(first, context);
      if (PASSED[node.name] !== undefined) return commonKind(node, context);
      return RESULTS[node.name];
    }
    default:
      return undefined;
  }
}

function commonKind(node: Expression, context: DeclarationContext): ValueKind | undefined {
  const kinds = new Set(resultsOf(node).map((part) => (part === node ? undefined : kindOf(part, context))));
  const [kind] = kinds;
  return kinds.size === 1 ? kind : undefined;
}

function kindOfAttribute(name: string, context: DeclarationContext): ValueKind | undefined {
  const attribute = context.source(name);
  if (attribute === undefined) return undefined;
  if (attribute.multivalued) return 'values';
  switch (attribute.type) {
    case 'Boolean':
      return 'boolean';
    case 'Integer':
      return 'number';
    case 'DateTime':
      return 'date';
    case 'Reference':
      return 'reference';
    default:
      return undefined;
  }
}

/** Functions whose result holds no letters of their arguments. */
const OWN_LETTERS: ReadonlySet<string> = new Set([
  'ConvertToBase64',
  'ConvertToUTF8Hex',
  'DefaultDomain',
  'FormatDateTime',
  'Guid',
  'RandomString',
]);

/** The direct parts of which letters may get into the value of a part: conditions, keys and patterns are none. */
export function letterParts(node: Expression): readonly Expression[] {
  if (node.kind !== 'call') return [];
  const { name, arguments: slots } = node;
  if (OWN_LETTERS.has(name) || (RESULTS[name] !== undefined && name !== 'Split')) return [];
  const chosen = PASSED[name]?.(slots.length) ?? (name === 'Replace' ? [0, 4, 5, 6] : [...slots.keys()]);
  return chosen.flatMap((slot) => slots[slot] ?? []);
}

/** A part in words: `[proxyAddresses]`, `Split`, `this comparison`. */
export function partText(node: Expression): string {
  switch (node.kind) {
    case 'attribute':
      return `[${node.name}]`;
    case 'call':
    case 'identifier':
      return node.name;
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return node.text;
    case 'comparison':
      return 'this comparison';
    case 'missing':
      return 'this';
  }
}

/** A date of SuccessFactors as expressions see it: the midnight of a day, in UTC. */
const DAYS = ['12/31/2025 12:00:00 AM', '3/1/2026 12:00:00 AM'];
const TIMES = ['12/31/2025 10:45:30 PM', '3/1/2026 8:05:09 AM'];
/** A date of an Entra user as Microsoft Graph gives it. */
const INSTANTS = ['2025-12-31T00:00:00Z', '2026-03-01T08:05:09Z'];

/** Texts that a part may give, such that what fails for all of them fails for everybody; undefined where it is not known. */
export function samplesOf(node: Expression, context: DeclarationContext): readonly string[] | undefined {
  const outcome = constantOutcome(node);
  if (outcome !== undefined) {
    return outcome.state === 'value' && typeof outcome.value === 'string' ? [outcome.value] : undefined;
  }
  switch (kindOf(node, context)) {
    case 'boolean':
      return ['True', 'False'];
    case 'number':
      return ['0', '1', '7', '132539615990000000'];
    case 'date':
      if (node.kind !== 'attribute') return TIMES;
      return context.direction === 'inbound' ? DAYS : INSTANTS;
    default:
      return undefined;
  }
}
