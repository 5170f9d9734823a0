import type { Analysis } from '../core/analysis/analyse.ts';
import { bindMapping } from '../core/analysis/bind.ts';
import type { Diagnostic, TextEdit } from '../core/analysis/check.ts';
import type { Json } from '../core/json.ts';
import { parseMapping } from '../core/language/parse.ts';
import type { Span } from '../core/language/syntax.ts';
import { situationOf } from '../core/mapping/situation.ts';
import { applyEdits } from '../core/refactoring/apply-edits.ts';
import { changedValues, changesLine } from '../core/refactoring/changed-values.ts';
import { offeredRefactorings } from '../core/refactoring/offered-refactorings.ts';

/** Something that can be done at a place, as edits of the file. */
export interface CodeAction {
  readonly title: string;
  readonly kind: 'fix' | 'rewrite';
  readonly edits: readonly TextEdit[];
  /** The diagnostic that it mends. */
  readonly diagnostic?: Diagnostic;
  readonly preferred: boolean;
}

/**
 * Fixes of the diagnostics in a range, then what answers a situation: at the path, then in the whole file, what fits
 * the sample person first. Behind the title stands what it changes for the sample person.
 */
export function codeActions(analysis: Analysis, range: Span): CodeAction[] {
  const actions: CodeAction[] = [];
  for (const diagnostic of analysis.diagnostics) {
    if (diagnostic.start > range.end || diagnostic.end < range.start) continue;
    for (const { title, edits, preferred } of diagnostic.fixes) {
      actions.push({ title, kind: 'fix', edits, diagnostic, preferred: preferred === true });
    }
  }
  const { file, model, sample, parameters } = analysis;
  const offered = offeredRefactorings(file, model, range.start, {
    parameters,
    ...(sample === undefined ? {} : { situation: situationOf(sample.payload) }),
  });
  for (const refactoring of offered) {
    const { edits } = refactoring;
    actions.push({ title: titled(analysis, refactoring.title, edits), kind: 'rewrite', edits, preferred: false });
  }
  return actions;
}

/** In a larger file the values are not computed for every offer: the cursor would wait for them. */
const MOST_MAPPINGS = 300;
const details = new WeakMap<Analysis, Map<string, string>>();

/** The title, and behind it what changes for the sample person. */
function titled(analysis: Analysis, title: string, edits: readonly TextEdit[]): string {
  if (analysis.sample === undefined || analysis.model.mappings.length > MOST_MAPPINGS) return title;
  const known = details.get(analysis) ?? new Map<string, string>();
  details.set(analysis, known);
  const key = JSON.stringify(edits);
  const detail = known.get(key) ?? changesOf(analysis, analysis.sample.payload, edits);
  known.set(key, detail);
  return detail === '' ? title : `${title} · ${detail}`;
}

function changesOf({ file, model, evaluationOptions }: Analysis, payload: Json, edits: readonly TextEdit[]): string {
  const after = bindMapping(parseMapping(applyEdits(file.text, edits), file));
  return changesLine(changedValues(model, after, payload, evaluationOptions));
}
