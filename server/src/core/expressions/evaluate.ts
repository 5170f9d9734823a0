import { functionSignatures } from '../catalog/functions.ts';
import { expandParameters } from '../language/parameters.ts';
import type { CallExpression, ComparisonExpression, Expression } from '../language/syntax.ts';
import type { AttributeValue, Outcome } from '../mapping/outcome.ts';
import { compareValues } from './compare.ts';
import { type Arguments, flow, NULL, valueOf } from './function.ts';
import { expressionFunctions } from './functions.ts';

/** What an expression may ask for while it is evaluated. */
export interface EvaluationContext {
  /** The value of a source attribute; undefined when there is none of this name. */
  attribute(name: string): AttributeValue | undefined;
  readonly parameters?: ReadonlyMap<string, string>;
}

/** Evaluates an expression. Never throws: an error is an outcome that says why. */
export function evaluateExpression(expression: Expression, context: EvaluationContext): Outcome {
  switch (expression.kind) {
    case 'string':
      return flow(expandParameters(expression.value, context.parameters));
    case 'number':
      return flow(numberText(expression.text));
    case 'attribute':
      return attributeOutcome(expression.name, context);
    case 'call':
      return evaluateCall(expression, context);
    case 'comparison':
      return evaluateComparison(expression, context);
    case 'identifier':
      return {
        state: 'error',
        error: `${expression.name} is neither a text in double quotes nor an attribute in brackets.`,
      };
    case 'missing':
      return { state: 'error', error: 'A part of this expression is missing.' };
  }
}

function attributeOutcome(name: string, context: EvaluationContext): Outcome {
  const value = context.attribute(name);
  if (value === undefined) return { state: 'error', error: `There is no attribute [${name}].` };
  if (value.error !== undefined) return { state: 'error', error: `[${name}] cannot be read: ${value.error}` };
  if (value.value !== null) return { state: 'value', value: value.value };
  return { state: 'null', reason: `${name} is empty${value.reason === undefined ? '' : ` (${value.reason})`}` };
}

function evaluateCall(call: CallExpression, context: EvaluationContext): Outcome {
  const definition = expressionFunctions.get(call.name);
  if (definition === undefined) {
    const error = functionSignatures.has(call.name)
      ? `This version of sfmap does not evaluate ${call.name} yet.`
      : `There is no function ${call.name}.`;
    return { state: 'error', error };
  }
  return definition.evaluate(new LazyArguments(call, context));
}

class LazyArguments implements Arguments {
  readonly #known: (Outcome | undefined)[] = [];

  constructor(
    readonly call: CallExpression,
    readonly context: EvaluationContext,
  ) {}

  get count(): number {
    return this.call.arguments.length;
  }

  has(index: number): boolean {
    return this.call.arguments[index] !== undefined;
  }

  outcome(index: number): Outcome {
    const argument = this.call.arguments[index];
    if (argument === undefined) return NULL;
    const known = this.#known[index] ?? evaluateExpression(argument, this.context);
    this.#known[index] = known;
    return known;
  }
}

function evaluateComparison(node: ComparisonExpression, context: EvaluationContext): Outcome {
  const left = evaluateExpression(node.left, context);
  if (left.state === 'error' || left.state === 'dropped') return left;
  const right = evaluateExpression(node.right, context);
  if (right.state === 'error' || right.state === 'dropped') return right;
  const numeric = node.left.kind === 'number' || node.right.kind === 'number';
  return compareValues(node.operator, valueOf(left), valueOf(right), numeric);
}

/** `&HF` is 15; other numbers stand for their own text. */
function numberText(text: string): string {
  return text.startsWith('&H') ? BigInt(`0x${text.slice(2)}`).toString() : text;
}
