import { randomBytes } from 'node:crypto';
import { SignInRefusal } from './refusal.ts';
import type { DelegatedScopes } from './scopes.ts';

/** "Refresh tokens in the Microsoft identity platform": 90 days. */
const LIFE_MS = 90 * 24 * 3_600_000;

interface Granted {
  readonly clientId: string;
  readonly scopes: DelegatedScopes;
  readonly expiresAt: number;
  revoked: boolean;
}

const invalidGrant = (code: number, message: string): SignInRefusal =>
  new SignInRefusal(400, 'invalid_grant', code, message);

/** The refresh tokens that were given out. A new one does not end the old one. */
export class RefreshTokens {
  readonly #granted = new Map<string, Granted>();

  /** @param now ms */
  give(clientId: string, scopes: DelegatedScopes, now: number): string {
    const token = `1.${randomBytes(96).toString('base64url')}`;
    this.#granted.set(token, { clientId, scopes, expiresAt: now + LIFE_MS, revoked: false });
    return token;
  }

  /** The scopes that a token was given for. @throws SignInRefusal 9002313, 70000, 50173 or 70008 */
  redeem(token: string, clientId: string, now: number): DelegatedScopes {
    const granted = this.#granted.get(token);
    if (!granted) throw invalidGrant(9002313, 'Invalid request. Request is malformed or invalid.');
    if (granted.clientId !== clientId) {
      throw invalidGrant(
        70000,
        'Provided grant is invalid or malformed. The refresh token was given to another client.',
      );
    }
    if (granted.revoked) {
      throw invalidGrant(
        50173,
        'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
      );
    }
    if (granted.expiresAt <= now) throw invalidGrant(70008, 'The refresh token has expired due to inactivity.');
    return granted.scopes;
  }

  revokeAll(): void {
    for (const granted of this.#granted.values()) granted.revoked = true;
  }
}
