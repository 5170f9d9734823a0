import type { Analysis } from '../analysis/analyse.ts';
import type { Diagnostic, Fix } from '../analysis/diagnostic.ts';
import { declarationIndexAt } from '../language/declaration-at.ts';
import { applyEdits } from './apply-edits.ts';

/** A fix that may be made, and the code of its finding. */
export interface Candidate {
  readonly code: string;
  readonly title: string;
  readonly fix: Fix;
}

/** What was learnt about fixes so far. */
export interface Trials {
  /** So much more may be tried where nothing tells which fix does harm. */
  left: number;
  /** Fixes that would raise something. */
  readonly refused: Set<string>;
  /** Fixes in whose declaration something was raised once. */
  readonly suspected: Set<string>;
}

export interface Made {
  readonly analysis: Analysis;
  readonly made: readonly Candidate[];
}

/** A trial of a longer file counts more than once: so many declarations count once. */
const DECLARATIONS_OF_A_TRIAL = 2_000;

/**
 * The file with those of the fixes that raise nothing. Where something is raised, the fixes of that declaration are set
 * aside, in all declarations at once, so that a file of any length needs few trials. Where no fix stands beside what is
 * raised, halves are tried.
 */
export function withHarmless(start: Analysis, candidates: readonly Candidate[], trials: Trials): Made {
  let left = candidates;
  while (left.length > 0) {
    const next = withEdits(start, left);
    const raised = raisedCodes(start, next);
    if (raised.size === 0) return { analysis: next, made: left };
    const aside = setAside(start, next, left, raised);
    if (aside.size === 0) return withHalves(start, left, trials);
    for (const one of aside) suspect(start, one, trials);
    left = left.filter((one) => !aside.has(one));
  }
  return nothing(start);
}

const nothing = (analysis: Analysis): Made => ({ analysis, made: [] });

function withEdits(start: Analysis, candidates: readonly Candidate[]): Analysis {
  return start.withText(
    applyEdits(
      start.file.text,
      candidates.flatMap(({ fix }) => fix.edits),
    ),
  );
}

/** Who is suspected a second time is refused. */
function suspect(start: Analysis, candidate: Candidate, { refused, suspected }: Trials): void {
  const key = refusal(start, candidate);
  if (suspected.has(key)) refused.add(key);
  else suspected.add(key);
}

/** The file with as many of these fixes as raise nothing: all at once, else those of each half. */
function withHalves(
  start: Analysis,
  candidates: readonly Candidate[],
  trials: Trials,
  before: Made = nothing(start),
): Made {
  if (candidates.length === 0 || trials.left <= 0) return before;
  trials.left -= Math.max(1, Math.floor(start.file.declarations.length / DECLARATIONS_OF_A_TRIAL));
  const made = [...before.made, ...candidates];
  const next = withEdits(start, made);
  if (raisedCodes(before.analysis, next).size === 0) return { analysis: next, made };
  const [only, second] = candidates;
  if (only !== undefined && second === undefined) {
    trials.refused.add(refusal(start, only));
    return before;
  }
  const half = Math.ceil(candidates.length / 2);
  const first = withHalves(start, candidates.slice(0, half), trials, before);
  return withHalves(start, candidates.slice(half), trials, first);
}

/** What makes a fix the same one in a later round: its finding, and the text that it stands in. */
export function refusal({ file }: Analysis, { code, title, fix }: Candidate): string {
  const texts = fix.edits.map(({ start, end, text }) => [file.text.slice(Math.max(0, start - 20), end + 20), text]);
  return JSON.stringify([code, title, texts]);
}

/**
 * The codes of which the second file has more findings than the first one. While a mistake of the text is mended there
 * are none: nothing was said of what it hid.
 */
function raisedCodes(before: Analysis, after: Analysis): ReadonlySet<string> {
  const [was, is] = [before.everyFinding.filter(isOfText).length, after.everyFinding.filter(isOfText).length];
  if (is < was) return new Set();
  if (is > was) return new Set(after.everyFinding.filter(isOfText).map(({ code }) => code));
  const counts = new Map<string, number>();
  for (const { code } of before.everyFinding) counts.set(code, (counts.get(code) ?? 0) + 1);
  const raised = new Set<string>();
  for (const { code, severity } of after.everyFinding) {
    const left = counts.get(code) ?? 0;
    counts.set(code, left - 1);
    if (left <= 0 && severity !== 'information') raised.add(code);
  }
  return raised;
}

/** Mistakes of the text itself. */
export function isOfText({ code }: { readonly code: string }): boolean {
  return /^SFM10\d\d$/.test(code);
}

/**
 * Of the fixes that stand in declarations with more findings of these codes than before: the only one of its
 * declaration, or the later half of several, so that the earlier ones are looked at alone.
 */
function setAside(
  before: Analysis,
  after: Analysis,
  candidates: readonly Candidate[],
  raised: ReadonlySet<string>,
): ReadonlySet<Candidate> {
  const was = findingsByDeclaration(before, ({ code }) => raised.has(code));
  const is = findingsByDeclaration(after, ({ code, severity }) => raised.has(code) && severity !== 'information');
  const edits = candidates.flatMap((candidate) => candidate.fix.edits.map((edit) => ({ ...edit, candidate })));
  const suspects = new Map<number, Set<Candidate>>();
  let shift = 0;
  for (const { start, end, text, candidate } of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const now = declarationIndexAt(after.file, start + shift);
    shift += text.length - (end - start);
    const old = declarationIndexAt(before.file, start);
    if ((is.get(now) ?? 0) <= (was.get(old) ?? 0)) continue;
    const known = suspects.get(now) ?? new Set();
    suspects.set(now, known.add(candidate));
  }
  return new Set([...suspects.values()].flatMap((all) => [...all].slice(Math.floor(all.size / 2))));
}

function findingsByDeclaration({ file, everyFinding }: Analysis, of: (one: Diagnostic) => boolean) {
  const counts = new Map<number, number>();
  for (const one of everyFinding) {
    if (!of(one)) continue;
    const index = declarationIndexAt(file, one.start);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return counts;
}
