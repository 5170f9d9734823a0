import type { Row } from '../model/entity.ts';
import type { Store } from '../store/store.ts';
import { wellKnown } from '../tenant/well-known.ts';
import { DAY, day, FOUNDED_AT, OPEN_END, SEEDED_AT } from './calendar.ts';
import { seedCountries } from './countries.ts';

/** The audit properties of a row that an administrator made and changed at the given times. */
export const auditOf = (created: number, changed = SEEDED_AT): Row => ({
  createdBy: 'sfadmin',
  createdDateTime: created + 9 * 3_600_000,
  createdOn: created + 4 * 3_600_000,
  lastModifiedBy: 'sfadmin',
  lastModifiedDateTime: changed,
  lastModifiedOn: changed - 5 * 3_600_000,
});

interface Unit {
  readonly name: string;
  readonly de?: string;
  readonly fr?: string;
  readonly more?: Row;
}

const departments = {
  '50001': { name: 'Operations', de: 'Betrieb', fr: 'Exploitation' },
  '50002': { name: 'Sales EMEA', de: 'Vertrieb EMEA', fr: 'Ventes EMEA' },
  '50003': { name: 'Sales Americas', de: 'Vertrieb Amerika', fr: 'Ventes Amériques' },
  '50004': { name: 'Engineering', de: 'Entwicklung', fr: 'Ingénierie' },
  '50005': { name: 'Finance', de: 'Finanzen', fr: 'Finances' },
  '50006': { name: 'People & Culture', de: 'Personal', fr: 'Ressources humaines' },
  '50007': { name: 'IT Services', de: 'IT-Dienste', fr: 'Services informatiques' },
  '50008': { name: 'Logistics', de: 'Logistik', fr: 'Logistique' },
} satisfies Record<string, Unit>;

const RENAMED_AT = day('2020-07-01');

export type DepartmentCode = keyof typeof departments;

/** Department codes by their English names, for people who are written down by hand. */
export const departmentCodes: ReadonlyMap<string, string> = new Map(
  Object.entries(departments).map(([code, { name }]) => [name, code]),
);

/** A place of work with all that follows from it. */
export interface WorkPlace {
  readonly code: string;
  readonly name: string;
  readonly company: string;
  readonly companyName: string;
  readonly country: string;
  readonly twoChar: string;
  readonly countryName: string;
  readonly currency: string;
  readonly street: string;
  readonly city: string;
  readonly state: string | null;
  readonly zipCode: string;
  readonly timeZone: string;
  readonly dial: string;
}

const place = (
  code: string,
  [name, street, zipCode, city, state]: [string, string, string, string, string | null],
  [company, companyName, country, twoChar, countryName, currency]: [string, string, string, string, string, string],
  timeZone: string,
  dial: string,
): WorkPlace => ({
  code,
  name,
  street,
  zipCode,
  city,
  state,
  company,
  companyName,
  country,
  twoChar,
  countryName,
  currency,
  timeZone,
  dial,
});

const us: [string, string, string, string, string, string] = [
  'CON_US',
  'Contoso Inc.',
  'USA',
  'US',
  'United States',
  'USD',
];
const de: [string, string, string, string, string, string] = ['CON_DE', 'Contoso GmbH', 'DEU', 'DE', 'Germany', 'EUR'];
const gb: [string, string, string, string, string, string] = [
  'CON_GB',
  'Contoso Ltd.',
  'GBR',
  'GB',
  'United Kingdom',
  'GBP',
];
const ng: [string, string, string, string, string, string] = [
  'CON_NG',
  'Contoso Nigeria Ltd.',
  'NGA',
  'NG',
  'Nigeria',
  'NGN',
];
const jp: [string, string, string, string, string, string] = ['CON_JP', 'Contoso K.K.', 'JPN', 'JP', 'Japan', 'JPY'];
const br: [string, string, string, string, string, string] = [
  'CON_BR',
  'Contoso do Brasil Ltda.',
  'BRA',
  'BR',
  'Brazil',
  'BRL',
];

