import type { Jwt } from '../identity/jwt.ts';
import type { Application } from './applications.ts';
import { checkTime } from './assertion-time.ts';
import type { CredentialContext } from './credential-context.ts';
import { SignInRefusal } from './refusal.ts';

const CHECK =
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

const unmatched = (code: number, what: string, value: unknown, more = ''): SignInRefusal =>
  new SignInRefusal(
    401,
    'invalid_client',
    code,
    `No matching federated identity record found for presented assertion ${what} '${String(value)}'. ${more}${CHECK}`,
  );

/**
 * Checks a token of another issuer that stands for an app (Workload identity federation): issuer, subject and audience
 * as one of the app's credentials names them, to the letter; signature; time.
 *
 * @throws SignInRefusal 700211, 700213, 7002138, 700212, 50027 or 700024
 */
export function checkFederatedToken({ issuerKey, now }: CredentialContext, app: Application, jwt: Jwt): void {
  const { iss, sub, aud } = jwt.claims;
  const ofIssuer = app.federated.filter(({ issuer }) => issuer === iss);
  if (ofIssuer.length === 0) throw unmatched(700211, 'issuer', iss);
  const ofSubject = ofIssuer.filter(({ subject }) => subject === sub);
  if (ofSubject.length === 0) {
    const nearly = ofIssuer.some(({ subject }) => subject.toLowerCase() === String(sub).toLowerCase());
    if (!nearly) throw unmatched(700213, 'subject', sub);
    const how = 'The subject matches with case-insensitive comparison, but not with case-sensitive comparison. ';
    throw unmatched(7002138, 'subject', sub, how);
  }
  const audience = [aud].flat()[0];
  if (!ofSubject.some((each) => each.audience === audience)) throw unmatched(700212, 'audience', audience);
  if (!issuerKey.hasSigned(jwt)) {
    throw new SignInRefusal(
      401,
      'invalid_client',
      50027,
      `Invalid JWT token. External ID token from issuer '${String(iss)}' failed signature verification. KeyID of token is '${String(jwt.header['kid'])}'.`,
    );
  }
  checkTime(jwt.claims, now);
}
