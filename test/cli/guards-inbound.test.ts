import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { persons } from './support/sfmap.ts';
import { TamperingProxy } from './support/tampering-proxy.ts';

const tenant = useTenant('--people', '30');
const { sfmap } = tenant;
let file: string;
let plan: string;
let state: string;
let count = 0;

vi.setConfig({ testTimeout: 90_000 });

const mapping = (join: string, more = '') => `provision SuccessFactors -> EntraID
actions create, update, disable
${more}
map {
  ${join}
  userPrincipalName <- Join("", "n", [personIdExternal], "@contoso.example") on create
  displayName       <- Join(" ", [firstName], [lastName])
  accountEnabled    <- "True"
}
`;
const byNickname = 'mailNickname <- [personIdExternal] match 1';
const nobodyInScope = 'scope {\n  [personIdExternal] EQUALS "nobody"\n}';

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  count += 1;
  file = join(sfmap.folder, `g${count}.sfmap`);
  plan = join(sfmap.folder, `g${count}.json`);
  state = join(sfmap.folder, `state-${count}`);
  writeFileSync(file, mapping(byNickname));
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  sfmap.run(args, { env: { SFMAP_STATE: state, ...env } });
const makePlan = (...people: string[]) =>
  run(['plan', file, '--connection', 'sandbox', ...people, '--out', plan, '--force']);
const two = persons('100101', '100102');

async function named(nickname: string): Promise<readonly Record<string, unknown>[]> {
  const filter = encodeURIComponent(`mailNickname eq '${nickname}'`);
  const answer = await tenant.sandbox.graph(`users?$filter=${filter}&$select=id,accountEnabled,displayName`);
  return ((await answer.json()) as { value: Record<string, unknown>[] }).value;
}

test('a plan over its limits is shown and never applied', async () => {
  await makePlan(...two);
  await run(['apply', plan, '--yes']);
  writeFileSync(file, mapping(byNickname, `limits {\n  disable <= 1\n}\n${nobodyInScope}`));
  const made = await makePlan(...two);
  expect([made.code, made.out]).toEqual([1, expect.stringContaining('disable concerns 2, and 1 is allowed')]);
  const applied = await run(['apply', plan, '--yes']);
  expect([applied.code, applied.err]).toEqual([1, expect.stringContaining('The plan is over its limits')]);
  expect(await named('100101')).toMatchObject([{ accountEnabled: true }]);
});

test('whoever is disabled for leaving the scope counts as out of scope', async () => {
  await makePlan(...persons('100101'));
  await run(['apply', plan, '--yes']);
  writeFileSync(file, mapping(byNickname, nobodyInScope));
  await makePlan(...persons('100101'));
  const applied = await run(['apply', plan, '--yes']);
  const [, name = ''] = /Run ([a-z]+-\d+)\./.exec(applied.err) ?? [];
  const log = await run(['log', name]);
  expect(log.out).toContain('1 person read, 0 in scope, 1 out of scope');
  expect(log.out).toMatch(/1 disabled/);
  expect(await named('100101')).toMatchObject([{ accountEnabled: false }]);
});

describe('a plan that is not as it was made is refused', () => {
  test.each([
    ['another tenant', (text: string) => text.replace('"tenant": "contoso.example"', '"tenant": "fabrikam.example"')],
    ['another value', (text: string) => text.replaceAll('Amara Nwosu', 'Mallory Nwosu')],
    ['another action', (text: string) => text.replace('"action":"create"', '"action":"restore"')],
    ['another target', (text: string) => text.replaceAll('"displayName"', '"passwordPolicies"')],
  ])('%s', async (_name, change) => {
    await makePlan(...two);
    writeFileSync(plan, change(readFileSync(plan, 'utf8')));
    const ended = await run(['apply', plan, '--yes']);
    expect([ended.code, ended.err]).toEqual([1, expect.stringContaining('is not as it was made')]);
    expect(await named('100101')).toEqual([]);
  });
});

test('a plan for another Entra tenant is refused', async () => {
  await makePlan(...two);
  const ended = await run(['apply', plan, '--yes'], { SFMAP_SANDBOX_GRAPH: 'http://127.0.0.1:9' });
  expect([ended.code, ended.err]).toEqual([1, expect.stringContaining('Entra ID contoso.example at 127.0.0.1:9')]);
});

