/**
 * How much may be done at once: one at first, one more whenever as much as is allowed has gone well, half as much when it
 * was too much (additive increase, multiplicative decrease).
 */
export class Pace {
  #limit = 1;
  #good = 0;

  /** @param most Never more than that. */
  constructor(private readonly most: number) {}

  get limit(): number {
    return this.#limit;
  }

  good(): void {
    this.#good += 1;
    if (this.#good < this.#limit) return;
    this.#good = 0;
    this.#limit = Math.min(this.most, this.#limit + 1);
  }

  tooMuch(): void {
    this.#good = 0;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }
}
