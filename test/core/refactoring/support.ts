import type { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { refactorPath } from '../../../server/src/core/refactoring/one-path.ts';
import { ACTIVE_EMPLOYMENT, type Scenario } from '../../../server/src/core/refactoring/scenario.ts';
import { refactorFile } from '../../../server/src/core/refactoring/whole-file.ts';

/** The file after a scenario's answer in the whole of it; undefined when there is nothing to answer. */
export function answered({ file, model }: Analysis, scenario: Scenario): string | undefined {
  const refactoring = refactorFile(file, model, scenario);
  return refactoring && applyEdits(file.text, refactoring.edits);
}

/** The codes of what is worse than information: an answer must not add one. */
export function aboveInformation({ diagnostics }: Analysis): string[] {
  return [...new Set(diagnostics.filter(({ severity }) => severity !== 'information').map(({ code }) => code))].sort();
}

/** Title → the file after it, for the answers at a place. */
export function answersAt({ file, model }: Analysis, offset: number): Record<string, string> {
  return Object.fromEntries(
    refactorPath(file, model, offset).map(({ title, edits }) => [title, applyEdits(file.text, edits)]),
  );
}

export const TITLES = {
  conversion: 'Read the employment whose user is not null (worker conversion)',
  rehire: 'Read the latest employment (rehire)',
  active: 'Read the active employment (status A, U or P)',
  'global-assignment': 'Read the standard assignment (global assignment)',
} as const satisfies Record<Scenario, string>;

export const PREFIXES = {
  conversion: '$.employmentNav.results[?(@.userNav != null)]',
  rehire: '$.employmentNav.results[-1:]',
  active: ACTIVE_EMPLOYMENT,
  'global-assignment': "$.employmentNav.results[?(@.assignmentClass == 'ST')]",
} as const satisfies Record<Scenario, string>;

export const SCENARIOS = ['conversion', 'rehire', 'active', 'global-assignment'] as const;
