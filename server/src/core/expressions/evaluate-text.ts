import { parseExpression } from '../language/parse.ts';
import type { Expression, MapDeclaration } from '../language/syntax.ts';
import type { Outcome } from '../mapping/outcome.ts';
import { type ExpressionInput, type ExpressionOptions, readExpressionInput, readHost } from './expression-input.ts';
import { expressionLength, LONGEST_EXPRESSION } from './expression-length.ts';
import { type TraceNode, traceExpression } from './trace.ts';

/** What an expression yields: `value` for the state `value`, `error` for the state `error`. */
export interface ExpressionResult {
  readonly state: Outcome['state'];
  /** A text, or several for a multi-valued result. */
  readonly value?: string | readonly string[];
  /** Why there is no value, in one sentence. */
  readonly error?: string;
}

/**
 * Evaluates one Entra expression, as it stands in the portal, over attributes.
 *
 * @param text The expression. Comments may stand in it; mapping options may not.
 * @param input Attributes by name; one that is absent is null.
 * @param options Clock, randomness, domain, uniqueness; a function whose part is missing is an error.
 * @throws SfmapError `SFM-INPUT` for an input or option of the wrong type. A text that is no expression is a result in
 * state `error`.
 */
export function evaluateExpressionText(
  text: string,
  input: ExpressionInput = {},
  options: ExpressionOptions = {},
): ExpressionResult {
  return expressionResult(traceExpressionText(text, input, options).outcome);
}

/** As `evaluateExpressionText`, with how the value came about; the trace is absent where the text is no expression. */
export function traceExpressionText(
  text: string,
  input: ExpressionInput = {},
  options: ExpressionOptions = {},
): { readonly outcome: Outcome; readonly trace?: TraceNode } {
  const attribute = readExpressionInput(input);
  const host = readHost(options);
  const expression = readExpression(text);
  if (typeof expression === 'string') return { outcome: { state: 'error', error: expression } };
  const trace = traceExpression(expression, { attribute, host });
  return { outcome: trace.outcome, trace };
}

/** An outcome as the library and `sfmap expr` give it. */
export function expressionResult(outcome: Outcome): ExpressionResult {
  switch (outcome.state) {
    case 'value':
      return { state: 'value', value: outcome.value };
    case 'error':
      return { state: 'error', error: outcome.error };
    default:
      return { state: outcome.state };
  }
}

/** The tree of an expression that stands alone, or why the text is none. */
export function readExpression(text: string): Expression | string {
  if (typeof text !== 'string') return 'The expression is no text.';
  const length = expressionLength(text);
  if (length === 0) return 'There is no expression.';
  if (length > LONGEST_EXPRESSION) {
    return `This expression has ${length.toLocaleString('en-US')} characters. Entra takes at most 10,000.`;
  }
  const { declaration, problems, prefix } = parseExpression(text);
  const problem = problems.find(({ code }) => code !== UNKNOWN_ESCAPE);
  if (problem !== undefined) return `${problem.message} (character ${Math.max(1, problem.start - prefix + 1)})`;
  if (declaration.kind !== 'map' || declaration.source === undefined) return 'This is no expression.';
  const { source, options } = declaration;
  const option = options[0];
  if (option !== undefined) return `${option.kind} is a mapping option and no part of an expression.`;
  return isExpression(source) ? source : `${source.kind} is no expression.`;
}

function isExpression(source: NonNullable<MapDeclaration['source']>): source is Expression {
  return source.kind !== 'none' && source.kind !== 'baseline';
}

/** `\d` in a text keeps both characters, which is a warning and no mistake. */
const UNKNOWN_ESCAPE = 'SFM1007';
