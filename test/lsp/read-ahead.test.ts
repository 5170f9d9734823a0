import { describe, expect, it } from 'vitest';
import { readAhead } from '../../server/src/lsp/read-ahead.ts';

describe('reading ahead', () => {
  it.each([
    [0, 4],
    [1, 4],
    [3, 4],
    [4, 4],
    [20, 4],
    [5, 1],
  ])('gives %i items in their order, with at most %i being read', async (length, count) => {
    const items = Array.from({ length }, (_, index) => index);
    let reading = 0;
    let most = 0;
    const read = async (item: number) => {
      most = Math.max(most, ++reading);
      // Those that begin later end sooner.
      await new Promise((resolve) => setTimeout(resolve, (length - item) % 7));
      reading--;
      return item * 2;
    };
    const given: unknown[] = [];
    for await (const [item, result] of readAhead(items, count, read)) given.push([item, result]);
    expect(given).toEqual(items.map((item) => [item, item * 2]));
    expect(most).toBe(Math.min(length, count));
  });

  it('begins nothing more once nobody asks', async () => {
    const begun: number[] = [];
    const read = async (item: number) => void begun.push(item);
    for await (const [item] of readAhead([1, 2, 3, 4, 5, 6], 2, read)) if (item === 2) break;
    expect(begun).toEqual([1, 2, 3]);
  });
});
