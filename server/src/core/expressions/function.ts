import type { Outcome, Value } from '../mapping/outcome.ts';
import type { Host } from './host.ts';
import type { Limits } from './limits.ts';

/** The arguments of a call, evaluated when a function asks for them: a branch that is not taken is never evaluated. */
export interface Arguments {
  /** Slots that were written, empty ones included. */
  readonly count: number;
  /** The outcome of a slot; an empty or missing one is null. */
  outcome(index: number): Outcome;
  /** Whether something stands in the slot. */
  has(index: number): boolean;
  /** The bare word that stands in the slot (`vbTextCompare`); undefined for anything else. */
  word(index: number): string | undefined;
  /** Clock, randomness, domain and uniqueness, as far as they were given. */
  readonly host: Host;
  /** What the evaluation may still do. */
  readonly limits: Limits;
  /** Adds a remark to the call's place in a trace. */
  note(text: string): void;
}

/**
 * How a function of the expression language is evaluated. Its name, parameters and words are in the catalogue.
 * `evaluate` may throw `EvaluationProblem` (`fail`), which becomes an error outcome.
 */
export interface ExpressionFunction {
  readonly name: string;
  /** The parts of the host without which the function has no value. */
  readonly needs?: readonly (keyof Host)[];
  evaluate(args: Arguments): Outcome;
}

export const NULL: Outcome = { state: 'null' };

/** A value as an outcome. */
export function flow(value: Value): Outcome {
  return value === null ? NULL : { state: 'value', value };
}

/** `True` or `False`, as the connector presents Booleans. */
export function flag(value: boolean): Outcome {
  return { state: 'value', value: value ? 'True' : 'False' };
}

/** A value as one text: a multi-valued one cannot be, and is an error by name. */
export function singleText(value: Value, of: string): { text: string | null } | { error: Outcome } {
  if (value === null || typeof value === 'string') return { text: value };
  return {
    error: {
      state: 'error',
      error: `${of} takes one text, but its source holds ${value.length === 1 ? 'a list of one value' : `${value.length} values`}.`,
    },
  };
}

/** Null, an empty text, or no value at all. */
export function isEmpty(value: Value): boolean {
  return value === null || value.length === 0;
}

/** The value of an outcome that is neither dropped nor an error. */
export function valueIn(outcome: Outcome): Value {
  return outcome.state === 'value' ? outcome.value : null;
}

/** A function that needs all of its arguments: an error or a dropped one ends it. */
export function eager(
  name: string,
  evaluate: (values: readonly Value[], args: Arguments) => Outcome,
  needs: readonly (keyof Host)[] = [],
): ExpressionFunction {
  return {
    name,
    needs,
    evaluate(args) {
      const values: Value[] = [];
      for (let i = 0; i < args.count; i++) {
        const outcome = args.outcome(i);
        if (outcome.state === 'error' || outcome.state === 'dropped') return outcome;
        values.push(valueIn(outcome));
      }
      return evaluate(values, args);
    },
  };
}

/** A function of one text: null stays null. */
export function ofText(name: string, change: (text: string, args: Arguments) => string): ExpressionFunction {
  return eager(name, ([source = null], args) => {
    const text = singleText(source, name);
    if ('error' in text) return text.error;
    return flow(text.text === null ? null : change(text.text, args));
  });
}
