import { builtInModel } from '../entity-model/built-in-model.ts';
import type { Entity } from '../entity-model/entity-model.ts';
import type { JsonObject } from '../json.ts';
import { late } from '../late.ts';

/** What a field holds, as far as pseudonyms are concerned. */
export type FieldKind =
  /** A code, a flag or a word of the company: it stays. */
  | 'kept'
  | 'given name'
  | 'family name'
  /** Given and family names in one. */
  | 'full name'
  /** Anything else that a record of a person holds: ids, addresses, numbers, free text. */
  | 'text';

/** Which kind of record a value stands in. */
export interface RecordPlace {
  /** Undefined where the entity model does not know it. */
  readonly entity: Entity | undefined;
  /** A record of the company, such as a department or an option of a picklist, and of no person. */
  readonly ofCompany: boolean;
}

/** The outermost record: a PerPerson of SuccessFactors, or an Entra user. */
export function rootPlace(record: JsonObject): RecordPlace {
  const isWorker = ['personIdExternal', 'employmentNav', 'personalInfoNav'].some((name) => name in record);
  return { entity: isWorker ? builtInModel.entity('PerPerson') : undefined, ofCompany: false };
}

const OF_COMPANY: ReadonlySet<string> = new Set(
  'Position PicklistOption Picklist PicklistLabel PickListValueV2 Territory Country Currency PersonType'.split(' '),
);

/** Whether records of an entity are the company's, and no person's. */
export const isOfCompany = (entity: string): boolean => OF_COMPANY.has(entity) || entity.startsWith('FO');

/** The record at the other end of a navigation. What is not known counts as a person's. */
export function placeBehind({ entity, ofCompany }: RecordPlace, name: string): RecordPlace {
  const member = entity && builtInModel.member(entity, name);
  const target = member?.kind === 'navigation' ? member.navigation.target : '';
  if (target === '')
    return { entity: undefined, ofCompany: ofCompany && /^(?:address|local|toLegalEntity)/.test(name) };
  return { entity: builtInModel.entity(target), ofCompany: isOfCompany(target) };
}

const GIVEN = late(() => /^(?:business)?(?:first|middle|given|preferred|nick)name|^mi$/i);
const FAMILY = late(() => /^(?:business|second)?(?:last|birth|partner|third)name|^surname/i);
const FULL = late(() => /^(?:display|formal|full|defaultFull)?name/i);
/** People whom a record of the company names. */
const PERSON_OF_COMPANY = late(
  () => /^(?:createdBy|lastModifiedBy|headOfUnit|costcenterManager|incumbent|.*Contact(?:Email|ID|Name))$/,
);

/** Fields of people whose values come from a list that everybody in the company shares. */
const CODES: ReadonlySet<string> = new Set(
  (
    'gender maritalStatus nationality secondNationality thirdNationality nativePreferredLang salutation suffix pronouns ' +
    'countryOfBirth emailType phoneType countryCode addressType cardType country relationshipType personType ' +
    'assignmentClass assignmentType event eventReason emplStatus employmentType employeeClass employeeType regularTemp ' +
    'company businessUnit division department location costCenter jobCode jobTitle localJobTitle title position payGrade ' +
    'payScaleArea payScaleGroup payScaleLevel payScaleType countryOfCompany flsaStatus eeoClass contractType ' +
    'holidayCalendarCode workscheduleCode timeTypeProfileCode timezone timeZone workLocation workerCategory ' +
    'jobLevel jobRole jobFamily status accountStatus loginMethod defaultLocale payGroup ' +
    'companyName officeLocation usageLocation preferredLanguage userType passwordPolicies'
  ).split(' '),
);

/** The kind of a field, by its name and by what stands beside it in the record. */
export function fieldKind(place: RecordPlace, record: JsonObject, name: string): FieldKind {
  if (place.ofCompany) return PERSON_OF_COMPANY().test(name) ? 'text' : 'kept';
  if (GIVEN().test(name)) return 'given name';
  if (FAMILY().test(name)) return 'family name';
  if (FULL().test(name)) return 'full name';
  if (CODES.has(name) || name.startsWith('@odata.')) return 'kept';
  // `customString5` beside `customString5Nav` is the option of a picklist.
  if (`${name}Nav` in record) return 'kept';
  return isMeasure(place, name) ? 'kept' : 'text';
}

/** Numbers that the entity model knows, other than ids: how many, how much, in which order. */
function isMeasure({ entity }: RecordPlace, name: string): boolean {
  if (entity === undefined || /id$/i.test(name)) return false;
  const member = builtInModel.member(entity, name);
  return member?.kind === 'property' && !/^custom/.test(name) && /Int|Double|Decimal/.test(member.property.type);
}
