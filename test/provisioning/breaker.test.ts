import { expect, test } from 'vitest';
import { Breaker } from '../../server/src/provisioning/run/breaker.ts';

/** `x` fails, `.` succeeds. */
function after(course: string) {
  const breaker = new Breaker();
  for (const [index, step] of [...course].entries()) {
    if (step === '.') breaker.success();
    else breaker.failure(`no such thing ${index}.`);
  }
  return breaker.problem();
}

test.each([
  ['nothing yet', '', false],
  ['nine failures', 'x'.repeat(9), false],
  ['ten failures', 'x'.repeat(10), true],
  ['ten failures after successes', `...${'x'.repeat(10)}`, true],
  ['a success in between', `${'x'.repeat(9)}.${'x'.repeat(9)}`, false],
  ['many failures, each among successes', '.x'.repeat(100), false],
  ['a success after ten, as in one call', `${'x'.repeat(10)}.`, false],
])('%s', (_name, course, ends) => {
  expect(after(course) !== undefined).toBe(ends);
});

test('says how many, the last cause and the cure', () => {
  expect(after('x'.repeat(12))?.sentence).toBe(
    '12 failures in a row, the last one: no such thing 11. Find out why. Then go on with the run: sfmap resume',
  );
});
