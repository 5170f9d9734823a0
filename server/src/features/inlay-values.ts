import type { Analysis } from '../core/analysis/analyse.ts';
import { declarationsOf } from '../core/analysis/bind.ts';
import { compiledPathOf } from '../core/analysis/paths.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import { expandPathParameters } from '../core/language/parameters.ts';
import type { Span } from '../core/language/syntax.ts';
import { displayAttribute, displayOutcome } from '../core/mapping/display.ts';
import { records } from '../core/mapping/situation.ts';

/** A value shown behind a declaration. */
export interface InlayValue {
  /** Offset in the file: the end of the declaration. */
  readonly at: number;
  readonly label: string;
}

/**
 * The values of the sample person behind every source entry and every mapping that lies in `range`. A declaration with
 * an error shows none: the error is what there is to say about it.
 */
export function inlayValues(analysis: Analysis, range: Span): InlayValue[] {
  const { evaluation, sample, file, model } = analysis;
  if (evaluation === undefined || sample === undefined) return [];
  const values: InlayValue[] = [];
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const broken = (from: number, to: number) => errors.some(({ start, end }) => start <= to && end >= from);
  const visible = (offset: number, end: number) =>
    offset <= range.end && offset + end >= range.start && !broken(offset, offset + end);
  for (const { offset, declaration } of declarationsOf(file, 'attribute')) {
    if (declaration.block !== 'source' || declaration.path === undefined || !visible(offset, declaration.end)) continue;
    const attribute = evaluation.attributes.get(declaration.name?.text ?? '');
    if (attribute === undefined) continue;
    const employment = employmentOf(sample.payload, expandPathParameters(declaration.path.text, analysis.parameters));
    const label = `${displayAttribute(attribute)}${employment === undefined ? '' : `  ·  ${employment}`}`;
    values.push({ at: offset + declaration.end, label });
  }
  const mappings = new Map(model.mappings.map((mapping) => [mapping.placed.offset, mapping]));
  for (const { offset, declaration } of declarationsOf(file, 'map')) {
    if (!visible(offset, declaration.end)) continue;
    const mapping = mappings.get(offset);
    const outcome = mapping === undefined ? undefined : evaluation.targets.get(mapping.target);
    if (outcome === undefined || declaration.source?.kind === 'missing') continue;
    // A constant is its own value: only what a parameter made of it is news.
    const { source } = declaration;
    if (source?.kind === 'string' && outcome.state === 'value' && outcome.value === source.value) continue;
    values.push({ at: offset + declaration.end, label: displayOutcome(outcome) });
  }
  return values;
}

/** Which employment a value comes from, when the person has several: `2 of 2 employments`. */
function employmentOf(payload: Json, path: string): string | undefined {
  const total = isJsonObject(payload) ? records(payload, 'employmentNav').length : 0;
  if (total < 2) return undefined;
  const selection = compiledPathOf(path).matches(payload, 1);
  const location = selection.ok ? selection.results[0]?.location : undefined;
  const index = location?.[0] === 'employmentNav' && location[1] === 'results' ? location[2] : undefined;
  return typeof index === 'number' ? `${index + 1} of ${total} employments` : undefined;
}
