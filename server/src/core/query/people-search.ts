import { isJsonObject, type Json } from '../json.ts';
import { records, type Situation, situationOf } from '../mapping/situation.ts';
import { fullCycleFilter } from './cycle-filter.ts';

/** A situation that somebody may look for: those that a payload shows, and two employments of the standard class. */
export type SoughtSituation = Exclude<Situation, 'plain'> | 'two standard employments';

export const soughtSituations: readonly SoughtSituation[] = [
  'rehire',
  'two standard employments',
  'pre-hire',
  'worker conversion',
  'global assignment',
  'concurrent jobs',
  'terminated',
];

/** What a search reads of people: how they are called, and what tells their situation. */
export const searchShape = {
  $expand: 'personalInfoNav,employmentNav/userNav,employmentNav/jobInfoNav/emplStatusNav',
  $select: [
    'personIdExternal',
    ...['personIdExternal', 'startDate', 'firstName', 'lastName'].map((name) => `personalInfoNav/${name}`),
    ...['personIdExternal', 'userId', 'startDate', 'endDate', 'assignmentClass'].map((name) => `employmentNav/${name}`),
    ...['userId', 'status'].map((name) => `employmentNav/userNav/${name}`),
    ...['userId', 'startDate', 'seqNumber'].map((name) => `employmentNav/jobInfoNav/${name}`),
    'employmentNav/jobInfoNav/emplStatusNav/externalCode',
  ].join(','),
} as const;

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * The `$filter` for people of whom each word begins the given name or the family name, or is the id. Small and capital
 * letters are one, unless `plainly`, for tenants that know no `tolower`. Source: SAP notes 3389932 and 3045396, the
 * operators of `$filter`.
 */
export function nameFilter(words: readonly string[], plainly = false): string {
  const begins = (field: string, word: string) =>
    plainly
      ? `startswith(${field},${quoted(word.charAt(0).toUpperCase() + word.slice(1))})`
      : `startswith(tolower(${field}),${quoted(word.toLowerCase())})`;
  return words
    .map((word) => {
      const names = ['personalInfoNav/firstName', 'personalInfoNav/lastName'].map((field) => begins(field, word));
      return `(${[...names, `personIdExternal eq ${quoted(word)}`].join(' or ')})`;
    })
    .join(' and ');
}

/**
 * The `$filter` of a search for a situation: everybody whom the connector reads, or those alone who may be in it as far as
 * a filter can tell.
 *
 * @param narrowed False where the tenant refused the narrower one.
 */
export function situationFilter(situation: SoughtSituation, now: Date, narrowed = true): string {
  const narrow = narrowed ? NARROW[situation]?.(now) : undefined;
  const everybody = fullCycleFilter(now);
  return narrow === undefined ? everybody : `${everybody} and (${narrow})`;
}

const ENDED = "employmentNav/endDate ne null or employmentNav/jobInfoNav/emplStatusNav/externalCode eq 'T'";
const NARROW: Partial<Readonly<Record<SoughtSituation, (now: Date) => string>>> = {
  rehire: () => ENDED,
  terminated: () => ENDED,
  'pre-hire': (now) => `employmentNav/startDate gt datetimeoffset'${now.toISOString().slice(0, 19)}Z'`,
  'global assignment': () => "employmentNav/assignmentClass eq 'GA'",
  'concurrent jobs': () => 'personEmpTerminationInfoNav/activeEmploymentsCount ge 2',
};

/** Whether a person is in a situation that is looked for. */
export function isInSituation(person: Json, situation: SoughtSituation): boolean {
  if (situation !== 'two standard employments') return situationOf(person) === situation;
  const standard = records(person, 'employmentNav').filter(({ assignmentClass }) => assignmentClass === 'ST');
  return isJsonObject(person) && standard.length >= 2;
}
