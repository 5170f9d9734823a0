/** An HR situation whose standard answer is another employment record. */
export type Scenario = 'conversion' | 'rehire' | 'global-assignment';

/** How a scenario is told and what it reads instead of the first employment. */
export interface ScenarioDefinition {
  readonly scenario: Scenario;
  /** The path that takes the place of `$.employmentNav.results[0]`. */
  readonly prefix: string;
  /** What is read, for titles: `Read …`. */
  readonly reads: string;
  readonly situation: string;
}

/** The prefix that Microsoft's bulk edits look for. */
export const FIRST_EMPLOYMENT = '$.employmentNav.results[0]';
/** Where the host assignment and the second job are found. */
export const GLOBAL_ASSIGNMENT = "$.employmentNav.results[?(@.assignmentClass == 'GA')]";
export const SECOND_JOB = '$.employmentNav.results[1]';

/**
 * Source: "How Azure Active Directory provisioning integrates with SAP SuccessFactors" (2020), "Handling different HR
 * scenarios". Newer editions use the rehire path for conversions too.
 */
export const scenarios: readonly ScenarioDefinition[] = [
  {
    scenario: 'conversion',
    prefix: '$.employmentNav.results[?(@.userNav != null)]',
    reads: 'the employment whose user is not null',
    situation: 'worker conversion',
  },
  { scenario: 'rehire', prefix: '$.employmentNav.results[-1:]', reads: 'the latest employment', situation: 'rehire' },
  {
    scenario: 'global-assignment',
    prefix: "$.employmentNav.results[?(@.assignmentClass == 'ST')]",
    reads: 'the standard assignment',
    situation: 'global assignment',
  },
];
