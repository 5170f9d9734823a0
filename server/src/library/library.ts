/**
 * sfmap's core as a library: no editor, no network (docs/library.md).
 */
import { bindMapping } from '../core/analysis/bind.ts';
import { checkMapping, type Diagnostic } from '../core/analysis/check.ts';
import { type ExpressionOptions, readHost } from '../core/expressions/expression-input.ts';
import { formatMapping } from '../core/formatting/format-mapping.ts';
import type { Json } from '../core/json.ts';
import { parseMapping } from '../core/language/parse.ts';
import { evaluateMapping as evaluate } from '../core/mapping/evaluate.ts';
import { type EvaluationJson, evaluationJson } from '../core/mapping/evaluation-json.ts';
import {
  type Parameters,
  type RuleLevels,
  readBaselineOption,
  readExistingOption,
  readParameters,
  readRuleLevels,
} from './library-options.ts';

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
export type { Diagnostic, EvaluationJson, Json, Parameters, RuleLevels };

/** What a mapping is checked with. */
export interface CheckOptions {
  /** One person: a PerPerson object, or for a writeback an Entra user. Paths are compared with it. */
  readonly payload?: Json;
  /** What names the text; each diagnostic carries it. */
  readonly uri?: string;
  readonly parameters?: Parameters;
  /** Levels by code, as in sfmap.json. */
  readonly rules?: RuleLevels;
  /** A synchronization schema of Microsoft Graph, as parsed JSON. */
  readonly baseline?: unknown;
}

/** What a mapping is evaluated with. */
export interface MappingOptions extends ExpressionOptions {
  readonly parameters?: Parameters;
  /** What the target holds before, by the names of its attributes: with it the person is updated, not created. */
  readonly existing?: Json;
  /** A synchronization schema of Microsoft Graph, as parsed JSON. */
  readonly baseline?: unknown;
}

/**
 * The diagnostics of a mapping text, with offsets and codes, in the order of the text. Every text has an answer.
 *
 * @throws SfmapError `SFM-INPUT` for an option of the wrong type or a code that no rule has; `SFM-BASELINE` for a
 * baseline that is no synchronization schema, with the place.
 */
export function check(text: string, options: CheckOptions = {}): readonly FoundDiagnostic[] {
  const { payload, uri } = options;
  const file = parseMapping(text);
  const baseline = readBaselineOption(options.baseline, bindMapping(file).direction);
  const model = bindMapping(file, undefined, baseline);
  const found = checkMapping(file, model, {
    ...(payload === undefined ? {} : { sample: payload }),
    ...(baseline === undefined ? {} : { baseline }),
    parameters: parameterValues(model.parameters, options.parameters),
    levels: readRuleLevels(options.rules),
  });
  return uri === undefined ? found : found.map((diagnostic) => ({ ...diagnostic, uri }));
}

/** A diagnostic, with the name of its text where one was given. */
export interface FoundDiagnostic extends Diagnostic {
  readonly uri?: string;
}

/** A mapping text in its usual form; what is not understood stays as it is. Never throws. */
export function format(text: string): string {
  return formatMapping(text);
}

/**
 * One person through a mapping text: what `sfmap eval` prints as JSON. Every text and payload has an answer; what an
 * expression asks of the world and `options` lacks is an error of that target.
 *
 * @throws SfmapError `SFM-INPUT` for an option of the wrong type; `SFM-BASELINE` for a baseline that is no
 * synchronization schema, with the place.
 */
export function evaluateMapping(text: string, payload: Json, options: MappingOptions = {}): EvaluationJson {
  const file = parseMapping(text);
  const baseline = readBaselineOption(options.baseline, bindMapping(file).direction);
  const model = bindMapping(file, undefined, baseline);
  const existing = readExistingOption(options.existing);
  return evaluationJson(
    evaluate(model, payload, {
      parameters: parameterValues(model.parameters, options.parameters),
      host: readHost(options),
      attributes: 'all',
      ...(existing === undefined ? {} : { existing }),
    }),
  );
}

/**
 * The values that count: those that are given, else the texts of the file.
 *
 * @throws SfmapError `SFM-INPUT` for a value that is no text.
 */
export function parameterValues(
  declared: ReadonlyMap<string, string | undefined>,
  given: Parameters | undefined,
): Map<string, string> {
  const outside = readParameters(given);
  const values = new Map<string, string>();
  for (const [name, text] of declared) {
    const value = outside.get(name) ?? text;
    if (value !== undefined) values.set(name, value);
  }
  return values;
}
