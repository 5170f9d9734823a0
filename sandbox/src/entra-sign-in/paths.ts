const ROUTE =
  /^\/([^/]+)\/(oauth2\/v2\.0\/token|oauth2\/v2\.0\/devicecode|discovery\/instance|discovery\/v2\.0\/keys|v2\.0\/\.well-known\/openid-configuration)$/;

/** The page where a user enters a device code. */
export const DEVICE_PAGE = '/devicelogin';

/** Tenant and resource of a path below the login authority; null for a path of something else. */
export function signInRoute(path: string): { readonly tenant: string; readonly resource: string } | null {
  if (path === DEVICE_PAGE) return { tenant: '', resource: DEVICE_PAGE };
  const [, tenant, resource] = ROUTE.exec(path) ?? [];
  return tenant === undefined || resource === undefined ? null : { tenant, resource };
}

/** Whether a path is one of signing in, and none of Graph. */
export const isSignInPath = (path: string): boolean => signInRoute(path) !== null;
