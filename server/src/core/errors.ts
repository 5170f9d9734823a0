/**
 * Why a remote system has certainly not done what it was asked.
 *
 * - `request`: it refuses this request; another may be accepted.
 * - `busy`: it accepts nothing for now.
 * - `system`: it accepts nothing from us, or was not reached.
 */
export type Refusal = 'request' | 'busy' | 'system';

/**
 * An error that is shown to a user as it stands: one sentence, then the cure.
 *
 * `code` is stable (`LGN0015`, `SFM-CONFIG`, …); `exit` is the exit code of the command line:
 * 1 a finding, 2 wrong usage or unreadable input, 3 a remote system refused or failed.
 */
export class SfmapError extends Error {
  override readonly name = 'SfmapError';
  /** Absent: a request may have been carried out although it failed. */
  readonly refused: Refusal | undefined;
  /** The HTTP status of the answer that the error was read from. */
  readonly status: number | undefined;

  constructor(
    readonly code: string,
    message: string,
    readonly cure: string,
    readonly exit: 1 | 2 | 3,
    options?: ErrorOptions & { readonly refused?: Refusal | undefined; readonly status?: number },
  ) {
    super(message, options);
    this.refused = options?.refused;
    this.status = options?.status;
  }

  /** The sentence and its cure, for one line of output. */
  get sentence(): string {
    return this.cure === '' ? this.message : `${this.message} ${this.cure}`;
  }
}
