import { SfmapError } from '../../core/errors.ts';

/** So many failures in a row end a run. */
const most = 10;

/**
 * Ends a run whose system takes nothing any more, so that it is not asked again for each of the people who are left. A
 * failure counts until something succeeds: a record that is refused for its own data, among others that are taken, ends
 * nothing.
 */
export class Breaker {
  #failures = 0;
  #last = '';

  success(): void {
    this.#failures = 0;
  }

  /** @param reason What kept it from succeeding, as it is told of the record. */
  failure(reason: string): void {
    this.#failures += 1;
    this.#last = reason;
  }

  /** Why nothing more may be sent, asked between two calls; undefined as long as more may be sent. */
  problem(): SfmapError | undefined {
    if (this.#failures < most) return undefined;
    const last = this.#last.replace(/[.\s]+$/, '');
    return new SfmapError(
      'SFM-BREAKER',
      `${this.#failures} failures in a row, the last one: ${last}.`,
      'Find out why. Then go on with the run: sfmap resume',
      3,
    );
  }
}
