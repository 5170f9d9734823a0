import type { SfmapError } from '../../../core/errors.ts';
import type { SignIn } from './sign-in.ts';

/** An API user with a password. */
export interface BasicSettings {
  readonly company: string;
  readonly user: string;
  readonly password: string;
}

/**
 * HTTP Basic as `username@companyID:password` in UTF-8. SAP has announced its end for November 20, 2026 (KBA 2970369).
 */
export class BasicSignIn implements SignIn {
  readonly credential = 'password';
  readonly #authorization: string;

  constructor({ user, company, password }: BasicSettings) {
    this.#authorization = `Basic ${Buffer.from(`${user}@${company}:${password}`, 'utf8').toString('base64')}`;
  }

  async authorization(): Promise<string> {
    return this.#authorization;
  }

  /** Only an expired session is worth another try: a password that was refused is refused again, and then locked. */
  renew({ code }: SfmapError): boolean {
    return code === 'LGN0006';
  }
}
