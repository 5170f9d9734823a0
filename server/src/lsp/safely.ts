/** An error inside a request becomes a line in the log and an answer that does no harm. */
export function safely<P, R>(log: (message: string) => void, harmless: R, handle: (params: P) => R): (params: P) => R {
  return (params) => {
    try {
      return handle(params);
    } catch (error) {
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return harmless;
    }
  };
}
