/** Runs a request's handler; an error in it, now or later, becomes a log entry and a harmless answer. */
export function safely<P extends unknown[], R>(
  log: (message: string) => void,
  harmless: R,
  handle: (...params: P) => R | Promise<R>,
): (...params: P) => R | Promise<R> {
  const failed = (error: unknown): R => {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return harmless;
  };
  return (...params) => {
    try {
      const answer = handle(...params);
      return answer instanceof Promise ? answer.catch(failed) : answer;
    } catch (error) {
      return failed(error);
    }
  };
}
