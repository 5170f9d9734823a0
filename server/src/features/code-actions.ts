import type { Analysis } from '../core/analysis/analyse.ts';
import type { Diagnostic, TextEdit } from '../core/analysis/check.ts';
import type { Span } from '../core/language/syntax.ts';
import { type Situation, situationOf } from '../core/mapping/situation.ts';
import { refactorPath } from '../core/refactoring/one-path.ts';
import { scenarios } from '../core/refactoring/scenario.ts';
import { type Refactoring, refactorFile } from '../core/refactoring/whole-file.ts';

/** Something that can be done at a place, as edits of the file. */
export interface CodeAction {
  readonly title: string;
  readonly kind: 'fix' | 'rewrite';
  readonly edits: readonly TextEdit[];
  /** The diagnostic that it mends. */
  readonly diagnostic?: Diagnostic;
  readonly preferred: boolean;
}

/** Fixes of the diagnostics in a range, then the answers to the HR situations; the sample person's own comes first. */
export function codeActions(analysis: Analysis, range: Span): CodeAction[] {
  const actions: CodeAction[] = [];
  for (const diagnostic of analysis.diagnostics) {
    if (diagnostic.start > range.end || diagnostic.end < range.start) continue;
    for (const { title, edits, preferred } of diagnostic.fixes) {
      actions.push({ title, kind: 'fix', edits, diagnostic, preferred: preferred === true });
    }
  }
  const situation = analysis.sample === undefined ? undefined : situationOf(analysis.sample.payload);
  const here = bySituation(refactorPath(analysis.file, analysis.model, range.start), situation);
  const whole = inSource(analysis, range) ? bySituation(wholeFile(analysis), situation) : [];
  return [
    ...actions,
    ...[...here, ...whole].map(({ title, edits }): CodeAction => ({ title, kind: 'rewrite', edits, preferred: false })),
  ];
}

function wholeFile({ file, model }: Analysis): Refactoring[] {
  return scenarios.flatMap(({ scenario }) => refactorFile(file, model, scenario) ?? []);
}

/** The whole-file answers are offered where paths are: in the source block, on `provision`, and on a mapping. */
function inSource({ file, model }: Analysis, { start }: Span): boolean {
  if (model.direction !== 'inbound') return false;
  return (
    file.blocks.some(
      (block) => (block.kind === 'source' || block.kind === 'map') && block.start <= start && start <= block.end,
    ) ||
    file.declarations.some(
      ({ offset, declaration }) =>
        declaration.kind === 'provision' && offset <= start && start <= offset + declaration.end,
    )
  );
}

function bySituation(refactorings: readonly Refactoring[], situation: Situation | undefined): Refactoring[] {
  const fits = ({ title }: Refactoring) => situation !== undefined && title.includes(`(${situation})`);
  return [...refactorings.filter(fits), ...refactorings.filter((one) => !fits(one))];
}
