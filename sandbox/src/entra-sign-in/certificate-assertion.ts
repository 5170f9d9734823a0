import { createHash, X509Certificate } from 'node:crypto';
import { isSignedBy, type Jwt } from '../identity/jwt.ts';
import type { Application } from './applications.ts';
import { checkTime } from './assertion-time.ts';
import type { CredentialContext } from './credential-context.ts';
import { SignInRefusal } from './refusal.ts';
import { isTenant } from './tenants.ts';

const REVIEW =
  'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .';

const invalid = (code: number, message: string): SignInRefusal =>
  new SignInRefusal(401, 'invalid_client', code, message);

/**
 * Checks an assertion that an app signs with its certificate: PS256 or RS256, the thumbprint in `x5t#S256` (SHA-256) or
 * `x5t` (SHA-1), audience, time. The same assertion may come again until it expires: Microsoft's own client library
 * reuses it. ("Microsoft identity platform application authentication certificate credentials")
 *
 * @throws SignInRefusal
 */
export function checkCertificateAssertion({ request, now }: CredentialContext, app: Application, jwt: Jwt): void {
  const { header, claims } = jwt;
  if (claims['sub'] !== app.clientId) throw invalid(50048, 'Subject mismatches Issuer claim in the client assertion.');
  const certificate = certificateOf(app, jwt);
  if (!isSignedBy(jwt, certificate.publicKey)) {
    throw invalid(
      700027,
      `Client assertion failed signature validation. [Reason - The key used does not match the signature or the algorithm ${String(header['alg'])} is not supported.] ${REVIEW}`,
    );
  }
  checkTime(claims, now);
  checkAudience(claims['aud'], request.origin);
}

function certificateOf(app: Application, { header }: Jwt): X509Certificate {
  const [name, algorithm] = header['x5t#S256'] === undefined ? ['x5t', 'sha1'] : ['x5t#S256', 'sha256'];
  const thumbprint = header[name];
  if (typeof thumbprint !== 'string') {
    throw invalid(50027, 'Invalid JWT token. No certificate thumbprint specified in token header.');
  }
  const found = app.certificates
    .map((pem) => new X509Certificate(pem))
    .find(({ raw }) => createHash(algorithm).update(raw).digest('base64url') === thumbprint);
  if (found) return found;
  throw invalid(
    700027,
    `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${Buffer.from(thumbprint, 'base64url').toString('hex').toUpperCase()}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${app.clientId}'. ${REVIEW}]`,
  );
}

/** The audience is the tenant's token endpoint, its issuer, or the tenant itself; one only. */
function checkAudience(audience: unknown, origin: string): void {
  if (Array.isArray(audience) && audience.length > 1) {
    throw invalid(
      5002741,
      `Number of audience values in the provided client credential exceed maximum allowed. ${audience.length} audience values provided, maximum allowed is 1.`,
    );
  }
  const text = String([audience].flat()[0]);
  const url = URL.canParse(text) ? new URL(text) : null;
  const path = /^\/([^/]+)(?:\/|\/v2\.0|\/oauth2(?:\/v2\.0)?\/token)?$/.exec(url?.pathname ?? '');
  const here = new URL(origin);
  // An authority is https by its name, also where it is reached without TLS.
  const isHere = url?.host === here.host && (url.protocol === 'https:' || url.protocol === here.protocol);
  if (isHere && path && isTenant(path[1] ?? '')) return;
  throw invalid(700023, `Client assertion audience claim does not match Realm issuer. ${REVIEW}`);
}
