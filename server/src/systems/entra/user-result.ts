import { SfmapError } from '../../core/errors.ts';
import type { RunOutcome } from './batch-run.ts';
import { graphRefusal } from './graph-refusal.ts';

/** What became of an order. */
export type UserResult =
  | { readonly state: 'done'; readonly id: string }
  /** The account was written, and its manager not or not for sure. */
  | { readonly state: 'partly'; readonly id: string; readonly problem: SfmapError }
  /** Nothing was done. */
  | { readonly state: 'refused'; readonly problem: SfmapError }
  /** It may have been done: read the account again. */
  | { readonly state: 'unknown'; readonly problem: SfmapError };

/** What an answer means for an account. A success without the id of what was created is none to work with. */
export function judgedOutcome(id: string | undefined, outcome: RunOutcome | undefined, permission: string): UserResult {
  if (outcome === undefined) return { state: 'refused', problem: notSent() };
  if (outcome.state !== 'answered') return { state: outcome.state, problem: outcome.problem };
  const { status } = outcome;
  if (status < 300 && status >= 200 && id !== undefined) return { state: 'done', id };
  if (status === 424) return { state: 'refused', problem: notSent() };
  const problem = status < 400 ? unreadable() : graphRefusal(outcome, permission);
  return { state: problem.refused === undefined ? 'unknown' : 'refused', problem };
}

/** The error of what was not sent because something before it failed. */
export function notSent(): SfmapError {
  return new SfmapError(
    'SFM-GRAPH-DEPENDENCY',
    'Nothing was sent: a change before it failed.',
    'Correct that one and try again.',
    3,
    { refused: 'request' },
  );
}

function unreadable(): SfmapError {
  return new SfmapError(
    'SFM-NET-ANSWER',
    'Microsoft Graph answered without saying what was done.',
    'Read the account again to see what was written.',
    3,
  );
}
