/**
 * Does pieces of work side by side and gives their results as they come.
 *
 * When one fails, or nobody wants more, no other is begun, the signal of those that are under way is aborted, and they are
 * waited for: nothing goes on behind the caller's back.
 *
 * @param atOnce How many at most; asked whenever one has ended, so that it may change.
 */
export async function* sideBySide<T, R>(
  items: Iterable<T>,
  atOnce: () => number,
  work: (item: T, signal: AbortSignal) => Promise<R>,
  signal?: AbortSignal,
): AsyncGenerator<R> {
  const over = new AbortController();
  const both = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const waiting = items[Symbol.iterator]();
  const running = new Map<number, Promise<{ readonly number: number; readonly result: R }>>();
  let begun = 0;
  let more = true;
  const begin = () => {
    const { value, done } = waiting.next();
    more = done !== true;
    if (done === true) return;
    begun += 1;
    const number = begun;
    running.set(
      number,
      work(value, both).then((result) => ({ number, result })),
    );
  };
  try {
    for (;;) {
      while (more && running.size < Math.max(1, atOnce())) begin();
      if (running.size === 0) return;
      const { number, result } = await Promise.race(running.values());
      running.delete(number);
      yield result;
    }
  } finally {
    over.abort();
    await Promise.allSettled(running.values());
  }
}
