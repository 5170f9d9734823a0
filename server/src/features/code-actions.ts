import type { Analysis } from '../core/analysis/analyse.ts';
import type { Diagnostic, TextEdit } from '../core/analysis/check.ts';
import type { Span } from '../core/language/syntax.ts';
import { addTest } from '../core/refactoring/add-test.ts';
import { fixAll } from '../core/refactoring/fix-all.ts';
import { lineEdits } from '../core/refactoring/line-edits.ts';
import type { Scenario } from '../core/refactoring/scenario.ts';
import { refactorFile } from '../core/refactoring/whole-file.ts';
import { fixActions } from './code-actions/fix-actions.ts';
import { refactoringActions } from './code-actions/refactoring-actions.ts';

/** In the order in which they are offered. `fix-all` is for the whole file, as when it is saved. */
export const CODE_ACTION_KINDS = ['fix', 'extract', 'inline', 'rewrite', 'fix-all'] as const;
export type CodeActionKind = (typeof CODE_ACTION_KINDS)[number];

/** Edits that are made out only when somebody takes the action, because that is work. Plain data: it travels. */
export type LateEdits =
  /** The preferred fixes of all findings, or of those with one code. */
  | { readonly make: 'fix-all'; readonly code?: string }
  /** A test with the values of the sample person. */
  | { readonly make: 'test' }
  /** The answer to an HR situation in the whole of a large file. */
  | { readonly make: 'answer'; readonly scenario: Scenario };

/** Something that can be done at a place, as edits of the file. */
export interface CodeAction {
  readonly title: string;
  readonly kind: CodeActionKind;
  /** Empty where they come late. */
  readonly edits: readonly TextEdit[];
  readonly late?: LateEdits;
  /** The diagnostic that it mends. */
  readonly diagnostic?: Diagnostic;
  readonly preferred: boolean;
  /** A name or text in the edits that the author will most likely replace. */
  readonly toChoose?: string;
  /** It changes more than what stands at the place. */
  readonly isWide?: boolean;
}

/**
 * What can be done in a range: fixes of its diagnostics, parameters in and out, then what answers a situation, at the
 * path and in the whole file, what fits the sample person first, and other ways to write an expression. Behind the title
 * of an answer stands what it changes for the sample person.
 *
 * @param wants The kinds that are asked for; nothing is computed for the others.
 */
export function codeActions(
  analysis: Analysis,
  range: Span,
  wants: (kind: CodeActionKind) => boolean = () => true,
): CodeAction[] {
  return [
    ...(wants('fix') || wants('fix-all') ? fixActions(analysis, range) : []),
    ...refactoringActions(analysis, range, wants),
  ].filter(({ kind }) => wants(kind));
}

/** The edits of an action that come late, for the text as it is now; none where there is nothing to do any more. */
export function lateEdits(analysis: Analysis, late: LateEdits): TextEdit[] {
  if (late.make === 'test') return addTest(analysis);
  if (late.make === 'answer') return [...(refactorFile(analysis.file, analysis.model, late.scenario)?.edits ?? [])];
  return lineEdits(analysis.file.text, fixAll(analysis, late.code).text);
}
