/**
 * Attributes that a scoping filter does not support, whatever their type. Source: Microsoft, "Known issues for
 * provisioning in Microsoft Entra ID".
 */
export const OUT_OF_SCOPE_NAMES: ReadonlySet<string> = new Set(['appRoleAssignments', 'manager', 'userType']);
