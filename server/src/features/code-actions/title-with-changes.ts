import type { Analysis } from '../../core/analysis/analyse.ts';
import { bindMapping } from '../../core/analysis/bind.ts';
import type { TextEdit } from '../../core/analysis/check.ts';
import type { BoundMapping, MappingModel } from '../../core/analysis/model.ts';
import type { Json } from '../../core/json.ts';
import { parseMapping } from '../../core/language/parse.ts';
import { attributesOf } from '../../core/language/walk.ts';
import { applyEdits } from '../../core/refactoring/apply-edits.ts';
import { changedValues, changesLine } from '../../core/refactoring/changed-values.ts';

/** In a larger file the values are not computed for every offer: the cursor would wait for them. */
const MOST_MAPPINGS = 300;
/** The same where an offer touches more mappings than this. */
const MOST_TOUCHED = 100;
const details = new WeakMap<Analysis, Map<string, string>>();

/** The title, and behind it what changes for the sample person. */
export function titleWithChanges(analysis: Analysis, title: string, edits: readonly TextEdit[]): string {
  if (analysis.sample === undefined || analysis.model.mappings.length > MOST_MAPPINGS) return title;
  const known = details.get(analysis) ?? new Map<string, string>();
  details.set(analysis, known);
  const key = JSON.stringify(edits);
  const detail = known.get(key) ?? changesOf(analysis, analysis.sample.payload, edits);
  known.set(key, detail);
  return detail === '' ? title : `${title} · ${detail}`;
}

function changesOf(analysis: Analysis, payload: Json, edits: readonly TextEdit[]): string {
  const { file, model, evaluationOptions } = analysis;
  const after = bindMapping(parseMapping(applyEdits(file.text, edits), file), analysis, model.baseline);
  const touched = touchedTargets(model, after);
  if (touched.size > MOST_TOUCHED) return '';
  return changesLine(changedValues(withOnly(model, touched), withOnly(after, touched), payload, evaluationOptions));
}

/** The targets whose mapping is another one after a change, or reads an attribute that is. */
function touchedTargets(before: MappingModel, after: MappingModel): ReadonlySet<string> {
  const old = new Map(before.mappings.map((mapping) => [mapping.target, mapping]));
  const isSameSource = (name: string) => {
    const [was, is] = [before.sources.get(name), after.sources.get(name)];
    return was === is || (was?.path === is?.path && was?.type === is?.type && was?.multivalued === is?.multivalued);
  };
  const touched = new Set<string>();
  for (const mapping of after.mappings) {
    const { target, placed } = mapping;
    const isSame = old.get(target)?.placed.declaration === placed.declaration;
    if (!isSame || !sourcesOf(mapping).every(isSameSource)) touched.add(target);
    old.delete(target);
  }
  for (const target of old.keys()) touched.add(target);
  return touched;
}

const sourcesOf = ({ expression }: BoundMapping) => (expression === undefined ? [] : [...attributesOf(expression)]);

/** The model with these mappings alone, and what they read: nobody asks for the others. */
function withOnly(model: MappingModel, targets: ReadonlySet<string>): MappingModel {
  const mappings = model.mappings.filter(({ target }) => targets.has(target));
  const used = new Set(mappings.flatMap(sourcesOf));
  const sources = new Map([...model.sources].filter(([name]) => used.has(name)));
  return { ...model, mappings, used, sources, scoped: false, scope: [] };
}
