import { createSign, type KeyObject } from 'node:crypto';

/** What a client says of itself. */
export interface ClientClaims {
  readonly clientId: string;
  /** The token endpoint that it is meant for. */
  readonly audience: string;
  readonly now: Date;
  /** What no other assertion has. */
  readonly id: string;
}

/** How long it holds, in seconds. */
const life = 300;

/** A JSON Web Token by which a client proves who it is, signed with RS256 (RFC 7523, "private_key_jwt"). */
export function clientAssertion({ clientId, audience, now, id }: ClientClaims, key: KeyObject): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: audience,
    jti: id,
    iat: seconds,
    nbf: seconds,
    exp: seconds + life,
  };
  const signed = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
