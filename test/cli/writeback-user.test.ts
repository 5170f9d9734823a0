import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { persons } from './support/sfmap.ts';

// The User row: which of several employments is written, and that the wrong one never is.

const tenant = useTenant();
const { sfmap } = tenant;

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
});

async function run(more: string, ids: readonly string[]) {
  const file = join(sfmap.folder, 'user.sfmap');
  writeFileSync(
    file,
    `provision EntraID -> SuccessFactors
map {
  personIdExternal <- [employeeId] match 1
  username         <- [userPrincipalName]
  loginMethod      <- "SSO"
  custom01         <- [department]
  ${more}
}
`,
  );
  return sfmap.run(['writeback', file, '--connection', 'sandbox', '--yes', ...persons(...ids)]);
}

async function user(id: string) {
  const { d } = await tenant.sandbox.json(`User('${id}')`);
  return d as Record<string, unknown>;
}

test('the one active employment is written: after a rehire and a conversion the new one', async () => {
  const { code, out } = await run('', ['100101', '100301', '100401']);
  expect(code).toBe(0);
  expect(out).toMatch(/userId +100401-1 +100401-1 +unchanged/);
  expect(await user('100101')).toMatchObject({ username: 'amara.nwosu@contoso.example', loginMethod: 'SSO' });
  expect(await user('100401-1')).toMatchObject({ username: 'rita.okafor@contoso.example', custom01: 'Sales EMEA' });
  expect((await user('100401'))['username']).not.toBe('rita.okafor@contoso.example');
  expect(await user('100301-1')).toMatchObject({ username: 'mei-ling.tan@contoso.example' });
});

test.each([
  ['100601', 'This person has 2 active employments (100601, 100601-1). Map userId to say which User is written.'],
  ['100701', 'This person has 2 active employments (100701, 100701-1). Map userId to say which User is written.'],
  ['100801', 'This person has no active employment. Map userId to say which User is written.'],
])('%s is refused without userId, and written with it', async (id, reason) => {
  const refused = await run('', [id]);
  expect(refused.out).toContain(`refused   user: ${reason}`);
  expect(refused.out).toContain('Nothing to write.');
  expect(refused.code).toBe(0);

  const written = await run('userId <- [extensionAttribute1] flow always', [id]);
  expect(written.code).toBe(0);
  expect(written.out).toContain('1 of 1 row written');
});

test('a userId that is no employment of the person is an error', async () => {
  const ended = await run('userId <- Replace([employeeId], "100101", , , "100102", , ) flow always', ['100101']);
  expect(ended.code).toBe(1);
  expect(ended.out).toContain('userId is 100102, which is no employment of this person. SuccessFactors has: 100101.');
  expect((await user('100102'))['username']).not.toBe('amara.nwosu@contoso.example');
});

test('what SuccessFactors refuses for one person is told, the others are written', async () => {
  const ended = await run('userId <- [extensionAttribute1] flow always', ['100201', '100101']);
  expect(ended.code).toBe(3);
  expect(ended.out).toContain('1 of 2 rows written to SuccessFactors SANDBOX (sandbox), 1 failed.');
  expect(ended.out).toMatch(/failed +User 100201 +User 100201 is inactive/);
  expect(await user('100101')).toMatchObject({ username: 'amara.nwosu@contoso.example' });
});
