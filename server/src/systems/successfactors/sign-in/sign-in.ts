import type { SfmapError } from '../../../core/errors.ts';

/** What a request to SuccessFactors is signed in with. */
export type Credential = 'password' | 'token';

/** How the requests of one API user are signed in. One object lives as long as its client and keeps what it has got. */
export interface SignIn {
  readonly credential: Credential;

  /**
   * The value of the `Authorization` header.
   *
   * @throws SfmapError exit 3: no token is to be had. What was refused once is not asked for again.
   */
  authorization(signal?: AbortSignal): Promise<string>;

  /**
   * Told that SuccessFactors refused a request that carried `used`.
   *
   * @returns Whether the request may be sent once more, with what `authorization` gives then.
   */
  renew(refusal: SfmapError, used: string): boolean;
}
