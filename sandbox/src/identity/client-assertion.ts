import { verify, X509Certificate } from 'node:crypto';

type Json = Record<string, unknown>;

function part(text: string | undefined): Json | null {
  if (text === undefined || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

/** The client that a JWT names as its subject, before anything about it is checked. */
export const subjectOf = (jwt: string): string => String(part(jwt.split('.')[1])?.['sub'] ?? '');

/**
 * Checks a client assertion (RFC 7523, private_key_jwt): RS256 by the registered key, issued by and about the client,
 * meant for one of `audiences`, and within its time.
 *
 * @param now ms
 * @returns null when it is good, else why not
 */
export function assertionFault(
  jwt: string,
  clientId: string,
  certificate: string,
  audiences: readonly string[],
  now: number,
): string | null {
  const [head, body, signature, ...more] = jwt.split('.');
  const header = part(head);
  const claims = part(body);
  if (!header || !claims || signature === undefined || more.length > 0) return 'it is no JWT';
  if (header['alg'] !== 'RS256') return 'its algorithm is not RS256';
  const key = new X509Certificate(certificate).publicKey;
  const signed = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
  if (!signed) return 'its signature is wrong';
  if (claims['iss'] !== clientId || claims['sub'] !== clientId) return 'iss and sub are not the client id';
  if (![claims['aud']].flat().some((each) => audiences.includes(String(each)))) return 'its audience is another one';
  if (typeof claims['exp'] !== 'number' || claims['exp'] * 1000 <= now) return 'it has expired';
  if (typeof claims['nbf'] === 'number' && claims['nbf'] * 1000 > now) return 'it is not yet valid';
  return null;
}
