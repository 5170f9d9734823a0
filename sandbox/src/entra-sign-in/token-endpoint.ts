import { jsonReply, type Reply, type Request } from '../http/reply.ts';
import type { Application } from './applications.ts';
import { checkCredential } from './client-credential.ts';
import type { EntraSignIn } from './entra-sign-in.ts';
import { refuseWith } from './forced-refusals.ts';
import { applicationOf, required } from './form.ts';
import { SignInRefusal } from './refusal.ts';
import { audienceOfDefault, delegatedScopes } from './scopes.ts';
import { userTokens } from './user-tokens.ts';

type Form = ReadonlyMap<string, string>;

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

const badRequest = (error: string, code: number, message: string): SignInRefusal =>
  new SignInRefusal(400, error, code, message);

/** Answers `POST /<tenant>/oauth2/v2.0/token`. @param now ms; @throws SignInRefusal */
export function giveTokens(entra: EntraSignIn, request: Request, tenant: string, form: Form, now: number): Reply {
  const grant = required(form, 'grant_type');
  const app = applicationOf(entra, form, tenant);
  const proof = checkCredential({ request, issuerKey: entra.issuerKey, now }, app, form);
  if (entra.refusal !== null) refuseWith(entra.refusal);
  const clientInfo = form.get('client_info') === '1';
  switch (grant) {
    case 'client_credentials': {
      if (proof === null) {
        throw new SignInRefusal(
          401,
          'invalid_client',
          7000216,
          "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
        );
      }
      const audience = audienceOfDefault(required(form, 'scope'), tenant);
      const life = entra.settings.accessTokenSeconds;
      const token = entra.tokens.forApp(app, audience, proof, life, now);
      const body = { token_type: 'Bearer', expires_in: life, ext_expires_in: life, access_token: token };
      return jsonReply(200, body, { 'cache-control': 'no-store, no-cache' });
    }
    case DEVICE_CODE:
    // Microsoft's client library sends the short name.
    case 'device_code': {
      const scopes = approvedScopes(entra, app, required(form, 'device_code'), now);
      checkPublicClient(app, proof !== null);
      return userTokens(entra, request, app, scopes, clientInfo, now);
    }
    case 'refresh_token': {
      const given = entra.refreshTokens.redeem(required(form, 'refresh_token'), app.clientId, now);
      checkPublicClient(app, proof !== null);
      const scope = form.get('scope');
      const scopes = scope === undefined ? given : delegatedScopes(scope, tenant);
      return userTokens(entra, request, app, scopes, clientInfo, now);
    }
    default:
      throw badRequest('unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`);
  }
}

/** An app without "Allow public client flows" must prove who it is. @throws SignInRefusal 7000218 */
function checkPublicClient({ publicClient }: Application, proven: boolean): void {
  if (publicClient || proven) return;
  const message = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
  throw new SignInRefusal(401, 'invalid_client', 7000218, message);
}

/**
 * What a user has approved under a device code. "OAuth 2.0 device authorization grant", expected errors; `slow_down` is
 * RFC 8628's, and Microsoft's document does not list it.
 *
 * @throws SignInRefusal while nobody has, or when nobody can any more
 */
function approvedScopes({ devices }: EntraSignIn, app: Application, deviceCode: string, now: number) {
  const found = devices.poll(deviceCode, app.clientId, now);
  if (!('state' in found)) return found.scopes;
  switch (found.state) {
    case 'pending':
      throw badRequest(
        'authorization_pending',
        70016,
        'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
      );
    case 'too-soon':
      throw badRequest(
        'slow_down',
        70016,
        'Authorization is pending. Poll less often: five seconds later than before.',
      );
    case 'declined':
      throw badRequest('authorization_declined', 65004, 'User declined to consent to access the app.');
    case 'expired':
      throw badRequest(
        'expired_token',
        70020,
        "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
      );
    default:
      throw badRequest(
        'bad_verification_code',
        70018,
        "The provided value for the input parameter 'device_code' is not valid. The device code was not recognized.",
      );
  }
}
