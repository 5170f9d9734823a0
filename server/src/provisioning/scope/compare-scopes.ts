import type { ScopedPerson, ScopeSurvey } from './scope-survey.ts';

/** What a changed filter does: whom it takes in, whom it lets fall. */
export interface ScopeChange {
  readonly takenIn: readonly ScopedPerson[];
  readonly letFall: readonly ScopedPerson[];
  /** In scope before and now. */
  readonly kept: number;
}

/**
 * Compares what an earlier mapping and the present one say about the same people. A person whom only one of the two
 * readings holds has come or gone meanwhile, and is no change of the filter.
 */
export function compareScopes(before: ScopeSurvey, now: ScopeSurvey): ScopeChange {
  const earlier = new Map(before.people.map((person) => [person.id, person.inScope]));
  const both = now.people.filter(({ id }) => earlier.has(id));
  return {
    takenIn: both.filter(({ id, inScope }) => inScope && earlier.get(id) === false),
    letFall: both.filter(({ id, inScope }) => !inScope && earlier.get(id) === true),
    kept: both.filter(({ id, inScope }) => inScope && earlier.get(id) === true).length,
  };
}
