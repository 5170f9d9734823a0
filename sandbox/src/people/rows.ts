import type { Row } from '../model/entity.ts';
import { wellKnown } from '../tenant/well-known.ts';
import { day, OPEN_END } from './calendar.ts';
import { assignmentRows, employmentRow, jobRow, positionRow, terminationRows, userRow } from './employment-rows.ts';
import { auditOf } from './organisation.ts';
import type { EmploymentPlan, PersonPlan } from './plan.ts';

function commonAudit(person: PersonPlan): Row {
  const first = person.employments[0]?.from ?? day('2020-01-01');
  return auditOf(Math.min(first, day('2026-01-01')));
}

function personRow(person: PersonPlan): Row {
  return {
    personIdExternal: person.id,
    personId: String(Number(person.id) - 95_000),
    perPersonUuid: person.id.padStart(32, 'D4C4D1F0A6'.repeat(4)),
    dateOfBirth: day(person.born),
    countryOfBirth: person.country,
    customString2: 'x',
    ...commonAudit(person),
  };
}

function personalRow(person: PersonPlan): Row {
  const { firstName, lastName } = person;
  return {
    personIdExternal: person.id,
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
    ...commonAudit(person),
  };
}

const emailRows = (person: PersonPlan): Row[] =>
  person.emails.map((email) => ({
    personIdExternal: person.id,
    emailType: wellKnown.emailTypes[email.type],
    emailAddress: email.address,
    isPrimary: email.primary,
    ...commonAudit(person),
  }));

const phoneRows = (person: PersonPlan): Row[] =>
  person.phones.map((phone) => ({
    personIdExternal: person.id,
    phoneType: wellKnown.phoneTypes[phone.type],
    phoneNumber: phone.number,
    countryCode: phone.countryCode ?? null,
    areaCode: phone.areaCode ?? null,
    extension: phone.extension ?? null,
    isPrimary: phone.primary,
    ...commonAudit(person),
  }));

function terminationInfo(person: PersonPlan): Row[] {
  if (person.terminationInfo === false) return [];
  const ended = person.employments.flatMap(({ to }) => (to === undefined ? [] : [to]));
  return [
    {
      personIdExternal: person.id,
      activeEmploymentsCount: person.employments.filter(({ to }) => to === undefined).length,
      latestTerminationDate: ended.length === 0 ? null : Math.max(...ended),
    },
  ];
}

const perEmployment =
  (rows: (person: PersonPlan, employment: EmploymentPlan) => Row[]) =>
  (person: PersonPlan): Row[] =>
    person.employments.flatMap((employment) => rows(person, employment));

const none = (): Row[] => [];

/** How a person's rows of each set follow from the plan. The sets named here are those that belong to people. */
export const rowsOfPerson: ReadonlyMap<string, (person: PersonPlan) => Row[]> = new Map([
  ['PerPerson', (person: PersonPlan) => [personRow(person)]],
  ['PerPersonal', (person: PersonPlan) => [personalRow(person)]],
  ['PerEmail', emailRows],
  ['PerPhone', phoneRows],
  ['PersonEmpTerminationInfo', terminationInfo],
  ['EmpEmployment', perEmployment((person, each) => [employmentRow(person, each)])],
  ['EmpJob', perEmployment((person, employment) => employment.jobs.map((job) => jobRow(person, employment, job)))],
  ['Position', perEmployment((_, each) => [positionRow(each)])],
  ['User', perEmployment((person, each) => (each.user === null ? [] : [userRow(person, each)]))],
  ['EmpGlobalAssignment', perEmployment((_, employment) => assignmentRows(employment))],
  ['EmpEmploymentTermination', perEmployment(terminationRows)],
  // Nobody has rows of these: links to them lead to empty lists.
  ['EmpCompensation', none],
  ['EmpJobRelationships', none],
  ['PerEmergencyContacts', none],
  ['PerAddressDEFLT', none],
  ['PerNationalId', none],
  ['PerPersonRelationship', none],
  ['PersonTypeUsage', none],
  ['UserAccount', none],
]);
