import { expect, test } from 'vitest';
import { clockGuard } from '../../server/src/engine/clock-guard.ts';

const minute = 60_000;

test.each([
  ['time passes', 600 * minute, 600 * minute, undefined],
  ['a small correction', 14 * minute, 0, undefined],
  ['the clock is set ahead', 80 * minute, 20 * minute, 'jumped 60 minutes ahead'],
  ['the clock is set back', -40 * minute, 20 * minute, 'jumped 60 minutes back'],
])('%s', (_name, clock, steady, words) => {
  let now = Date.UTC(2026, 0, 1);
  let passed = 5_000;
  const check = clockGuard(
    () => new Date(now),
    () => passed,
  );
  check();
  now += clock;
  passed += steady;
  if (words === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(words);
});
