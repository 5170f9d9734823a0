import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons, tenantRows } from './support/sfmap.ts';

const tenant = useTenant('--shuffle', '--auto-demote');
const { sfmap } = tenant;

afterEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
});

const preview = (...more: string[]) =>
  sfmap.run(['preview', example('scenario-2'), '--connection', 'sandbox', ...more]);

test('a person is found by employee id, by user principal name and by object id, once', async () => {
  const byId = await preview(...persons('100102'), '--format', 'json');
  const { people } = JSON.parse(byId.out);
  expect(people).toHaveLength(1);
  const name = people[0].userPrincipalName;
  const { id } = JSON.parse(await (await tenant.sandbox.graph(`users/${name}`)).text());
  const all = await preview(...persons('100102', name, id), '--format', 'json');
  expect(JSON.parse(all.out)).toMatchObject({
    connection: { name: 'sandbox', environment: 'sandbox', company: 'SANDBOX' },
    complete: false,
    totals: { people: 1, changing: 1, rows: 1, rowsByGroup: { 'business phone': 1 }, refused: 0, failed: 0 },
    people: [{ personIdExternal: '100102', name: 'Ingrid Solberg' }],
  });
});

test('two users with one person are an error of both, whichever way they are chosen', async () => {
  const twin = await (await tenant.sandbox.graph("users?$filter=employeeId eq '100101'&$select=id")).json();
  const { id } = (twin as { value: { id: string }[] }).value[0] ?? { id: '' };
  const patched = await tenant.sandbox.graph(`users/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ employeeId: '100102' }),
  });
  expect(patched.status).toBe(204);
  const reason = '2 Entra users are linked to person 100102:';
  for (const people of [persons('100102'), persons('amara.nwosu@contoso.example'), ['--all']]) {
    const ended = await preview(...people);
    expect(ended.code).toBe(1);
    expect(ended.out).toContain(reason);
  }
});

describe('a join that is an expression cannot be searched for', () => {
  const text = readFileSync(example('scenario-2'), 'utf8').replace(
    /personIdExternal( *)<- \[employeeId\]/,
    'personIdExternal$1<- StripSpaces([employeeId])',
  );
  const piped = (...more: string[]) => sfmap.run(['preview', '-', '--connection', 'sandbox', ...more], { input: text });

  test('people are found by what it yields, by user principal name and by object id all the same', async () => {
    expect(text).toContain('StripSpaces([employeeId])');
    const { id } = JSON.parse(await (await tenant.sandbox.graph('users/ingrid.solberg@contoso.example')).text());
    for (const asked of ['100102', 'Ingrid.Solberg@contoso.example', id]) {
      const { people } = JSON.parse((await piped(...persons(asked), '--format', 'json')).out);
      expect(people).toMatchObject([{ personIdExternal: '100102', name: 'Ingrid Solberg' }]);
    }
    const ended = await piped(...persons('100102', 'nobody@contoso.example'));
    expect(ended.out).toContain('Entra ID has no user nobody@contoso.example.');
    expect(ended.code).toBe(1);
  });

  test('two users with one person are noticed', async () => {
    const { value } = (await (
      await tenant.sandbox.graph("users?$filter=employeeId eq '100101'&$select=id")
    ).json()) as {
      value: { id: string }[];
    };
    await tenant.sandbox.graph(`users/${value[0]?.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ employeeId: ' 100102' }),
    });
    for (const people of [persons('100102'), persons('ingrid.solberg@contoso.example'), ['--sample', '2'], ['--all']]) {
      const ended = await piped(...people);
      expect(ended.out).toContain('2 Entra users are linked to person 100102:');
      expect(ended.code).toBe(1);
    }
  });
});

test('a sample takes the first people in scope; somebody out of scope is named as such', async () => {
  const text = readFileSync(example('scenario-2'), 'utf8').replace(
    '\nmap {',
    '\nscope { "Pilot": [department] EQUALS "Sales EMEA" }\nmap {',
  );
  const piped = (...more: string[]) => sfmap.run(['preview', '-', '--connection', 'sandbox', ...more], { input: text });
  const sample = await piped('--sample', '1', '--format', 'json');
  expect(JSON.parse(sample.out).people).toHaveLength(1);
  const out = await piped(...persons('100101'));
  expect(out.out).toContain('This user is out of scope');
  expect(out.code).toBe(1);
});

test('a tenant that demotes by itself and shuffles its rows gets the same rows', async () => {
  const args = ['writeback', example('scenario-3'), '--connection', 'sandbox', '--switch-primary', '--yes'];
  const first = await sfmap.run([...args, ...persons('101001', '101401')]);
  expect(first.code).toBe(0);
  expect(await tenantRows(tenant.sandbox, '101001')).toEqual([
    '10605 +44 20 7946 0991',
    '10606 +44 7700 900991 primary',
    '8448 daniel.oconnor@contoso.example primary',
  ]);
  const second = await sfmap.run([...args, ...persons('101001', '101401')]);
  expect(second.out).toContain('Nothing to write.');
});

test('sfmap sandbox starts the tenant beside the program, and ends it with itself', async () => {
  const child = spawn(process.execPath, [sfmap.bundle, 'sandbox', '--port', '0', '--json']);
  const line = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
  const { successFactors } = JSON.parse(line.split('\n')[0] ?? '');
  expect((await fetch(`${successFactors}/sandbox/state`)).ok).toBe(true);
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  await expect(fetch(`${successFactors}/sandbox/state`)).rejects.toThrow();

  const wrong = await sfmap.run(['sandbox', '--nonsense']);
  expect(wrong.code).toBe(2);
});
