import type { PersonAnswer } from '../ports.ts';
import { type PersonRows, personRows } from './rows.ts';

/** The rows of a person, that there is no such person, or why nobody can tell. */
export type PersonState = PersonRows | 'absent' | { readonly unanswered: string };

/**
 * What an answer means for a writeback.
 *
 * @param withUser The employments were asked for, too.
 * @throws SfmapError exit 3 as `personRows`.
 */
export function personState(answer: PersonAnswer, withUser: boolean): PersonState {
  if (answer.state === 'found') return personRows(answer.person, withUser);
  return answer.state === 'absent' ? 'absent' : { unanswered: answer.reason };
}
