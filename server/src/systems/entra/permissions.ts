import { permissionsOf, type TokenClaims } from './sign-in/token-claims.ts';

/** What sfmap does in a tenant. */
export type GraphAction =
  | 'read users'
  | 'write users'
  | 'write when users leave'
  | 'read members of groups'
  | 'read the organization';

/** The least permission of an action first, then those that hold it ("Microsoft Graph permissions reference"). */
const sufficient: Readonly<Record<GraphAction, readonly [least: string, ...more: string[]]>> = {
  'read users': ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'write users': ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  // employeeLeaveDateTime has a permission of its own, which no other one holds.
  'write when users leave': ['User-LifeCycleInfo.ReadWrite.All'],
  'read members of groups': [
    'GroupMember.Read.All',
    'GroupMember.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'read the organization': [
    'Organization.Read.All',
    'Organization.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
};

/** The least permission that an action needs: `User.Read.All`. */
export function leastPermission(action: GraphAction): string {
  return sufficient[action][0];
}

/** The least permissions of those actions that a token does not allow. */
export function missingPermissions(claims: TokenClaims, actions: readonly GraphAction[]): readonly string[] {
  const held = new Set(permissionsOf(claims));
  return actions.filter((action) => !sufficient[action].some((name) => held.has(name))).map(leastPermission);
}
