/**
 * An error that is shown to a user as it stands: one sentence, then the cure.
 *
 * `code` is stable (`LGN0015`, `SFM-CONFIG`, …); `exit` is the exit code of the command line:
 * 1 a finding, 2 wrong usage or unreadable input, 3 a remote system refused or failed.
 */
export class SfmapError extends Error {
  override readonly name = 'SfmapError';

  constructor(
    readonly code: string,
    message: string,
    readonly cure: string,
    readonly exit: 1 | 2 | 3,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** The sentence and its cure, for one line of output. */
  get sentence(): string {
    return this.cure === '' ? this.message : `${this.message} ${this.cure}`;
  }
}
