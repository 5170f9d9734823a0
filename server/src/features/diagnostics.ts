import type { Analysis } from '../core/analysis/analyse.ts';
import type { Diagnostic } from '../core/analysis/check.ts';

/** What is wrong with the text, in the order of the text. */
export function diagnostics(analysis: Analysis): readonly Diagnostic[] {
  return analysis.diagnostics;
}
