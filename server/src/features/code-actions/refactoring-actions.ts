import type { Analysis } from '../../core/analysis/analyse.ts';
import { commentAt } from '../../core/analysis/symbols.ts';
import { declarationAt } from '../../core/language/declaration-at.ts';
import type { Span } from '../../core/language/syntax.ts';
import { situationOf } from '../../core/mapping/situation.ts';
import { sampleInFile } from '../../core/refactoring/add-test.ts';
import { extractParameter } from '../../core/refactoring/extract-parameter.ts';
import { iifOrSwitch } from '../../core/refactoring/iif-and-switch.ts';
import { inlineParameter } from '../../core/refactoring/inline-parameter.ts';
import { mapAttribute } from '../../core/refactoring/map-attribute.ts';
import { lateAnswers, offeredRefactorings } from '../../core/refactoring/offered-refactorings.ts';
import { attributeAt } from '../../core/refactoring/one-path.ts';
import type { Rewriting } from '../../core/refactoring/rewriting.ts';
import { wrapExpression } from '../../core/refactoring/wrap-expression.ts';
import type { CodeAction, CodeActionKind } from '../code-actions.ts';
import { titleWithChanges } from './title-with-changes.ts';

/** What changes no mistake: parameters in and out, answers to HR situations, other ways to write an expression. */
export function refactoringActions(
  analysis: Analysis,
  range: Span,
  wants: (kind: CodeActionKind) => boolean,
): CodeAction[] {
  const { file, model } = analysis;
  if (commentAt(file.comments, range.start) !== undefined) return [];
  const isOwn = (name: string) => analysis.parameterOrigin(name) === 'file';
  const at = range.start;
  return [
    ...(wants('extract') ? asActions('extract', extractParameter(file, model, range)) : []),
    ...(wants('inline') ? asActions('inline', inlineParameter(file, at, isOwn)) : []),
    ...(wants('rewrite')
      ? [
          ...answers(analysis, at),
          ...asActions('rewrite', [
            ...iifOrSwitch(file, model, at),
            ...wrapExpression(file, model, at, analysis.parameters),
            ...mapAttribute(file, model, at),
          ]),
          ...testAction(analysis, at),
        ]
      : []),
  ];
}

function asActions(kind: CodeActionKind, rewritings: readonly Rewriting[]): CodeAction[] {
  return rewritings.map((one) => ({ ...one, kind, preferred: false, ...(one.edits.length > 2 ? WIDE : {}) }));
}

const WIDE = { isWide: true };

function answers(analysis: Analysis, at: number): CodeAction[] {
  const { file, model, sample, parameters } = analysis;
  if (isBrokenPath(analysis, at)) return [];
  const situation = sample === undefined ? undefined : situationOf(sample.payload);
  const offered = offeredRefactorings(file, model, at, {
    parameters,
    ...(situation === undefined ? {} : { situation }),
  });
  const kind = 'rewrite';
  const preferred = false;
  return [
    ...offered.map(
      ({ title, edits }) =>
        ({
          title: titleWithChanges(analysis, title, edits),
          kind,
          edits,
          preferred,
          ...(title.includes('in the whole file') || edits.length > 2 ? WIDE : {}),
        }) as const,
    ),
    ...lateAnswers(file, model, at, situation).map(
      ({ title, scenario }) =>
        ({ title, kind, edits: [], late: { make: 'answer', scenario }, preferred, ...WIDE }) as const,
    ),
  ];
}

/** Whether the path at an offset, or of the attribute there, leads nowhere: it has to be mended before it is changed. */
function isBrokenPath({ file, diagnostics }: Analysis, at: number): boolean {
  const placed = attributeAt(file, at)?.entry ?? declarationAt(file, at);
  if (placed?.declaration.kind !== 'attribute') return false;
  const { start, end } = { start: placed.offset, end: placed.offset + placed.declaration.end };
  return diagnostics.some(
    (one) => one.severity === 'error' && one.code.startsWith('SFM30') && start <= one.start && one.end <= end,
  );
}

/** On the line of the sample, on a test and at the head of the mappings. */
function testAction(analysis: Analysis, at: number): CodeAction[] {
  const { file, model } = analysis;
  const name = sampleInFile(analysis);
  if (name === undefined || model.mappings.length === 0) return [];
  const kind = declarationAt(file, at)?.declaration.kind;
  const isHead = file.blocks.some(
    ({ kind: block, keyword }) => (block === 'map' || block === 'test') && keyword.start <= at && at <= keyword.end,
  );
  if (kind !== 'sample' && kind !== 'test' && !isHead) return [];
  const title = `Add a test that expects what ${name} gets now`;
  return [{ title, kind: 'rewrite', edits: [], late: { make: 'test' }, preferred: false }];
}
