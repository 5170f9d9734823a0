import type { Analysis } from '../core/analysis/analyse.ts';
import { declarationsOf } from '../core/analysis/bind.ts';
import type { Diagnostic } from '../core/analysis/check.ts';

/**
 * What is wrong with the text, in the order of the text; and with the file's first sample, at its declaration.
 *
 * @param sampleProblem Why the sample could not be read: one sentence with its cure.
 */
export function diagnostics(analysis: Analysis, sampleProblem?: string): readonly Diagnostic[] {
  const declared = declarationsOf(analysis.file, 'sample').find(({ declaration }) => declaration.file !== undefined);
  const file = declared?.declaration.file;
  if (sampleProblem === undefined || declared === undefined || file === undefined) return analysis.diagnostics;
  const start = declared.offset + file.start;
  const problem: Diagnostic = {
    code: 'SFM1104',
    severity: 'error',
    message: sampleProblem,
    start,
    end: declared.offset + file.end,
    fixes: [],
  };
  return [...analysis.diagnostics, problem].sort((a, b) => a.start - b.start);
}

/** The same where the caller has looked at every file that the mapping names: each problem stands at its name. */
export function diagnosticsWithFiles(analysis: Analysis, problems: readonly Diagnostic[]): readonly Diagnostic[] {
  if (problems.length === 0) return analysis.diagnostics;
  return [...analysis.diagnostics, ...problems].sort((a, b) => a.start - b.start);
}
