import { SfmapError } from '../../../core/errors.ts';
import type { SignIn } from './sign-in.ts';

/** A token as Entra ID gives it. */
export interface Token {
  readonly value: string;
  /** When it ends, in milliseconds since 1970. */
  readonly until: number;
}

/** Holds the token of one app or account, in memory alone, and the question for it that is under way. */
export interface TokenPlace {
  token?: Token | undefined;
  pending?: Promise<string> | undefined;
}

/** A token is taken for expired this long before it is, in milliseconds: a request takes its time. */
const margin = 60_000;

/** A token that is asked for when it is needed, one question at a time, and kept until shortly before it ends. */
export class TokenSignIn implements SignIn {
  readonly #ask: (signal?: AbortSignal) => Promise<Token>;
  readonly #now: () => number;
  readonly #kept: TokenPlace;
  #refused: SfmapError | undefined;

  /**
   * @param ask Asks for a token. Where Entra ID refuses who asks, it throws `AADSTS…` or `SFM-SIGN-IN…` with `refused: 'system'`.
   * @param kept Where the token is kept, for what comes after this object.
   */
  constructor(ask: (signal?: AbortSignal) => Promise<Token>, now: () => number = Date.now, kept: TokenPlace = {}) {
    this.#ask = ask;
    this.#now = now;
    this.#kept = kept;
  }

  async authorization(signal?: AbortSignal): Promise<string> {
    if (this.#refused !== undefined) throw this.#refused;
    const { token } = this.#kept;
    if (token !== undefined && this.#now() < token.until) return `Bearer ${token.value}`;
    this.#kept.pending ??= this.#renew(signal).finally(() => {
      this.#kept.pending = undefined;
    });
    try {
      return `Bearer ${await this.#kept.pending}`;
    } catch (error) {
      // Somebody else had asked and was cancelled; that says nothing about this request.
      const theirs = error instanceof SfmapError && error.code === 'SFM-CANCELLED' && signal?.aborted !== true;
      if (theirs) return this.authorization(signal);
      throw error;
    }
  }

  forget(used: string): void {
    if (`Bearer ${this.#kept.token?.value}` === used) this.#kept.token = undefined;
  }

  async #renew(signal?: AbortSignal): Promise<string> {
    try {
      const { value, until } = await this.#ask(signal);
      const life = Math.max(until - this.#now(), 0);
      this.#kept.token = { value, until: this.#now() + life - Math.min(margin, life / 2) };
      return value;
    } catch (error) {
      // The same question has the same answer, and requests that run side by side would each ask it.
      if (error instanceof SfmapError && error.refused === 'system' && /^(AADSTS|SFM-SIGN-IN)/.test(error.code)) {
        this.#refused = error;
      }
      throw error;
    }
  }
}