export const workPlaces: ReadonlyMap<string, WorkPlace> = new Map(
  [
    place('SEA-01', ['Seattle', '400 Harbour Avenue', '98101', 'Seattle', 'WA'], us, 'US/Pacific', '+1 206 555'),
    place('BER-01', ['Berlin', 'Beispielstraße 12', '10115', 'Berlin', null], de, 'Europe/Berlin', '+49 30 23125'),
    place('LON-01', ['London', '8 Sample Wharf', 'E14 0AA', 'London', null], gb, 'Europe/London', '+44 20 7946'),
    place('LOS-01', ['Lagos', '21 Example Close', '101233', 'Lagos', null], ng, 'Africa/Lagos', '+234 1 555'),
    place('TYO-01', ['Tokyo', '1-2-3 Reibun', '100-0001', 'Tokyo', null], jp, 'Asia/Tokyo', '+81 3 5550'),
    place(
      'SAO-01',
      ['São Paulo', 'Rua Exemplo 45', '01000-000', 'São Paulo', 'SP'],
      br,
      'America/Sao_Paulo',
      '+55 11 5550',
    ),
  ].map((each) => [each.code, each]),
);

export const divisionOf = (department: string): string => (department < '50004' ? 'SALES_OPS' : 'CORE');
export const businessUnitOf = (department: string): string => (department < '50004' ? 'CON_COMM' : 'CON_CORP');
export const costCenterOf = (department: string): string => `17${department.slice(-3)}-21`;
export const jobCodeOf = (department: string): string => `50${department.slice(-3)}0`;

const options: readonly (readonly [picklist: string, id: string, externalCode: string, label: string])[] = [
  ['ecEmailType', wellKnown.emailTypes.business, 'B', 'Business'],
  ['ecEmailType', wellKnown.emailTypes.personal, 'P', 'Personal'],
  ['ecEmailType', wellKnown.emailTypes.other, 'O', 'Other'],
  ['ecPhoneType', wellKnown.phoneTypes.business, 'B', 'Business'],
  ['ecPhoneType', wellKnown.phoneTypes.cell, 'C', 'Cell'],
  ['ecPhoneType', wellKnown.phoneTypes.personal, 'H', 'Personal'],
  ['employee-status', '5585', 'A', 'Active'],
  ['employee-status', '5586', 'T', 'Terminated'],
  ['employee-status', '5587', 'U', 'Unpaid Leave'],
  ['employee-status', '5588', 'P', 'Paid Leave'],
  ['employee-status', '5589', 'S', 'Suspended'],
  ['employee-status', '5590', 'R', 'Retired'],
  ['employee-status', '5591', 'D', 'Dormant'],
  ['employee-status', '5592', 'F', 'Furlough'],
  ['employee-status', '5593', 'O', 'Discarded'],
  ['employmentType', '3634', 'REG', 'Regular'],
  ['employmentType', '3635', 'CTR', 'Contractor'],
  ['EMPLOYEECLASS', '4221', 'EMP', 'Employee'],
  ['EMPLOYEECLASS', '4222', 'CON', 'Contingent Worker'],
  ['global_assignment_type', '6001', 'LT', 'Long term'],
  ['global_assignment_type', '6002', 'ST', 'Short term'],
];

const optionIds: ReadonlyMap<string, string> = new Map(
  options.map(([picklist, id, externalCode]) => [`${picklist} ${externalCode}`, id]),
);

/** The option id of an external code, as emplStatus and its like hold it. */
export function optionId(picklist: string, externalCode: string): string {
  const found = optionIds.get(`${picklist} ${externalCode}`);
  if (!found) throw new Error(`the sandbox has no option ${externalCode} in ${picklist}`);
  return found;
}

