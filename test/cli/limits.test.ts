import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;
const three = ['100101', '100102', '101201'];

beforeEach(async () => {
  sfmap.use(tenant.sandbox);
  await tenant.sandbox.control('/sandbox/reset', 'POST');
});

function mapping(limits: string): string {
  const file = join(sfmap.folder, 'limited.sfmap');
  writeFileSync(file, readFileSync(example('scenario-2'), 'utf8').replace(/^map \{/m, `limits { ${limits} }\n\nmap {`));
  return file;
}

test('a plan over its limits is made and shown, and never applied', async () => {
  const file = mapping('update <= 2');
  const plan = join(sfmap.folder, 'over.json');
  const made = await sfmap.run(['plan', file, '--connection', 'sandbox', ...persons(...three), '--out', plan]);
  expect(made.code).toBe(1);
  expect(made.out).toContain('Limits: update 3 of 2 allowed');
  expect(made.out).toContain('update concerns 3, and 2 are allowed (update <= 2).');
  expect(made.out).toContain('over its limits: it can be shown, and apply refuses it.');
  expect(existsSync(plan)).toBe(true);

  const applied = await sfmap.run(['apply', plan, '--yes']);
  expect(applied.code).toBe(1);
  expect(applied.err).toContain('The plan is over its limits: update concerns 3, and 2 are allowed');
  const written = await sfmap.run(['writeback', file, '--connection', 'sandbox', ...persons(...three), '--yes']);
  expect(written.code).toBe(1);
  expect(written.err).toContain('The plan is over its limits');

  const after = await sfmap.run(['plan', file, '--connection', 'sandbox', ...persons('100101'), '--out', `${plan}.2`]);
  expect(after.out).toContain('3 rows to write');
});

test('a plan within its limits says so, and is applied', async () => {
  const file = mapping('update <= 3 update <= 1%');
  const run = await sfmap.run(['writeback', file, '--connection', 'sandbox', ...persons(...three), '--yes']);
  expect(run.err).toContain('6 rows · limits: update 3 of 3 allowed · nothing deleted');
  expect(run.code).toBe(0);
});

test('a percentage is one of everybody in scope', async () => {
  const plan = join(sfmap.folder, 'all.json');
  const made = await sfmap.run(['plan', mapping('update <= 1%'), '--connection', 'sandbox', '--all', '--out', plan]);
  expect(made.code).toBe(1);
  expect(made.out).toMatch(/update concerns \d+, and \d+ (?:is|are) allowed \(update <= 1% of \d+ in scope\)\./);
});

test('a limit that is tightened after the plan was made is not evaded', async () => {
  const file = mapping('update <= 9');
  const plan = join(sfmap.folder, 'before.json');
  const people = persons('100101', '100102');
  const made = await sfmap.run(['plan', file, '--connection', 'sandbox', ...people, '--out', plan]);
  expect(made.code).toBe(0);

  mapping('update <= 1');
  const refused = await sfmap.run(['apply', plan, '--yes'], { cwd: sfmap.folder });
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain(
    'The limits of limited.sfmap have changed since the plan was made. The plan is over its limits: update concerns 2, and 1 is allowed (update <= 1).',
  );

  mapping('update <= one');
  expect(await sfmap.run(['apply', plan, '--yes'])).toMatchObject({ code: 1, out: '' });

  const moved = join(sfmap.folder, 'moved.sfmap');
  mapping('update <= 1');
  renameSync(file, moved);
  const gone = await sfmap.run(['apply', plan, '--yes']);
  expect(gone).toMatchObject({ code: 2, out: '', err: expect.stringContaining('with --mapping FILE.') });
  const named = await sfmap.run(['apply', plan, '--yes', '--mapping', moved]);
  expect(named).toMatchObject({ code: 1, err: expect.stringContaining('1 is allowed (update <= 1)') });

  mapping('update <= 2');
  const applied = await sfmap.run(['apply', plan, '--yes']);
  expect(applied).toMatchObject({ code: 0, out: expect.stringContaining('rows written') });
});

test('a limit that is raised after the plan was made does not let it through', async () => {
  const plan = join(sfmap.folder, 'raised.json');
  const file = mapping('update <= 1');
  await sfmap.run(['plan', file, '--connection', 'sandbox', ...persons(...three), '--out', plan]);
  mapping('update <= 9');
  const ended = await sfmap.run(['apply', plan, '--yes']);
  expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('1 is allowed (update <= 1)') });
});
