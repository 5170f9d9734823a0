import { X509Certificate } from 'node:crypto';
import { isSignedBy, readJwt } from './jwt.ts';

/** The client that a JWT names as its subject, before anything about it is checked. */
export const subjectOf = (jwt: string): string => String(readJwt(jwt)?.claims['sub'] ?? '');

/**
 * Checks a client assertion (RFC 7523, private_key_jwt): RS256 by the registered key, issued by and about the client,
 * meant for one of `audiences`, and within its time.
 *
 * @param now ms
 * @returns null when it is good, else why not
 */
export function assertionFault(
  text: string,
  clientId: string,
  certificate: string,
  audiences: readonly string[],
  now: number,
): string | null {
  const jwt = readJwt(text);
  if (!jwt) return 'it is no JWT';
  const { header, claims } = jwt;
  if (header['alg'] !== 'RS256') return 'its algorithm is not RS256';
  if (!isSignedBy(jwt, new X509Certificate(certificate).publicKey)) return 'its signature is wrong';
  if (claims['iss'] !== clientId || claims['sub'] !== clientId) return 'iss and sub are not the client id';
  if (![claims['aud']].flat().some((each) => audiences.includes(String(each)))) return 'its audience is another one';
  if (typeof claims['exp'] !== 'number' || claims['exp'] * 1000 <= now) return 'it has expired';
  if (typeof claims['nbf'] === 'number' && claims['nbf'] * 1000 > now) return 'it is not yet valid';
  return null;
}
