import { type KeyObject, randomBytes } from 'node:crypto';
import { SfmapError } from '../../../core/errors.ts';
import type { Http } from '../../http.ts';
import { requestToken } from './request-token.ts';
import { signedAssertion, type UserIs } from './saml-assertion.ts';
import { type TokenPlace, TokenSignIn } from './token-sign-in.ts';

/** OAuth 2.0 with a SAML assertion that is signed here. The key never leaves this process. */
export interface SamlSettings {
  readonly origin: string;
  readonly company: string;
  readonly clientId: string;
  readonly user: string;
  readonly userIs: UserIs;
  readonly key: KeyObject;
}

/**
 * Signs in by SuccessFactors' own `/oauth/token`. The older `/oauth/idp`, to which a client sends its private key, is
 * never used.
 */
export function samlSignIn(
  settings: SamlSettings,
  http: Http,
  now: () => number = Date.now,
  kept?: TokenPlace,
): TokenSignIn {
  const { origin, company, clientId, user, userIs, key } = settings;
  const url = `${origin}/oauth/token`;
  const refusal = (status: number, words: string) => refused(settings, status, words);
  return new TokenSignIn(
    (signal) => {
      const form = () => {
        const id = randomBytes(16).toString('hex');
        const assertion = signedAssertion({ clientId, user, userIs, recipient: url, now: new Date(now()), id }, key);
        return {
          company_id: company,
          client_id: clientId,
          grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
          assertion: Buffer.from(assertion, 'utf8').toString('base64'),
        };
      };
      return requestToken({ url, system: 'SuccessFactors', http, refusal }, form, {}, signal);
    },
    now,
    kept,
  );
}

const registration = 'Admin Center → Manage OAuth2 Client Applications';

/** What the endpoint's words mean (KBA 2668018, 3336571); matched loosely, for not all of them are published. */
function refused({ user, userIs, clientId, company }: SamlSettings, status: number, text: string): SfmapError {
  // The words around the reason name the client, whatever the reason is.
  const words = /\(Login failed - ([^)]*)\)/i.exec(text)?.[1] ?? text;
  const problem = (kind: string, sentence: string, cure: string) =>
    new SfmapError(`SFM-SIGN-IN-${kind}`, sentence, cure, 3, { refused: 'system' });
  if (/signature/i.test(words)) {
    return problem(
      'KEY',
      `SuccessFactors cannot verify the assertion: the private key does not belong to the certificate of client ${clientId}.`,
      `Give the private key of the certificate that is registered in ${registration}, or register the certificate of this key there.`,
    );
  }
  if (/invalid user|user.*(not found|does not exist|inactive)/i.test(words)) {
    return problem(
      'USER',
      `SuccessFactors knows no active user with the ${userWords[userIs]} ${user}.`,
      'Correct user in sfmap.json, or say what it is with userIs: username, userId or email.',
    );
  }
  if (/expired|not yet valid|NotBefore|NotOnOrAfter|clock/i.test(words)) {
    return problem('TIME', 'SuccessFactors finds the assertion too old or too new.', 'Set the clock of this machine.');
  }
  if (/company/i.test(words)) {
    return problem(
      'COMPANY',
      `SuccessFactors does not know the company ${company}.`,
      'Check the company ID in sfmap.json: capitals count, and so does the data centre.',
    );
  }
  if (/lock/i.test(words)) {
    return problem(
      'LOCKED',
      `The account of the API user ${user} is locked.`,
      'Ask the administrator to unlock it: Admin Center → Reset User Account.',
    );
  }
  if (/invalid client|client.?id|api.?key/i.test(words)) {
    return problem(
      'CLIENT',
      `SuccessFactors does not know the client ${clientId}.`,
      `Copy the API key from ${registration} to clientId in sfmap.json.`,
    );
  }
  if (/audience|recipient/i.test(words)) {
    return problem(
      'HOST',
      'SuccessFactors finds the assertion meant for another host.',
      'Check that host in sfmap.json is the API server of your data centre.',
    );
  }
  return problem(
    'REFUSED',
    `SuccessFactors refuses the assertion (${status}): ${text || 'no reason given'}.`,
    `Check clientId, user and company in sfmap.json, and the client in ${registration}.`,
  );
}

const userWords: Readonly<Record<UserIs, string>> = {
  userId: 'user ID',
  username: 'user name',
  email: 'e-mail address',
};
