import type { Request } from '../http/reply.ts';
import type { SigningKey } from './signing-key.ts';

/** What the credentials of an app are checked against. */
export interface CredentialContext {
  readonly request: Request;
  /** The key of the issuer whose tokens apps of the sandbox may trust. */
  readonly issuerKey: SigningKey;
  /** ms */
  readonly now: number;
}
