import type { MappingModel } from '../core/analysis/model.ts';
import { fullCycleFields, incrementalCycleFields } from '../core/query/cycle-filter.ts';
import { selectedFields } from '../core/query/selected-fields.ts';

/** What is told of workers beside the values of a mapping: how they are called, and their HR situation. */
const told: readonly string[] = [
  ...['displayName', 'firstName', 'lastName'].map((name) => `personalInfoNav/${name}`),
  ...['startDate', 'endDate', 'assignmentClass'].map((name) => `employmentNav/${name}`),
  'employmentNav/jobInfoNav/emplStatusNav/externalCode',
];

/** As long as `$select` may become: with a list of people, whose address is kept short (KBA 2576271), and without one. */
export const longestSelect = { people: 600, everybody: 4_000, changed: 4_000 } as const;

/** Some people by id, everybody, or who has changed. */
export type WorkersWanted = keyof typeof longestSelect;

/**
 * The fields of workers that a read for a mapping asks for by name. Samples for the editor are read whole instead, for a
 * mapping is written over them that may read more by then.
 *
 * @param expand Navigations of the query.
 * @param whom Some people by id, everybody, or who has changed: then also the fields by which that is looked at again.
 * @returns Undefined where all of them are read.
 */
export function workerSelect(
  model: MappingModel,
  expand: readonly string[],
  whom: WorkersWanted,
): readonly string[] | undefined {
  const cycle = whom === 'changed' ? incrementalCycleFields : fullCycleFields;
  return selectedFields(model, expand, { besides: [...cycle, ...told], longest: longestSelect[whom] });
}
