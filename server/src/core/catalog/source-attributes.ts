import type { AttributeType } from '../analysis/model.ts';

/** A source attribute that the SuccessFactors app of Entra ID knows without being told. */
export interface BuiltInAttribute {
  readonly name: string;
  readonly entity: string;
  /** Its API expression. */
  readonly path: string;
  /**
   * How well the path is documented: A printed by Microsoft, A* documented by pattern, B1 and B2 seen in public code
   * that works beside the connector, C and `assumed` derived from the entity's node.
   */
  readonly confidence: 'A' | 'A*' | 'B1' | 'B2' | 'C' | 'assumed';
  /** What the query must expand for the path to find anything; empty for fields of PerPerson itself. */
  readonly expand: string;
  readonly type: AttributeType;
}

type Row = readonly [name: string, entity: string, path: string, confidence: BuiltInAttribute['confidence'], expand: string, type?: AttributeType];

/**
 * Names and entities: Microsoft's "SAP SuccessFactors attribute reference"; the rows from `empNavCustomString1` on: its
 * "Microsoft Entra ID and SAP SuccessFactors integration reference", sections on custom attributes and retrieval rules.
 */
const ROWS: readonly Row[] = [
  ['personIdExternal', 'PerPerson', '$.personIdExternal', 'C', ''],
  ['personId', 'PerPerson', '$.personId', 'C', ''],
  ['perPersonUuid', 'PerPerson', '$.perPersonUuid', 'C', ''],
  ['displayName', 'PerPersonal', '$.personalInfoNav.results[0].displayName', 'C', 'personalInfoNav'],
  ['firstName', 'PerPersonal', '$.personalInfoNav.results[0].firstName', 'B1', 'personalInfoNav'],
  ['gender', 'PerPersonal', '$.personalInfoNav.results[0].gender', 'C', 'personalInfoNav'],
  ['lastName', 'PerPersonal', '$.personalInfoNav.results[0].lastName', 'B1', 'personalInfoNav'],
  ['middleName', 'PerPersonal', '$.personalInfoNav.results[0].middleName', 'C', 'personalInfoNav'],
  ['preferredName', 'PerPersonal', '$.personalInfoNav.results[0].preferredName', 'C', 'personalInfoNav'],
  ['addressLine1', 'User', '$.employmentNav.results[0].userNav.addressLine1', 'B2', 'employmentNav/userNav'],
  ['addressLine2', 'User', '$.employmentNav.results[0].userNav.addressLine2', 'B2', 'employmentNav/userNav'],
  ['addressLIne3', 'User', '$.employmentNav.results[0].userNav.addressLine3', 'C', 'employmentNav/userNav'],
  ['businessPhone', 'User', '$.employmentNav.results[0].userNav.businessPhone', 'B2', 'employmentNav/userNav'],
  ['cellPhone', 'User', '$.employmentNav.results[0].userNav.cellPhone', 'B2', 'employmentNav/userNav'],
  ['city', 'User', '$.employmentNav.results[0].userNav.city', 'B2', 'employmentNav/userNav'],
  ['country', 'User', '$.employmentNav.results[0].userNav.country', 'B1', 'employmentNav/userNav'],
  ['custom01', 'User', '$.employmentNav.results[0].userNav.custom01', 'A*', 'employmentNav/userNav'],
  ['custom02', 'User', '$.employmentNav.results[0].userNav.custom02', 'A*', 'employmentNav/userNav'],
  ['custom03', 'User', '$.employmentNav.results[0].userNav.custom03', 'A*', 'employmentNav/userNav'],
  ['custom04', 'User', '$.employmentNav.results[0].userNav.custom04', 'A*', 'employmentNav/userNav'],
  ['custom05', 'User', '$.employmentNav.results[0].userNav.custom05', 'A*', 'employmentNav/userNav'],
  ['custom06', 'User', '$.employmentNav.results[0].userNav.custom06', 'A*', 'employmentNav/userNav'],
  ['custom07', 'User', '$.employmentNav.results[0].userNav.custom07', 'A*', 'employmentNav/userNav'],
  ['custom08', 'User', '$.employmentNav.results[0].userNav.custom08', 'A*', 'employmentNav/userNav'],
  ['custom09', 'User', '$.employmentNav.results[0].userNav.custom09', 'A*', 'employmentNav/userNav'],
  ['custom10', 'User', '$.employmentNav.results[0].userNav.custom10', 'A*', 'employmentNav/userNav'],
  ['custom11', 'User', '$.employmentNav.results[0].userNav.custom11', 'A*', 'employmentNav/userNav'],
  ['custom12', 'User', '$.employmentNav.results[0].userNav.custom12', 'A*', 'employmentNav/userNav'],
  ['custom13', 'User', '$.employmentNav.results[0].userNav.custom13', 'A*', 'employmentNav/userNav'],
  ['custom14', 'User', '$.employmentNav.results[0].userNav.custom14', 'A*', 'employmentNav/userNav'],
  ['custom15', 'User', '$.employmentNav.results[0].userNav.custom15', 'A*', 'employmentNav/userNav'],
  ['empId', 'User', '$.employmentNav.results[0].userNav.empId', 'B2', 'employmentNav/userNav'],
  ['homePhone', 'User', '$.employmentNav.results[0].userNav.homePhone', 'B2', 'employmentNav/userNav'],
  ['jobFamily', 'User', '$.employmentNav.results[0].userNav.jobFamily', 'B2', 'employmentNav/userNav'],
  ['nickname', 'User', '$.employmentNav.results[0].userNav.nickname', 'B2', 'employmentNav/userNav'],
  ['state', 'User', '$.employmentNav.results[0].userNav.state', 'B1', 'employmentNav/userNav'],
  ['timeZone', 'User', '$.employmentNav.results[0].userNav.timeZone', 'A', 'employmentNav/userNav'],
  ['username', 'User', '$.employmentNav.results[0].userNav.username', 'B2', 'employmentNav/userNav'],
  ['zipCode', 'User', '$.employmentNav.results[0].userNav.zipCode', 'B2', 'employmentNav/userNav'],
  ['areaCode', 'PerPhone', '$.phoneNav.results[?(@.isPrimary == true)].areaCode', 'B2', 'phoneNav'],
  ['countryCode', 'PerPhone', '$.phoneNav.results[?(@.isPrimary == true)].countryCode', 'B2', 'phoneNav'],
  ['extension', 'PerPhone', '$.phoneNav.results[?(@.isPrimary == true)].extension', 'B2', 'phoneNav'],
  ['phoneNumber', 'PerPhone', '$.phoneNav.results[?(@.isPrimary == true)].phoneNumber', 'B1', 'phoneNav'],
  ['phoneType', 'PerPhone', '$.phoneNav.results[?(@.isPrimary == true)].phoneType', 'B2', 'phoneNav'],
  ['emailAddress', 'PerEmail', '$.emailNav.results[?(@.isPrimary == true)].emailAddress', 'B1', 'emailNav'],
  ['emailType', 'PerEmail', '$.emailNav.results[?(@.isPrimary == true)].emailType', 'B2', 'emailNav'],
  ['firstDateWorked', 'EmpEmployment', '$.employmentNav.results[0].firstDateWorked', 'B2', 'employmentNav', 'DateTime'],
  ['lastDateWorked', 'EmpEmployment', '$.employmentNav.results[0].lastDateWorked', 'B2', 'employmentNav', 'DateTime'],
  ['userId', 'EmpEmployment', '$.employmentNav.results[0].userId', 'B2', 'employmentNav'],
  ['isContingentWorker', 'EmpEmployment', '$.employmentNav.results[0].isContingentWorker', 'B2', 'employmentNav', 'Boolean'],
  ['countryOfCompany', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].countryOfCompany', 'B2', 'employmentNav/jobInfoNav'],
  ['emplStatus', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].emplStatus', 'A', 'employmentNav/jobInfoNav'],
  ['endDate', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].endDate', 'C', 'employmentNav/jobInfoNav', 'DateTime'],
  ['startDate', 'EmpJob', '$.employmentNav.results[0].startDate', 'A', 'employmentNav', 'DateTime'],
  ['jobTitle', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].jobTitle', 'B1', 'employmentNav/jobInfoNav'],
  ['position', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].position', 'B2', 'employmentNav/jobInfoNav'],
  ['customString13', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString13', 'A*', 'employmentNav/jobInfoNav'],
  ['managerId', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].managerId', 'B2', 'employmentNav/jobInfoNav'],
  ['manager', 'User (manager/empInfo)', '$.employmentNav.results[0].userNav.manager.empInfo.personIdExternal', 'A', 'employmentNav/userNav/manager/empInfo', 'Reference'],
  ['businessUnit', 'EmpJob.BusinessUnit', '$.employmentNav.results[0].jobInfoNav.results[0].businessUnitNav.name_localized', 'B2', 'employmentNav/jobInfoNav/businessUnitNav'],
  ['businessUnitId', 'EmpJob.BusinessUnit', '$.employmentNav.results[0].jobInfoNav.results[0].businessUnitNav.externalCode', 'B2', 'employmentNav/jobInfoNav/businessUnitNav'],
  ['company', 'EmpJob.Company', '$.employmentNav.results[0].jobInfoNav.results[0].companyNav.name_localized', 'B1', 'employmentNav/jobInfoNav/companyNav'],
  ['companyId', 'EmpJob.Company', '$.employmentNav.results[0].jobInfoNav.results[0].companyNav.externalCode', 'B2', 'employmentNav/jobInfoNav/companyNav'],
  ['twoCharCountryCode', 'EmpJob.Company.CountryOfRegistration', '$.employmentNav.results[0].jobInfoNav.results[0].companyNav.countryOfRegistrationNav.twoCharCountryCode', 'B2', 'employmentNav/jobInfoNav/companyNav/countryOfRegistrationNav'],
  ['costCenter', 'EmpJob.CostCenter', '$.employmentNav.results[0].jobInfoNav.results[0].costCenterNav.name_localized', 'B2', 'employmentNav/jobInfoNav/costCenterNav'],
  ['costCenterId', 'EmpJob.CostCenter', '$.employmentNav.results[0].jobInfoNav.results[0].costCenterNav.externalCode', 'B2', 'employmentNav/jobInfoNav/costCenterNav'],
  ['costCenterDescription', 'EmpJob.CostCenter', '$.employmentNav.results[0].jobInfoNav.results[0].costCenterNav.description_localized', 'B2', 'employmentNav/jobInfoNav/costCenterNav'],
  ['department', 'EmpJob.Department', '$.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name_localized', 'A', 'employmentNav/jobInfoNav/departmentNav'],
  ['departmentId', 'EmpJob.Department', '$.employmentNav.results[0].jobInfoNav.results[0].departmentNav.externalCode', 'B2', 'employmentNav/jobInfoNav/departmentNav'],
  ['division', 'EmpJob.Division', '$.employmentNav.results[0].jobInfoNav.results[0].divisionNav.name_localized', 'B2', 'employmentNav/jobInfoNav/divisionNav'],
  ['divisionId', 'EmpJob.Division', '$.employmentNav.results[0].jobInfoNav.results[0].divisionNav.externalCode', 'B2', 'employmentNav/jobInfoNav/divisionNav'],
  ['jobCode', 'EmpJob.JobCode', '$.employmentNav.results[0].jobInfoNav.results[0].jobCodeNav.name_localized', 'B2', 'employmentNav/jobInfoNav/jobCodeNav'],
  ['jobCodeId', 'EmpJob.JobCode', '$.employmentNav.results[0].jobInfoNav.results[0].jobCodeNav.externalCode', 'B2', 'employmentNav/jobInfoNav/jobCodeNav'],
  ['LocationName', 'EmpJob.Location', '$.employmentNav.results[0].jobInfoNav.results[0].locationNav.name', 'B2', 'employmentNav/jobInfoNav/locationNav'],
  ['officeLocationAddress', 'EmpJob.Location', '$.employmentNav.results[0].jobInfoNav.results[0].locationNav.addressNavDEFLT.address1', 'B1', 'employmentNav/jobInfoNav/locationNav/addressNavDEFLT'],
  ['officeLocationCity', 'EmpJob.Location', '$.employmentNav.results[0].jobInfoNav.results[0].locationNav.addressNavDEFLT.city', 'B1', 'employmentNav/jobInfoNav/locationNav/addressNavDEFLT'],
  ['officeLocationCustomString4', 'EmpJob.Location', '$.employmentNav.results[0].jobInfoNav.results[0].locationNav.addressNavDEFLT.customString4', 'B2', 'employmentNav/jobInfoNav/locationNav/addressNavDEFLT'],
  ['officeLocationZipCode', 'EmpJob.Location', '$.employmentNav.results[0].jobInfoNav.results[0].locationNav.addressNavDEFLT.zipCode', 'B1', 'employmentNav/jobInfoNav/locationNav/addressNavDEFLT'],
  ['payGrade', 'EmpJob.PayGrade', '$.employmentNav.results[0].jobInfoNav.results[0].payGradeNav.name', 'A', 'employmentNav/jobInfoNav/payGradeNav'],
  ['activeEmploymentsCount', 'EmpEmploymentTermination', '$.personEmpTerminationInfoNav.activeEmploymentsCount', 'B1', 'personEmpTerminationInfoNav', 'Integer'],
  ['latestTerminationDate', 'EmpEmploymentTermination', '$.personEmpTerminationInfoNav.latestTerminationDate', 'B1', 'personEmpTerminationInfoNav', 'DateTime'],
  ['empNavCustomString1', 'EmpEmployment', '$.employmentNav.results[0].customString1', 'A*', 'employmentNav'],
  ['empNavCustomString2', 'EmpEmployment', '$.employmentNav.results[0].customString2', 'A*', 'employmentNav'],
  ['empNavCustomString3', 'EmpEmployment', '$.employmentNav.results[0].customString3', 'A*', 'employmentNav'],
  ['empNavCustomString4', 'EmpEmployment', '$.employmentNav.results[0].customString4', 'A*', 'employmentNav'],
  ['empNavCustomString5', 'EmpEmployment', '$.employmentNav.results[0].customString5', 'A*', 'employmentNav'],
  ['empNavCustomString6', 'EmpEmployment', '$.employmentNav.results[0].customString6', 'A*', 'employmentNav'],
  ['empNavCustomString7', 'EmpEmployment', '$.employmentNav.results[0].customString7', 'A*', 'employmentNav'],
  ['empNavCustomString8', 'EmpEmployment', '$.employmentNav.results[0].customString8', 'A*', 'employmentNav'],
  ['empNavCustomString9', 'EmpEmployment', '$.employmentNav.results[0].customString9', 'A*', 'employmentNav'],
  ['empNavCustomString10', 'EmpEmployment', '$.employmentNav.results[0].customString10', 'A*', 'employmentNav'],
  ['empNavCustomString11', 'EmpEmployment', '$.employmentNav.results[0].customString11', 'A*', 'employmentNav'],
  ['empNavCustomString12', 'EmpEmployment', '$.employmentNav.results[0].customString12', 'A*', 'employmentNav'],
  ['empNavCustomString13', 'EmpEmployment', '$.employmentNav.results[0].customString13', 'A*', 'employmentNav'],
  ['empNavCustomString14', 'EmpEmployment', '$.employmentNav.results[0].customString14', 'A*', 'employmentNav'],
  ['empNavCustomString15', 'EmpEmployment', '$.employmentNav.results[0].customString15', 'A*', 'employmentNav'],
  ['empJobNavCustomString1', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString1', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString2', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString2', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString3', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString3', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString4', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString4', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString5', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString5', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString6', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString6', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString7', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString7', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString8', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString8', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString9', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString9', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString10', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString10', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString11', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString11', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString12', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString12', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString13', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString13', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString14', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString14', 'A*', 'employmentNav/jobInfoNav'],
  ['empJobNavCustomString15', 'EmpJob', '$.employmentNav.results[0].jobInfoNav.results[0].customString15', 'A*', 'employmentNav/jobInfoNav'],
  ['location', 'FOLocation', '$.employmentNav.results[0].jobInfoNav.results[0].locationNav.name', 'assumed', 'employmentNav/jobInfoNav/locationNav'],
  ['assignmentType', 'EmpGlobalAssignment', '$.employmentNav.results[0].empGlobalAssignmentNav.assignmentTypeNav.externalCode', 'assumed', 'employmentNav/empGlobalAssignmentNav/assignmentTypeNav'],
  ['eventReason', 'FOEventReason', '$.employmentNav.results[0].jobInfoNav.results[0].eventReasonNav.externalCode', 'assumed', 'employmentNav/jobInfoNav/eventReasonNav'],
  ['employmentType', 'PicklistOption', '$.employmentNav.results[0].jobInfoNav.results[0].employmentTypeNav.externalCode', 'assumed', 'employmentNav/jobInfoNav/employmentTypeNav'],
  ['employeeClass', 'PicklistOption', '$.employmentNav.results[0].jobInfoNav.results[0].employeeClassNav.externalCode', 'assumed', 'employmentNav/jobInfoNav/employeeClassNav'],
  ['email', 'PerEmail', '$.emailNav.results[?(@.isPrimary == true)].emailAddress', 'B1', 'emailNav'],
];

/** The built-in attribute list by name, in Microsoft's order. */
export const builtInAttributes: ReadonlyMap<string, BuiltInAttribute> = new Map(
  ROWS.map(([name, entity, path, confidence, expand, type]) => [
    name,
    { name, entity, path, confidence, expand, type: type ?? 'String' },
  ]),
);
