import type { Analysis } from '../../core/analysis/analyse.ts';
import type { Diagnostic } from '../../core/analysis/check.ts';
import type { Span } from '../../core/language/syntax.ts';
import { fixAll } from '../../core/refactoring/fix-all.ts';
import { ignoreFinding } from '../../core/refactoring/ignore-finding.ts';
import type { CodeAction } from '../code-actions.ts';

/**
 * The fixes of the diagnostics in a range; behind those of each kind all of this kind at once, where there are several;
 * then the comments that ignore one; at last every preferred fix of the file.
 */
export function fixActions(analysis: Analysis, range: Span): CodeAction[] {
  const found = inRange(analysis.diagnostics, range);
  const ofKind = new Map<string, number>();
  let preferred = 0;
  for (const diagnostic of analysis.diagnostics) {
    if (!hasPreferred(diagnostic)) continue;
    preferred++;
    ofKind.set(diagnostic.code, (ofKind.get(diagnostic.code) ?? 0) + 1);
  }
  const actions: CodeAction[] = [];
  for (const [index, diagnostic] of found.entries()) {
    for (const { title, edits, preferred: isPreferred } of diagnostic.fixes)
      actions.push({ title, kind: 'fix', edits, diagnostic, preferred: isPreferred === true });
    const { code } = diagnostic;
    const isLast = found.findLastIndex((one) => one.code === code && hasPreferred(one)) === index;
    if (!isLast || (ofKind.get(code) ?? 0) < 2) continue;
    const places = placesMended(analysis, code);
    if (places === undefined || places > 1)
      actions.push({
        title: `Fix all of this kind in the file: ${code}${places === undefined ? '' : `, ${places} places`}`,
        kind: 'fix',
        edits: [],
        late: { make: 'fix-all', code },
        diagnostic,
        preferred: false,
        isWide: true,
      });
  }
  return [...actions, ...ignoreActions(analysis, found), ...(preferred > 0 ? [EVERYTHING] : [])];
}

/** In a larger file the cursor would wait for the number. */
const MOST_DECLARATIONS = 300;
const mended = new WeakMap<Analysis, Map<string, number>>();

/** How many places fixing all of a kind mends: fixes that do harm together are left out. Undefined in a larger file. */
function placesMended(analysis: Analysis, code: string): number | undefined {
  if (analysis.file.declarations.length > MOST_DECLARATIONS) return undefined;
  const known = mended.get(analysis) ?? new Map<string, number>();
  mended.set(analysis, known);
  const count = known.get(code) ?? fixAll(analysis, code).applied.length;
  known.set(code, count);
  return count;
}

const EVERYTHING: CodeAction = {
  title: 'Make every preferred fix in the file',
  kind: 'fix-all',
  edits: [],
  late: { make: 'fix-all' },
  preferred: false,
  isWide: true,
};

/** The same comment serves several findings of one declaration. */
function ignoreActions({ file }: Analysis, found: readonly Diagnostic[]): CodeAction[] {
  const actions = new Map<string, CodeAction>();
  for (const diagnostic of found) {
    const rewriting = ignoreFinding(file, diagnostic);
    const key = `${diagnostic.code} ${rewriting?.edits[0]?.start}`;
    if (rewriting !== undefined && !actions.has(key))
      actions.set(key, { ...rewriting, kind: 'fix', diagnostic, preferred: false });
  }
  return [...actions.values()];
}

const hasPreferred = ({ fixes }: Diagnostic) => fixes.some(({ preferred }) => preferred === true);

/** Diagnostics stand in the order of the text: behind the range none is looked at. */
function inRange(diagnostics: readonly Diagnostic[], { start, end }: Span): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    if (diagnostic.start > end) break;
    if (diagnostic.end >= start) found.push(diagnostic);
  }
  return found;
}
