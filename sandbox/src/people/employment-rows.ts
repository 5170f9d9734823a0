import type { Row } from '../model/entity.ts';
import { DAY, OPEN_END, SEEDED_AT } from './calendar.ts';
import {
  auditOf,
  businessUnitOf,
  costCenterOf,
  departmentCodes,
  divisionOf,
  jobCodeOf,
  optionId,
  workPlaces,
} from './organisation.ts';
import type { EmploymentPlan, JobPlan, PersonPlan } from './plan.ts';

/** Custom strings: every fourth one is set, so that mappings meet both values and nulls. */
const customNames = Array.from(
  { length: 10 },
  (_, index) => [`customString${4 * index + 1}`, `cs${4 * index + 1}-`] as const,
);

function customStrings(count: number, owner: string): Row {
  const row: Row = {};
  for (const [name, text] of customNames.slice(0, count / 4)) row[name] = text + owner;
  return row;
}

/** Department code of an English name. */
function departmentCode(name: string): string {
  const code = departmentCodes.get(name);
  if (!code) throw new Error(`the sandbox has no department ${name}`);
  return code;
}

export function jobRow(person: PersonPlan, employment: EmploymentPlan, job: JobPlan): Row {
  const at = workPlaces.get(employment.workPlace);
  if (!at) throw new Error(`the sandbox has no work place ${employment.workPlace}`);
  const department = departmentCode(job.department);
  return {
    seqNumber: String(job.sequence ?? 1),
    userId: employment.userId,
    startDate: job.from,
    endDate: job.to ?? OPEN_END,
    jobTitle: job.title,
    jobCode: jobCodeOf(department),
    position: `P${employment.userId}`,
    managerId: job.manager ?? 'NO_MANAGER',
    department,
    division: divisionOf(department),
    businessUnit: businessUnitOf(department),
    company: at.company,
    costCenter: costCenterOf(department),
    location: at.code,
    payGrade: job.manager ? 'GR-05' : 'GR-09',
    emplStatus: optionId('employee-status', job.status),
    employmentType: optionId('employmentType', employment.contingent ? 'CTR' : 'REG'),
    employeeClass: optionId('EMPLOYEECLASS', employment.contingent ? 'CON' : 'EMP'),
    countryOfCompany: at.country,
    event: '3682',
    eventReason: job.event,
    fte: '1',
    standardHours: '40',
    workingDaysPerWeek: '5',
    flsaStatus: at.country === 'USA' ? 'EXEMPT' : null,
    eeoClass: at.country === 'USA' ? 'E2' : null,
    isFulltimeEmployee: true,
    isCompetitionClauseActive: false,
    isSideLineJobAllowed: false,
    holidayCalendarCode: `${at.country}-HOLIDAYS`,
    workscheduleCode: 'NORM',
    timezone: at.timeZone,
    jobEntryDate: job.from,
    positionEntryDate: job.from,
    ...customStrings(40, person.id),
    // A slice was last touched when the next one cut it off.
    ...auditOf(employment.from, job.to === undefined ? SEEDED_AT : Math.min(SEEDED_AT, job.to + DAY)),
  };
}

export function userRow(person: PersonPlan, employment: EmploymentPlan): Row {
  const at = workPlaces.get(employment.workPlace);
  const job = employment.jobs.at(-1);
  const business = person.emails.find((email) => email.type === 'business');
  const phone = (type: string): string | null => person.phones.find((each) => each.type === type)?.number ?? null;
  const login = `${person.firstName.charAt(0)}${person.lastName}`
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
  const full = `${person.firstName} ${person.lastName}`;
  return {
    userId: employment.userId,
    username: `${login}.${employment.userId}`,
    status: employment.user,
    empId: person.id,
    firstName: person.firstName,
    lastName: person.lastName,
    mi: person.middleName ?? null,
    nickname: person.preferredName ?? null,
    displayName: full,
    defaultFullName: full,
    gender: person.gender,
    email: business?.address ?? null,
    businessPhone: phone('business'),
    cellPhone: phone('cell'),
    homePhone: phone('personal'),
    addressLine1: at?.street ?? null,
    city: at?.city ?? null,
    state: at?.state ?? null,
    zipCode: at?.zipCode ?? null,
    country: at?.countryName ?? null,
    timeZone: at?.timeZone ?? null,
    defaultLocale: 'en_US',
    hireDate: employment.from,
    jobTitle: job?.title ?? null,
    department: job ? `${job.department} (${departmentCode(job.department)})` : null,
    location: at?.name ?? null,
    loginMethod: 'PWD',
    managerUserId: job?.manager ?? null,
    custom01: `old-upn-${person.id}`,
    custom03: person.country,
    lastModified: auditOf(employment.from)['lastModifiedOn'] ?? null,
    lastModifiedDateTime: auditOf(employment.from)['lastModifiedDateTime'] ?? null,
  };
}

export function employmentRow(person: PersonPlan, employment: EmploymentPlan): Row {
  return {
    personIdExternal: person.id,
    userId: employment.userId,
    assignmentIdExternal: employment.userId,
    assignmentClass: employment.assignmentClass,
    startDate: employment.from,
    endDate: employment.to ?? null,
    originalStartDate: person.employments[0]?.from ?? employment.from,
    seniorityDate: employment.from,
    serviceDate: employment.from,
    firstDateWorked: employment.from,
    lastDateWorked: employment.to ?? null,
    okToRehire: employment.to === undefined ? null : true,
    hiringNotCompleted: false,
    isContingentWorker: employment.contingent ?? false,
    isECRecord: true,
    ...customStrings(20, employment.userId),
    ...auditOf(employment.from),
  };
}

export function positionRow(employment: EmploymentPlan): Row {
  const title = employment.jobs.at(-1)?.title ?? null;
  return {
    code: `P${employment.userId}`,
    effectiveStartDate: employment.from,
    jobLevel: '4',
    externalName_defaultValue: title,
    externalName_en_US: title,
    externalName_localized: title,
  };
}

export function assignmentRows({ userId, assignment }: EmploymentPlan): Row[] {
  if (!assignment) return [];
  const assignmentType = optionId('global_assignment_type', 'LT');
  return [{ userId, assignmentType, company: assignment.company, plannedEndDate: assignment.until, endDate: null }];
}

export function terminationRows(person: PersonPlan, { userId, to }: EmploymentPlan): Row[] {
  if (to === undefined) return [];
  return [{ personIdExternal: person.id, userId, endDate: to, lastDateWorked: to, okToRehire: true, ...auditOf(to) }];
}
