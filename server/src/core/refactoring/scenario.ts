import { pathOf } from '../analysis/paths.ts';
import { isRejected } from '../jsonpath/path-syntax.ts';
import { replacePrefix } from '../jsonpath/prefix.ts';

/** An HR situation whose standard answer is another employment record. */
export type Scenario = 'conversion' | 'rehire' | 'active' | 'global-assignment';

/** One find-and-replace of a bulk edit: the beginning of a path, and what takes its place. */
export interface PrefixEdit {
  readonly from: string;
  readonly to: string;
}

/** How a scenario is told and what it reads instead of the first employment. */
export interface ScenarioDefinition {
  readonly scenario: Scenario;
  /** In the order in which they are made: the first one that fits a path counts. The last one is for employments. */
  readonly edits: readonly PrefixEdit[];
  /** The path that takes the place of `$.employmentNav.results[0]`. */
  readonly prefix: string;
  /** What is read, for titles: `Read …`. */
  readonly reads: string;
  readonly situation: string;
}

/** Where every employment is found. */
export const EMPLOYMENTS = '$.employmentNav';
/** The prefix that Microsoft's bulk edits look for. */
export const FIRST_EMPLOYMENT = '$.employmentNav.results[0]';
/** The job of it, and its status: they have edits of their own where the active employment is chosen by status. */
export const FIRST_JOB = `${FIRST_EMPLOYMENT}.jobInfoNav.results[0]`;
export const FIRST_STATUS = `${FIRST_JOB}.emplStatus`;
/** Where the host assignment and the second job are found. */
export const GLOBAL_ASSIGNMENT = "$.employmentNav.results[?(@.assignmentClass == 'GA')]";
export const SECOND_JOB = '$.employmentNav.results[1]';

const ACTIVE_CODES =
  "@.emplStatusNav.externalCode == 'A' || @.emplStatusNav.externalCode == 'U' || @.emplStatusNav.externalCode == 'P'";
/** The active job, the status code of it, and the employment that holds it, as Microsoft prints the three. */
export const ACTIVE_JOB = `$.employmentNav..jobInfoNav..results[?(${ACTIVE_CODES})]`;
export const ACTIVE_STATUS = `$.employmentNav..jobInfoNav..results[?(${ACTIVE_CODES} )].emplStatusNav.externalCode`;
export const ACTIVE_EMPLOYMENT = `$.employmentNav..results[?(@.jobInfoNav..results[?(${ACTIVE_CODES})])]`;

const CONVERSION = '$.employmentNav.results[?(@.userNav != null)]';
const REHIRE = '$.employmentNav.results[-1:]';
const STANDARD_ASSIGNMENT = "$.employmentNav.results[?(@.assignmentClass == 'ST')]";

const first = (to: string): readonly PrefixEdit[] => [{ from: FIRST_EMPLOYMENT, to }];

/**
 * Source: "How Azure Active Directory provisioning integrates with SAP SuccessFactors" (2020), "Handling different HR
 * scenarios". Newer editions use the rehire path for conversions too, and add the three ordered edits of "Retrieving
 * current active employment record": status, job, employment.
 */
export const scenarios: readonly ScenarioDefinition[] = [
  {
    scenario: 'conversion',
    edits: first(CONVERSION),
    prefix: CONVERSION,
    reads: 'the employment whose user is not null',
    situation: 'worker conversion',
  },
  { scenario: 'rehire', edits: first(REHIRE), prefix: REHIRE, reads: 'the latest employment', situation: 'rehire' },
  {
    scenario: 'active',
    edits: [
      { from: FIRST_STATUS, to: ACTIVE_STATUS },
      { from: FIRST_JOB, to: ACTIVE_JOB },
      { from: FIRST_EMPLOYMENT, to: ACTIVE_EMPLOYMENT },
    ],
    prefix: ACTIVE_EMPLOYMENT,
    reads: 'the active employment',
    situation: 'status A, U or P',
  },
  {
    scenario: 'global-assignment',
    edits: first(STANDARD_ASSIGNMENT),
    prefix: STANDARD_ASSIGNMENT,
    reads: 'the standard assignment',
    situation: 'global assignment',
  },
];

/** The definition of a scenario. */
export function scenarioDefinition(scenario: Scenario): ScenarioDefinition {
  return scenarios.find((one) => one.scenario === scenario) as ScenarioDefinition;
}

/** The path after the first edit that fits it; undefined when none does. */
export function rewrittenPath(path: string, edits: readonly PrefixEdit[]): string | undefined {
  for (const { from, to } of edits) {
    const changed = replacePrefix(pathOf(path), pathOf(from), pathOf(to));
    if (changed !== undefined) return changed;
  }
  return undefined;
}

/**
 * The path of the first employment that a scenario's answer was made from; undefined for any other path. A status that
 * is read as a code stays one.
 */
export function originalPath(path: string, { edits }: ScenarioDefinition): string | undefined {
  const back = edits.filter(({ from }) => from !== FIRST_STATUS).map(({ from, to }) => ({ from: to, to: from }));
  return rewrittenPath(path, back);
}

/** Whether two paths have the same steps, however they are written. A path that the engine rejects is like no other. */
export function samePath(one: string, other: string): boolean {
  const [a, b] = [pathOf(one), pathOf(other)];
  if (isRejected(a) || isRejected(b) || a.steps.length !== b.steps.length) return false;
  // Of two paths the last steps differ most often, and cost nothing to compare.
  const [last, otherLast] = [a.steps.at(-1), b.steps.at(-1)];
  if (last?.kind !== otherLast?.kind) return false;
  if (last?.kind === 'field' && otherLast?.kind === 'field' && last.name !== otherLast.name) return false;
  return replacePrefix(a, b, pathOf('$.x')) !== undefined;
}
