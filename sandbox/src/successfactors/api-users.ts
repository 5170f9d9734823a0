import { wellKnown } from '../tenant/well-known.ts';

/** The one thing that an API user lacks, so that a client can be tried against each refusal. */
export type Lack = 'odata' | 'employee-central-read' | 'user-read' | 'write' | 'people' | 'address' | 'unlocked';

/** A technical user of the tenant. */
export interface ApiUser {
  /** The username, which Basic and `use_username` go by. */
  readonly user: string;
  /** The userId, which an assertion's NameID is by default. */
  readonly userId: string;
  readonly email: string;
  readonly lacks: Lack | null;
  /** What the user can or cannot do, in words for people. */
  readonly about: string;
}

const user = (name: string, number: number, lacks: Lack | null, about: string): ApiUser => ({
  user: name,
  // No person's: the named begin at 100101, generated ones at 200001.
  userId: `10000${number}`,
  email: `${name}@contoso.example`,
  lacks,
  about,
});

/**
 * The API users of every sandbox tenant; all have the same password. Username and userId differ, as they do in real
 * tenants, so that a client that mixes them up is refused (SAP KBA 2668018).
 */
export const apiUsers: readonly ApiUser[] = [
  user(wellKnown.user, 1, null, 'has every permission'),
  user('no-odata', 2, 'odata', 'has no permission for the OData API'),
  user('no-read', 3, 'employee-central-read', 'may not read Employee Central entities by API'),
  user('no-user-read', 4, 'user-read', 'may not read the entity User'),
  user('no-write', 5, 'write', 'may not upsert'),
  user('no-people', 6, 'people', 'has an empty target population'),
  user('other-address', 7, 'address', 'may sign in from another IP address only'),
  user('locked', 8, 'unlocked', 'has a locked account'),
  { ...user('v4admin', 9, null, 'the built-in administrator: its User row has no dates'), userId: 'v4admin' },
  {
    ...user('mail-shaped', 0, null, 'has a userId that looks like an e-mail address'),
    userId: 'mail-shaped@contoso.example',
  },
];

export const apiUserNamed = (name: string): ApiUser | undefined => apiUsers.find(({ user: each }) => each === name);
