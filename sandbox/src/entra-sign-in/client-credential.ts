import { readJwt } from '../identity/jwt.ts';
import { equalSecrets } from '../successfactors/passwords.ts';
import type { Proof } from './access-tokens.ts';
import type { Application } from './applications.ts';
import { checkCertificateAssertion } from './certificate-assertion.ts';
import type { CredentialContext } from './credential-context.ts';
import { checkFederatedToken } from './federated-token.ts';
import { SignInRefusal } from './refusal.ts';

export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const invalid = (code: number, message: string): SignInRefusal =>
  new SignInRefusal(401, 'invalid_client', code, message);

/**
 * Checks the credential that an app presents: its secret, an assertion by its certificate, or a token of an issuer that
 * it trusts. Null where it presents none.
 *
 * @throws SignInRefusal
 */
export function checkCredential(
  context: CredentialContext,
  app: Application,
  form: ReadonlyMap<string, string>,
): Proof | null {
  const assertion = form.get('client_assertion');
  if (assertion !== undefined) {
    if (form.get('client_assertion_type') !== JWT_BEARER) {
      throw new SignInRefusal(
        400,
        'invalid_request',
        900144,
        `The request body must contain the following parameter: 'client_assertion_type' with value '${JWT_BEARER}'.`,
      );
    }
    const jwt = readJwt(assertion);
    if (!jwt) throw invalid(50027, 'JWT token is invalid or malformed.');
    if (jwt.claims['iss'] === app.clientId) checkCertificateAssertion(context, app, jwt);
    else checkFederatedToken(context, app, jwt);
    return '2';
  }
  const secret = form.get('client_secret');
  if (secret === undefined) return null;
  if (app.secret === null || !equalSecrets(secret, app.secret)) {
    throw invalid(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`,
    );
  }
  if (app.secretExpired) {
    throw invalid(
      7000222,
      `The provided client secret keys for app '${app.clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  }
  return '1';
}
