import { constants, type KeyObject, sign, verify } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

/** A JSON Web Token, taken apart and not yet believed. */
export interface Jwt {
  readonly header: Claims;
  readonly claims: Claims;
  /** What the signature covers. */
  readonly signed: string;
  readonly signature: Buffer;
}

function part(text: string | undefined): Claims | null {
  if (text === undefined || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : null;
  } catch {
    return null;
  }
}

/** The parts of a token in compact form; null where it is none. */
export function readJwt(text: string): Jwt | null {
  const [head = '', body = '', signature, ...more] = text.split('.');
  const header = part(head);
  const claims = part(body);
  if (!header || !claims || signature === undefined || more.length > 0) return null;
  return { header, claims, signed: `${head}.${body}`, signature: Buffer.from(signature, 'base64url') };
}

/** Whether a key has signed a token, by the algorithm that its header names: RS256 or PS256. */
export function isSignedBy({ header, signed, signature }: Jwt, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'rsa') return false;
  if (header['alg'] === 'RS256') return verify('RSA-SHA256', Buffer.from(signed), key, signature);
  if (header['alg'] !== 'PS256') return false;
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const salted = { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return verify('RSA-SHA256', Buffer.from(signed), salted, signature);
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with these claims, signed with RS256. */
export function signJwt(header: Claims, claims: Claims, key: KeyObject): string {
  const signed = `${encode({ typ: 'JWT', alg: 'RS256', ...header })}.${encode(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}
