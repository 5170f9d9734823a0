/** How a filter names people: SuccessFactors' own `in`, or `eq` for a tenant that refuses it. */
export type PeopleOperator = 'in' | 'eq';

/**
 * The `$filter` that names people, quotes doubled; `in` takes its list without parentheses. Microsoft says to try `eq` if
 * `in` does not work. Source: "SAP SuccessFactors integration reference", the query of one person; the edition of 2020
 * has the same one.
 *
 * @param ids Of each person the `personIdExternal`; at least one.
 */
export function peopleFilter(ids: readonly string[], operator: PeopleOperator = 'in'): string {
  const literals = ids.map((id) => `'${id.replaceAll("'", "''")}'`);
  return operator === 'in'
    ? `personIdExternal in ${literals.join(',')}`
    : literals.map((literal) => `personIdExternal eq ${literal}`).join(' or ');
}

/**
 * The `$filter` of the second read of people who begin later: who is active, inactive or an external user of onboarding.
 * It goes with `asOfDate`, the day on which they begin. Source: "SAP SuccessFactors integration reference", pre-hires.
 */
export function preHireFilter(ids: readonly string[], operator: PeopleOperator = 'in'): string {
  const people = peopleFilter(ids, operator);
  const status = 'employmentNav/userNav/status';
  return operator === 'in'
    ? `${people} and ${status} in 't','f','e'`
    : `(${people}) and (${['t', 'f', 'e'].map((code) => `${status} eq '${code}'`).join(' or ')})`;
}
