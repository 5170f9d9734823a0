import { expect, test } from 'vitest';
import { isDue, namedRetries, retriesOf, retryOf } from '../../server/src/provisioning/plan/retry.ts';

const start = Date.parse('2027-02-01T08:00:00.000Z');
const at = (minutes: number) => new Date(start + minutes * 60_000);
const first = retryOf('100101', at(0));

test.each([
  ['by the next sync after the first failure', 0, 0],
  ['when two cycles of 40 minutes are nearly over after the second', 40, 36],
  ['after about half a day when it has failed for that', 720, 648],
  ['each day at most', 100_000, 23 * 60],
  ['at once where the clock was set back', -500, 0],
])('somebody is tried again %s', (_when, minutes, wait) => {
  const retry = retryOf('100101', at(minutes), minutes === 0 ? undefined : first);
  expect(retry).toEqual({
    person: '100101',
    failedSince: at(0).toISOString(),
    due: at(minutes + wait).toISOString(),
  });
  expect([isDue(retry, at(minutes + wait - 1)), isDue(retry, at(minutes + wait))]).toEqual([false, true]);
});

test('who waits for a manager is due at each sync, and starts anew when they fail', () => {
  expect(isDue({ person: '100101' }, at(-1))).toBe(true);
  expect(retryOf('100101', at(40), { person: '100101' })).toEqual(retryOf('100101', at(40)));
});

test('a plan names all of them, and keeps when who failed is due', () => {
  const retries = [first, { person: '100102' }];
  expect(namedRetries(retries)).toEqual({ again: ['100101', '100102'], failing: [first] });
  expect(retriesOf(namedRetries(retries))).toEqual(retries);
  expect(namedRetries([])).toEqual({ again: [] });
  // As a plan of an earlier version names them.
  expect(retriesOf({ again: ['100101'] })).toEqual([{ person: '100101' }]);
});