const events = {
  HIRNEW: ['New Hire', 'H'],
  REHREH: ['Rehire', 'R'],
  TERVOL: ['Voluntary Termination', '26'],
  CONVER: ['Worker Conversion', '5'],
  GASSGN: ['Global Assignment', 'GA'],
  DATACH: ['Data Change', '5'],
} as const;

/** Writes the organisation and the picklists into a store. */
export function seedOrganisation(store: Pick<Store, 'insert'>): void {
  const foundation = (set: string, code: string, { name, de: german, fr: french, more }: Unit): void =>
    store.insert(set, {
      externalCode: code,
      startDate: FOUNDED_AT,
      endDate: OPEN_END,
      status: 'A',
      name,
      name_defaultValue: name,
      name_localized: name,
      name_en_US: name,
      name_de_DE: german ?? name,
      name_fr_FR: french ?? name,
      description: null,
      description_localized: `${name} (${code})`,
      ...auditOf(FOUNDED_AT),
      ...more,
    });
  for (const [code, unit] of Object.entries(departments)) {
    const now = unit === departments['50007'] ? { startDate: RENAMED_AT } : {};
    foundation('FODepartment', code, { ...unit, more: now });
    foundation('FOCostCenter', costCenterOf(code), { name: `${unit.name} Cost Center` });
    foundation('FOJobCode', jobCodeOf(code), { name: `${unit.name} Professional`, more: { grade: 'GR-05' } });
  }
  // One department had another name once: a job that began before is read with the name of its first day.
  foundation('FODepartment', '50007', {
    name: 'Information Systems',
    de: 'Informationssysteme',
    fr: "Systèmes d'information",
    more: { endDate: RENAMED_AT - DAY },
  });
  foundation('FODivision', 'SALES_OPS', { name: 'Sales and Operations' });
  foundation('FODivision', 'CORE', { name: 'Core Functions' });
  foundation('FOBusinessUnit', 'CON_COMM', { name: 'Commercial' });
  foundation('FOBusinessUnit', 'CON_CORP', { name: 'Corporate Services' });
  foundation('FOPayGrade', 'GR-05', { name: 'Grade 5', more: { paygradeLevel: '5' } });
  foundation('FOPayGrade', 'GR-09', { name: 'Grade 9', more: { paygradeLevel: '9' } });
  for (const [code, [name, event]] of Object.entries(events))
    foundation('FOEventReason', code, { name, more: { event } });
  seedCountries(store, FOUNDED_AT, [...workPlaces.values()]);
  let addressId = 0;
  for (const at of workPlaces.values()) {
    addressId += 1;
    foundation('FOCompany', at.company, {
      name: at.companyName,
      more: { country: at.country, currency: at.currency, standardHours: '40' },
    });
    foundation('FOLocation', at.code, {
      name: at.name,
      more: { timezone: at.timeZone, addressId: String(addressId), customString4: `B${addressId}` },
    });
    store.insert('FOCorporateAddressDEFLT', {
      addressId: String(addressId),
      address1: at.street,
      city: at.city,
      state: at.state,
      zipCode: at.zipCode,
      country: at.country,
      customString4: `B${addressId}`,
      startDate: FOUNDED_AT,
      endDate: OPEN_END,
      ...auditOf(FOUNDED_AT),
    });
  }
  seedPicklists(store);
}

function seedPicklists(store: Pick<Store, 'insert'>): void {
  for (const picklistId of new Set(options.map(([picklist]) => picklist))) store.insert('Picklist', { picklistId });
  let sortOrder = 0;
  for (const [picklistId, id, externalCode, label] of options) {
    sortOrder += 1;
    store.insert('PicklistOption', {
      id,
      picklistId,
      externalCode,
      localeLabel: label,
      mdfExternalCode: externalCode,
      minValue: '-1',
      maxValue: '-1',
      optionValue: '-1',
      sortOrder,
      status: 'ACTIVE',
    });
    store.insert('PicklistLabel', { id: `${id}1`, optionId: id, locale: 'en_US', label });
  }
}
