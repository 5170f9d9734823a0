import type { AccountInfo, PublicClientApplication } from '@azure/msal-node';
import { SfmapError } from '../../../core/errors.ts';
import type { Http } from '../../http.ts';
import { tokenOf } from './app-sign-in.ts';
import { type Authority, authorityOptions } from './authority.ts';
import { SignInDoor } from './sign-in-door.ts';
import { type Token, type TokenPlace, TokenSignIn } from './token-sign-in.ts';

/** What a person has to do to sign in. */
export interface DeviceCode {
  /** The page to open, as Entra ID names it. */
  readonly page: string;
  readonly code: string;
  /** How long the code is good, in seconds. */
  readonly seconds: number;
}

/**
 * Signs in an account: a person enters a code in a browser, on this machine or another one ("Microsoft identity platform
 * and the OAuth 2.0 device authorization grant flow"). What the browser has confirmed is renewed without asking again,
 * as long as the process runs.
 *
 * @param scopes `https://graph.microsoft.com/User.Read.All` …
 * @param show Shows the code.
 */
export function deviceCodeSignIn(
  authority: Authority,
  scopes: readonly string[],
  show: (code: DeviceCode) => void,
  http: Http,
  now: () => number = Date.now,
  kept?: TokenPlace,
): TokenSignIn {
  const door = new SignInDoor(http, authority.origin);
  let app: PublicClientApplication | undefined;
  let account: AccountInfo | null = null;

  const byCode = (client: PublicClientApplication) =>
    client.acquireTokenByDeviceCode({
      scopes: [...scopes],
      deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) =>
        show({ page: verificationUri, code: userCode, seconds: expiresIn }),
    });

  return new TokenSignIn(
    async (signal): Promise<Token> => {
      app ??= await openApp(authority, door);
      const client = app;
      const renewed = account && (await silently(client, account, scopes, door, signal));
      if (renewed) return renewed;
      const result = await door.through(signal, () => byCode(client));
      account = result?.account ?? null;
      return tokenOf(result);
    },
    now,
    kept,
  );
}

/** A new token of an account that has signed in before; undefined when it has to sign in again. */
async function silently(
  client: PublicClientApplication,
  account: AccountInfo,
  scopes: readonly string[],
  door: SignInDoor,
  signal: AbortSignal | undefined,
): Promise<Token | undefined> {
  try {
    return tokenOf(
      await door.through(signal, () => client.acquireTokenSilent({ account, scopes: [...scopes], forceRefresh: true })),
    );
  } catch (error) {
    if (error instanceof SfmapError && error.refused !== 'system' && error.code !== 'SFM-SIGN-IN-LIBRARY') throw error;
    return undefined;
  }
}

async function openApp(authority: Authority, door: SignInDoor): Promise<PublicClientApplication> {
  const { PublicClientApplication } = await import('@azure/msal-node');
  return new PublicClientApplication({ auth: authorityOptions(authority), system: { networkClient: door } });
}
