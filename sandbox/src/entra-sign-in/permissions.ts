/** Permissions of Microsoft Graph that exist both for an app alone and for a signed-in user. */
export const graphPermissions: readonly string[] = [
  'User.Read.All',
  'User.ReadWrite.All',
  'User.EnableDisableAccount.All',
  'User.DeleteRestore.All',
  'User-LifeCycleInfo.ReadWrite.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Organization.Read.All',
  'Application.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

/** Scopes of OpenID Connect; they are no permissions of Graph. */
export const openIdScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);
