import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons, tenantRows } from './support/sfmap.ts';

// A plan is a file that passes through hands. Whoever changes one can also make its checksum anew.

const tenant = useTenant();
const { sfmap } = tenant;
let path: string;

beforeAll(async () => {
  path = join(sfmap.folder, 'plan.json');
});
beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
});

type Tree = Record<string, unknown>;

/** JSON with sorted names, as the checksum is made of it. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${sorted(item)}`).join(',')}}`;
}

const makePlan = (name: string, id: string, ...more: string[]) =>
  sfmap.run(['plan', example(name), '--connection', 'sandbox', ...persons(id), '--out', path, '--force', ...more]);

/** Changes the plan's first person and totals, and makes the checksum anew. */
function forge(change: (person: { calls: { together: boolean; records: Tree[] }[] }, totals: Tree) => void): void {
  const { checksum: _, signature, ...plan } = JSON.parse(readFileSync(path, 'utf8'));
  change(plan.people[0], plan.totals);
  const checksum = createHash('sha256').update(sorted(plan)).digest('hex');
  writeFileSync(path, JSON.stringify({ ...plan, checksum, signature }));
}

const apply = (env: Record<string, string> = {}) => sfmap.run(['apply', path, '--yes'], { env });

describe('a record that sfmap would not make is refused though the checksum fits, and shown by nobody', () => {
  const email = (key: Tree, after: Tree, before: Tree | null = null, givesUpPrimary = false): Tree => ({
    group: 'e-mail',
    entity: 'PerEmail',
    key,
    before,
    after,
    givesUpPrimary,
  });
  const own = { emailType: '8448', personIdExternal: '100101' };
  const fine = { emailAddress: 'evil@elsewhere.example', isPrimary: false };
  const cases: readonly (readonly [string, Tree])[] = [
    ['the row of another person', email({ emailType: '8447', personIdExternal: '101001' }, fine)],
    ['a row that gives up nothing', email({ emailType: '8446', personIdExternal: '100101' }, fine, null, true)],
    ['an operation', email(own, { ...fine, operation: 'DELETE' })],
    ['another property', email(own, { ...fine, lastModifiedBy: 'x' })],
    ['another name in the key', email({ ...own, seqNumber: '1' }, fine)],
    ['another entity', { ...email(own, fine), entity: 'PerPersonal' }],
    [
      'a User that was not there',
      {
        group: 'user',
        entity: 'User',
        key: { userId: '100401' },
        before: null,
        after: { custom01: 'x' },
        givesUpPrimary: false,
      },
    ],
    [
      'a property of the User',
      {
        group: 'user',
        entity: 'User',
        key: { userId: '100101' },
        before: { password: null },
        after: { password: 'x' },
        givesUpPrimary: false,
      },
    ],
  ];
  test.each(cases)('%s', async (_name, record) => {
    await makePlan('scenario-1', '100101');
    forge(({ calls }, totals) => {
      calls.push({ together: false, records: [record] });
      totals['rows'] = 2;
    });
    const before = [await tenantRows(tenant.sandbox, '100101'), await tenantRows(tenant.sandbox, '101001')];
    for (const ended of [await apply(), await sfmap.run(['show', path])]) {
      expect(ended.err).toContain('is not as it was made');
      expect(ended.out).toBe('');
      expect(ended.code).toBe(1);
    }
    expect([await tenantRows(tenant.sandbox, '100101'), await tenantRows(tenant.sandbox, '101001')]).toEqual(before);
  });
});

test('totals are counted again', async () => {
  await makePlan('scenario-1', '100101');
  forge((_person, totals) => {
    totals['rows'] = 0;
  });
  expect((await apply()).err).toContain('the totals are not those of its changes');
});

test('a value that was changed with its checksum is shown, and refused for its signature', async () => {
  await makePlan('scenario-1', '100101');
  forge(({ calls }) => {
    const after = calls[0]?.records[0]?.['after'] as Tree;
    after['emailAddress'] = 'evil@elsewhere.example';
  });
  const shown = await sfmap.run(['show', path]);
  expect(shown.out).toContain('→ evil@elsewhere.example');
  expect(shown.out).toContain('NOT SIGNED WITH THE KEY OF THIS MACHINE');
  expect(shown.code).toBe(1);
  const before = await tenantRows(tenant.sandbox, '100101');
  const ended = await apply();
  expect(ended.err).toContain('its signature is not ours.');
  expect(ended.err).toContain('set SFMAP_SANDBOX_PLAN_KEY to the same secret');
  expect(ended.code).toBe(1);
  expect(await tenantRows(tenant.sandbox, '100101')).toEqual(before);
});

test('a plan of another machine is refused, and applied where both share the key', async () => {
  const here = { SFMAP_STATE: join(sfmap.folder, 'here') };
  const there = { SFMAP_STATE: join(sfmap.folder, 'there') };
  const args = [
    'plan',
    example('scenario-1'),
    '--connection',
    'sandbox',
    ...persons('100101'),
    '--out',
    path,
    '--force',
  ];
  await sfmap.run(args, { env: there });
  expect(statSync(join(sfmap.folder, 'there', 'plan.key')).mode & 0o777).toBe(0o600);
  expect((await apply(here)).err).toContain('its signature is not ours');

  const shared = { SFMAP_SANDBOX_PLAN_KEY: 'a-long-secret-of-the-pipeline' };
  await sfmap.run(args, { env: { ...there, ...shared } });
  const applied = await apply({ ...here, ...shared });
  expect(applied.code).toBe(0);
  expect(applied.out + applied.err + readFileSync(path, 'utf8')).not.toContain('a-long-secret');

  const short = await sfmap.run(args, { env: { SFMAP_SANDBOX_PLAN_KEY: 'short' } });
  expect(short.err).toContain('SFMAP_SANDBOX_PLAN_KEY is shorter than 16 characters');
  expect(short.code).toBe(2);
});

test('a key that others may read is refused', async () => {
  const state = join(sfmap.folder, 'open');
  const made = await sfmap.run([
    'plan',
    example('scenario-1'),
    '--connection',
    'sandbox',
    ...persons('100101'),
    '--out',
    path,
    '--force',
    '--state',
    state,
  ]);
  expect(made.code).toBe(0);
  chmodSync(join(state, 'plan.key'), 0o644);
  const ended = await sfmap.run(['apply', path, '--yes', '--state', state]);
  expect(ended.err).toContain('Other users may read');
  expect(ended.code).toBe(2);
  rmSync(state, { recursive: true });
});

test('what a plan writes is shown from its records: the User by its id, a switch by both rows', async () => {
  await makePlan('scenario-3', '101001', '--switch-primary');
  const { out } = await sfmap.run(['show', path]);
  expect(out).toMatch(/cellPhoneIsPrimary +false +→ true/);
  expect(out).toMatch(/businessPhoneIsPrimary +true +→ false/);
  const json = JSON.parse((await sfmap.run(['show', path, '--format', 'json'])).out);
  expect(json.signed).toBe(true);
  expect(json.people[0].lines).toContainEqual({
    group: 'cell phone',
    target: 'cellPhoneIsPrimary',
    before: 'false',
    after: 'true',
    note: 'changed',
  });
});
