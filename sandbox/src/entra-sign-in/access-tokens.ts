import { randomBytes } from 'node:crypto';
import { readJwt } from '../identity/jwt.ts';
import { objectId } from '../people/accounts.ts';
import { wellKnown } from '../tenant/well-known.ts';
import type { Application } from './applications.ts';
import { GRAPH } from './scopes.ts';
import type { SigningKey } from './signing-key.ts';

/** How the app proved who it is, as the claim `appidacr` tells: not at all, by a secret, by a signature. */
export type Proof = '0' | '1' | '2';

/** A user who has signed in. */
export interface SignedInUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly name: string;
}

/** Who is behind a request to Graph. */
export interface Caller {
  readonly appId: string;
  /** Permissions of the app itself (`roles`), or of its user (`scp`). */
  readonly permissions: ReadonlySet<string>;
  readonly isUser: boolean;
}

const ISSUER = `https://sts.windows.net/${wellKnown.tenantId}/`;
const AUDIENCES: readonly unknown[] = [GRAPH, '00000003-0000-0000-c000-000000000000'];

/** Gives out access tokens and tells good ones from bad ones. Claims: "Access token claims reference", version 1.0. */
export class AccessTokens {
  readonly #key: SigningKey;
  #given = 0;
  /** Tokens up to this one are over, whatever they say. */
  #over = 0;

  constructor(key: SigningKey) {
    this.#key = key;
  }

  /** A token for an app by itself. @param life s; @param now ms */
  forApp(app: Application, audience: string, proof: Proof, life: number, now: number): string {
    const roles = audience === GRAPH || AUDIENCES.includes(audience) ? app.permissions : [];
    return this.#sign(app, audience, proof, life, now, {
      idtyp: 'app',
      oid: objectId(`service principal ${app.clientId}`),
      sub: objectId(`service principal ${app.clientId}`),
      // An app to which nobody has granted anything gets a token without the claim.
      ...(roles.length > 0 ? { roles } : {}),
    });
  }

  /** A token for an app on behalf of a user. @param life s; @param now ms */
  forUser(app: Application, audience: string, user: SignedInUser, scp: string, life: number, now: number): string {
    return this.#sign(app, audience, '0', life, now, {
      amr: ['pwd', 'mfa'],
      idtyp: 'user',
      name: user.name,
      oid: user.id,
      scp,
      sub: objectId(`${app.clientId} ${user.id}`),
      unique_name: user.userPrincipalName,
      upn: user.userPrincipalName,
    });
  }

  #sign(app: Application, aud: string, appidacr: Proof, life: number, now: number, more: object): string {
    this.#given += 1;
    const at = Math.floor(now / 1000);
    return this.#key.sign({
      aud,
      iss: ISSUER,
      iat: at,
      nbf: at,
      exp: at + life,
      app_displayname: app.name,
      appid: app.clientId,
      appidacr,
      idp: ISSUER,
      tid: wellKnown.tenantId,
      uti: `${this.#given.toString(36)}-${randomBytes(12).toString('base64url')}`,
      ver: '1.0',
      ...more,
    });
  }

  /** Ends the life of every token that was given out so far. */
  expireAll(): void {
    this.#over = this.#given;
  }

  /**
   * Who is behind an Authorization header, or in words why nobody is. Those about the audience and the lifetime are
   * Graph's own.
   *
   * @param now ms
   */
  judge(authorization: string | undefined, now: number): Caller | string {
    if (authorization === undefined) return 'Access token is empty.';
    const text = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
    const jwt = text === undefined ? null : readJwt(text);
    if (!jwt) return 'Access token validation failure. The token is no JSON Web Token.';
    const { claims } = jwt;
    if (!this.#key.hasSigned(jwt)) return 'Access token validation failure. Invalid signature.';
    const { exp, nbf, uti } = claims;
    const number = Number.parseInt(String(uti), 36);
    if (typeof exp !== 'number' || exp * 1000 <= now || number <= this.#over) {
      return 'Lifetime validation failed, the token is expired.';
    }
    if (typeof nbf === 'number' && nbf * 1000 > now)
      return 'Access token validation failure. The token is not yet valid.';
    if (!AUDIENCES.includes(claims['aud'])) return 'Access token validation failure. Invalid audience.';
    if (claims['iss'] !== ISSUER) return 'Access token validation failure. Invalid issuer.';
    const { roles, scp, appid } = claims;
    const granted = Array.isArray(roles) ? roles.map(String) : String(scp ?? '').split(' ');
    return { appId: String(appid), permissions: new Set(granted), isUser: scp !== undefined };
  }
}
