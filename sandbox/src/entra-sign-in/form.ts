import type { Application } from './applications.ts';
import type { EntraSignIn } from './entra-sign-in.ts';
import { SignInRefusal } from './refusal.ts';
import { checkTenant } from './tenants.ts';

/** A parameter that must be there. @throws SignInRefusal 900144 */
export function required(form: ReadonlyMap<string, string>, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw new SignInRefusal(
    400,
    'invalid_request',
    900144,
    `The request body must contain the following parameter: '${name}'.`,
  );
}

/** The app that signs in to a tenant. @throws SignInRefusal 90002, 50194, 900144 or 700016 */
export function applicationOf(
  { applications }: EntraSignIn,
  form: ReadonlyMap<string, string>,
  tenant: string,
): Application {
  const clientId = form.get('client_id') ?? '';
  checkTenant(tenant, clientId);
  const app = applications.get(required(form, 'client_id').toLowerCase());
  if (app) return app;
  throw new SignInRefusal(
    400,
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  );
}
