import type { Value } from '../model/entity.ts';
import { situations } from '../people/plan.ts';
import type { Tenant } from '../tenant/tenant.ts';

interface PersonState {
  readonly personIdExternal: string;
  readonly name: string;
  readonly situation: string;
  readonly meaning: string;
  readonly emails: readonly { type: string; address: Value; primary: boolean }[];
  readonly phones: readonly { type: string; number: string; primary: boolean }[];
  readonly users: readonly string[];
  readonly entra: { id: string; mail: string | null; telephone: string | null; mobile: string | null } | null;
}

const typeName = (types: Readonly<Record<string, string>>, id: Value | undefined): string =>
  Object.entries(types).find(([, option]) => option === id)?.[0] ?? String(id);

/** The first people of the tenant with their rows as they are now. */
export function personStates(tenant: Tenant, limit: number): PersonState[] {
  return tenant.population.people(limit).map((person) => {
    const rows = (set: string) => tenant.store.find(set, ['personIdExternal'], [person.id]);
    const account = tenant.directory.of(person.id);
    return {
      personIdExternal: person.id,
      name: `${person.firstName} ${person.lastName}`,
      situation: person.situation,
      meaning: situations[person.situation],
      emails: rows('PerEmail').map((row) => ({
        type: typeName(tenant.types.emailTypes, row['emailType']),
        address: row['emailAddress'] ?? null,
        primary: row['isPrimary'] === true,
      })),
      phones: rows('PerPhone').map((row) => ({
        type: typeName(tenant.types.phoneTypes, row['phoneType']),
        number: [row['countryCode'], row['areaCode'], row['phoneNumber']].filter((part) => part).join(' '),
        primary: row['isPrimary'] === true,
      })),
      users: rows('EmpEmployment')
        .map((row) => String(row['userId']))
        .filter((userId) => tenant.store.get('User', { userId }) !== undefined),
      entra: account
        ? {
            id: account.id,
            mail: account.mail,
            telephone: account.businessPhones[0] ?? null,
            mobile: account.mobilePhone,
          }
        : null,
    };
  });
}
