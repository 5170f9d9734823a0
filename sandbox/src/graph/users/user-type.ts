import { filterSupport, type Property, type ResourceType } from '../resource.ts';
import { extensionProperties } from './extension-properties.ts';

const text = (name: string, levels: string, more: Partial<Property> = {}): Property => ({
  name,
  type: 'string',
  ...(levels !== '' && { filter: filterSupport(levels) }),
  ...more,
});
const date = (name: string, levels: string, more: Partial<Property> = {}): Property => ({
  ...text(name, levels, more),
  type: 'date',
});
const flag = (name: string, levels: string, more: Partial<Property> = {}): Property => ({
  ...text(name, levels, more),
  type: 'boolean',
});
const texts = (name: string, levels: string, more: Partial<Property> = {}): Property => ({
  ...text(name, levels, more),
  type: 'strings',
});

const usual = { usual: true } as const;
const required = { required: true } as const;
const readOnly = { readOnly: true } as const;
const cloud = { cloud: true } as const;

/**
 * The properties of microsoft.graph.user with their operators and limits ("user resource type", "Advanced query
 * capabilities on Microsoft Entra ID objects"). Where the two tables differ, the operators are those of the first and
 * the levels those of the second.
 */
const properties: readonly Property[] = [
  text('id', 'DD----', { ...usual, ...readOnly }),
  texts('businessPhones', 'D-----', { ...usual, maxItems: 1, maxLength: 64 }),
  text('displayName', 'DDDDDA', { ...usual, ...required, maxLength: 256, order: 'default' }),
  text('givenName', 'DDDDDA', { ...usual, maxLength: 64 }),
  text('jobTitle', 'DDDDDA', { ...usual, maxLength: 128 }),
  text('mail', 'DDDDDA', { ...usual, maxLength: 254, filter: filterSupport('DDDDDA', true) }),
  text('mobilePhone', 'AAAAAA', { ...usual, maxLength: 64 }),
  text('officeLocation', 'AAAAAA', { ...usual, maxLength: 128 }),
  text('preferredLanguage', 'AAAAAA', { ...usual, maxLength: 64 }),
  text('surname', 'DDDDDA', { ...usual, maxLength: 64 }),
  text('userPrincipalName', '', {
    ...usual,
    ...required,
    maxLength: 113,
    order: 'default',
    filter: filterSupport('DDDDD-', true),
  }),
  flag('accountEnabled', 'DDAA--', required),
  text('mailNickname', 'DDDDDA', { ...required, maxLength: 64 }),
  text('department', 'DDDDDA', { maxLength: 64 }),
  text('companyName', 'AAAAAA', { maxLength: 64 }),
  text('employeeId', 'DDAADA', { maxLength: 16 }),
  text('employeeType', 'AAAAA-', { maxLength: 64 }),
  text('streetAddress', 'AAAAAA', { maxLength: 1024 }),
  text('city', 'DDDDDA', { maxLength: 128 }),
  text('state', 'DDDDDA', { maxLength: 128 }),
  text('postalCode', 'AAAAAA', { maxLength: 40 }),
  text('country', 'DDDDDA', { maxLength: 128 }),
  text('usageLocation', 'DDDDDA', { ...cloud, maxLength: 2 }),
  text('userType', 'DD---A', { ...cloud, values: ['Member', 'Guest'] }),
  date('createdDateTime', 'DADD--', { ...readOnly, order: 'advanced' }),
  date('deletedDateTime', 'DADD--', { ...readOnly, order: 'advanced' }),
  text('onPremisesSamAccountName', 'AAAAA-', readOnly),
  flag('onPremisesSyncEnabled', 'DDAA-A', readOnly),
  text('onPremisesDistinguishedName', '', readOnly),
  text('onPremisesDomainName', '', readOnly),
  text('onPremisesImmutableId', 'AAAA--', cloud),
  date('onPremisesLastSyncDateTime', 'AAAA--', readOnly),
  text('onPremisesSecurityIdentifier', 'DD---A', readOnly),
  text('onPremisesUserPrincipalName', 'DDDDD-', readOnly),
  date('employeeHireDate', 'AAAA--'),
  date('employeeLeaveDateTime', 'AAAA--'),
  text('faxNumber', 'DDDDDA', { maxLength: 64 }),
  texts('otherMails', 'DDDDD-', { ...cloud, maxItems: 250, maxLength: 250, filter: filterSupport('DDDDD-', true) }),
  texts('proxyAddresses', '', { ...readOnly, filter: filterSupport('D-DDDA', true) }),
  text('passwordPolicies', 'A----A', cloud),
  text('ageGroup', 'DD----', { ...cloud, values: ['Minor', 'NotAdult', 'Adult'] }),
  text('consentProvidedForMinor', 'DD----', { ...cloud, values: ['Granted', 'Denied', 'NotRequired'] }),
  text('legalAgeGroupClassification', '', readOnly),
  text('creationType', 'DD----', readOnly),
  text('externalUserState', 'DD----', { ...cloud, values: ['PendingAcceptance', 'Accepted'] }),
  { name: 'onPremisesExtensionAttributes', type: 'extensions', filter: filterSupport('AAAA-A') },
  ...extensionProperties.map(({ name }) => text(name, 'DD--DA', { ...cloud, maxLength: 256 })),
];

/** The type of a user; its properties in the order in which Graph lists the usual ones. */
export const userType: ResourceType = {
  name: 'User',
  type: 'microsoft.graph.user',
  properties: new Map(properties.map((each) => [each.name, each])),
};

/** `extensionAttribute1` to `extensionAttribute15`. */
export const extensionNames: ReadonlySet<string> = new Set(
  Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`),
);
