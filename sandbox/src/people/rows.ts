import type { Row } from '../model/entity.ts';
import type { Store } from '../store/store.ts';
import { wellKnown } from '../tenant/well-known.ts';
import { day, OPEN_END } from './calendar.ts';
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
function customStrings(count: number, owner: string): Row {
  const row: Row = {};
  for (let n = 1; n <= count; n += 4) row[`customString${n}`] = `cs${n}-${owner}`;
  return row;
}

/** Department code of an English name or of the code itself. */
export function departmentCode(name: string): string {
  const code = departmentCodes.get(name);
  if (!code) throw new Error(`the sandbox has no department ${name}`);
  return code;
}

function jobRow(person: PersonPlan, employment: EmploymentPlan, job: JobPlan): Row {
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
    ...auditOf(employment.from),
  };
}

function userRow(person: PersonPlan, employment: EmploymentPlan): Row {
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

function seedEmployment(store: Store, person: PersonPlan, employment: EmploymentPlan): void {
  store.insert('EmpEmployment', {
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
  });
  for (const job of employment.jobs) store.insert('EmpJob', jobRow(person, employment, job));
  const title = employment.jobs.at(-1)?.title ?? null;
  store.insert('Position', {
    code: `P${employment.userId}`,
    effectiveStartDate: employment.from,
    jobLevel: '4',
    externalName_defaultValue: title,
    externalName_en_US: title,
    externalName_localized: title,
  });
  if (employment.user !== null) store.insert('User', userRow(person, employment));
  if (employment.assignment) {
    store.insert('EmpGlobalAssignment', {
      userId: employment.userId,
      assignmentType: optionId('global_assignment_type', 'LT'),
      company: employment.assignment.company,
      plannedEndDate: employment.assignment.until,
      endDate: null,
    });
  }
  if (employment.to !== undefined) {
    store.insert('EmpEmploymentTermination', {
      personIdExternal: person.id,
      userId: employment.userId,
      endDate: employment.to,
      lastDateWorked: employment.to,
      okToRehire: true,
      ...auditOf(employment.to),
    });
  }
}

/** Writes all rows of a person, the Entra account excepted. */
export function seedPerson(store: Store, person: PersonPlan): void {
  const { id: personIdExternal, firstName, lastName } = person;
  const first = person.employments[0]?.from ?? day('2020-01-01');
  const common = auditOf(Math.min(first, day('2026-01-01')));
  const ended = person.employments.flatMap(({ to }) => (to === undefined ? [] : [to]));
  store.insert('PerPerson', {
    personIdExternal,
    personId: String(Number(personIdExternal) - 95_000),
    perPersonUuid: personIdExternal.padStart(32, 'D4C4D1F0A6'.repeat(4)),
    dateOfBirth: day(person.born),
    countryOfBirth: person.country,
    customString2: 'x',
    ...common,
  });
  store.insert('PerPersonal', {
    personIdExternal,
    startDate: person.personalFrom,
    endDate: OPEN_END,
    firstName,
    lastName,
    middleName: person.middleName ?? null,
    preferredName: person.preferredName ?? null,
    displayName: `${person.preferredName ?? firstName} ${lastName}`,
    formalName: `${firstName} ${lastName}`,
    initials: `${firstName.charAt(0)}${lastName.charAt(0)}`,
    gender: person.gender,
    nationality: person.country,
    ...common,
  });
  for (const email of person.emails) {
    store.insert('PerEmail', {
      personIdExternal,
      emailType: wellKnown.emailTypes[email.type],
      emailAddress: email.address,
      isPrimary: email.primary,
      ...common,
    });
  }
  for (const phone of person.phones) {
    store.insert('PerPhone', {
      personIdExternal,
      phoneType: wellKnown.phoneTypes[phone.type],
      phoneNumber: phone.number,
      countryCode: phone.countryCode ?? null,
      areaCode: phone.areaCode ?? null,
      extension: phone.extension ?? null,
      isPrimary: phone.primary,
      ...common,
    });
  }
  if (person.terminationInfo !== false) {
    store.insert('PersonEmpTerminationInfo', {
      personIdExternal,
      activeEmploymentsCount: person.employments.filter(({ to }) => to === undefined).length,
      latestTerminationDate: ended.length === 0 ? null : Math.max(...ended),
    });
  }
  for (const employment of person.employments) seedEmployment(store, person, employment);
}
