import { objectId } from '../people/accounts.ts';
import { wellKnown } from '../tenant/well-known.ts';
import { AccessTokens, type SignedInUser } from './access-tokens.ts';
import { type Application, exampleApplications } from './applications.ts';
import { DeviceCodes } from './device-codes.ts';
import { RefreshTokens } from './refresh-tokens.ts';
import { SigningKey } from './signing-key.ts';

/** Times of signing in. */
export interface EntraSignInSettings {
  /** Life of an access token in s. */
  readonly accessTokenSeconds: number;
  /** Life of a device code in s. */
  readonly deviceCodeSeconds: number;
  /** s between two polls with a device code. */
  readonly pollSeconds: number;
}

/** As Microsoft documents them. */
export const standardTimes: EntraSignInSettings = { accessTokenSeconds: 3599, deviceCodeSeconds: 900, pollSeconds: 5 };

/** Who approves a device code here. */
export const administrator: SignedInUser = {
  id: objectId('administrator'),
  userPrincipalName: `admin@${wellKnown.tenant}`,
  name: 'Sandbox Administrator',
};

/** What the sign-in of the directory lives from: apps, keys, codes and tokens. */
export class EntraSignIn {
  readonly applications: Map<string, Application>;
  settings = standardTimes;
  /** The AADSTS number with which every sign-in is refused; null: none is. */
  refusal: number | null = null;
  readonly signingKey = new SigningKey();
  /** Signs the tokens of the issuer that apps trust. */
  readonly issuerKey = new SigningKey();
  readonly tokens = new AccessTokens(this.signingKey);
  readonly refreshTokens = new RefreshTokens();
  readonly devices = new DeviceCodes();

  /** @param certificate PEM of the app with all permissions; null when none was given */
  constructor(certificate: string | null) {
    this.applications = exampleApplications(certificate);
  }

  /** Ends the life of all tokens, those to refresh with too. */
  expireTokens(): void {
    this.tokens.expireAll();
    this.refreshTokens.revokeAll();
  }

  /** Back to the times of the start; tokens and registered apps stay. */
  reset(): void {
    this.settings = standardTimes;
    this.refusal = null;
  }
}
