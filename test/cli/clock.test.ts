import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons, tenantRows } from './support/sfmap.ts';

// A clock that is another one than when the plan was made, or than when the run began.

const tenant = useTenant();
const { sfmap } = tenant;
const three = ['100101', '100102', '101201'];
let clock = '';

beforeAll(() => {
  clock = join(sfmap.folder, 'clock.cjs');
  // The clock of a process: ahead from its start, or from the moment on in which it writes.
  writeFileSync(
    clock,
    `const Real = Date;
const hours = Number(process.env.CLOCK_AHEAD);
let ahead = process.env.CLOCK_FROM === 'start' ? hours * 3600000 : 0;
globalThis.Date = class extends Real {
  constructor(...parts) { parts.length === 0 ? super(Real.now() + ahead) : super(...parts); }
  static now() { return Real.now() + ahead; }
};
const write = process.stderr.write.bind(process.stderr);
process.stderr.write = (text, ...more) => {
  if (process.env.CLOCK_FROM === 'writing' && String(text).includes('Writing')) ahead = hours * 3600000;
  return write(text, ...more);
};
`,
  );
});
beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
});

const ahead = (hours: number, from: 'start' | 'writing') => ({
  NODE_OPTIONS: `--require ${clock}`,
  CLOCK_AHEAD: String(hours),
  CLOCK_FROM: from,
});
const rows = () => Promise.all(three.map((id) => tenantRows(tenant.sandbox, id)));

test.each([
  [25, 'The plan was made 25 hours ago; a plan is good for 24 hours. Make a new plan.'],
  [-1, 'The plan was made in the future; a plan is good for 24 hours. Make a new plan.'],
])('a plan is not applied %i hours after it was made', async (hours, message) => {
  const plan = join(sfmap.folder, `plan${hours}.json`);
  const chosen = ['--connection', 'sandbox', ...persons(...three)];
  await sfmap.run(['plan', example('scenario-2'), ...chosen, '--out', plan]);
  const before = await rows();
  const ended = await sfmap.run(['apply', plan, '--yes'], { env: ahead(hours, 'start') });
  expect([ended.code, ended.err]).toEqual([1, expect.stringContaining(message)]);
  expect(await rows()).toEqual(before);
});

test.each([
  [1, 'jumped 60 minutes ahead'],
  [-1, 'jumped 60 minutes back'],
])('a clock that jumps by %i hours while a run writes ends it, and resume goes on', async (hours, words) => {
  const args = ['writeback', example('scenario-2'), '--connection', 'sandbox', ...persons(...three), '--yes'];
  const ended = await sfmap.run(args, { env: { ...ahead(hours, 'writing'), SFMAP_BATCH_SIZE: '1' } });
  expect(ended.code).toBe(3);
  expect(ended.out).toContain(`The run ended early: The clock of this machine has ${words} while the run was writing.`);
  expect(ended.out).toContain('Check the clock, then go on with sfmap resume.');
  const resumed = await sfmap.run(['resume', '--yes']);
  expect([resumed.code, resumed.err]).toEqual([0, expect.not.stringContaining('sfmap:')]);
  expect((await rows()).flat().join()).toContain('+44 20 7946 0801');
});
