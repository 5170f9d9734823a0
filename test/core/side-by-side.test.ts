import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Pace } from '../../server/src/core/pace.ts';
import { sideBySide } from '../../server/src/core/side-by-side.ts';

/** Counts how many pieces are under way. */
function counting<T, R>(work: (item: T) => Promise<R>) {
  const seen = { now: 0, most: 0, begun: [] as T[] };
  const counted = async (item: T) => {
    seen.now += 1;
    seen.begun.push(item);
    seen.most = Math.max(seen.most, seen.now);
    try {
      return await work(item);
    } finally {
      seen.now -= 1;
    }
  };
  return { seen, counted };
}

async function all<R>(results: AsyncIterable<R>): Promise<R[]> {
  const list: R[] = [];
  for await (const result of results) list.push(result);
  return list;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test('every piece is done once, at most so many at once, results as they come', async () => {
  let release = () => {};
  const last = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { seen, counted } = counting(async (item: number) => {
    if (item === 19) release();
    await (item === 0 ? last.then(() => setTimeout(50)) : setTimeout(1));
    return item;
  });
  const results = await all(sideBySide(upTo(20), () => 3, counted));
  expect([...results].sort((a, b) => a - b)).toEqual(upTo(20));
  expect(results.at(-1)).toBe(0);
  expect(seen).toMatchObject({ most: 3, now: 0, begun: upTo(20) });
});

test.each([0, 1])('one at a time where %i are allowed', async (most) => {
  const { seen, counted } = counting(async (item: number) => setTimeout(1, item));
  expect(await all(sideBySide(upTo(5), () => most, counted))).toEqual(upTo(5));
  expect(seen.most).toBe(1);
});

test('a failure begins nothing more, aborts the others and is thrown when they have ended', async () => {
  const aborted: number[] = [];
  const { seen, counted } = counting(async (item: number) => {
    if (item === 2) throw new Error('broken');
    await setTimeout(5);
  });
  const work = (item: number, signal: AbortSignal) => {
    signal.addEventListener('abort', () => aborted.push(item));
    return counted(item);
  };
  await expect(all(sideBySide(upTo(50), () => 4, work))).rejects.toThrow('broken');
  expect(seen.begun.length).toBeLessThan(8);
  expect(seen.now).toBe(0);
  expect(aborted.length).toBeGreaterThan(0);
});

test('whoever wants no more waits for those that are under way', async () => {
  const { seen, counted } = counting(async (item: number) => setTimeout(5, item));
  for await (const _ of sideBySide(upTo(50), () => 4, counted)) break;
  expect(seen.now).toBe(0);
  expect(seen.begun.length).toBeLessThan(8);
});

test('a cancel reaches the pieces', async () => {
  const controller = new AbortController();
  const work = (_item: number, signal: AbortSignal) => setTimeout(10_000, undefined, { signal });
  const done = all(sideBySide(upTo(9), () => 2, work, controller.signal));
  controller.abort();
  await expect(done).rejects.toThrow();
});

test('a pace grows by one after each round that goes well, and halves', () => {
  const pace = new Pace(4);
  const limits = [pace.limit];
  for (let round = 0; round < 12; round += 1) {
    pace.good();
    limits.push(pace.limit);
  }
  expect(limits).toEqual([1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4]);
  pace.tooMuch();
  expect(pace.limit).toBe(2);
  pace.tooMuch();
  pace.tooMuch();
  expect(pace.limit).toBe(1);
});
