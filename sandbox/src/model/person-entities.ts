import { audit, date, entity, flag, instant, int32, int64, many, one, option, text } from './define.ts';

const writable = { upsertable: true } as const;
const mandatory = { upsertable: true, required: true } as const;
const operation = { operation: text(32, { upsertable: true, visible: false }) };

/** The person and what hangs on the person directly. */
export const personEntities = [
  entity('PerPerson', {
    key: ['personIdExternal'],
    properties: {
      personIdExternal: text(32),
      personId: int64(),
      perPersonUuid: text(32),
      userId: text(100, { visible: false }),
      dateOfBirth: date(),
      countryOfBirth: text(100),
      regionOfBirth: text(100),
      placeOfBirth: text(100),
      birthName: text(100),
      dateOfDeath: date(),
      customString1: text(),
      customString2: text(),
      ...audit(),
    },
    navigations: {
      personalInfoNav: many('PerPersonal', { personIdExternal: 'personIdExternal' }),
      phoneNav: many('PerPhone', { personIdExternal: 'personIdExternal' }),
      emailNav: many('PerEmail', { personIdExternal: 'personIdExternal' }),
      personEmpTerminationInfoNav: one('PersonEmpTerminationInfo', { personIdExternal: 'personIdExternal' }),
      employmentNav: many('EmpEmployment', { personIdExternal: 'personIdExternal' }),
      emergencyContactNav: many('PerEmergencyContacts', { personIdExternal: 'personIdExternal' }),
      homeAddressNavDEFLT: many('PerAddressDEFLT', { personIdExternal: 'personIdExternal' }),
      // Misspelt so in real tenants.
      personRerlationshipNav: many('PerPersonRelationship', { personIdExternal: 'personIdExternal' }),
      nationalIdNav: many('PerNationalId', { personIdExternal: 'personIdExternal' }),
      personTypeUsageNav: one('PersonTypeUsage', { personIdExternal: 'personIdExternal' }),
      countryOfBirthNav: one('Territory', { countryOfBirth: 'territoryCode' }),
      userAccountNav: one('UserAccount', { personIdExternal: 'personIdExternal' }),
    },
  }),
  entity('PerPersonal', {
    key: ['personIdExternal', 'startDate'],
    effectiveDated: true,
    properties: {
      personIdExternal: text(32),
      startDate: date(),
      endDate: date(),
      firstName: text(128),
      lastName: text(128),
      middleName: text(128),
      preferredName: text(128),
      displayName: text(128),
      formalName: text(128),
      initials: text(128),
      title: text(128),
      suffix: text(128),
      salutation: text(128),
      gender: text(2),
      maritalStatus: text(32),
      nationality: text(128),
      nativePreferredLang: text(32),
      ...audit(),
    },
    navigations: { personNav: one('PerPerson', { personIdExternal: 'personIdExternal' }) },
  }),
  entity('PerEmail', {
    key: ['emailType', 'personIdExternal'],
    upsertable: true,
    properties: {
      emailType: text(38, { ...mandatory, picklist: 'ecEmailType' }),
      personIdExternal: text(100, mandatory),
      emailAddress: text(100, mandatory),
      isPrimary: flag(mandatory),
      ...operation,
      ...audit(),
    },
    navigations: {
      emailTypeNav: option('emailType'),
      personNav: one('PerPerson', { personIdExternal: 'personIdExternal' }),
    },
  }),
  entity('PerPhone', {
    key: ['personIdExternal', 'phoneType'],
    upsertable: true,
    properties: {
      personIdExternal: text(100, mandatory),
      phoneType: text(100, { ...mandatory, picklist: 'ecPhoneType' }),
      phoneNumber: text(100, mandatory),
      countryCode: text(32, writable),
      areaCode: text(32, writable),
      extension: text(32, { ...writable, filterable: false }),
      isPrimary: flag(mandatory),
      ...operation,
      ...audit(),
    },
    navigations: {
      phoneTypeNav: option('phoneType'),
      personNav: one('PerPerson', { personIdExternal: 'personIdExternal' }),
    },
  }),
  entity('PersonEmpTerminationInfo', {
    key: ['personIdExternal'],
    properties: { personIdExternal: text(100), activeEmploymentsCount: int32(), latestTerminationDate: date() },
  }),
  entity('PerEmergencyContacts', {
    key: ['name', 'personIdExternal', 'relationship'],
    properties: { personIdExternal: text(100), name: text(100), relationship: text(100), phone: text(100) },
  }),
  entity('PerAddressDEFLT', {
    key: ['addressType', 'personIdExternal', 'startDate'],
    effectiveDated: true,
    properties: {
      addressType: text(100),
      personIdExternal: text(100),
      startDate: date(),
      endDate: date(),
      address1: text(256),
      city: text(100),
      country: text(100),
      zipCode: text(100),
    },
  }),
  entity('PerNationalId', {
    key: ['cardType', 'country', 'personIdExternal'],
    properties: { personIdExternal: text(100), country: text(100), cardType: text(100), isPrimary: flag() },
  }),
  entity('PerPersonRelationship', {
    key: ['personIdExternal', 'relatedPersonIdExternal', 'startDate'],
    effectiveDated: true,
    properties: {
      personIdExternal: text(100),
      relatedPersonIdExternal: text(100),
      relationshipType: text(100),
      startDate: date(),
      endDate: date(),
    },
  }),
  entity('PersonTypeUsage', {
    key: ['personIdExternal'],
    properties: { personIdExternal: text(100), personType: text(100) },
  }),
  entity('UserAccount', {
    key: ['username'],
    properties: { username: text(100), personIdExternal: text(100), lastModifiedDateTime: instant() },
  }),
];
