import type { AuthenticationResult, ConfidentialClientApplication, NodeAuthOptions } from '@azure/msal-node';
import { SfmapError } from '../../../core/errors.ts';
import type { Http } from '../../http.ts';
import { type Authority, authorityOptions } from './authority.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { SignInDoor } from './sign-in-door.ts';
import { type Token, type TokenPlace, TokenSignIn } from './token-sign-in.ts';

/** By what an app proves that it is the one: exactly one of them. */
export type AppProof =
  | { readonly secret: string }
  /** Gives the certificate, read anew for each sign-in. */
  | { readonly certificate: () => Promise<ClientCertificate> }
  /** Gives the token of another identity provider, read anew for each sign-in. */
  | { readonly federated: () => Promise<string> };

/**
 * Signs an app in by itself ("Microsoft identity platform and the OAuth 2.0 client credentials flow").
 *
 * @param scope `https://graph.microsoft.com/.default`.
 */
export function appSignIn(
  authority: Authority,
  scope: string,
  proof: AppProof,
  http: Http,
  now: () => number = Date.now,
  kept?: TokenPlace,
): TokenSignIn {
  const door = new SignInDoor(http, authority.origin);
  return new TokenSignIn(
    async (signal) => {
      const app = await openApp(authority, proof, door);
      const request = { scopes: [scope], skipCache: true, azureRegion: 'DisableMsalForceRegion' };
      return tokenOf(await door.through(signal, () => app.acquireTokenByClientCredential(request)));
    },
    now,
    kept,
  );
}

async function openApp(
  authority: Authority,
  proof: AppProof,
  door: SignInDoor,
): Promise<ConfidentialClientApplication> {
  // Loaded with the first sign-in: most commands sign in nowhere.
  const { ConfidentialClientApplication } = await import('@azure/msal-node');
  return new ConfidentialClientApplication({
    auth: { ...authorityOptions(authority), ...(await credential(proof)) },
    system: { networkClient: door },
  });
}

async function credential(proof: AppProof): Promise<Partial<NodeAuthOptions>> {
  if ('secret' in proof) return { clientSecret: proof.secret };
  if ('certificate' in proof) return { clientCertificate: { ...(await proof.certificate()) } };
  return { clientAssertion: await proof.federated() };
}

/** The token in an answer of Microsoft's library. */
export function tokenOf(result: AuthenticationResult | null): Token {
  if (result?.accessToken && result.expiresOn !== null) {
    return { value: result.accessToken, until: result.expiresOn.getTime() };
  }
  throw new SfmapError('SFM-SIGN-IN-LIBRARY', 'The sign-in to Entra ID gave no token.', 'Try again.', 3);
}
