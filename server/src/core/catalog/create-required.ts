/**
 * What Entra ID creates no account without. Source: Microsoft Graph, "Create user"; the names of the provisioning
 * service's attribute list.
 */
export const CREATE_REQUIRED: readonly string[] = [
  'displayName',
  'userPrincipalName',
  'mailNickname',
  'accountEnabled',
];
