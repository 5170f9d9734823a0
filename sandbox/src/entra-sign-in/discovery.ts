import { jsonReply, type Reply, type Request } from '../http/reply.ts';
import { safeHost } from '../http/safe-host.ts';
import { wellKnown } from '../tenant/well-known.ts';
import type { EntraSignIn } from './entra-sign-in.ts';
import { SignInRefusal } from './refusal.ts';
import { checkTenant, isShared } from './tenants.ts';

/** Answers `GET /<tenant>/v2.0/.well-known/openid-configuration`. @throws SignInRefusal 90002 */
export function openIdConfiguration({ origin }: Request, tenant: string): Reply {
  // Who asks by the domain is answered with the id; who asks for everybody's directory, with everybody's.
  if (!isShared(tenant)) checkTenant(tenant, '');
  const shared = isShared(tenant);
  const root = `${origin}/${shared ? tenant.toLowerCase() : wellKnown.tenantId}`;
  return jsonReply(200, {
    token_endpoint: `${root}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${root}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${origin}/${shared ? '{tenantid}' : wellKnown.tenantId}/v2.0`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${root}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${root}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(origin).host,
    msgraph_host: new URL(origin).host,
  });
}

/** Answers `GET /<tenant>/discovery/v2.0/keys`. */
export const signingKeys = ({ signingKey }: EntraSignIn): Reply => jsonReply(200, { keys: [signingKey.jwk] });

/** Answers `GET /common/discovery/instance?authorization_endpoint=…`. @throws SignInRefusal 50049 or 50050 */
export function instanceDiscovery(request: Request, parameters: ReadonlyMap<string, string>): Reply {
  const asked = parameters.get('authorization_endpoint') ?? '';
  if (!URL.canParse(asked)) {
    throw new SignInRefusal(400, 'invalid_request', 50050, "The parameter 'authorization_endpoint' is no address.");
  }
  const { host, pathname } = new URL(asked);
  if (safeHost(host) === null) {
    throw new SignInRefusal(400, 'invalid_instance', 50049, 'Unknown or invalid instance.');
  }
  const tenant = pathname.split('/')[1] || 'common';
  return jsonReply(200, {
    tenant_discovery_endpoint: `${new URL(request.origin).protocol}//${host}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': parameters.get('api-version') ?? '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}
