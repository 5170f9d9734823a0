import { SfmapError } from '../../core/errors.ts';
import type { PersonAnswer } from '../ports.ts';
import { type PersonRows, personRows } from './rows.ts';

/** The rows of a person, that there is no such person, or why nobody can tell. */
export type PersonState =
  | PersonRows
  | 'absent'
  /** `unread`: SuccessFactors sent the person, with rows that cannot be read. */
  | { readonly unanswered: string; readonly unread?: SfmapError };

/**
 * What an answer means for a writeback. Rows that cannot be read are no answer about this person, and keep nobody else
 * from being written.
 *
 * @param withUser The employments were asked for, too.
 */
export function personState(answer: PersonAnswer, withUser: boolean): PersonState {
  if (answer.state === 'absent') return 'absent';
  if (answer.state === 'unanswered') return { unanswered: answer.reason };
  try {
    return personRows(answer.person, withUser);
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    return { unanswered: error.sentence, unread: error };
  }
}
