import { SfmapError } from '../../../core/errors.ts';
import type { SignIn } from './sign-in.ts';

/** A token as its endpoint gives it. */
export interface Token {
  readonly value: string;
  /** How long it still lives, in seconds. */
  readonly expiresIn: number;
}

/** Holds the token of one client and user, in memory alone. */
export interface TokenPlace {
  token?: { readonly value: string; readonly until: number } | undefined;
}

/** Refusals after which a new token may be accepted. Never LGN0015: repeated, it locks the account (KBA 2524436). */
const renewable: ReadonlySet<string> = new Set(['LGN0006', 'LGN0007', 'LGN0022']);

/** A token is taken for expired this long before it is, in seconds: a request takes its time. */
const margin = 60;

/**
 * A bearer token that is asked for when it is needed, kept in memory alone, and renewed when it ends. SuccessFactors may
 * hand out a token that it has given before, so its life is what `expires_in` says.
 */
export class TokenSignIn implements SignIn {
  readonly credential = 'token';
  readonly #request: (signal?: AbortSignal) => Promise<Token>;
  readonly #now: () => number;
  readonly #kept: TokenPlace;
  #pending: Promise<string> | undefined;
  #refused: SfmapError | undefined;

  /**
   * @param request Asks for a token. Where the endpoint refuses who asks, it throws `SFM-SIGN-IN…` or an LGN code.
   * @param now Milliseconds since 1970.
   * @param kept Where the token is kept, for what comes after this object.
   */
  constructor(request: (signal?: AbortSignal) => Promise<Token>, now: () => number = Date.now, kept: TokenPlace = {}) {
    this.#request = request;
    this.#now = now;
    this.#kept = kept;
  }

  async authorization(signal?: AbortSignal): Promise<string> {
    if (this.#refused !== undefined) throw this.#refused;
    if (this.#kept.token !== undefined && this.#now() < this.#kept.token.until)
      return `Bearer ${this.#kept.token.value}`;
    const shared = this.#pending;
    if (shared === undefined) {
      this.#pending = this.#ask(signal).finally(() => {
        this.#pending = undefined;
      });
      return `Bearer ${await this.#pending}`;
    }
    try {
      return `Bearer ${await shared}`;
    } catch (error) {
      // Who asked first has given up, and this one has not.
      const cancelled = error instanceof SfmapError && error.code === 'SFM-CANCELLED';
      if (!cancelled || signal?.aborted) throw error;
      return this.authorization(signal);
    }
  }

  renew({ code }: SfmapError, used: string): boolean {
    // A token that is refused for whatever reason is no token for the next run: its user may be another one by then.
    const refused = /^LGN\d/.test(code);
    if (refused && `Bearer ${this.#kept.token?.value}` === used) this.#kept.token = undefined;
    return renewable.has(code);
  }

  async #ask(signal?: AbortSignal): Promise<string> {
    try {
      const { value, expiresIn } = await this.#request(signal);
      const seconds = Math.max(expiresIn - Math.min(margin, expiresIn / 2), 0);
      this.#kept.token = { value, until: this.#now() + seconds * 1000 };
      return value;
    } catch (error) {
      // The same question has the same answer, and a user who is refused often enough is locked.
      if (error instanceof SfmapError && /^(SFM-SIGN-IN|LGN\d)/.test(error.code)) this.#refused = error;
      throw error;
    }
  }
}
