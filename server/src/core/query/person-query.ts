import type { MappingModel } from '../analysis/model.ts';
import { builtInAttributes } from '../catalog/source-attributes.ts';

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

const ALWAYS = [
  'employmentNav/userNav',
  'employmentNav/userNav/manager/empInfo',
  'employmentNav/jobInfoNav',
  'personalInfoNav',
  'personEmpTerminationInfoNav',
  'phoneNav',
  'emailNav',
];

/** Attributes that make the connector expand a picklist or an entity that their own path does not name. */
const TRIGGERS: Readonly<Record<string, string>> = {
  emplStatus: 'employmentNav/jobInfoNav/emplStatusNav',
};

/**
 * What the connector expands for a file: some navigations always, others because an attribute of the built-in list is
 * read. A path alone adds nothing. Without a model, or for a writeback, what a comparison of rows needs.
 */
export function personQuery(model: MappingModel | undefined): PersonQuery {
  if (model === undefined || model.direction === 'writeback')
    return { expand: ['employmentNav/userNav', 'phoneNav', 'emailNav'] };
  const expand = new Set(ALWAYS);
  for (const name of model.used) {
    const node = TRIGGERS[name] ?? builtInAttributes.get(name)?.expand;
    if (node !== undefined && node !== '') expand.add(node);
  }
  // `employmentNav` alone says nothing beside `employmentNav/userNav`.
  expand.delete('employmentNav');
  return { expand: [...expand] };
}
