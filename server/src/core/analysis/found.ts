import { movedFixes, movedRelated } from './declaration-look.ts';
import type { Diagnostic } from './diagnostic.ts';

/**
 * A finding with the place that its offsets count from: that of its declaration, or 0 for the file. A long file may hold
 * thousands that did not change, so only those that are shown are moved.
 */
export interface Found {
  readonly diagnostic: Diagnostic;
  readonly origin: number;
}

/** Nobody reads more than this; a text that is no mapping may break every rule on every line. */
const MOST = 1_000;
const SEVERITIES: readonly Diagnostic['severity'][] = ['error', 'warning', 'information'];

/** What is shown, in the order of the text: everything, or of more than 1,000 findings the most important. */
export function shownFindings(found: readonly Found[]): readonly Diagnostic[] {
  return inOrder(found.length > MOST ? mostImportant(found) : [...found]).map(placed);
}

/** Everything, in the order of the text; `shown` if that is everything. */
export function everyFinding(found: readonly Found[], shown: readonly Diagnostic[]): readonly Diagnostic[] {
  return found.length > MOST ? inOrder([...found]).map(placed) : shown;
}

/** Where a finding begins in the file. */
export function startOf({ diagnostic, origin }: Found): number {
  return origin + diagnostic.start;
}

function inOrder(found: Found[]): Found[] {
  return found.sort(
    (a, b) =>
      startOf(a) - startOf(b) ||
      a.origin + a.diagnostic.end - b.origin - b.diagnostic.end ||
      Number(a.diagnostic.code > b.diagnostic.code) - Number(a.diagnostic.code < b.diagnostic.code),
  );
}

/** The first errors, then the first warnings, and one that says how many are left out. */
function mostImportant(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const level of SEVERITIES) {
    if (kept.length === MOST) break;
    const ofLevel = found.filter(({ diagnostic }) => diagnostic.severity === level);
    for (const one of inOrder(ofLevel).slice(0, MOST - kept.length)) kept.push(one);
  }
  const { diagnostic, origin } = kept.reduce((a, b) => (startOf(a) > startOf(b) ? a : b));
  const { start, end } = diagnostic;
  const rest = (found.length - MOST).toLocaleString('en-US');
  const message = `There are ${rest} more findings in this file. They are shown when there are fewer.`;
  return [
    ...kept,
    { diagnostic: { code: 'SFM1012', severity: 'information', message, start, end, fixes: [] }, origin },
  ];
}

/** What a finding was moved to last: most of those that are shown stand where they stood. */
const moved = new WeakMap<Diagnostic, Found>();

function placed({ diagnostic, origin }: Found): Diagnostic {
  if (origin === 0) return diagnostic;
  const known = moved.get(diagnostic);
  if (known?.origin === origin) return known.diagnostic;
  const there: Diagnostic = {
    ...diagnostic,
    start: diagnostic.start + origin,
    end: diagnostic.end + origin,
    fixes: movedFixes(diagnostic.fixes, origin),
    ...movedRelated(diagnostic.related, origin),
  };
  moved.set(diagnostic, { diagnostic: there, origin });
  return there;
}
