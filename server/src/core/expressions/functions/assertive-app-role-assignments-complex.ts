import { eager, flow } from '../function.ts';

/**
 * `AssertiveAppRoleAssignmentsComplex([appRoleAssignments])`: as `AppRoleAssignmentsComplex`, but the service removes the
 * roles that are gone. Only "Customize application attributes" documents it; the function reference leaves it out.
 */
export const assertiveAppRoleAssignmentsComplex = eager(
  'AssertiveAppRoleAssignmentsComplex',
  ([roles = null], args) => {
    args.note('the service puts these roles in place of those of the app');
    return flow(typeof roles === 'string' ? [roles] : roles);
  },
);
