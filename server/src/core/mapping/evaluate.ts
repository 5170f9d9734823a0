import type { BoundMapping, MappingModel, SourceAttribute } from '../analysis/model.ts';
import { compiledPathOf } from '../analysis/paths.ts';
import { entraAttribute } from '../catalog/entra-attributes.ts';
import { evaluateExpression } from '../expressions/evaluate.ts';
import { isJsonObject, type Json } from '../json.ts';
import { explainEmpty } from '../jsonpath/explain.ts';
import { textOf } from '../jsonpath/text.ts';
import { expandParameters, expandPathParameters } from '../language/parameters.ts';
import type { AttributeValue, MappingEvaluation, Outcome, Value } from './outcome.ts';
import { evaluateScope } from './scope.ts';

export interface EvaluationOptions {
  /** Values of parameters; one without a value shows as `{{name}}`. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Which attributes the result lists: those that the file reads or declares (default), or every one it could read. */
  readonly attributes?: 'used' | 'all';
}

/**
 * One person through one mapping file. `payload` is a PerPerson object, or for a writeback file one Entra user as
 * Graph returns it. Never throws and never changes the payload; one failing mapping does not hide the others.
 */
export function evaluateMapping(
  model: MappingModel,
  payload: Json,
  options: EvaluationOptions = {},
): MappingEvaluation {
  const read = attributeReader(model, payload, options.parameters);
  const targets = new Map(
    model.mappings.map((mapping) => [mapping.target, outcomeOf(mapping, read, options.parameters)]),
  );
  const scope = evaluateScope(model, (name) => read(name)?.value ?? null, options.parameters);
  const attributes = new Map<string, AttributeValue>();
  for (const { name, origin } of model.sources.values()) {
    if (options.attributes !== 'all' && origin !== 'file' && !model.used.has(name)) continue;
    const value = read(name);
    if (value !== undefined) attributes.set(name, value);
  }
  return {
    attributes,
    targets,
    inScope: scope.inScope,
    ...(scope.clause === undefined ? {} : { scopeClause: scope.clause }),
  };
}

/** Reads the attributes of one person, each once. Unknown names are undefined. */
export function attributeReader(
  model: MappingModel,
  payload: Json,
  parameters: ReadonlyMap<string, string> | undefined,
): (name: string) => AttributeValue | undefined {
  const known = new Map<string, AttributeValue>();
  return (name) => {
    const value = known.get(name);
    if (value !== undefined) return value;
    const attribute = model.sources.get(name);
    if (attribute === undefined) return undefined;
    const fresh =
      model.direction === 'writeback' ? readEntra(attribute, payload) : readPath(attribute, payload, parameters);
    known.set(name, fresh);
    return fresh;
  };
}

/** What one mapping yields. */
export function outcomeOf(
  mapping: BoundMapping,
  read: (name: string) => AttributeValue | undefined,
  parameters: ReadonlyMap<string, string> | undefined,
): Outcome {
  const outcome: Outcome =
    mapping.expression === undefined
      ? { state: 'null', reason: 'nothing is mapped' }
      : evaluateExpression(mapping.expression, {
          attribute: read,
          ...(parameters === undefined ? {} : { parameters }),
        });
  if (outcome.state === 'null' && mapping.defaultValue !== undefined) {
    return { state: 'value', value: expandParameters(mapping.defaultValue, parameters) };
  }
  return outcome;
}

function readEntra({ name }: SourceAttribute, user: Json): AttributeValue {
  const value: Value = isJsonObject(user) ? (entraAttribute(name)?.read(user) ?? null) : null;
  return value === null ? { value, matches: 0, reason: 'not set in Entra ID' } : { value, matches: 1 };
}

function readPath(
  attribute: SourceAttribute,
  payload: Json,
  parameters: ReadonlyMap<string, string> | undefined,
): AttributeValue {
  if (attribute.path === undefined)
    return { value: null, matches: 0, reason: 'no JSONPath', error: `${attribute.name} has no JSONPath.` };
  const path = compiledPathOf(expandPathParameters(attribute.path, parameters));
  const selection = path.values(payload);
  if (!selection.ok) return { value: null, matches: 0, reason: 'the path fails', error: selection.message };
  const results = selection.results;
  if (attribute.multivalued && results.length > 0) {
    return { value: results.map((one) => textOf(one) ?? ''), matches: results.length };
  }
  const value = results.length === 0 ? null : textOf(results[0] as Json);
  if (value !== null) return { value, matches: results.length };
  const why = explainEmpty(path.parsed, payload);
  return { value: null, matches: results.length, ...(why === undefined ? {} : { reason: why.short }) };
}
