import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Claims, isSignedBy, type Jwt, signJwt } from '../identity/jwt.ts';

/** An RSA key of 2048 bits that signs tokens. It is made when it is first needed, and again at every start. */
export class SigningKey {
  #pair: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

  get #keys(): { publicKey: KeyObject; privateKey: KeyObject } {
    this.#pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return this.#pair;
  }

  /** Names the key in the header of a token. */
  get id(): string {
    const der = this.#keys.publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(der).digest('base64url').slice(0, 27);
  }

  /** The public half as a JSON Web Key (RFC 7517). */
  get jwk(): Record<string, unknown> {
    const { kty, n, e } = this.#keys.publicKey.export({ format: 'jwk' });
    return { kty, use: 'sig', kid: this.id, x5t: this.id, n, e };
  }

  sign(claims: Claims): string {
    return signJwt({ kid: this.id, x5t: this.id }, claims, this.#keys.privateKey);
  }

  hasSigned(jwt: Jwt): boolean {
    return isSignedBy(jwt, this.#keys.publicKey);
  }
}
