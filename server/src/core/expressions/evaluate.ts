import { functionSignatures } from '../catalog/functions.ts';
import { expandParameters } from '../language/parameters.ts';
import type { CallExpression, ComparisonExpression, Expression } from '../language/syntax.ts';
import type { AttributeValue, Outcome } from '../mapping/outcome.ts';
import { nearestName } from '../nearest-name.ts';
import { arityProblem } from './arity.ts';
import { compareValues } from './compare.ts';
import { type Arguments, flow, NULL, valueIn } from './function.ts';
import { expressionFunctions } from './functions.ts';
import { type Host, NO_HOST } from './host.ts';
import { GIVEN_UP, Limits, type SharedLimits } from './limits.ts';
import { EvaluationProblem } from './problem.ts';

/** What an expression may ask for while it is evaluated. */
export interface EvaluationContext {
  /** The value of a source attribute; undefined when there is none of this name. */
  attribute(name: string): AttributeValue | undefined;
  readonly parameters?: ReadonlyMap<string, string>;
  /** Clock, randomness, domain and uniqueness; a function whose part is missing is an error. */
  readonly host?: Host;
  /**
   * Told each node that was evaluated, once, inner ones first; nodes of a branch that was not taken never appear.
   * `note` is a remark of the function: which rule `SelectUniqueValue` took.
   */
  record?(node: Expression, outcome: Outcome, note?: string): void;
  /** What this evaluation may do together with others; it is not begun where they have done all of it. */
  readonly shared?: SharedLimits;
  /** What the regular expressions of this evaluation may do, where that is less than usual; in instructions. */
  readonly regexSteps?: number;
  /** The outcome of a node that is known already and not evaluated again. */
  given?(node: Expression): Outcome | undefined;
}

/** Evaluates an expression. Never throws: an error is an outcome that says why. The work is bounded. */
export function evaluateExpression(expression: Expression, context: EvaluationContext): Outcome {
  const { shared } = context;
  if (shared?.usedUp === true) return { state: 'error', error: GIVEN_UP };
  const limits = new Limits(context.regexSteps);
  const outcome = evaluateNode(expression, { context, limits });
  if (shared !== undefined) limits.settle(shared);
  return outcome;
}

/** One evaluation: what its nodes share. */
interface Evaluation {
  readonly context: EvaluationContext;
  readonly limits: Limits;
}

function evaluateNode(node: Expression, evaluation: Evaluation): Outcome {
  const given = evaluation.context.given?.(node);
  if (given !== undefined) return given;
  if (node.kind === 'call') return evaluateCall(node, evaluation);
  const outcome = outcomeOf(node, evaluation);
  evaluation.context.record?.(node, outcome);
  return outcome;
}

function outcomeOf(node: Exclude<Expression, CallExpression>, evaluation: Evaluation): Outcome {
  switch (node.kind) {
    case 'string':
      return flow(expandParameters(node.value, evaluation.context.parameters));
    case 'number':
      return flow(numberText(node.text));
    case 'attribute':
      return attributeOutcome(node.name, evaluation.context);
    case 'comparison':
      return evaluateComparison(node, evaluation);
    case 'identifier':
      return {
        state: 'error',
        error: `${node.name} is neither a text in double quotes nor an attribute in brackets.`,
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
  // Why is found out only when somebody asks: in a run over everybody nobody does.
  return {
    state: 'null',
    get reason() {
      return `${name} is empty${value.reason === undefined ? '' : ` (${value.reason})`}`;
    },
  };
}

function evaluateCall(call: CallExpression, evaluation: Evaluation): Outcome {
  const args = new LazyArguments(call, evaluation);
  const outcome = callOutcome(call, args);
  evaluation.context.record?.(call, outcome, args.remark);
  return outcome;
}

function callOutcome(call: CallExpression, args: LazyArguments): Outcome {
  const signature = functionSignatures.get(call.name);
  const definition = expressionFunctions.get(call.name);
  if (signature === undefined || definition === undefined) {
    const near = nearestName(call.name, functionSignatures.keys());
    const question = near === undefined ? '' : ` Did you mean ${near}?`;
    return { state: 'error', error: `There is no function ${call.name}.${question}` };
  }
  const problem = arityProblem(signature, call);
  if (problem !== undefined) return { state: 'error', error: problem };
  try {
    const outcome = definition.evaluate(args);
    if (outcome.state === 'value') args.limits.spend(outcome.value);
    return outcome;
  } catch (error) {
    if (error instanceof EvaluationProblem) return { state: 'error', error: error.message };
    throw error;
  }
}

class LazyArguments implements Arguments {
  readonly #known: (Outcome | undefined)[] = [];
  remark: string | undefined;

  constructor(
    readonly call: CallExpression,
    readonly evaluation: Evaluation,
  ) {}

  get count(): number {
    return this.call.arguments.length;
  }

  get host(): Host {
    return this.evaluation.context.host ?? NO_HOST;
  }

  get limits(): Limits {
    return this.evaluation.limits;
  }

  has(index: number): boolean {
    return this.call.arguments[index] !== undefined;
  }

  outcome(index: number): Outcome {
    const argument = this.call.arguments[index];
    if (argument === undefined) return NULL;
    const known = this.#known[index] ?? evaluateNode(argument, this.evaluation);
    this.#known[index] = known;
    return known;
  }

  word(index: number): string | undefined {
    const argument = this.call.arguments[index];
    if (argument?.kind !== 'identifier') return undefined;
    this.evaluation.context.record?.(argument, flow(argument.name));
    return argument.name;
  }

  note(text: string): void {
    this.remark = text;
  }
}

function evaluateComparison(node: ComparisonExpression, evaluation: Evaluation): Outcome {
  const left = evaluateNode(node.left, evaluation);
  if (left.state === 'error' || left.state === 'dropped') return left;
  const right = evaluateNode(node.right, evaluation);
  if (right.state === 'error' || right.state === 'dropped') return right;
  const numeric = node.left.kind === 'number' || node.right.kind === 'number';
  return compareValues(node.operator, valueIn(left), valueIn(right), numeric);
}

/** `&HF` is 15; other numbers stand for their own text. */
function numberText(text: string): string {
  return text.startsWith('&H') ? BigInt(`0x${text.slice(2)}`).toString() : text;
}
