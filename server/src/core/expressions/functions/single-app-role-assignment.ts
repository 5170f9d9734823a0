import { eager, flow } from '../function.ts';
import { fail } from '../problem.ts';

/**
 * `SingleAppRoleAssignment([appRoleAssignments])`: the one role of a user. Several are an error: "Customize application
 * attributes" says that the function does not support them.
 */
export const singleAppRoleAssignment = eager('SingleAppRoleAssignment', ([roles = null]) => {
  if (roles === null || typeof roles === 'string') return flow(roles);
  if (roles.length > 1) return fail(`SingleAppRoleAssignment takes one role, but the user has ${roles.length}.`);
  return flow(roles[0] ?? null);
});
