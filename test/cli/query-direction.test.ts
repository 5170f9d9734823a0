import { expect, test } from 'vitest';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';
import { example } from './support/sfmap.ts';

const sfmap = useSfmap();

test('a writeback and a text that is no mapping need no OData query', async () => {
  expectRefused(await sfmap.run(['query', example('scenario-1')]), /is no mapping from SuccessFactors/);
  const garbage = await sfmap.run(['query', '-'], { input: 'garbage' });
  expect(garbage.code).toBe(2);
});
