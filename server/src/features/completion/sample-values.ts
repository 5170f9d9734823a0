import type { Analysis } from '../../core/analysis/analyse.ts';
import type { SourceAttribute } from '../../core/analysis/model.ts';
import { compiledPathOf } from '../../core/analysis/paths.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { textOf } from '../../core/jsonpath/text.ts';
import { expandPathParameters } from '../../core/language/parameters.ts';
import { displayValue } from '../../core/mapping/display.ts';
import type { Value } from '../../core/mapping/outcome.ts';
import { oncePer } from './completion-item.ts';

const WIDTH = 32;
const MOST_KEPT = 20_000;

/** Values by path, kept with the person: an edit of the file does not change them. */
const valuesOf = oncePer((_: JsonObject) => new Map<string, Value | undefined>());

/** The value of an attribute for the sample person, as expressions see it; undefined without a sample or a path. */
export function attributeValue(analysis: Analysis, attribute: SourceAttribute | undefined): Value | undefined {
  const { sample, model, parameters } = analysis;
  if (attribute === undefined || sample === undefined || !isJsonObject(sample.payload)) return undefined;
  if (model.direction === 'writeback') return entraAttribute(attribute.name)?.read(sample.payload);
  if (attribute.path === undefined) return undefined;
  const path = expandPathParameters(attribute.path, parameters);
  const known = valuesOf(sample.payload);
  const key = `${attribute.multivalued} ${path}`;
  if (!known.has(key)) {
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, readPath(path, sample.payload, attribute.multivalued));
  }
  return known.get(key);
}

function readPath(path: string, payload: Json, several: boolean): Value | undefined {
  const selection = compiledPathOf(path).values(payload, several ? Number.POSITIVE_INFINITY : 1);
  if (!selection.ok) return undefined;
  if (several && selection.results.length > 0) return selection.results.map((one) => textOf(one) ?? '');
  const [first] = selection.results;
  return first === undefined ? null : textOf(first);
}

/** The same for the eye, short. */
export function shownValue(analysis: Analysis, attribute: SourceAttribute | undefined): string | undefined {
  const value = attributeValue(analysis, attribute);
  return value === undefined ? undefined : displayValue(value, WIDTH);
}

/** A value of a payload for the eye: a scalar, or what it holds. */
export function shownJson(value: Json): string {
  if (Array.isArray(value)) return count(value.length);
  if (!isJsonObject(value)) return displayValue(value === null ? null : textOf(value), WIDTH);
  const results = value['results'];
  if (Array.isArray(results)) return count(results.length);
  return '__deferred' in value ? 'not expanded' : 'a record';
}

function count(records: number): string {
  return records === 1 ? '1 record' : `${records} records`;
}
