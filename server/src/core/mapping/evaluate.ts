import type { BoundMapping, MappingModel } from '../analysis/model.ts';
import { type EvaluationContext, evaluateExpression } from '../expressions/evaluate.ts';
import type { Host } from '../expressions/host.ts';
import { SharedLimits } from '../expressions/limits.ts';
import type { Json } from '../json.ts';
import { expandParameters } from '../language/parameters.ts';
import type { AttributeValue, MappingEvaluation, Outcome, Value } from './outcome.ts';
import { type AttributeReader, attributeReader } from './read-attributes.ts';
import { evaluateScope } from './scope.ts';

/** Values of a target by the names of its attributes: texts, lists of texts, or null. */
export type Existing = ReadonlyMap<string, Value>;

export interface EvaluationOptions {
  /** Values of parameters; one without a value shows as `{{name}}`. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Clock, randomness, default domain and uniqueness, for the functions that ask for them. */
  readonly host?: Host;
  /**
   * What the target holds before, by name: with it the person is updated, and `on create` mappings do not flow; without
   * it the person is created. A writeback always updates.
   */
  readonly existing?: Existing;
  /** Whether another account has a value of this target, for `SelectUniqueValue`; it goes before the host's answer. */
  readonly isTaken?: (target: string, value: string) => boolean;
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
  const shared = new SharedLimits();
  const targets = new Map(model.mappings.map((mapping) => [mapping.target, outcomeOf(mapping, read, options, shared)]));
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

/** What one mapping yields. */
export function outcomeOf(
  mapping: BoundMapping,
  read: AttributeReader,
  options: EvaluationOptions,
  shared?: SharedLimits,
): Outcome {
  if (mapping.onCreate && options.existing !== undefined) return ON_UPDATE;
  const outcome: Outcome =
    mapping.expression === undefined
      ? withoutExpression(mapping)
      : evaluateExpression(mapping.expression, {
          ...contextOf(read, optionsFor(mapping, options)),
          ...(shared === undefined ? {} : { shared }),
        });
  if (outcome.state === 'null' && mapping.defaultValue !== undefined) {
    return { state: 'value', value: expandParameters(mapping.defaultValue, options.parameters) };
  }
  return outcome;
}

function withoutExpression({ problem }: BoundMapping): Outcome {
  return problem === undefined ? { state: 'null', reason: 'nothing is mapped' } : { state: 'error', error: problem };
}

const ON_UPDATE: Outcome = { state: 'null', reason: 'flows on creation alone' };

/** The options as one target sees them: whether a value is taken depends on where it goes. */
export function optionsFor({ target }: BoundMapping, options: EvaluationOptions): EvaluationOptions {
  const { isTaken, host } = options;
  if (isTaken === undefined) return options;
  return { ...options, host: { ...host, isTaken: (value) => isTaken(target, value) } };
}

/** What expressions of a mapping are evaluated with. */
export function contextOf(read: AttributeReader, { parameters, host }: EvaluationOptions): EvaluationContext {
  return {
    attribute: read,
    ...(parameters === undefined ? {} : { parameters }),
    ...(host === undefined ? {} : { host }),
  };
}
