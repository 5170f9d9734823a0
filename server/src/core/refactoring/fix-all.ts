import type { Analysis } from '../analysis/analyse.ts';
import type { TextEdit } from '../analysis/diagnostic.ts';
import { type Candidate, isOfText, refusal, type Trials, withHarmless } from './harmless-fixes.ts';

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
  const trials: Trials = { left: MOST_TRIALS, refused: new Set(), suspected: new Set() };
  let current = analysis;
  let rounds = 0;
  for (; rounds < MOST_ROUNDS; rounds++) {
    const known = trials.refused.size + trials.suspected.size;
    const { analysis: next, made } = withHarmless(current, preferredFixes(current, code, trials.refused), trials);
    // What was only suspected has another chance without the others.
    if (made.length === 0 && trials.refused.size + trials.suspected.size > known) continue;
    if (made.length === 0 || seen.has(next.file.text)) break;
    seen.add(next.file.text);
    for (const { code: of, title } of made) applied.push({ code: of, title });
    current = next;
  }
  return { text: current.file.text, applied, more: trials.left <= 0 || rounds === MOST_ROUNDS };
}

/** The preferred fixes that do not overlap, in the order of the text. */
function preferredFixes(analysis: Analysis, code: string | undefined, refused: ReadonlySet<string>): Candidate[] {
  const taken = new TakenPlaces();
  const found = analysis.everyFinding.flatMap((diagnostic): Candidate[] => {
    if (code !== undefined && diagnostic.code !== code) return [];
    const fix = diagnostic.fixes.find(({ preferred }) => preferred === true);
    if (fix === undefined || fix.edits.some((edit) => taken.touches(edit))) return [];
    const candidate = { code: diagnostic.code, title: fix.title, fix };
    if (refused.size > 0 && refused.has(refusal(analysis, candidate))) return [];
    for (const edit of fix.edits) taken.add(edit);
    return [candidate];
  });
  // Mistakes of the text first: what they hide shows only then, and it shows what the other fixes do.
  const ofText = found.filter(isOfText);
  return ofText.length > 0 ? ofText : found;
}

/** Edits in the order of the text, none of which touches another, but for those of one fix. */
class TakenPlaces {
  readonly #edits: TextEdit[] = [];

  touches({ start, end }: TextEdit): boolean {
    const next = this.#after(end);
    const before = this.#edits[next - 1];
    return before !== undefined && before.end >= start;
  }

  add(edit: TextEdit): void {
    this.#edits.splice(this.#after(edit.start), 0, edit);
  }

  /** The index of the first edit that begins behind an offset, found by halving. */
  #after(offset: number): number {
    let low = 0;
    let high = this.#edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#edits[middle]?.start ?? offset) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
