import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { persons } from './support/sfmap.ts';

const tenant = useTenant('--people', '60');
const { sfmap } = tenant;
let file: string;
let plan: string;
let count = 0;

/** Every account that is there is taken for somebody else's: the plan makes an account of its own for each person. */
const newAccounts = `provision SuccessFactors -> EntraID
actions create, update, disable, delete
limits {
  create <= 1000
  update <= 1000
}
map {
  mailNickname      <- [personIdExternal] match 1
  userPrincipalName <- Join("", "n", [personIdExternal], "@contoso.example")
  displayName       <- Join(" ", [firstName], [lastName])
  jobTitle          <- [jobTitle]
  accountEnabled    <- "True"
  manager           <- [manager]
}
`;

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  count += 1;
  file = join(sfmap.folder, `m${count}.sfmap`);
  plan = join(sfmap.folder, `p${count}.json`);
  writeFileSync(file, newAccounts);
});

const makePlan = (...more: string[]) =>
  sfmap.run(['plan', file, '--connection', 'sandbox', ...(more.length === 0 ? ['--all'] : more), '--out', plan]);
const apply = (options = {}) => sfmap.run(['apply', plan, '--yes'], options);

/** An account by its sign-in name, as Graph tells it; undefined where there is none. */
async function account(name: string): Promise<Record<string, unknown> | undefined> {
  const select = 'id,userPrincipalName,displayName,jobTitle,accountEnabled,onPremisesExtensionAttributes';
  const filter = encodeURIComponent(`userPrincipalName eq '${name}'`);
  const answer = await tenant.sandbox.graph(`users?$filter=${filter}&$select=${select}&$expand=manager($select=id)`);
  return ((await answer.json()) as { value: Record<string, unknown>[] }).value[0];
}

test('accounts are made, their managers in a second pass, and a second time there is nothing to do', async () => {
  const made = await makePlan();
  expect(made).toMatchObject({
    code: 0,
    err: expect.stringContaining('on Entra ID contoso.example (sandbox), and the mapping has no scope'),
  });
  const planned = JSON.parse(readFileSync(plan, 'utf8'));
  expect(planned).toMatchObject({ kind: 'inbound', target: { tenant: 'contoso.example' } });
  const first = await apply();
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/^(\d+) of \1 \w+ written to Entra ID contoso\.example \(sandbox\)\.\n/);
  expect(first.out).not.toContain('not read back');
  const [amara, haruto] = [await account('n100101@contoso.example'), await account('n100601@contoso.example')];
  expect(amara).toMatchObject({ displayName: 'Amara Nwosu', accountEnabled: true });
  expect(haruto?.['manager']).toBeDefined();
  const second = await apply();
  expect(second.code).toBe(0);
  expect(second.out).toMatch(/^0 of (\d+) \w+ written to Entra ID [^,]+, \1 already as planned\.\n/);
  const again = await sfmap.run(['plan', file, '--connection', 'sandbox', '--all', '--out', plan, '--force']);
  expect(again.err).not.toContain('first full run');
  expect(JSON.parse(readFileSync(plan, 'utf8')).totals).toMatchObject({ rows: 0, changing: 0, failed: 0 });
});

test('an account of which nothing else changes gets the manager for whom the plan makes one', async () => {
  await makePlan(...persons('100601'));
  await apply();
  expect((await account('n100601@contoso.example'))?.['manager']).toBeUndefined();
  const rest = await sfmap.run(['plan', file, '--connection', 'sandbox', '--all', '--out', plan, '--force']);
  expect(rest.code).toBe(0);
  const { people } = JSON.parse(readFileSync(plan, 'utf8'));
  const haruto = people.find((person: { personIdExternal: string }) => person.personIdExternal === '100601');
  expect(haruto.account).toMatchObject({ action: 'update', reason: 'their manager gets an account' });
  expect((await apply()).code).toBe(0);
  expect((await account('n100601@contoso.example'))?.['manager']).toBeDefined();

  writeFileSync(file, newAccounts.replace('actions create, update', 'actions create'));
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await sfmap.run(['plan', file, '--connection', 'sandbox', ...persons('100601'), '--out', plan, '--force']);
  await apply();
  await sfmap.run(['plan', file, '--connection', 'sandbox', '--all', '--out', plan, '--force']);
  await apply();
  expect((await account('n100601@contoso.example'))?.['manager']).toBeUndefined();
});

test('an account that somebody has changed since the plan is skipped with a word', async () => {
  await makePlan(...persons('100101', '100102'));
  await apply();
  writeFileSync(file, newAccounts.replace('<- [jobTitle]', '<- Append([jobTitle], " II")'));
  await sfmap.run(['plan', file, '--connection', 'sandbox', ...persons('100101', '100102'), '--out', plan, '--force']);
  const { id } = (await account('n100101@contoso.example')) ?? {};
  const body = JSON.stringify({ jobTitle: 'Somebody else was here' });
  await tenant.sandbox.graph(`users/${id}`, {
    method: 'PATCH',
    body,
    headers: { 'content-type': 'application/json' },
  });
  const ended = await apply();
  expect(ended.code).toBe(1);
  expect(ended.out).toMatch(/^1 of 2 \w+ written to Entra ID [^,]+, 1 skipped\.\n/);
  expect(ended.out).toMatch(/skipped +update +jobTitle: changed since the plan was made/);
  expect(await account('n100101@contoso.example')).toMatchObject({ jobTitle: 'Somebody else was here' });
});

test('what Entra ID shows late is no failure', async () => {
  const late = (visibleAfterMs: number, staleReads: number) =>
    tenant.sandbox.control('/sandbox/entra', 'POST', { visibleAfterMs, staleReads });
  await makePlan(...persons('100101', '100102', '100201'));
  await late(2_000, 1);
  const ended = await apply();
  expect(ended.code).toBe(0);
  expect(ended.out).toMatch(/^(\d+) of \1 changes written to Entra ID contoso\.example \(sandbox\)\.\n/);
  await late(600_000, 1);
  const unseen = await sfmap.run(['undo', /Run (\S+)\. /.exec(ended.err)?.[1] ?? '', '--yes']);
  expect(unseen.code).toBe(0);
  expect(unseen.out).toMatch(/3 of 3 changes written to [^,]+, 3 of them not read back\.\n/);
  await late(0, 0);
});
