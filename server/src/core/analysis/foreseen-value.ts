import { functionSignatures } from '../catalog/functions.ts';
import { evaluateExpression } from '../expressions/evaluate.ts';
import { CHECK_EFFORT } from '../expressions/limits.ts';
import type { CallExpression, ComparisonExpression, Expression } from '../language/syntax.ts';
import { expandedText } from './expression-constants.ts';

/**
 * What can be said of a value before any person is read.
 *
 * - `text`: exactly this text; empty is an empty text.
 * - `filled`: some text that is not empty. `of` names the attribute whose value it is, when it is one as it stands.
 * - `null`, `dropped`: nothing flows.
 * - `unknown`: it depends on more than which attributes have a value.
 */
export type Foreseen =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'filled'; readonly of?: string }
  | { readonly kind: 'null' | 'dropped' | 'unknown' };

/** What an attribute is taken to be: null, a given text, or any other text that is not empty. */
export type Assumed = string | null | undefined;

/** What a value is foreseen from. */
export interface Assumptions {
  /** The assumed value of an attribute; undefined is any text that is not empty and not excluded. */
  attribute(name: string): Assumed;
  /** Whether an attribute that may be any text is assumed to be other than this one. */
  excludes(name: string, text: string): boolean;
  /** Which way a condition that cannot be foreseen is taken to go; without it, neither way. */
  decide?(condition: Expression): boolean | undefined;
  readonly parameters?: ReadonlyMap<string, string>;
}

const NULL: Foreseen = { kind: 'null' };
const UNKNOWN: Foreseen = { kind: 'unknown' };
const FILLED: Foreseen = { kind: 'filled' };
const truth = (value: boolean): Foreseen => ({ kind: 'text', text: value ? 'True' : 'False' });

/** Functions of one text that give some text for every text that people put into a phone number, address or name. */
const KEEPS_TEXT: ReadonlySet<string> = new Set([
  'ToLower',
  'ToUpper',
  'PCase',
  'StripSpaces',
  'NormalizeDiacritics',
  'Replace',
  'Left',
  'Mid',
  'Word',
  'CStr',
  'Item',
]);

/**
 * The value of an expression under assumptions about its attributes. Never says more than is sure for every person of
 * whom the assumptions hold: what it cannot follow is `unknown`.
 */
export function foresee(node: Expression, assumptions: Assumptions): Foreseen {
  switch (node.kind) {
    case 'string':
      return foreseeConstant(node.value, assumptions.parameters);
    case 'number':
      return exactly(node, new Map(), assumptions);
    case 'attribute': {
      const assumed = assumptions.attribute(node.name);
      if (assumed === undefined) return { kind: 'filled', of: node.name };
      return assumed === null ? NULL : { kind: 'text', text: assumed };
    }
    case 'comparison': {
      const left = foresee(node.left, assumptions);
      const right = foresee(node.right, assumptions);
      if (isSettled(left) && isSettled(right)) {
        return exactly(
          node,
          new Map([
            [node.left, left],
            [node.right, right],
          ]),
          assumptions,
        );
      }
      const length = lengthAgainstNone(node, assumptions);
      if (length !== undefined) return truth(length);
      if (node.operator !== '=' && node.operator !== '<>') return UNKNOWN;
      if (node.left.kind === 'number' || node.right.kind === 'number') return UNKNOWN;
      return certainlyDiffer(left, right, assumptions) ? truth(node.operator === '<>') : UNKNOWN;
    }
    case 'call':
      return foreseeCall(node, assumptions);
    case 'identifier':
    case 'missing':
      return UNKNOWN;
  }
}

/** A constant with its parameters replaced; one whose parameter has no value here is some text. */
export function foreseeConstant(text: string, parameters: ReadonlyMap<string, string> | undefined): Foreseen {
  const known = expandedText(text, parameters);
  return known === undefined ? FILLED : { kind: 'text', text: known };
}

/** Whether nothing flows, or an empty text does. */
export function isNothing(value: Foreseen): boolean {
  return value.kind === 'null' || value.kind === 'dropped' || (value.kind === 'text' && value.text === '');
}

function foreseeCall(call: CallExpression, assumptions: Assumptions): Foreseen {
  const value = (index: number): Foreseen => {
    const argument = call.arguments[index];
    return argument === undefined ? NULL : foresee(argument, assumptions);
  };
  switch (call.name) {
    case 'IIF': {
      const test = truthOf(value(0)) ?? decided(call.arguments[0], assumptions);
      return test === undefined ? agreement([value(1), value(2)]) : value(test ? 1 : 2);
    }
    case 'Switch':
      return foreseeSwitch(call, value, assumptions);
    case 'Coalesce':
      return foreseeCoalesce(call, value);
    case 'IgnoreFlowIfNullOrEmpty': {
      const only = value(0);
      return isNothing(only) ? { kind: 'dropped' } : only;
    }
    case 'IsPresent':
      return negated(emptiness(value(0)));
    case 'IsNullOrEmpty':
      return emptiness(value(0));
    case 'Not':
      return negated(value(0));
    default:
      return foreseeOther(call, assumptions, value);
  }
}

function foreseeSwitch(call: CallExpression, value: (index: number) => Foreseen, assumptions: Assumptions): Foreseen {
  const source = value(0);
  if (source.kind === 'dropped') return source;
  const maybe: Foreseen[] = [];
  for (let i = 2; i + 1 < call.arguments.length; i += 2) {
    const key = value(i);
    if (source.kind === 'unknown' || key.kind === 'unknown' || key.kind === 'dropped') return UNKNOWN;
    if (isSettled(source) && isSettled(key)) {
      if (textOf(source) !== textOf(key)) continue;
      return agreement([...maybe, value(i + 1)]);
    }
    if (certainlyDiffer(source, key, assumptions)) continue;
    maybe.push(value(i + 1));
  }
  if (source.kind === 'unknown') return UNKNOWN;
  return agreement([...maybe, value(1)]);
}

