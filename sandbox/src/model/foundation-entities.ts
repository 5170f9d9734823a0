import { audit, date, decimal, double, entity, int32, int64, many, one, text } from './define.ts';

/** The part that all foundation objects share: a code with dated, translated names. */
const dated = () => ({
  externalCode: text(32),
  startDate: date(),
  endDate: date(),
  status: text(32),
  name: text(90),
  name_defaultValue: text(90),
  name_localized: text(90),
  name_en_US: text(90),
  name_de_DE: text(90),
  name_fr_FR: text(90),
  description: text(128),
  description_localized: text(128),
  headOfUnit: text(100),
  ...audit(),
});

const translated = { nameTranslationNav: one('FOTranslation', { externalCode: 'foundationObjectCode' }) };

const key = ['externalCode', 'startDate'];
const effectiveDated = true;

/** Organisation, work places, picklists. */
export const foundationEntities = [
  entity('FOCompany', {
    key,
    effectiveDated,
    properties: { ...dated(), country: text(100), currency: text(32), standardHours: double() },
    navigations: {
      ...translated,
      countryNav: one('Territory', { country: 'territoryCode' }),
      countryOfRegistrationNav: one('Country', { country: 'code' }),
    },
  }),
  entity('FODepartment', {
    key,
    effectiveDated,
    properties: { ...dated(), parent: text(32), costCenter: text(32) },
    navigations: { ...translated, parentNav: one('FODepartment', { parent: 'externalCode' }) },
  }),
  entity('FODivision', { key, effectiveDated, properties: { ...dated(), parent: text(32) }, navigations: translated }),
  entity('FOBusinessUnit', { key, effectiveDated, properties: dated(), navigations: translated }),
  entity('FOCostCenter', {
    key,
    effectiveDated,
    properties: { ...dated(), costcenterExternalObjectID: text(40) },
    navigations: translated,
  }),
  entity('FOJobCode', {
    key,
    effectiveDated,
    properties: { ...dated(), jobFunction: text(128), grade: text(32) },
    navigations: translated,
  }),
  entity('FOPayGrade', {
    key,
    effectiveDated,
    properties: { ...dated(), paygradeLevel: double() },
    navigations: translated,
  }),
  entity('FOEventReason', {
    key,
    effectiveDated,
    properties: { ...dated(), event: text(45), implicitPositionAction: text(32) },
    navigations: translated,
  }),
  entity('FOLocation', {
    key,
    effectiveDated,
    properties: {
      ...dated(),
      timezone: text(128),
      locationGroup: text(32),
      customString4: text(),
      addressId: decimal({ visible: false }),
    },
    navigations: { ...translated, addressNavDEFLT: one('FOCorporateAddressDEFLT', { addressId: 'addressId' }) },
  }),
  entity('FOCorporateAddressDEFLT', {
    key: ['addressId'],
    properties: {
      addressId: decimal(),
      address1: text(256),
      address2: text(256),
      address3: text(256),
      city: text(256),
      county: text(256),
      state: text(256),
      province: text(256),
      zipCode: text(256),
      country: text(256),
      customString4: text(256),
      startDate: date(),
      endDate: date(),
      ...audit(),
    },
    navigations: { stateNav: one('PicklistOption', { state: 'id' }) },
  }),
  // Translations have no rows of their own: name_localized and its like stand in the objects.
  entity('FOTranslation', {
    key: ['externalCode'],
    properties: { externalCode: text(128), foundationObjectCode: text(32), value_defaultValue: text(90) },
  }),
  entity('Territory', {
    key: ['territoryCode'],
    properties: { territoryCode: text(128), twoCharCountryCode: text(2), territoryName: text(128) },
  }),
  entity('Country', {
    key: ['code', 'effectiveStartDate'],
    properties: {
      code: text(128),
      effectiveStartDate: date(),
      effectiveEndDate: date(),
      status: text(255),
      twoCharCountryCode: text(2),
      currency: text(128),
      externalName_defaultValue: text(128),
      externalName_localized: text(128),
    },
  }),
  entity('Position', {
    key: ['code', 'effectiveStartDate'],
    properties: {
      code: text(128),
      effectiveStartDate: date(),
      jobLevel: text(128),
      externalName_defaultValue: text(128),
      externalName_en_US: text(128),
      externalName_de_DE: text(128),
      externalName_fr_FR: text(128),
      externalName_localized: text(128),
    },
  }),
  entity('Picklist', {
    key: ['picklistId'],
    properties: { picklistId: text(256) },
    navigations: { picklistOptions: many('PicklistOption', { picklistId: 'picklistId' }) },
  }),
  entity('PicklistOption', {
    key: ['id'],
    properties: {
      id: int64(),
      picklistId: text(256, { visible: false }),
      externalCode: text(256),
      localeLabel: text(256),
      mdfExternalCode: text(256),
      minValue: double(),
      maxValue: double(),
      optionValue: double(),
      sortOrder: int32(),
      status: text(32),
      parentId: int64({ visible: false }),
    },
    navigations: {
      parentPicklistOption: one('PicklistOption', { parentId: 'id' }),
      childPicklistOptions: many('PicklistOption', { id: 'parentId' }),
      picklistLabels: many('PicklistLabel', { id: 'optionId' }),
      picklist: one('Picklist', { picklistId: 'picklistId' }),
    },
  }),
  entity('PicklistLabel', {
    key: ['locale', 'optionId'],
    properties: { id: int64(), locale: text(32), optionId: int64(), label: text(256) },
    navigations: { picklistOption: one('PicklistOption', { optionId: 'id' }) },
  }),
];
