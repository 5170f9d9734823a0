import { wellKnown } from '../tenant/well-known.ts';
import { graphPermissions } from './permissions.ts';

/** Whose tokens an app takes in place of its own credential: all three must match to the letter. */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** An app registration of the directory. */
export interface Application {
  readonly clientId: string;
  readonly name: string;
  readonly secret: string | null;
  readonly secretExpired: boolean;
  /** PEM. */
  readonly certificates: readonly string[];
  readonly federated: readonly FederatedCredential[];
  /** Permissions of Graph that an administrator has consented to, for the app alone and for its users. */
  readonly permissions: readonly string[];
  /** "Allow public client flows": device codes without a credential. */
  readonly publicClient: boolean;
  /** What the app is there for, in words for people. */
  readonly about: string;
}

/** The example apps by the name of what each lacks. All have the same secret. */
export const applicationIds = {
  full: wellKnown.clientId,
  readOnly: '11111111-2222-4333-8444-000000000001',
  usersOnly: '11111111-2222-4333-8444-000000000002',
  noConsent: '11111111-2222-4333-8444-000000000003',
  expiredSecret: '11111111-2222-4333-8444-000000000004',
} as const;

function application(clientId: string, name: string, about: string, differences: Partial<Application>): Application {
  return {
    clientId,
    name,
    secret: wellKnown.clientSecret,
    secretExpired: false,
    certificates: [],
    federated: [],
    permissions: graphPermissions,
    publicClient: true,
    about,
    ...differences,
  };
}

/**
 * The app registrations of every sandbox: one that may do everything, and some that lack one thing each.
 *
 * @param certificate PEM of the one with all permissions; null when none was given
 */
export function exampleApplications(certificate: string | null): Map<string, Application> {
  const ids = applicationIds;
  const list = [
    application(ids.full, 'sandbox-app', 'has every permission, and every way to sign in', {
      certificates: certificate === null ? [] : [certificate],
      federated: [{ ...wellKnown.federated }],
    }),
    application(ids.readOnly, 'read-only', 'may read users and members of groups; no device codes', {
      permissions: ['User.Read.All', 'GroupMember.Read.All'],
      publicClient: false,
    }),
    application(ids.usersOnly, 'users-only', 'may read and write users, and see no group', {
      permissions: ['User.ReadWrite.All'],
    }),
    application(ids.noConsent, 'no-consent', 'nobody has consented to any permission', { permissions: [] }),
    application(ids.expiredSecret, 'expired-secret', 'has a secret that has expired', { secretExpired: true }),
  ];
  return new Map(list.map((each) => [each.clientId, each]));
}
