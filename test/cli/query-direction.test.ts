import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectRefused } from './support/expect-refused.ts';
import { example, Sfmap } from './support/sfmap.ts';

let sfmap: Sfmap;

beforeAll(async () => {
  sfmap = await Sfmap.build();
});
afterAll(() => sfmap?.remove());

test('a writeback and a text that is no mapping need no OData query', async () => {
  expectRefused(await sfmap.run(['query', example('scenario-1')]), /is no mapping from SuccessFactors/);
  const garbage = await sfmap.run(['query', '-'], { input: 'garbage' });
  expect(garbage.code).toBe(2);
});
