import type { Outcome } from '../mapping/outcome.ts';

/** A condition as a Boolean: `True` and `False` in any case; null and empty are false; anything else is an error. */
export function condition(outcome: Outcome, what: string): boolean | Outcome {
  if (outcome.state === 'null') return false;
  if (outcome.state !== 'value') return outcome;
  if (typeof outcome.value !== 'string')
    return { state: 'error', error: `${what} holds ${outcome.value.length} values, not True or False.` };
  switch (outcome.value.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
    case '':
      return false;
    default:
      return { state: 'error', error: `${what} is "${outcome.value}", neither True nor False.` };
  }
}
