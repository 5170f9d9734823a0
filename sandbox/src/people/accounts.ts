import { hash } from 'node:crypto';
import { wellKnown } from '../tenant/well-known.ts';

/** A user object as Microsoft Graph v1.0 holds it; a property that is not listed here reads as null. */
export interface Account {
  id: string;
  userPrincipalName: string;
  displayName: string | null;
  givenName: string | null;
  surname: string | null;
  mail: string | null;
  mailNickname: string | null;
  accountEnabled: boolean;
  businessPhones: string[];
  otherMails: string[];
  proxyAddresses: string[];
  mobilePhone: string | null;
  jobTitle: string | null;
  department: string | null;
  companyName: string | null;
  employeeId: string | null;
  employeeType: string | null;
  employeeHireDate: string | null;
  employeeLeaveDateTime: string | null;
  officeLocation: string | null;
  streetAddress: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  country: string | null;
  usageLocation: string | null;
  preferredLanguage: string | null;
  userType: string | null;
  createdDateTime: string;
  deletedDateTime: string | null;
  onPremisesSamAccountName: string | null;
  onPremisesSyncEnabled: boolean | null;
  onPremisesExtensionAttributes: Record<string, string | null>;
  /** userId of the manager in SuccessFactors, whose account is the manager unless {@link managerId} says otherwise. */
  reportsTo: string | null;
  /** Object id of the manager who was written; null: the manager was taken away. */
  managerId?: string | null;
  /** Object id of the manager before the latest write, for whoever tracks it. */
  formerManagerId?: string | null;
  /** Directory extensions, `extension_<application id without dashes>_<name>`. */
  [extension: `extension_${string}`]: string | null;
}

/** Whether an object of the directory is a user's. */
export const isAccount = (object: object): object is Account => 'userPrincipalName' in object;

/** The directory extension in which the sandbox keeps the name of the on-premises account. */
export const samAccountName = `extension_${wellKnown.clientId.replaceAll('-', '')}_samAccountName` as const;

/** An object id that depends on its subject alone. */
export function objectId(subject: string): string {
  const hex = hash('sha256', `sandbox:${subject}`);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

const noAttributes: Readonly<Record<string, string | null>> = Object.fromEntries(
  Array.from({ length: 15 }, (_, n) => [`extensionAttribute${n + 1}`, null]),
);
/** The fifteen attributes of Exchange, of which the first alone is filled. */
export const extensionAttributes = (first: string | null) => ({ ...noAttributes, extensionAttribute1: first });

/** An account of which nothing is known but its name. */
export function blankAccount(id: string, displayName: string, local: string): Account {
  return {
    id,
    userPrincipalName: `${local}@${wellKnown.tenant}`,
    displayName,
    givenName: null,
    surname: null,
    mail: null,
    mailNickname: local,
    accountEnabled: true,
    businessPhones: [],
    otherMails: [],
    proxyAddresses: [],
    mobilePhone: null,
    jobTitle: null,
    department: null,
    companyName: null,
    employeeId: null,
    employeeType: null,
    employeeHireDate: null,
    employeeLeaveDateTime: null,
    officeLocation: null,
    streetAddress: null,
    city: null,
    state: null,
    postalCode: null,
    country: null,
    usageLocation: null,
    preferredLanguage: null,
    userType: 'Member',
    createdDateTime: '2026-01-05T10:00:00Z',
    deletedDateTime: null,
    onPremisesSamAccountName: null,
    onPremisesSyncEnabled: null,
    onPremisesExtensionAttributes: extensionAttributes(null),
    reportsTo: null,
  };
}

/** An account of which nothing is known but its name, with the object id of a subject. */
export const accountNamed = (subject: string, displayName: string, local: string): Account =>
  blankAccount(objectId(subject), displayName, local);

/** Four accounts that belong to nobody in SuccessFactors; the last one is mastered by an Active Directory. */
export function accountsOfNobody(): Account[] {
  return [
    { ...accountNamed('room', 'Meeting Room Baltic', 'room.baltic'), mail: 'room.baltic@contoso.example' },
    { ...accountNamed('service', 'Backup Service', 'svc.backup'), accountEnabled: true },
    {
      ...accountNamed('guest', 'Olga Petrenko (Fabrikam)', 'olga.petrenko_fabrikam.example#EXT#'),
      mail: 'olga.petrenko@fabrikam.example',
      givenName: 'Olga',
      surname: 'Petrenko',
      userType: 'Guest',
      mobilePhone: '+380 44 555 0199',
    },
    {
      ...accountNamed('synced', 'Plant Terminal Oslo', 'plant.terminal'),
      mail: 'plant.terminal@contoso.example',
      proxyAddresses: ['SMTP:plant.terminal@contoso.example'],
      department: 'Operations',
      onPremisesSamAccountName: 'plant.terminal',
      onPremisesSyncEnabled: true,
    },
  ];
}
