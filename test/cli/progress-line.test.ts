import { expect, test } from 'vitest';
import { progressLine } from '../../server/src/cli/progress-line.ts';

/** What stands on standard error after some events at some seconds. */
function told(redraws: boolean, events: readonly (readonly [second: number, event: object])[]): readonly string[] {
  let now = 1_000_000;
  const lines: string[] = [];
  const line = progressLine({ redraws, err: (text) => void lines.push(text.trimEnd()) }, () => now);
  for (const [second, event] of events) {
    now = 1_000_000 + second * 1000;
    line.show({ phase: 'Reading people', done: 0, ...event });
  }
  return lines;
}

const wait = { phase: 'Waiting', waiting: 'SuccessFactors asks to wait 30 s' };
const waited = { phase: 'Waiting' };

test('a terminal shows phase, count, rate and time left; a wait is said, and counted in the rate', () => {
  expect(
    told(true, [
      [0, { total: 1000 }],
      [0.05, { done: 5, total: 1000 }],
      [10, { done: 400, total: 1000 }],
      [10, wait],
      [40, waited],
      [40, { done: 410, total: 1000 }],
      [50, { done: 1000, total: 1000 }],
    ]),
  ).toEqual([
    '\rReading people 0 of 1,000',
    '\rReading people 400 of 1,000 · 40/s · 15 s left',
    '\rSuccessFactors asks to wait 30 s',
    '\rReading people 400 of 1,000 · 10/s · 60 s left',
    '\rReading people 1,000 of 1,000 · 20/s',
  ]);
});

test('without a terminal there is a line for each phase, one every ten seconds, and one for each wait', () => {
  expect(
    told(false, [
      [0, { total: 1000 }],
      [5, { done: 200, total: 1000 }],
      [10, { done: 400, total: 1000 }],
      [11, { done: 440, total: 1000 }],
      [12, wait],
      [42, waited],
      [43, { done: 450, total: 1000 }],
      [44, { phase: 'Writing', done: 1, total: 10 }],
    ]),
  ).toEqual([
    'Reading people …',
    'Reading people 400 of 1,000 · 40/s · 15 s left',
    'SuccessFactors asks to wait 30 s',
    'Reading people 450 of 1,000 · 10/s · 53 s left',
    'Writing …',
  ]);
});

test('after its end the line is gone, and the next phase begins anew', () => {
  const lines: string[] = [];
  const line = progressLine({ redraws: true, err: (text) => void lines.push(text) }, () => 0);
  line.show({ phase: 'Writing', done: 1 });
  line.end();
  expect(lines).toEqual(['\rWriting 1', `\r${' '.repeat('Writing 1'.length)}\r`]);
});
