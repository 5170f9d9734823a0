import type { MappingModel } from '../analysis/model.ts';
import type { Json } from '../json.ts';
import { displayOutcome, displayValue } from '../mapping/display.ts';
import { type EvaluationOptions, evaluateMapping } from '../mapping/evaluate.ts';
import type { Outcome } from '../mapping/outcome.ts';

/** A target that has another outcome for a person after a change of the file. */
export interface ChangedValue {
  readonly target: string;
  /** Absent where the target was not mapped before. */
  readonly before?: Outcome;
  /** Absent where it is not mapped any more. */
  readonly after?: Outcome;
}

/**
 * What a change of a file changes for one person: every target whose outcome differs, in the order of the file as it
 * is after, then those that are not mapped any more. A reason that is told otherwise is no change, and a target that
 * is new and has no value is none either. Random functions give the same on both sides.
 *
 * @param payload A PerPerson object, or for a writeback an Entra user.
 */
export function changedValues(
  before: MappingModel,
  after: MappingModel,
  payload: Json,
  options: EvaluationOptions = {},
): ChangedValue[] {
  const same = { ...options, host: { ...options.host, random: () => 0.5 } };
  const [old, now] = [before, after].map((model) => evaluateMapping(model, payload, same).targets);
  const changed: ChangedValue[] = [];
  for (const target of new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])) {
    const [was, is] = [old?.get(target), now?.get(target)];
    if (key(was) === key(is)) continue;
    changed.push({ target, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) });
  }
  return changed;
}

const NOTHING = 'null';

/** Two outcomes with one key send the same. */
function key(outcome: Outcome | undefined): string {
  if (outcome === undefined || outcome.state === 'null') return NOTHING;
  if (outcome.state === 'value') return JSON.stringify(outcome.value);
  return outcome.state === 'error' ? `error ${outcome.error}` : outcome.state;
}

/**
 * `Operations → Sales EMEA`; what has no value shows as `∅`. Long texts that begin alike are shown from the word in which
 * they differ: `…Coordinator → …Coordinator, Asia`.
 *
 * @param width Of each side, in characters.
 */
export function changeText({ before, after }: ChangedValue, width?: number): string {
  const [was, is] = [outcomeText(before, width), outcomeText(after, width)];
  const whole = [outcomeText(before, WHOLE), outcomeText(after, WHOLE)];
  if (was === whole[0] && is === whole[1]) return `${was} → ${is}`;
  const [old = [], now = []] = whole.map((text) => [...text]);
  const start = differingWord(old, now, Math.max(was.length, is.length));
  const cut = (text: readonly string[]) => displayValue(`${start > 0 ? '…' : ''}${text.slice(start).join('')}`, width);
  return start === 0 ? `${was} → ${is}` : `${cut(old)} → ${cut(now)}`;
}

/** No payload's text is shown longer than this. */
const WHOLE = 2_000;

/** Where the word begins in which two texts differ first; 0 where that is seen at their beginnings. */
function differingWord(old: readonly string[], now: readonly string[], width: number): number {
  let same = 0;
  while (same < old.length && same < now.length && old[same] === now[same]) same++;
  const shown = Math.floor(width / 2);
  if (same < shown) return 0;
  let start = same;
  while (start > 0 && same - start < shown && old[start - 1] !== ' ') start--;
  return start;
}

function outcomeText(outcome: Outcome | undefined, width?: number): string {
  return outcome === undefined || outcome.state === 'null' ? '∅' : displayOutcome(outcome, width);
}

/** The first changes on one line, for titles: `department: Operations → Sales EMEA, jobTitle: … and 3 more`. */
export function changesLine(changes: readonly ChangedValue[], most = 2): string {
  const shown = changes.slice(0, most).map((change) => `${displayValue(change.target)}: ${changeText(change, 24)}`);
  const rest = changes.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
