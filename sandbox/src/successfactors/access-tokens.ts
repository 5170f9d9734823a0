/** An access token that was given out. */
export interface Grant {
  readonly token: string;
  /** The API user that it stands for; null where no user is mapped to the client. */
  readonly user: string | null;
  /** Ends of life in ms. */
  readonly expiresAt: number;
}

/** The access tokens of one issuer. Expired ones are remembered, so that they are refused as such. */
export class AccessTokens {
  readonly #byToken = new Map<string, Grant>();
  readonly #byHolder = new Map<string, Grant>();

  /**
   * The token of a holder: the same one until it expires, as SuccessFactors seems to do, so that `expires_in` falls
   * from call to call; then a new one.
   *
   * @param holder whatever tells the tokens of this issuer apart
   * @param life ms
   * @param now ms
   */
  grant(holder: string, user: string | null, life: number, now: number, make: (expiresAt: number) => string): Grant {
    const held = this.#byHolder.get(holder);
    if (held && held.expiresAt > now && held.user === user) return held;
    const expiresAt = now + life;
    const grant = { token: make(expiresAt), user, expiresAt };
    this.#byHolder.set(holder, grant);
    this.#byToken.set(grant.token, grant);
    return grant;
  }

  find(token: string): Grant | undefined {
    return this.#byToken.get(token);
  }

  /** Ends the life of every token. */
  expireAll(now: number): void {
    for (const grant of this.#byToken.values()) {
      this.#byToken.set(grant.token, { ...grant, expiresAt: Math.min(grant.expiresAt, now) });
    }
    this.#byHolder.clear();
  }
}
