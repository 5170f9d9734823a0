/**
 * Items in their order, each with what was read for it. The next ones are being read meanwhile: whoever waits for one
 * file after the other mostly waits.
 *
 * @param count How many are read at once.
 * @param read Must not throw.
 */
export async function* readAhead<T, R>(
  items: readonly T[],
  count: number,
  read: (item: T) => Promise<R>,
): AsyncGenerator<readonly [T, R]> {
  const begun: { readonly item: T; readonly result: Promise<R> }[] = [];
  for (const item of items) {
    begun.push({ item, result: read(item) });
    if (begun.length < count) continue;
    const first = begun.shift();
    if (first !== undefined) yield [first.item, await first.result];
  }
  for (const { item, result } of begun) yield [item, await result];
}
