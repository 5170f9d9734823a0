import type { BoundMapping, MappingModel } from '../analysis/model.ts';
import { compiledPathOf, pathOf } from '../analysis/paths.ts';
import { entraAttribute } from '../catalog/entra-attributes.ts';
import { type TraceNode, traceExpression, traceText } from '../expressions/trace.ts';
import { isJsonObject, type Json } from '../json.ts';
import { explainEmpty } from '../jsonpath/explain.ts';
import { formatLocation } from '../jsonpath/locate.ts';
import { expandPathParameters } from '../language/parameters.ts';
import type { Expression } from '../language/syntax.ts';
import { displayAttribute, visible } from './display.ts';
import { contextOf, type EvaluationOptions, optionsFor, outcomeOf } from './evaluate.ts';
import type { AttributeValue, Outcome } from './outcome.ts';
import { attributeReader } from './read-attributes.ts';

/** Where the value of an attribute comes from, or why there is none. */
export interface AttributeOrigin {
  /** The path that was read, parameters replaced; for Entra ID the place in Microsoft Graph's user. */
  readonly path: string;
  /** The place in the payload, as Json.NET writes it; for Entra ID the same as `path`. */
  readonly location?: string;
  /** The first step that found nothing, and what stood there. */
  readonly empty?: string;
}

/** How the value of one target came about: target ← expression nodes ← attributes ← places in the payload. */
export interface TargetTrace {
  readonly target: string;
  readonly outcome: Outcome;
  /** Absent when nothing is mapped. */
  readonly expression?: TraceNode;
  /** The `default` of the mapping took the place of null. */
  readonly usedDefault: boolean;
  /** The attributes that were read, by name. */
  readonly origins: ReadonlyMap<string, AttributeOrigin>;
}

/** Explains the value of one mapping for one person. Never throws. */
export function traceMapping(
  model: MappingModel,
  mapping: BoundMapping,
  payload: Json,
  options: EvaluationOptions = {},
): TargetTrace {
  const read = attributeReader(model, payload, options.parameters);
  const outcome = outcomeOf(mapping, read, options);
  if (mapping.expression === undefined) {
    return { target: mapping.target, outcome, usedDefault: outcome.state === 'value', origins: new Map() };
  }
  const expression = traceExpression(mapping.expression, contextOf(read, optionsFor(mapping, options)));
  const origins = new Map<string, AttributeOrigin>();
  collect(expression, (node) => {
    if (node.kind !== 'attribute' || origins.has(node.name)) return;
    const origin = originOf(model, node.name, payload, options);
    if (origin !== undefined) origins.set(node.name, origin);
  });
  return {
    target: mapping.target,
    outcome,
    expression,
    usedDefault: expression.outcome.state === 'null' && outcome.state === 'value',
    origins,
  };
}

/** Where an attribute of one person was found, or the first step that found nothing. Undefined for an unknown name. */
export function originOf(
  model: MappingModel,
  name: string,
  payload: Json,
  options: EvaluationOptions,
): AttributeOrigin | undefined {
  if (model.direction === 'writeback') {
    const known = entraAttribute(name);
    if (known === undefined) return undefined;
    const path = known.graphPlace;
    const value = isJsonObject(payload) ? known.read(payload) : null;
    return value === null ? { path, empty: `${name} is not set in Entra ID.` } : { path, location: path };
  }
  const written = model.sources.get(name)?.path;
  if (written === undefined) return undefined;
  const path = expandPathParameters(written, options.parameters);
  const why = explainEmpty(pathOf(path), payload);
  if (why !== undefined) return { path, empty: why.sentence };
  const selection = compiledPathOf(path).matches(payload, 1);
  if (!selection.ok) return { path, empty: selection.message };
  const location = selection.results[0]?.location;
  return { path, ...(location === undefined ? {} : { location: formatLocation(location) }) };
}

const WIDEST = 200;

/** The value of an attribute as lines of text: its path, and where it was found or why it is empty. */
export function attributeTraceText(
  model: MappingModel,
  name: string,
  value: AttributeValue,
  payload: Json,
  options: EvaluationOptions,
): string | undefined {
  const origin = originOf(model, name, payload, options);
  if (origin === undefined) return undefined;
  const where = origin.empty === undefined ? `found at ${origin.location ?? origin.path}` : `empty: ${origin.empty}`;
  const lines = [`${name} ← ${displayAttribute(value, WIDEST)}`, `  ${origin.path}`, `  ${where}`];
  return lines.map((line) => visible(line)).join('\n');
}

/** A trace as lines of text: the target, then each step inwards. */
export function targetTraceText({ target, outcome, expression, usedDefault, origins }: TargetTrace): string {
  const value = outcome.state === 'value' ? JSON.stringify(outcome.value) : outcome.state;
  const head = `${target} ← ${value}${usedDefault ? ' (default of the mapping)' : ''}\n`;
  const steps = expression === undefined ? '' : traceText(expression, '  ', (node) => describe(node, origins));
  return (head + steps).split('\n').map(visible).join('\n');
}

function describe(node: Expression, origins: ReadonlyMap<string, AttributeOrigin>): readonly string[] {
  const origin = node.kind === 'attribute' ? origins.get(node.name) : undefined;
  if (origin === undefined) return [];
  if (origin.empty !== undefined) return [origin.path, `empty: ${origin.empty}`];
  const { path, location } = origin;
  return [path, ...(location === undefined || location === path ? [] : [`found at ${location}`])];
}

function collect(trace: TraceNode, visit: (node: Expression) => void): void {
  visit(trace.node);
  for (const child of trace.children) collect(child, visit);
}
