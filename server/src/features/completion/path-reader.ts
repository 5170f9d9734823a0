import type { Analysis } from '../../core/analysis/analyse.ts';
import { compiledPathOf } from '../../core/analysis/paths.ts';
import { pathTypeOf } from '../../core/analysis/typed-paths.ts';
import type { Place } from '../../core/entity-model/path-type.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { expandPathParameters } from '../../core/language/parameters.ts';
import type { PathRoot } from './path-place.ts';

/** More values than a reader can tell apart; a payload of several megabytes holds thousands. */
const MOST = 500;

/** What a path before the cursor leads to: in the sample person, and by the entity model. */
export interface PathTarget {
  readonly values: readonly Json[];
  readonly place: Place;
}

/** @param readsSample The path is one of SuccessFactors, and so is the sample. */
export function pathTarget(analysis: Analysis, root: PathRoot, base: string, readsSample: boolean): PathTarget {
  const written = [...root.map((list) => `${relative(list)}[*]`), relative(base)].join('');
  const expanded = expandPathParameters(`$${written}`, analysis.parameters);
  const { sample } = analysis;
  return {
    values: readsSample && sample !== undefined ? valuesOf(expanded, sample.payload) : [],
    place: pathTypeOf(expanded, analysis.entityModel).end,
  };
}

function valuesOf(path: string, payload: Json): readonly Json[] {
  if (path === '$') return [payload];
  const selection = compiledPathOf(path).values(payload, MOST);
  return selection.ok ? selection.results : [];
}

/** A path without what it begins at, with the dot that may be missing at the beginning. */
function relative(path: string): string {
  const steps = path.replace(/^[@$]/, '');
  return steps === '' || steps.startsWith('.') || steps.startsWith('[') ? steps : `.${steps}`;
}

/** The objects among the values. */
export function recordsIn({ values }: PathTarget): readonly { readonly [name: string]: Json }[] {
  return values.filter(isJsonObject);
}

/** Whether a path of this block is one of the sample: a writeback's sample is an Entra user. */
export function readsSample({ model }: Analysis, block: 'source' | 'target'): boolean {
  return block === 'source' && model.direction !== 'writeback';
}
