import { type KeyObject, randomUUID } from 'node:crypto';
import { SfmapError } from '../../../core/errors.ts';
import type { Http } from '../../http.ts';
import { clientAssertion } from './client-assertion.ts';
import { requestToken } from './request-token.ts';
import { type TokenPlace, TokenSignIn } from './token-sign-in.ts';

/** A client of SAP Cloud Identity Services that SuccessFactors takes for an API user (KBA 3666719). */
export interface OidcSettings {
  /** `https://contoso.accounts.ondemand.com/oauth2/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  /** The name of the dependency on SuccessFactors that the client's application has. */
  readonly dependency?: string;
  /** The client's secret, or the private key of the certificate that its application trusts. */
  readonly proof: { readonly secret: string } | { readonly key: KeyObject };
}

export const identityServices = 'SAP Cloud Identity Services';

/** Signs in by SAP Cloud Identity Services, with the grant `client_credentials` (SAP, "Client Credentials Flow"). */
export function oidcSignIn(
  settings: OidcSettings,
  http: Http,
  now: () => number = Date.now,
  kept?: TokenPlace,
): TokenSignIn {
  const { tokenUrl, clientId, dependency, proof } = settings;
  const refusal = (status: number, words: string) => refused(settings, status, words);
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    ...(dependency !== undefined && { resource: `urn:sap:identity:application:provider:name:${dependency}` }),
  };
  return new TokenSignIn(
    (signal) => {
      const endpoint = { url: tokenUrl, system: identityServices, http, refusal };
      if ('secret' in proof) {
        return requestToken(endpoint, () => form, { authorization: basic(clientId, proof.secret) }, signal);
      }
      const proved = () => ({
        ...form,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: clientAssertion(
          { clientId, audience: tokenUrl, now: new Date(now()), id: randomUUID() },
          proof.key,
        ),
      });
      return requestToken(endpoint, proved, {}, signal);
    },
    now,
    kept,
  );
}

/** Id and secret are form-encoded before they are joined (RFC 6749, section 2.3.1). */
function basic(clientId: string, secret: string): string {
  const encoded = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encoded(clientId)}:${encoded(secret)}`, 'utf8').toString('base64')}`;
}

/** What the errors of RFC 6749 and 8707 mean here. */
function refused({ clientId, dependency, proof }: OidcSettings, status: number, words: string): SfmapError {
  const problem = (kind: string, sentence: string, cure: string) =>
    new SfmapError(`SFM-SIGN-IN-${kind}`, sentence, cure, 3, { refused: 'system' });
  if (/invalid_target|resource/i.test(words)) {
    return problem(
      'DEPENDENCY',
      `${identityServices} knows no dependency ${dependency ?? '(none is named)'} of the client ${clientId}.`,
      'Write the name of the dependency on SuccessFactors (API sf_technical_access) to dependency in sfmap.json.',
    );
  }
  if (/unauthorized_client|unsupported_grant/i.test(words)) {
    return problem(
      'GRANT',
      `${identityServices} does not let the client ${clientId} sign in by itself.`,
      'Allow the client credentials flow in its OpenID Connect configuration.',
    );
  }
  if (/invalid_client|assertion/i.test(words) || status === 401) {
    const secret = 'secret' in proof;
    return problem(
      secret ? 'SECRET' : 'KEY',
      `${identityServices} refuses the client ${clientId} with its ${secret ? 'secret' : 'signed assertion'}.`,
      secret
        ? 'Correct clientId in sfmap.json or the secret, or make a new one: application → Client Authentication → Secrets.'
        : 'Check that the application trusts the certificate of this key: Client Authentication → JSON Web Tokens.',
    );
  }
  return problem(
    'REFUSED',
    `${identityServices} refuses the sign-in (${status}): ${words || 'no reason given'}.`,
    'Check clientId, tokenUrl and dependency in sfmap.json.',
  );
}
