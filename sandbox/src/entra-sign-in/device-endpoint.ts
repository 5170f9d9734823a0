import { jsonReply, type Reply, type Request } from '../http/reply.ts';
import type { EntraSignIn } from './entra-sign-in.ts';
import { applicationOf, required } from './form.ts';
import { delegatedScopes } from './scopes.ts';

/** Answers `POST /<tenant>/oauth2/v2.0/devicecode`. @throws SignInRefusal */
export function giveDeviceCode(
  entra: EntraSignIn,
  request: Request,
  tenant: string,
  form: ReadonlyMap<string, string>,
  now: number,
): Reply {
  const app = applicationOf(entra, form, tenant);
  const scopes = delegatedScopes(required(form, 'scope'), tenant);
  const { deviceCodeSeconds, pollSeconds } = entra.settings;
  const pending = entra.devices.begin(app.clientId, scopes, deviceCodeSeconds, pollSeconds, now);
  const address = `${request.origin}/devicelogin`;
  return jsonReply(
    200,
    {
      user_code: pending.userCode,
      device_code: pending.deviceCode,
      verification_uri: address,
      expires_in: deviceCodeSeconds,
      interval: pollSeconds,
      message: `To sign in, use a web browser to open the page ${address} and enter the code ${pending.userCode} to authenticate.`,
    },
    { 'cache-control': 'no-store, no-cache' },
  );
}