test('somebody who came since is found, and nobody gets a second account', async () => {
  await makePlan(...two);
  const body = {
    accountEnabled: true,
    displayName: 'Made by hand',
    mailNickname: '100101',
    userPrincipalName: 'by.hand@contoso.example',
    passwordProfile: { password: 'Invented-Pa55word' },
  };
  const headers = { 'content-type': 'application/json' };
  await tenant.sandbox.graph('users', { method: 'POST', body: JSON.stringify(body), headers });
  const ended = await run(['apply', plan, '--yes']);
  expect(ended.code).toBe(1);
  expect(ended.out).toContain(
    'an account with the same mailNickname or userPrincipalName came since the plan was made',
  );
  expect(await named('100101')).toMatchObject([{ displayName: 'Made by hand' }]);
  expect(await named('100102')).toHaveLength(1);
});

test('a read that came up short makes no plan, and who was not read is never touched', async () => {
  await makePlan('--all');
  await run(['apply', plan, '--yes']);
  writeFileSync(file, mapping(byNickname, nobodyInScope));
  const short = join(sfmap.folder, `short-${count}.json`);
  const proxy = await TamperingProxy.before(tenant.sandbox);
  // The pages come, and the count after the last one never does.
  proxy.onPeople(({ answer }, place) => {
    if (place < 3) return false;
    answer(400, '{"error":{"message":{"value":"cut short"}}}', { 'content-type': 'application/json' });
    return true;
  });
  const env = { SFMAP_SANDBOX_HOST: proxy.origin };
  const cut = await run(['plan', file, '--connection', 'sandbox', '--all', '--out', short], env);
  proxy.stop();
  expect([cut.code, existsSync(short)]).toEqual([3, false]);
  await makePlan(...persons('100101'));
  const ended = await run(['apply', plan, '--yes']);
  expect(ended.out).toContain('1 disabled');
  expect(await named('100101')).toMatchObject([{ accountEnabled: false }]);
  expect(await named('100102')).toMatchObject([{ accountEnabled: true }]);
});

test('an account that a run has made stays with its person, whatever the mapping matches by now', async () => {
  await makePlan(...two);
  await run(['apply', plan, '--yes']);
  writeFileSync(file, mapping('employeeId <- Append("X", [personIdExternal]) match 1'));
  const made = await makePlan(...two);
  expect(made.out).toContain('found by its object id, remembered');
  const planned = JSON.parse(readFileSync(plan, 'utf8'));
  expect(planned.people.map(({ account }: { account: { action: string } }) => account.action)).toEqual([
    'update',
    'update',
  ]);
});

test('the first password is sent, and stands nowhere', async () => {
  const proxy = await TamperingProxy.beforeGraph(tenant.sandbox);
  try {
    const env = { SFMAP_SANDBOX_GRAPH: proxy.origin };
    const flags = ['--connection', 'sandbox', ...two];
    const made = await run(['plan', file, ...flags, '--out', plan], env);
    const applied = await run(['apply', plan, '--yes', '--format', 'html'], env);
    expect(applied.code).toBe(0);
    const sent = proxy.requests.flatMap(({ body }) =>
      [...body.matchAll(/"password":"([^"]+)"/g)].map(([, one]) => one),
    );
    expect(new Set(sent).size).toBe(2);
    const name = /Run (\S+)\. /.exec(applied.err)?.[1] ?? '';
    const log = await run(['log', name, '--format', 'json'], env);
    const stored = readdirSync(state, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(state, entry.name), 'latin1'));
    const told = [made.out, made.err, applied.out, applied.err, log.out, readFileSync(plan, 'utf8'), ...stored];
    for (const password of sent) expect(told.filter((text) => text.includes(password ?? ''))).toEqual([]);
    // The five steps of somebody: read, in scope, new, created, written.
    const text = (await run(['log', name])).out;
    expect(text).toMatch(
      / {2}import {3}read from SuccessFactors, plain\n {2}scope {4}in scope\n {2}match {4}new\n {2}action {3}create\n .*\n {2}result {3}1 written\n/,
    );
  } finally {
    proxy.stop();
  }
});
