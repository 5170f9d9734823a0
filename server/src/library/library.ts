/**
 * sfmap's core as a library: no editor, no network (docs/library.md).
 */
import { bindMapping } from '../core/analysis/bind.ts';
import { checkMapping, type Diagnostic } from '../core/analysis/check.ts';
import { formatMapping } from '../core/formatting/format-mapping.ts';
import type { Json } from '../core/json.ts';
import { parseMapping } from '../core/language/parse.ts';
import { evaluateMapping as evaluate } from '../core/mapping/evaluate.ts';
import { type EvaluationJson, evaluationJson } from '../core/mapping/evaluation-json.ts';

export {
  type ExpressionResult,
  evaluateExpressionText as evaluateExpression,
} from '../core/expressions/evaluate-text.ts';
export type { ExpressionInput, ExpressionOptions } from '../core/expressions/expression-input.ts';
export { selectTokens } from '../core/jsonpath/select-tokens.ts';
export type { JsonPathPlusAnswer, JsonPathPlusMatch, SecondOpinionLimits } from '../second-opinion/answer.ts';
export { askJsonPathPlus } from '../second-opinion/ask.ts';
export { type DifferenceReason, REASON_KINDS, type ReasonKind } from '../second-opinion/kinds.ts';
export { type SecondOpinion, type SecondOpinionSettings, secondOpinion } from '../second-opinion/second-opinion.ts';
export type { Diagnostic, Json };

/** Values of parameters by name. */
export type Parameters = Readonly<Record<string, string>>;

/** The diagnostics of a mapping text, with offsets and codes. Never throws. */
export function check(
  text: string,
  options: { readonly payload?: Json; readonly parameters?: Parameters } = {},
): readonly Diagnostic[] {
  const file = parseMapping(text);
  const model = bindMapping(file);
  return checkMapping(file, model, {
    ...(options.payload === undefined ? {} : { sample: options.payload }),
    parameters: parameterValues(model.parameters, options.parameters),
  });
}

/** A mapping text in its usual form; what is not understood stays as it is. Never throws. */
export function format(text: string): string {
  return formatMapping(text);
}

/** One person through a mapping text: what `sfmap eval` prints as JSON. Never throws. */
export function evaluateMapping(
  text: string,
  payload: Json,
  options: { readonly parameters?: Parameters } = {},
): EvaluationJson {
  const model = bindMapping(parseMapping(text));
  const parameters = parameterValues(model.parameters, options.parameters);
  return evaluationJson(evaluate(model, payload, { parameters, attributes: 'all' }));
}

/** The values that count: those that are given, else the texts of the file. */
export function parameterValues(
  declared: ReadonlyMap<string, string | undefined>,
  given: Parameters | undefined,
): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, text] of declared) {
    const value = given?.[name] ?? text;
    if (value !== undefined) values.set(name, value);
  }
  return values;
}
