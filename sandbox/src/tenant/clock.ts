/** The time of a tenant: that of the machine, unless somebody has moved it. */
export class Clock {
  #ahead = 0;

  /** ms */
  readonly now = (): number => Date.now() + this.#ahead;

  /** From now on it is this time, and goes on as time passes. @param at ms */
  set(at: number): void {
    this.#ahead = at - Date.now();
  }

  reset(): void {
    this.#ahead = 0;
  }
}
