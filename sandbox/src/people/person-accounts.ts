import { type Account, accountNamed, extensionAttributes, samAccountName } from './accounts.ts';
import { workPlaces } from './organisation.ts';
import type { EmploymentPlan, PersonPlan } from './plan.ts';

/** Days as Graph prints them: people begin and end on some thousand days. */
const instants = new Map<number, string>();

function instant(ms: number): string {
  const known = instants.get(ms);
  if (known !== undefined) return known;
  const text = `${new Date(ms).toISOString().slice(0, 19)}Z`;
  instants.set(ms, text);
  return text;
}

/** The employment that counts: the last one that has not ended, else the last. */
function activeEmployment(person: PersonPlan): EmploymentPlan | undefined {
  const open = person.employments.filter(({ to, assignmentClass }) => to === undefined && assignmentClass === 'ST');
  // Of two jobs at once the first is the main one.
  return person.situation === 'concurrent-jobs' ? open[0] : (open.at(-1) ?? person.employments.at(-1));
}

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
          ...accountNamed(namesake, displayName ?? '', local),
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
      return [own, { ...accountNamed(second, `${displayName} (Admin)`, `adm.${local}`), employeeId: person.id }];
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
  const account = accountNamed(person.id, `${person.firstName} ${person.lastName}`, local);
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
