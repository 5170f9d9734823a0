import { wellKnown } from '../tenant/well-known.ts';
import { SignInRefusal } from './refusal.ts';

const SHARED = new Set(['common', 'organizations', 'consumers']);

/** Whether a path names the sandbox's directory, by its domain or its id. */
export function isTenant(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === wellKnown.tenant || lower === wellKnown.tenantId;
}

export const isShared = (name: string): boolean => SHARED.has(name.toLowerCase());

/** @throws SignInRefusal 50194 or 90002 where a path names no directory, or another one */
export function checkTenant(name: string, clientId: string): void {
  if (isTenant(name)) return;
  if (isShared(name)) {
    throw new SignInRefusal(
      400,
      'invalid_request',
      50194,
      `Application '${clientId}' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such applications created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
    );
  }
  throw new SignInRefusal(
    400,
    'invalid_request',
    90002,
    `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
}
