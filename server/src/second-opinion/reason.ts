import type { JsonPathPlusAnswer } from './answer.ts';
import { outcomes } from './compare-answers.ts';
import { type Difference, differingStep } from './difference.ts';
import { filterReason } from './filter-reason.ts';
import type { DifferenceReason } from './kinds.ts';
import { readingReason } from './reading-reason.ts';
import { stepReason, writingReason } from './step-reason.ts';

/**
 * Why the two engines differ: the outcomes first, then the cause, which is looked for in the first step after which they
 * part and there in the elements that only one of them selects.
 *
 * @param beginnings What jsonpath-plus says to each of `beginnings(parsed)`; undefined where it was not asked.
 */
export function reasonFor(
  difference: Difference,
  beginnings: readonly (JsonPathPlusAnswer | undefined)[],
): DifferenceReason {
  const { ours, theirs } = difference;
  const { kind, sentence } = causeOf(difference, beginnings);
  return { kind, sentence: `${outcomes(ours, theirs)} ${sentence}` };
}

function causeOf(difference: Difference, beginnings: readonly (JsonPathPlusAnswer | undefined)[]): DifferenceReason {
  const { parsed, ours, theirs, payload } = difference;
  const stopped = stoppedReason(difference);
  if (stopped !== undefined) return stopped;
  const problem = parsed.problems.find(({ runs }) => runs !== true);
  if (problem !== undefined) return readingReason(difference, problem);
  if (!ours.ok && ours.offset === undefined) return { kind: 'too-large', sentence: ours.message };

  const step = differingStep(difference, beginnings);
  if (step !== undefined) {
    const cause =
      writingReason(step) ??
      (step.step.kind === 'filter' || step.step.kind === 'descendant-filter'
        ? filterReason(step, step.step.test)
        : stepReason(step));
    if (cause !== undefined) return cause;
  }
  // The engine reads on behind some mistakes, in a way of its own.
  const [mistake] = parsed.problems;
  if (mistake !== undefined) return readingReason(difference, mistake);
  const { text } = parsed;
  if (text !== text.trim()) {
    const sentence = "jsonpath-plus takes the blank for a part of a name; Entra's engine passes over it.";
    return { kind: 'blanks', sentence };
  }
  if (/["']\.|\.["']/.test(text)) {
    const sentence = "jsonpath-plus drops a quote that stands beside a dot; for Entra's engine it belongs to the name.";
    return { kind: 'quotes', sentence };
  }
  if (parsed.steps.length === 0 || typeof payload !== 'object' || payload === null) {
    const sentence =
      "jsonpath-plus finds nothing in an empty path, nor in a payload that is null, 0, '' or false; Entra's engine finds the payload itself.";
    return { kind: 'root', sentence };
  }
  const error = theirs.ok || 'timedOut' in theirs ? '' : ` jsonpath-plus says: ${theirs.message}`;
  return { kind: 'other', sentence: `Why is not known to sfmap.${error}` };
}

function stoppedReason({ theirs }: Difference): DifferenceReason | undefined {
  if (theirs.ok) return undefined;
  if ('timedOut' in theirs) {
    return { kind: 'timeout', sentence: 'jsonpath-plus came to no end in the time that it was given.' };
  }
  switch (theirs.stopped) {
    case 'memory':
      return { kind: 'memory', sentence: theirs.message };
    case 'size':
      return { kind: 'too-large', sentence: `jsonpath-plus gave up: ${theirs.message}` };
    case 'failed':
      return { kind: 'not-asked', sentence: theirs.message };
    default:
      return undefined;
  }
}
