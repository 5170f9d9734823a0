import type { CallExpression, Expression } from '../language/syntax.ts';
import { constantText, isEmptyText } from './expression-constants.ts';

/** A condition that asks whether a value is there. */
export interface PresenceTest {
  /** What asks, without what is wrapped around it: a call, or a comparison with the empty text. */
  readonly test: Expression;
  /** The value that is asked about. */
  readonly value: Expression;
  /** Whether the whole condition is True where the value is there. */
  readonly present: boolean;
  /** The whole condition gives `True` and `False` as they are written here. */
  readonly exact: boolean;
}

/** Functions that give True and False as they get them. */
const TRANSPARENT: ReadonlySet<string> = new Set(['CBool', 'CStr', 'Coalesce', 'Redact', 'StripSpaces', 'PCase']);
/** Functions that change the letters of True and False. */
const RESPELLING: ReadonlySet<string> = new Set(['ToLower', 'ToUpper']);
const TRUTHS: ReadonlySet<string | undefined> = new Set(['True', 'False']);

/**
 * What a condition asks, whatever stands around the question: `Not`, `CBool`, `Coalesce`, a comparison with `True` or
 * `False`, an IIF that gives these. Undefined for a condition that asks something else.
 */
export function presenceTest(condition: Expression): PresenceTest | undefined {
  if (condition.kind === 'comparison') {
    const { left, right, operator } = condition;
    if (operator !== '=' && operator !== '<>') return undefined;
    const value = isEmptyText(right) ? left : isEmptyText(left) ? right : undefined;
    if (value !== undefined) return { test: condition, value, present: operator === '<>', exact: true };
    return comparedTest(left, right, operator === '=') ?? comparedTest(right, left, operator === '=');
  }
  if (condition.kind !== 'call') return undefined;
  const [first] = condition.arguments;
  if (first === undefined) return undefined;
  switch (condition.name) {
    case 'IsPresent':
      return { test: condition, value: first, present: true, exact: true };
    case 'IsNull':
    case 'IsNullOrEmpty':
      return { test: condition, value: first, present: false, exact: true };
    case 'Not': {
      const inner = presenceTest(first);
      return inner === undefined ? undefined : { ...inner, present: !inner.present, exact: true };
    }
    case 'IIF':
      return chosenTest(condition, first);
  }
  const inner = TRANSPARENT.has(condition.name) || RESPELLING.has(condition.name) ? presenceTest(first) : undefined;
  return inner === undefined ? undefined : { ...inner, exact: inner.exact && TRANSPARENT.has(condition.name) };
}

/** `IsPresent([x]) = "False"`. */
function comparedTest(side: Expression, other: Expression, equal: boolean): PresenceTest | undefined {
  const text = constantText(other);
  const inner = TRUTHS.has(text) ? presenceTest(side) : undefined;
  if (inner?.exact !== true) return undefined;
  return { ...inner, present: inner.present === (equal === (text === 'True')) };
}

/** `IIF(IsPresent([x]), "True", "False")`. */
function chosenTest({ arguments: slots }: CallExpression, condition: Expression): PresenceTest | undefined {
  const [whenTrue, whenFalse] = [constantText(slots[1]), constantText(slots[2])];
  if (!TRUTHS.has(whenTrue) || !TRUTHS.has(whenFalse) || whenTrue === whenFalse) return undefined;
  const inner = presenceTest(condition);
  return inner === undefined ? undefined : { ...inner, present: inner.present === (whenTrue === 'True'), exact: true };
}
