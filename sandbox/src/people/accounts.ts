import { hash } from 'node:crypto';
import { wellKnown } from '../tenant/well-known.ts';
import { workPlaces } from './organisation.ts';
import type { EmploymentPlan, PersonPlan } from './plan.ts';

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

/** Days as Graph prints them: people begin and end on some thousand days. */
const instants = new Map<number, string>();

function instant(ms: number): string {
  const known = instants.get(ms);
  if (known !== undefined) return known;
  const text = `${new Date(ms).toISOString().slice(0, 19)}Z`;
  instants.set(ms, text);
  return text;
}

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
const extensionAttributes = (first: string | null) => ({ ...noAttributes, extensionAttribute1: first });

/** The employment that counts: the last one that has not ended, else the last. */
export function activeEmployment(person: PersonPlan): EmploymentPlan | undefined {
  const open = person.employments.filter(({ to, assignmentClass }) => to === undefined && assignmentClass === 'ST');
  // Of two jobs at once the first is the main one.
  return person.situation === 'concurrent-jobs' ? open[0] : (open.at(-1) ?? person.employments.at(-1));
}

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

const blank = (subject: string, displayName: string, local: string): Account =>
  blankAccount(objectId(subject), displayName, local);

/** The subjects of the object ids that a person's accounts may have: their own, a namesake's, a second one's. */
export const subjectsOf = (person: string): readonly string[] => [person, `namesake:${person}`, `second:${person}`];

/** The accounts that a person's plan leads to, at most two; see {@link accountConflicts}. */
export function accountsOf(person: PersonPlan): Account[] {
  const own = accountOf(person);
  if (!own || !person.account?.conflict) return own ? [own] : [];
  const [, namesake = '', second = ''] = subjectsOf(person.id);
  const { displayName, mail, userPrincipalName } = own;
  const local = userPrincipalName.slice(0, userPrincipalName.indexOf('@'));
  switch (person.account.conflict) {
    case 'without-employee-id':
      return [{ ...own, employeeId: null, onPremisesExtensionAttributes: extensionAttributes(null) }];
    case 'name-taken':
      return [
        {
          ...blank(namesake, displayName ?? '', local),
          givenName: own.givenName,
          surname: own.surname,
          mail,
          proxyAddresses: own.proxyAddresses,
          jobTitle: 'Consultant',
          companyName: 'Fabrikam',
          employeeType: 'Contractor',
        },
      ];
    default:
      return [own, { ...blank(second, `${displayName} (Admin)`, `adm.${local}`), employeeId: person.id }];
  }
}

/** The account that a person has where nothing stands against it; undefined where the directory has none. */
function accountOf(person: PersonPlan): Account | undefined {
  const plan = person.account;
  if (!plan) return undefined;
  const employment = activeEmployment(person);
  const job = employment?.jobs.at(-1);
  const at = workPlaces.get(employment?.workPlace ?? '');
  const local = plan.alias ?? plan.mail?.split('@')[0] ?? person.id;
  const sam = local.replace(/[^a-z0-9.-]/g, '').slice(0, 20);
  // Filled in and not spread: a query that looks at everybody makes 100,000 of them.
  const account = blank(person.id, `${person.firstName} ${person.lastName}`, local);
  account.givenName = person.firstName;
  account.surname = person.lastName;
  account.mail = plan.mail;
  account.accountEnabled = plan.enabled;
  account.businessPhones = plan.telephone === null ? [] : [plan.telephone];
  account.mobilePhone = plan.mobile;
  account.jobTitle = job?.title ?? null;
  account.department = job?.department ?? null;
  account.companyName = at?.companyName ?? null;
  account.employeeId = person.id;
  account.employeeHireDate = employment ? instant(employment.from) : null;
  account.employeeLeaveDateTime = employment?.to === undefined ? null : instant(employment.to);
  account.proxyAddresses = plan.mail === null ? [] : [`SMTP:${plan.mail}`];
  account.employeeType = employment?.contingent ? 'Contractor' : 'Employee';
  account.officeLocation = at?.name ?? null;
  account.streetAddress = at?.street ?? null;
  account.city = at?.city ?? null;
  account.state = at?.state ?? null;
  account.postalCode = at?.zipCode ?? null;
  account.country = at?.countryName ?? null;
  account.usageLocation = at?.twoChar ?? null;
  account.reportsTo = job?.manager ?? null;
  account.onPremisesSamAccountName = sam;
  // Synchronised from Active Directory once and no longer, so that Graph may write every property.
  account.onPremisesSyncEnabled = false;
  account.onPremisesExtensionAttributes = extensionAttributes(employment?.userId ?? null);
  account[samAccountName] = sam;
  return account;
}

/** Four accounts that belong to nobody in SuccessFactors; the last one is mastered by an Active Directory. */
export function accountsOfNobody(): Account[] {
  return [
    { ...blank('room', 'Meeting Room Baltic', 'room.baltic'), mail: 'room.baltic@contoso.example' },
    { ...blank('service', 'Backup Service', 'svc.backup'), accountEnabled: true },
    {
      ...blank('guest', 'Olga Petrenko (Fabrikam)', 'olga.petrenko_fabrikam.example#EXT#'),
      mail: 'olga.petrenko@fabrikam.example',
      givenName: 'Olga',
      surname: 'Petrenko',
      userType: 'Guest',
      mobilePhone: '+380 44 555 0199',
    },
    {
      ...blank('synced', 'Plant Terminal Oslo', 'plant.terminal'),
      mail: 'plant.terminal@contoso.example',
      proxyAddresses: ['SMTP:plant.terminal@contoso.example'],
      department: 'Operations',
      onPremisesSamAccountName: 'plant.terminal',
      onPremisesSyncEnabled: true,
    },
  ];
}
