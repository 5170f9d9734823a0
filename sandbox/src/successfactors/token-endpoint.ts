import { randomBytes } from 'node:crypto';
import { jsonReply, queryParameters, type Reply, type Request } from '../http/reply.ts';
import { wellKnown } from '../tenant/well-known.ts';
import type { AccessTokens } from './access-tokens.ts';
import { type ApiUser, apiUsers } from './api-users.ts';
import { type Assertion, signedAssertion } from './assertion.ts';
import type { Passwords } from './passwords.ts';

const SAML_BEARER = 'urn:ietf:params:oauth:grant-type:saml2-bearer';
const AUDIENCE = 'www.successfactors.com';

/** What the token endpoint stands on. */
export interface TokenContext {
  readonly tokens: AccessTokens;
  readonly passwords: Passwords;
  /** API key → certificate in PEM, of the OAuth clients that are registered in the tenant. */
  readonly clients: ReadonlyMap<string, string>;
  readonly tokenLifeSeconds: number;
  readonly now: number;
}

/** SuccessFactors' own shape, which is not that of RFC 6749. */
export const tokenError = (status: number, message: string): Reply =>
  jsonReply(status, { errorHttpCode: String(status), errorMessage: message });

/**
 * Public sources print this text and two reasons of a failed login, "invalid user" and "account locked" (SAP KBA
 * 3336571, 2668018, 3336550); all others are approximate.
 */
const UNSIGNED =
  'Unable to verify the signature of the SAML assertion. Please ensure that the assertion has a signature and the key pairs match the client ID';
const loginFailed = (why: string): Reply =>
  tokenError(401, `Unable to authenticate the client (Login failed - ${why})`);

/** Answers `POST /oauth/token`: an access token for a SAML bearer assertion that the client signed itself. */
export function giveToken(context: TokenContext, request: Request): Reply {
  if (request.method !== 'POST') return tokenError(405, 'The token endpoint takes POST only');
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  const form = isForm ? queryParameters(request.body) : null;
  if (!form) return tokenError(400, 'The request must be sent as application/x-www-form-urlencoded');
  const missing = ['company_id', 'client_id', 'grant_type', 'assertion'].find((name) => !form.get(name));
  if (missing !== undefined) return tokenError(400, `The parameter ${missing} is missing`);
  if (form.get('grant_type') !== SAML_BEARER) return tokenError(400, 'The grant_type is not supported');
  if (form.get('company_id') !== wellKnown.company) return loginFailed('invalid company');
  const clientId = form.get('client_id') ?? '';
  const certificate = context.clients.get(clientId);
  if (certificate === undefined) return loginFailed('invalid client');
  const assertion = decoded(form.get('assertion') ?? '', certificate);
  if (!assertion) return tokenError(401, UNSIGNED);
  const wrong = fault(assertion, clientId, `${request.origin}/oauth/token`, context.now);
  if (wrong !== null) return loginFailed(wrong);
  const user = subject(assertion);
  if (!user) return loginFailed('invalid user');
  if (context.passwords.isLocked(user)) return loginFailed('account locked');
  return answer(context, clientId, user);
}

/** Answers `GET /oauth/validate`: 200 for a token that is still good. */
export function validateToken({ tokens, now }: TokenContext, request: Request): Reply {
  const token = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  const grant = token === undefined ? undefined : tokens.find(token);
  if (!grant || grant.expiresAt <= now) return tokenError(401, 'The access token is invalid or has expired');
  return jsonReply(200, { token_type: 'Bearer', expires_in: Math.floor((grant.expiresAt - now) / 1000) });
}

/** Standard base64 without line breaks, as the parameter has to be sent. */
function decoded(base64: string, certificate: string): Assertion | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  return signedAssertion(Buffer.from(base64, 'base64').toString('utf8'), certificate);
}

function fault(assertion: Assertion, clientId: string, recipient: string, now: number): string | null {
  if (assertion.audience !== AUDIENCE) return 'invalid audience';
  if (assertion.recipient !== recipient) return 'invalid recipient';
  if (!(assertion.notBefore <= now)) return 'assertion is not yet valid';
  if (!(assertion.notOnOrAfter > now)) return 'assertion has expired';
  if (assertion.attributes.get('api_key') !== clientId) return 'invalid api_key';
  return null;
}

/**
 * The user whom NameID names: a userId, unless `use_username` or `use_email` says otherwise. What looks like an e-mail
 * is taken with `use_email` alone, even where it is a userId (SAP KBA 2668018).
 */
function subject({ nameId, attributes }: Assertion): ApiUser | undefined {
  if (attributes.get('use_email') === 'true') {
    return apiUsers.find(({ email, userId }) => email === nameId || (userId === nameId && userId.includes('@')));
  }
  if (attributes.get('use_username') === 'true') return apiUsers.find(({ user }) => user === nameId);
  return nameId.includes('@') ? undefined : apiUsers.find(({ userId }) => userId === nameId);
}

function answer({ tokens, tokenLifeSeconds, now }: TokenContext, clientId: string, user: ApiUser): Reply {
  const grant = tokens.grant(`${clientId}|${user.user}`, user.user, tokenLifeSeconds * 1000, now, (expiresAt) => {
    const tokenContent = {
      apiKey: clientId,
      sfPrincipal: `${user.userId}#DIV#${wellKnown.company}`,
      issuedFor: clientId,
      scope: '',
      issuedAt: now,
      expiresAt,
    };
    return Buffer.from(JSON.stringify({ tokenContent, signature: randomBytes(64).toString('base64') })).toString(
      'base64',
    );
  });
  const expiresIn = Math.floor((grant.expiresAt - now) / 1000);
  return jsonReply(
    200,
    { access_token: grant.token, token_type: 'Bearer', expires_in: expiresIn },
    { 'cache-control': 'no-store' },
  );
}
