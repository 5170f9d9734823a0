/**
 * Targets that tell one account from all others: no constant may stand in them for several people, and the value of a
 * second employment would make another account of the person. Sources: Microsoft Graph, "user resource type"; Active
 * Directory schema, "All Attributes".
 */
export const uniqueTargets: ReadonlySet<string> = new Set([
  'userPrincipalName',
  'mailNickname',
  'mail',
  'proxyAddresses',
  'employeeId',
  'onPremisesImmutableId',
  'sAMAccountName',
  'cn',
  'distinguishedName',
  'employeeID',
]);
