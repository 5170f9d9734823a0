import type { MappingModel } from '../analysis/model.ts';
import { pathTypeOf } from '../analysis/typed-paths.ts';
import { type ConnectorGeneration, type Expansion, expansions } from '../catalog/retrieval-rules.ts';

/** What a query for people asks SuccessFactors to expand. */
export interface PersonQuery {
  /** Navigations from PerPerson for `$expand`, in a stable order. */
  readonly expand: readonly string[];
}

/**
 * The navigations of the query that the integration reference gives to look at one person by hand, and the manager that
 * the newer editions always expand. Source: "How Azure Active Directory provisioning integrates with SAP
 * SuccessFactors", "Retrieving additional attributes"; "… integration reference", retrieval rules.
 */
export const fullPersonExpand: readonly string[] = [
  'employmentNav/userNav',
  'employmentNav/userNav/manager/empInfo',
  'employmentNav/jobInfoNav',
  'personalInfoNav',
  'personEmpTerminationInfoNav',
  'phoneNav',
  'phoneNav/phoneTypeNav',
  'emailNav',
  'employmentNav/jobInfoNav/businessUnitNav',
  'employmentNav/jobInfoNav/companyNav',
  'employmentNav/jobInfoNav/companyNav/countryOfRegistrationNav',
  'employmentNav/jobInfoNav/costCenterNav',
  'employmentNav/jobInfoNav/divisionNav',
  'employmentNav/jobInfoNav/departmentNav',
  'employmentNav/jobInfoNav/jobCodeNav',
  'employmentNav/jobInfoNav/locationNav',
  'employmentNav/jobInfoNav/locationNav/addressNavDEFLT',
  'employmentNav/jobInfoNav/payGradeNav',
  'employmentNav/empGlobalAssignmentNav',
  'employmentNav/empGlobalAssignmentNav/assignmentTypeNav',
  'employmentNav/jobInfoNav/emplStatusNav',
  'employmentNav/jobInfoNav/employmentTypeNav',
  'employmentNav/jobInfoNav/employeeClassNav',
  'employmentNav/jobInfoNav/eventReasonNav',
];

/**
 * What the connector expands for a file: some navigations always, others because an attribute of the built-in list is
 * read, and position and manager of the job because a path goes there. A path alone adds nothing else. Without a model,
 * or for a writeback, what a comparison of rows needs.
 */
export function personQuery(model: MappingModel | undefined, generation: ConnectorGeneration = 'current'): PersonQuery {
  if (model === undefined || model.direction === 'writeback')
    return { expand: ['employmentNav/userNav', 'phoneNav', 'emailNav'] };
  return { expand: expansionsOf(model, generation).map(({ node }) => node) };
}

/** What the connector expands for an inbound file, with the reasons. */
export function expansionsOf(model: MappingModel, generation: ConnectorGeneration): readonly Expansion[] {
  const mapped = [...model.used].map((name) => {
    const path = model.sources.get(name)?.path;
    return { name, nodes: path === undefined ? [] : pathTypeOf(path).navigations.map(({ node }) => node) };
  });
  return expansions(mapped, generation);
}
