import { samAccountName } from '../people/accounts.ts';

export interface UserProperty {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'strings' | 'date' | 'extensions';
  /** Returned where the caller selects nothing. */
  readonly usual?: boolean;
  readonly readOnly?: boolean;
  readonly required?: boolean;
  readonly maxLength?: number;
  /** For lists: how many values it takes. */
  readonly maxItems?: number;
}

const list: readonly UserProperty[] = [
  { name: 'id', type: 'string', usual: true, readOnly: true },
  { name: 'businessPhones', type: 'strings', usual: true, maxItems: 1 },
  { name: 'displayName', type: 'string', usual: true, required: true, maxLength: 256 },
  { name: 'givenName', type: 'string', usual: true, maxLength: 64 },
  { name: 'jobTitle', type: 'string', usual: true, maxLength: 128 },
  { name: 'mail', type: 'string', usual: true },
  { name: 'mobilePhone', type: 'string', usual: true, maxLength: 64 },
  { name: 'officeLocation', type: 'string', usual: true, maxLength: 128 },
  { name: 'preferredLanguage', type: 'string', usual: true },
  { name: 'surname', type: 'string', usual: true, maxLength: 64 },
  { name: 'userPrincipalName', type: 'string', usual: true, required: true, maxLength: 113 },
  { name: 'accountEnabled', type: 'boolean', required: true },
  { name: 'mailNickname', type: 'string', required: true, maxLength: 64 },
  { name: 'department', type: 'string', maxLength: 64 },
  { name: 'companyName', type: 'string', maxLength: 64 },
  { name: 'employeeId', type: 'string', maxLength: 16 },
  { name: 'employeeType', type: 'string', maxLength: 64 },
  { name: 'streetAddress', type: 'string', maxLength: 1024 },
  { name: 'city', type: 'string', maxLength: 128 },
  { name: 'state', type: 'string', maxLength: 128 },
  { name: 'postalCode', type: 'string', maxLength: 40 },
  { name: 'country', type: 'string', maxLength: 128 },
  { name: 'usageLocation', type: 'string', maxLength: 2 },
  { name: 'userType', type: 'string' },
  { name: 'createdDateTime', type: 'date', readOnly: true },
  { name: 'deletedDateTime', type: 'date', readOnly: true },
  { name: 'onPremisesSamAccountName', type: 'string', readOnly: true },
  { name: 'onPremisesSyncEnabled', type: 'boolean', readOnly: true },
  { name: 'onPremisesDistinguishedName', type: 'string', readOnly: true },
  { name: 'onPremisesDomainName', type: 'string', readOnly: true },
  { name: 'onPremisesImmutableId', type: 'string' },
  { name: 'onPremisesLastSyncDateTime', type: 'date', readOnly: true },
  { name: 'onPremisesSecurityIdentifier', type: 'string', readOnly: true },
  { name: 'onPremisesUserPrincipalName', type: 'string', readOnly: true },
  { name: 'employeeHireDate', type: 'date' },
  { name: 'employeeLeaveDateTime', type: 'date' },
  { name: 'faxNumber', type: 'string', maxLength: 64 },
  { name: 'otherMails', type: 'strings', maxItems: 250 },
  { name: 'proxyAddresses', type: 'strings', readOnly: true },
  { name: 'passwordPolicies', type: 'string' },
  { name: 'ageGroup', type: 'string' },
  { name: 'consentProvidedForMinor', type: 'string' },
  { name: 'legalAgeGroupClassification', type: 'string', readOnly: true },
  { name: 'creationType', type: 'string', readOnly: true },
  { name: 'externalUserState', type: 'string' },
  { name: 'onPremisesExtensionAttributes', type: 'extensions' },
  { name: samAccountName, type: 'string', maxLength: 256 },
];

/** The properties of microsoft.graph.user that the sandbox has. */
export const userProperties: ReadonlyMap<string, UserProperty> = new Map(list.map((each) => [each.name, each]));
/** `extensionAttribute1` to `extensionAttribute15`. */
export const extensionNames: ReadonlySet<string> = new Set(
  Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`),
);
