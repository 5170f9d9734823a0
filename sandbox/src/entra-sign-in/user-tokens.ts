import { jsonReply, type Reply, type Request } from '../http/reply.ts';
import { wellKnown } from '../tenant/well-known.ts';
import type { Application } from './applications.ts';
import { administrator, type EntraSignIn } from './entra-sign-in.ts';
import { SignInRefusal } from './refusal.ts';
import { type DelegatedScopes, GRAPH } from './scopes.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The permissions that a user's token gets. @throws SignInRefusal 65001 where one of them has no consent */
function consented(app: Application, { permissions, audience }: DelegatedScopes): readonly string[] {
  const wanted = permissions ?? app.permissions;
  const missing = wanted.length === 0 || wanted.some((each) => !app.permissions.includes(each));
  if (audience !== GRAPH || !missing) return wanted;
  throw new SignInRefusal(
    400,
    'invalid_grant',
    65001,
    `The user or administrator has not consented to use the application with ID '${app.clientId}' named '${app.name}'. Send an interactive authorization request for this user and resource.`,
    'consent_required',
  );
}

/** The scopes as they go back: in the words of the request, and with `.default` everything that it stood for. */
function scopeText({ words, permissions, audience }: DelegatedScopes, granted: readonly string[]): string {
  const shown = words.filter((word) => word !== 'offline_access');
  return [...(permissions === null ? granted.map((name) => `${audience}/${name}`) : []), ...shown].join(' ');
}

/**
 * The tokens of a user who has signed in: an access token, and what `openid`, `offline_access` and `client_info` ask
 * for besides.
 */
export function userTokens(
  entra: EntraSignIn,
  request: Request,
  app: Application,
  scopes: DelegatedScopes,
  clientInfo: boolean,
  now: number,
): Reply {
  const granted = consented(app, scopes);
  const life = entra.settings.accessTokenSeconds;
  const user = administrator;
  const at = Math.floor(now / 1000);
  const idClaims = {
    ver: '2.0',
    iss: `${request.origin}/${wellKnown.tenantId}/v2.0`,
    sub: user.id,
    aud: app.clientId,
    iat: at,
    nbf: at,
    exp: at + life,
    name: user.name,
    preferred_username: user.userPrincipalName,
    oid: user.id,
    tid: wellKnown.tenantId,
  };
  const body = {
    token_type: 'Bearer',
    scope: scopeText(scopes, granted),
    expires_in: life,
    ext_expires_in: life,
    access_token: entra.tokens.forUser(app, scopes.audience, user, granted.join(' '), life, now),
    ...(scopes.openId.has('offline_access')
      ? { refresh_token: entra.refreshTokens.give(app.clientId, scopes, now) }
      : {}),
    ...(scopes.openId.has('openid') ? { id_token: entra.signingKey.sign(idClaims) } : {}),
    ...(clientInfo ? { client_info: encode({ uid: user.id, utid: wellKnown.tenantId }) } : {}),
  };
  return jsonReply(200, body, { 'cache-control': 'no-store, no-cache' });
}
