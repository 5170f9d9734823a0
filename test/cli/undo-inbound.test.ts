import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { useTenant } from './support/set-up.ts';

const tenant = useTenant('--people', '40');
const { sfmap } = tenant;
let file: string;
let plan: string;
let count = 0;

/** Accounts by mailNickname, so that nobody has one yet; those of some people leave, in one way or the other. */
const mapping = (scope: string, actions: string, jobTitle: string) => `provision SuccessFactors -> EntraID
actions ${actions}
limits {
  create <= 1000
  update <= 1000
  disable <= 1000
  delete <= 1000
}
${scope}
map {
  mailNickname      <- [personIdExternal] match 1
  userPrincipalName <- Join("", "n", [personIdExternal], "@contoso.example") on create
  displayName       <- Join(" ", [firstName], [lastName])
  jobTitle          <- ${jobTitle}
  department        <- [department] flow nulls
  accountEnabled    <- "True"
  manager           <- [manager]
}
`;

const everybody = '';
const someLeave = 'scope {\n  [personIdExternal] NOT REGEX MATCH "[13579]$"\n}';

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  count += 1;
  file = join(sfmap.folder, `u${count}.sfmap`);
  plan = join(sfmap.folder, `u${count}.json`);
});

interface Listed {
  readonly run: string;
  readonly totals: Readonly<Record<string, number>>;
}

/** Plans and applies, and gives the run. */
async function run(text: string): Promise<Listed> {
  writeFileSync(file, text);
  const made = await sfmap.run(['plan', file, '--connection', 'sandbox', '--all', '--out', plan, '--force']);
  expect([made.code, made.out.match(/^ {2}error .*$/m)]).toEqual([0, null]);
  const applied = await sfmap.run(['apply', plan, '--yes', '--format', 'json']);
  expect([applied.code, applied.out.match(/"reason": .*/)?.[0]]).toEqual([0, undefined]);
  return JSON.parse(applied.out);
}

async function undo(name: string): Promise<Listed> {
  const ended = await sfmap.run(['undo', name, '--yes', '--format', 'json']);
  expect([ended.code, ended.err.match(/^ {2}refused .*/m)?.[0]]).toEqual([0, undefined]);
  return JSON.parse(ended.out);
}

/** Everything that Graph tells of the accounts, without what changes by itself. */
async function directory(): Promise<readonly unknown[]> {
  const select = 'id,userPrincipalName,mailNickname,displayName,jobTitle,department,accountEnabled';
  const accounts: { id: string }[] = [];
  let next: string | undefined = `users?$top=500&$select=${select}&$expand=manager($select=id)`;
  while (next !== undefined) {
    const page = (await (await tenant.sandbox.graph(next)).json()) as {
      value: { id: string }[];
      '@odata.nextLink'?: string;
    };
    accounts.push(...page.value);
    next = page['@odata.nextLink'];
  }
  return accounts.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const create = (scope: string) => mapping(scope, 'create, update, disable', '[jobTitle]');

// Each case starts the command line up to ten times.
vi.setConfig({ testTimeout: 120_000 });

test('creations are deleted, and come back by the undo of the undo', async () => {
  const before = await directory();
  const made = await run(create(everybody));
  expect(made.totals).toMatchObject({ created: 40 });
  const after = await directory();
  expect(after.length - before.length).toBe(40);
  const back = await undo(made.run);
  expect(back.totals).toMatchObject({ deleted: 40 });
  expect(await directory()).toEqual(before);
  await undo(back.run);
  expect(await directory()).toEqual(after);
});

test.each([
  ['update', mapping(everybody, 'create, update', 'Append([jobTitle], " II")'), { updated: 40 }],
  ['disable', create(someLeave), { disabled: 26 }],
  ['delete', mapping(someLeave, 'create, update, delete', '[jobTitle]'), { deleted: 26 }],
])('%s: every account is as it was before', async (_name, changed, totals) => {
  await run(create(everybody));
  const before = await directory();
  const done = await run(changed);
  expect(done.totals).toMatchObject(totals);
  expect(await directory()).not.toEqual(before);
  await undo(done.run);
  expect(await directory()).toEqual(before);
});

test('what somebody has changed since stays, and is named', async () => {
  const made = await run(create(everybody));
  const filter = encodeURIComponent("mailNickname eq '100101'");
  const found = (await (await tenant.sandbox.graph(`users?$filter=${filter}`)).json()) as { value: { id: string }[] };
  await tenant.sandbox.graph(`users/${found.value[0]?.id}`, {
    method: 'PATCH',
    body: JSON.stringify({ jobTitle: 'Somebody else was here' }),
    headers: { 'content-type': 'application/json' },
  });
  const ended = await sfmap.run(['undo', made.run, '--yes']);
  expect(ended.code).toBe(1);
  expect(ended.out).toContain(
    'refused   account: jobTitle: changed since the run wrote it, and left as it is; the account stays',
  );
  expect(ended.out).toContain('The account is deleted. It can be restored for 30 days');
  const left = (await (await tenant.sandbox.graph(`users?$filter=${filter}`)).json()) as { value: unknown[] };
  expect(left.value).toHaveLength(1);
});
