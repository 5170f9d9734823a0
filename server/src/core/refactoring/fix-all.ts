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
}

interface Candidate extends AppliedFix {
  readonly fix: Fix;
}

/** A file that needs more rounds than this is not mended but chased. */
const MOST_ROUNDS = 20;
/** One by one, only so many fixes are tried: each costs a check of the file. */
const MOST_TRIALS = 50;

/**
 * Makes the preferred fix of every finding, and again until none is left: a fix may bring the next one to light. Fixes
 * that overlap are made one after the other. A fix that would raise a finding which the file does not have is left
 * out; what a mistake of the text has hidden is no such finding, and those mistakes are mended first. Ends on every file, and never throws.
 *
 * @param code Only the findings of this code.
 */
export function fixAll(analysis: Analysis, code?: string): FixedFile {
  const applied: AppliedFix[] = [];
  const seen = new Set([analysis.file.text]);
  const refused = new Set<string>();
  let current = analysis;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const chosen = preferredFixes(current, code, refused);
    const next = madeTogether(current, chosen) ?? madeOneByOne(current, chosen, refused);
    if (next === undefined || seen.has(next.analysis.file.text)) break;
    seen.add(next.analysis.file.text);
    applied.push(...next.made.map(({ code: of, title }) => ({ code: of, title })));
    current = next.analysis;
  }
  return { text: current.file.text, applied };
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

interface Made {
  readonly analysis: Analysis;
  readonly made: readonly Candidate[];
}

function madeTogether(analysis: Analysis, chosen: readonly Candidate[]): Made | undefined {
  if (chosen.length === 0) return undefined;
  const next = analysis.withText(
    applyEdits(
      analysis.file.text,
      chosen.flatMap(({ fix }) => fix.edits),
    ),
  );
  return raises(analysis, next) ? undefined : { analysis: next, made: chosen };
}

/** Where all at once would raise something new: each alone, from the back, so that the places of the others stay. */
function madeOneByOne(start: Analysis, chosen: readonly Candidate[], refused: Set<string>): Made | undefined {
  const made: Candidate[] = [];
  let current = start;
  for (const candidate of [...chosen].reverse().slice(0, MOST_TRIALS)) {
    const next = madeTogether(current, [candidate]);
    if (next === undefined) refused.add(refusal(start, candidate));
    else {
      current = next.analysis;
      made.unshift(candidate);
    }
  }
  return made.length === 0 ? undefined : { analysis: current, made };
}

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

/** Mistakes of the text itself. */
const isOfText = ({ code }: { readonly code: string }) => /^SFM10\d\d$/.test(code);

const countOf = ({ diagnostics }: Analysis, of: (diagnostic: Diagnostic) => boolean) => diagnostics.filter(of).length;
