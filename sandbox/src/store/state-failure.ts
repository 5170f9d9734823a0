/** The state file cannot be written any more, in words for whoever sends a request. */
export class StateFailure extends Error {
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The sandbox cannot write its state file (${why}), and nothing of this call was kept. Make room on its disk, or start the sandbox with another --state FILE.`,
    );
  }
}
