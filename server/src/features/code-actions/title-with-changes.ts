import type { Analysis } from '../../core/analysis/analyse.ts';
import { bindMapping } from '../../core/analysis/bind.ts';
import type { TextEdit } from '../../core/analysis/check.ts';
import type { Json } from '../../core/json.ts';
import { parseMapping } from '../../core/language/parse.ts';
import { applyEdits } from '../../core/refactoring/apply-edits.ts';
import { changedValues, changesLine } from '../../core/refactoring/changed-values.ts';

/** In a larger file the values are not computed for every offer: the cursor would wait for them. */
const MOST_MAPPINGS = 300;
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
  return changesLine(changedValues(model, after, payload, evaluationOptions));
}
