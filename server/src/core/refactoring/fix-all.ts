import type { Analysis } from '../analysis/analyse.ts';
import type { Diagnostic, Fix, TextEdit } from '../analysis/diagnostic.ts';
import { applyEdits } from './apply-edits.ts';

/** A fix that was made, and the code of the finding that it mended. */
export interface AppliedFix {
  readonly code: string;
  readonly title: string;
}

/** A file after its preferred fixes. */
export interface FixedFile {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  /** There is more to mend than one run does. */
  readonly more: boolean;
}

interface Candidate extends AppliedFix {
  readonly fix: Fix;
}

/** A file that needs more rounds than this is not mended but chased. */
const MOST_ROUNDS = 20;
/** Each trial costs a check of the file. */
const MOST_TRIALS = 200;

/**
 * Makes the preferred fix of every finding, and again until none is left: a fix may bring the next one to light. Fixes
 * that overlap are made one after the other. Mistakes of the text are mended first, because they hide others. A fix that
 * would raise a finding which the file does not have is left out; what such a mistake hid is no such finding. Ends on
 * every file, and never throws.
 *
 * @param code Only the findings of this code.
 */
export function fixAll(analysis: Analysis, code?: string): FixedFile {
  const applied: AppliedFix[] = [];
  const seen = new Set([analysis.file.text]);
  const trials: Trials = { left: MOST_TRIALS, refused: new Set() };
  let current = analysis;
  let rounds = 0;
  for (; rounds < MOST_ROUNDS; rounds++) {
    const chosen = preferredFixes(current, code, trials.refused);
    const { analysis: next, made } = withFixes(current, chosen, trials);
    if (made.length === 0 || seen.has(next.file.text)) break;
    seen.add(next.file.text);
    applied.push(...made.map(({ code: of, title }) => ({ code: of, title })));
    current = next;
  }
  return { text: current.file.text, applied, more: trials.left <= 0 || rounds === MOST_ROUNDS };
}

/** The preferred fixes that do not overlap, in the order of the text. */
function preferredFixes(analysis: Analysis, code: string | undefined, refused: ReadonlySet<string>): Candidate[] {
  const taken: TextEdit[] = [];
  const overlaps = (edit: TextEdit) => taken.some(({ start, end }) => edit.start <= end && start <= edit.end);
  const found = analysis.diagnostics.flatMap((diagnostic): Candidate[] => {
    if (code !== undefined && diagnostic.code !== code) return [];
    const fix = diagnostic.fixes.find(({ preferred }) => preferred === true);
    if (fix === undefined || fix.edits.some(overlaps)) return [];
    const candidate = { code: diagnostic.code, title: fix.title, fix };
    if (refused.has(refusal(analysis, candidate))) return [];
    taken.push(...fix.edits);
    return [candidate];
  });
  // Mistakes of the text first: what they hide shows only then, and it shows what the other fixes do.
  const ofText = found.filter(isOfText);
  return ofText.length > 0 ? ofText : found;
}

interface Trials {
  left: number;
  /** Fixes that would raise something. */
  readonly refused: Set<string>;
}

interface Made {
  readonly analysis: Analysis;
  readonly made: readonly Candidate[];
}

/** The file with as many of these fixes as raise nothing: all at once, else those of each half. */
function withFixes(
  start: Analysis,
  candidates: readonly Candidate[],
  trials: Trials,
  before: Made = nothing(start),
): Made {
  if (candidates.length === 0 || trials.left <= 0) return before;
  trials.left--;
  const made = [...before.made, ...candidates];
  const edits = made.flatMap(({ fix }) => fix.edits);
  const next = start.withText(applyEdits(start.file.text, edits));
  if (!raises(before.analysis, next)) return { analysis: next, made };
  const [only, second] = candidates;
  if (only !== undefined && second === undefined) {
    trials.refused.add(refusal(start, only));
    return before;
  }
  const half = Math.ceil(candidates.length / 2);
  return withFixes(start, candidates.slice(half), trials, withFixes(start, candidates.slice(0, half), trials, before));
}

const nothing = (analysis: Analysis): Made => ({ analysis, made: [] });

/** What makes a fix the same one in a later round: its finding, and the text that it stands in. */
function refusal({ file }: Analysis, { code, title, fix }: Candidate): string {
  const texts = fix.edits.map(({ start, end, text }) => [file.text.slice(Math.max(0, start - 20), end + 20), text]);
  return JSON.stringify([code, title, texts]);
}

/**
 * Whether the second file has a finding that the first one has none of. While a mistake of the text is mended that is
 * no such thing: nothing was said of what it hid.
 */
function raises(before: Analysis, after: Analysis): boolean {
  // Of more findings than anybody reads only some are given, and others with every version: nothing can be said.
  if (countOf(before, isRest) > 0 || countOf(after, isRest) > 0) return false;
  const [was, is] = [countOf(before, isOfText), countOf(after, isOfText)];
  if (is !== was) return is > was;
  const counts = new Map<string, number>();
  for (const { code } of before.diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  return after.diagnostics.some(({ code, severity }) => {
    const left = counts.get(code) ?? 0;
    counts.set(code, left - 1);
    return left <= 0 && severity !== 'information';
  });
}

/** The finding that says how many others are left out. */
const isRest = ({ code }: { readonly code: string }) => code === 'SFM1012';

/** Mistakes of the text itself. */
const isOfText = ({ code }: { readonly code: string }) => /^SFM10\d\d$/.test(code);

const countOf = ({ diagnostics }: Analysis, of: (diagnostic: Diagnostic) => boolean) => diagnostics.filter(of).length;
