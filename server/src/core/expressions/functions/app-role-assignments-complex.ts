import { eager, flow } from '../function.ts';

/**
 * `AppRoleAssignmentsComplex([appRoleAssignments])`: the roles of a user as a multi-valued result. The service sends them
 * to a SCIM app as complex values and adds them to those that are there; that form is no value of an expression. Source:
 * the function reference.
 */
export const appRoleAssignmentsComplex = eager('AppRoleAssignmentsComplex', ([roles = null], args) => {
  args.note('the service adds these roles to those of the app');
  return flow(typeof roles === 'string' ? [roles] : roles);
});
