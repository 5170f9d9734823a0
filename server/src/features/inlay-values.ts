import type { Analysis } from '../core/analysis/analyse.ts';
import type { BoundMapping } from '../core/analysis/model.ts';
import { compiledPathOf } from '../core/analysis/paths.ts';
import { IF_FREE } from '../core/expressions/functions/select-unique-value.ts';
import { declarationIndexAt } from '../core/language/declaration-at.ts';
import { expandPathParameters } from '../core/language/parameters.ts';
import type { AttributeDeclaration, MapDeclaration, PlacedDeclaration, Span } from '../core/language/syntax.ts';
import { displayAttribute, displayOutcome } from '../core/mapping/display.ts';
import { employmentOf } from '../core/mapping/employment-of.ts';
import type { Outcome } from '../core/mapping/outcome.ts';
import { attributeTraceText, targetTraceText, traceMapping } from '../core/mapping/trace.ts';

/** A value shown behind a declaration. */
export interface InlayValue {
  /** Offset in the file: the end of the declaration. */
  readonly at: number;
  readonly label: string;
}

/** What is told of a shown value when somebody asks for more. */
export interface InlayDetail {
  /** How the value came about, as lines of text. */
  readonly text: string;
  /** The place in the sample's payload that it comes from, where it is one. */
  readonly location?: readonly (string | number)[];
}

/**
 * The values of the sample person behind every source entry and every mapping that lies in `range`. A declaration with
 * an error shows none: the error is what there is to say about it.
 */
export function inlayValues(analysis: Analysis, range: Span): InlayValue[] {
  if (analysis.evaluation === undefined) return [];
  const values: InlayValue[] = [];
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const broken = (from: number, to: number) => errors.some(({ start, end }) => start <= to && end >= from);
  const { declarations } = analysis.file;
  for (let index = Math.max(0, declarationIndexAt(analysis.file, range.start)); index < declarations.length; index++) {
    const placed = declarations[index] as PlacedDeclaration;
    if (placed.offset > range.end) break;
    const at = placed.offset + placed.declaration.end;
    if (at < range.start || broken(placed.offset, at)) continue;
    const label = labelOf(analysis, placed);
    if (label !== undefined) values.push({ at, label });
  }
  return values;
}

function labelOf(analysis: Analysis, placed: PlacedDeclaration): string | undefined {
  const { declaration } = placed;
  if (declaration.kind === 'attribute') return attributeLabel(analysis, declaration);
  return declaration.kind === 'map' ? mappingLabel(analysis, { ...placed, declaration }) : undefined;
}

function attributeLabel({ evaluation, sample, parameters }: Analysis, { block, path, name }: AttributeDeclaration) {
  if (block !== 'source' || path === undefined || sample === undefined) return undefined;
  const attribute = evaluation?.attributes.get(name?.text ?? '');
  if (attribute === undefined) return undefined;
  const employment = employmentOf(sample.payload, compiledPathOf(expandPathParameters(path.text, parameters)));
  return `${displayAttribute(attribute)}${employment === undefined ? '' : `  ·  ${employment}`}`;
}

function mappingLabel(analysis: Analysis, placed: PlacedDeclaration<MapDeclaration>): string | undefined {
  const { source } = placed.declaration;
  const mapping = mappingAt(analysis, placed);
  const outcome = mapping === undefined ? undefined : analysis.evaluation?.targets.get(mapping.target);
  if (outcome === undefined || source?.kind === 'missing') return undefined;
  // A constant is its own value: only what a parameter made of it is news.
  if (source?.kind === 'string' && outcome.state === 'value' && outcome.value === source.value) return undefined;
  return `${displayOutcome(outcome)}${isIfFree(analysis, source, outcome) ? `  ·  ${IF_FREE}` : ''}`;
}

/** Whether a value is one of `SelectUniqueValue` here, where nobody knows which values are taken. */
function isIfFree({ evaluationOptions }: Analysis, source: MapDeclaration['source'], { state, ...outcome }: Outcome) {
  const isUnique = source?.kind === 'call' && source.name === 'SelectUniqueValue' && state === 'value';
  const value = 'value' in outcome ? outcome.value : null;
  return isUnique && typeof value === 'string' && evaluationOptions.host?.isTaken?.(value) === undefined;
}

const byOffset = new WeakMap<readonly BoundMapping[], ReadonlyMap<number, BoundMapping>>();

/** The mapping of a declaration; of two of one target the second has none. */
function mappingAt({ model }: Analysis, { offset }: PlacedDeclaration): BoundMapping | undefined {
  let known = byOffset.get(model.mappings);
  if (known === undefined) {
    known = new Map(model.mappings.map((mapping) => [mapping.placed.offset, mapping]));
    byOffset.set(model.mappings, known);
  }
  return known.get(offset);
}

/** What stands behind the value that `inlayValues` has shown at an offset; undefined where none is shown. */
export function inlayDetail(analysis: Analysis, at: number): InlayDetail | undefined {
  const { file, model, sample, evaluationOptions } = analysis;
  const placed = file.declarations[declarationIndexAt(file, at)];
  if (placed === undefined || placed.offset + placed.declaration.end !== at || sample === undefined) return undefined;
  const { declaration } = placed;
  if (declaration.kind === 'attribute') {
    const name = declaration.name?.text ?? '';
    const value = analysis.evaluation?.attributes.get(name);
    const text = value && attributeTraceText(model, name, value, sample.payload, evaluationOptions);
    return text === undefined ? undefined : { text, ...locationOf(analysis, name) };
  }
  const mapping = declaration.kind === 'map' ? mappingAt(analysis, placed) : undefined;
  if (mapping === undefined) return undefined;
  const trace = traceMapping(model, mapping, sample.payload, evaluationOptions);
  // A value that rests on several attributes comes from no single place.
  const [only, ...others] = trace.origins.keys();
  return {
    text: targetTraceText(trace).trimEnd(),
    ...(only === undefined || others.length > 0 ? {} : locationOf(analysis, only)),
  };
}

/** Where the first value of an attribute stands in the payload. */
function locationOf({ model, sample, parameters }: Analysis, name: string): Pick<InlayDetail, 'location'> {
  const path = model.sources.get(name)?.path;
  if (path === undefined || sample === undefined || model.direction !== 'inbound') return {};
  const selection = compiledPathOf(expandPathParameters(path, parameters)).matches(sample.payload, 1);
  const location = selection.ok ? selection.results[0]?.location : undefined;
  return location === undefined ? {} : { location };
}
