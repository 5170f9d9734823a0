import { randomBytes, randomUUID } from 'node:crypto';
import { jsonReply, queryParameters, type Reply, type Request } from '../http/reply.ts';
import type { AccessTokens } from '../successfactors/access-tokens.ts';
import { equalSecrets } from '../successfactors/passwords.ts';
import { wellKnown } from '../tenant/well-known.ts';
import { basicClient } from './basic-client.ts';
import { assertionFault, subjectOf } from './client-assertion.ts';
import type { IdentityClient } from './identity-clients.ts';

/** Where SAP Cloud Identity Services live here: a path of the tenant's own host. */
export const IDENTITY_ROOT = '/ias';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const RESOURCE = 'urn:sap:identity:application:provider:name:';
const LIFE_SECONDS = 3600;

export interface IdentityContext {
  readonly clients: ReadonlyMap<string, IdentityClient>;
  readonly tokens: AccessTokens;
  readonly now: number;
}

const refuse = (status: number, error: string, description: string): Reply =>
  jsonReply(status, { error, error_description: description }, { 'cache-control': 'no-store' });

/**
 * Answers `POST /ias/oauth2/token`: client credentials with a secret (in the body or in a Basic header) or with a
 * client assertion that the registered certificate signs. The token opens SuccessFactors where `resource` names the
 * dependency that grants `sf_technical_access`.
 */
export function giveIdentityToken(context: IdentityContext, request: Request): Reply {
  if (request.method !== 'POST') return refuse(405, 'invalid_request', 'The token endpoint takes POST only');
  const form = queryParameters(request.body);
  if (!form) return refuse(400, 'invalid_request', 'The request body is not encoded properly');
  if (form.get('grant_type') !== 'client_credentials') {
    return refuse(400, 'unsupported_grant_type', 'The grant type is not supported by this client');
  }
  const client = authenticated(context, request, form);
  if (!('clientId' in client)) return client;
  const resource = form.get('resource');
  if (resource !== undefined && resource !== `${RESOURCE}${wellKnown.identity.dependency}`) {
    return refuse(400, 'invalid_target', `The resource ${resource} is no dependency of the application`);
  }
  return answer(context, request, client, resource !== undefined);
}

function authenticated(
  { clients, now }: IdentityContext,
  request: Request,
  form: ReadonlyMap<string, string>,
): IdentityClient | Reply {
  const header = basicClient(request.headers.authorization);
  const jwt = form.get('client_assertion');
  const clientId = header?.id ?? form.get('client_id') ?? (jwt === undefined ? '' : subjectOf(jwt));
  const client = clients.get(clientId);
  if (!client) return refuse(401, 'invalid_client', 'The client is unknown');
  if (jwt !== undefined) {
    if (form.get('client_assertion_type') !== JWT_BEARER) {
      return refuse(400, 'invalid_request', `client_assertion_type must be ${JWT_BEARER}`);
    }
    if (client.certificate === null) {
      return refuse(400, 'unauthorized_client', 'No certificate is registered for the client');
    }
    const root = `${request.origin}${IDENTITY_ROOT}`;
    const wrong = assertionFault(jwt, clientId, client.certificate, [root, `${root}/oauth2/token`], now);
    return wrong === null
      ? client
      : refuse(401, 'invalid_client_assertion', `The client assertion is refused: ${wrong}`);
  }
  const secret = header?.secret ?? form.get('client_secret') ?? '';
  if (client.secret !== null && equalSecrets(secret, client.secret)) return client;
  return refuse(401, 'invalid_client', 'The client authentication failed');
}

/** A Bearer in the shape of a JWT. Its signature is random: the tenant knows its tokens by heart. */
function answer({ tokens, now }: IdentityContext, request: Request, client: IdentityClient, access: boolean): Reply {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const user = access ? client.user : null;
  const issuedAt = Math.floor(now / 1000);
  const claims = {
    iss: `${request.origin}${IDENTITY_ROOT}`,
    sub: client.clientId,
    azp: client.clientId,
    aud: access ? [client.clientId, wellKnown.identity.dependency] : [client.clientId],
    ...(access ? { ias_apis: ['sf_technical_access'] } : {}),
    jti: randomUUID(),
    iat: issuedAt,
    exp: issuedAt + LIFE_SECONDS,
  };
  // Each call gives a token of its own: the claim jti is the holder.
  const make = () =>
    `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.${randomBytes(256).toString('base64url')}`;
  const { token } = tokens.grant(claims.jti, user, LIFE_SECONDS * 1000, now, make);
  const body = { access_token: token, token_type: 'Bearer', expires_in: LIFE_SECONDS };
  return jsonReply(200, body, { 'cache-control': 'no-store' });
}