function foreseeCoalesce(call: CallExpression, value: (index: number) => Foreseen): Foreseen {
  for (let i = 0; i < call.arguments.length; i++) {
    const one = value(i);
    if (one.kind === 'unknown' || one.kind === 'dropped') return one;
    if (!isNothing(one) || i === call.arguments.length - 1) return one;
  }
  return NULL;
}

function foreseeOther(call: CallExpression, assumptions: Assumptions, value: (index: number) => Foreseen): Foreseen {
  if (!functionSignatures.has(call.name)) return UNKNOWN;
  const values = call.arguments.map((_, index) => value(index));
  if (values.some(({ kind }) => kind === 'unknown' || kind === 'dropped')) return UNKNOWN;
  if (values.every(isSettled)) {
    const settled = call.arguments.flatMap((argument, index): [Expression, Foreseen][] =>
      argument === undefined ? [] : [[argument, values[index] ?? NULL]],
    );
    return exactly(call, new Map(settled), assumptions);
  }
  const filled = (one: Foreseen | undefined) => one !== undefined && !isNothing(one);
  if (call.name === 'Join') return values.slice(1).some(filled) ? FILLED : UNKNOWN;
  if (call.name === 'Append') return values.some(filled) ? FILLED : UNKNOWN;
  return KEEPS_TEXT.has(call.name) && values[0]?.kind === 'filled' ? FILLED : UNKNOWN;
}

/** The one that all are, else unknown. */
function agreement(values: readonly Foreseen[]): Foreseen {
  const [first] = values;
  if (first === undefined) return UNKNOWN;
  if (
    values.every(
      (one) => one.kind === first.kind && textOf(one) === textOf(first) && ofAttribute(one) === ofAttribute(first),
    )
  )
    return first;
  return values.every(({ kind }) => kind === 'filled') ? FILLED : UNKNOWN;
}

function emptiness(value: Foreseen): Foreseen {
  if (value.kind === 'unknown' || value.kind === 'dropped') return UNKNOWN;
  return truth(isNothing(value));
}

function negated(value: Foreseen): Foreseen {
  const test = truthOf(value);
  return test === undefined ? UNKNOWN : truth(!test);
}

/** A condition that cannot be foreseen, as it is taken; `Not` and `<>` go the other way than what they negate. */
function decided(condition: Expression | undefined, assumptions: Assumptions): boolean | undefined {
  if (condition === undefined || assumptions.decide === undefined) return undefined;
  const other = (way: boolean | undefined) => (way === undefined ? undefined : !way);
  if (condition.kind === 'call' && condition.name === 'Not') {
    const [inner] = condition.arguments;
    return other(decided(inner, assumptions));
  }
  if (condition.kind === 'comparison' && condition.operator === '<>')
    return other(assumptions.decide({ ...condition, operator: '=' }));
  return assumptions.decide(condition);
}

/** `Len([mobile]) > 0` of a text that is not empty: what asks for a length of none is sure. */
function lengthAgainstNone({ operator, left, right }: ComparisonExpression, assumptions: Assumptions) {
  if (left.kind !== 'call' || left.name !== 'Len' || right.kind === 'missing') return undefined;
  const [counted] = left.arguments;
  if (counted === undefined || foresee(counted, assumptions).kind !== 'filled') return undefined;
  const number = foresee(right, assumptions);
  if (number.kind !== 'text') return undefined;
  if (number.text === '0') {
    if (operator === '>' || operator === '>=' || operator === '<>') return true;
    return operator === '=' || operator === '<' || operator === '<=' ? false : undefined;
  }
  if (number.text !== '1') return undefined;
  return operator === '>=' ? true : operator === '<' ? false : undefined;
}

function truthOf(value: Foreseen): boolean | undefined {
  if (value.kind === 'null') return false;
  if (value.kind !== 'text') return undefined;
  const text = value.text.toLowerCase();
  return text === 'true' ? true : text === 'false' || text === '' ? false : undefined;
}

/** Whether two values are different texts for everybody, null and empty being the same. */
function certainlyDiffer(a: Foreseen, b: Foreseen, assumptions: Assumptions): boolean {
  const [value, other] = a.kind === 'filled' ? [a, b] : [b, a];
  if (value.kind !== 'filled' || !isSettled(other)) return false;
  const text = textOf(other);
  return text === '' || (value.of !== undefined && assumptions.excludes(value.of, text));
}

function isSettled(value: Foreseen): boolean {
  return value.kind === 'text' || value.kind === 'null';
}

function textOf(value: Foreseen): string {
  return value.kind === 'text' ? value.text : '';
}

function ofAttribute(value: Foreseen): string | undefined {
  return value.kind === 'filled' ? value.of : undefined;
}

/** Evaluated as it would be in earnest: its parts are known. */
function exactly(node: Expression, parts: ReadonlyMap<Expression, Foreseen>, { parameters }: Assumptions): Foreseen {
  const outcome = evaluateExpression(node, {
    ...CHECK_EFFORT,
    attribute: () => undefined,
    given: (part) => {
      const known = parts.get(part);
      if (known === undefined) return undefined;
      return known.kind === 'text' ? { state: 'value', value: known.text } : { state: 'null' };
    },
    ...(parameters === undefined ? {} : { parameters }),
  });
  if (outcome.state === 'null' || outcome.state === 'dropped') return { kind: outcome.state };
  if (outcome.state === 'error' || typeof outcome.value !== 'string') return UNKNOWN;
  return { kind: 'text', text: outcome.value };
}
