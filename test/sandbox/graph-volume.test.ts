import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

const eventual = { ConsistencyLevel: 'eventual' };

async function pages(sandbox: RunningSandbox, address: string): Promise<Json[]> {
  const users: Json[] = [];
  for (let next: string | undefined = address; next !== undefined; ) {
    const body: Json = parse(await (await sandbox.graph(next)).text());
    users.push(...list(body['value']));
    const link: unknown = body['@odata.nextLink'];
    next = typeof link === 'string' ? link : undefined;
  }
  return users;
}

describe('5,000 people', () => {
  let sandbox: RunningSandbox;
  let users: Json[];
  beforeAll(async () => {
    sandbox = await RunningSandbox.start('--people', '5000');
    users = await pages(sandbox, 'users?$select=id,displayName,employeeId,userPrincipalName,mail,jobTitle&$top=999');
  });
  afterAll(() => sandbox.stop());

  /** How many of a thousand generated people, as docs/sandbox.md states it. */
  const near = (count: number, permille: number) => {
    const expected = (5000 * permille) / 1000;
    // Four standard deviations of a draw: the seed is fixed, so this never fails by chance.
    expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected));
  };

  it('some have no account, and some one in conflict, in the stated proportions', async () => {
    const state = parse(await (await sandbox.control('/sandbox/state?limit=5000')).text());
    const people = list(state['people']).filter((person) => person['situation'] !== 'rehire-old-person');
    const holders = Map.groupBy(users, (user) => user['employeeId']);
    const unlinked = new Map((holders.get(null) ?? []).map((user) => [user['userPrincipalName'], user]));
    const twice = [...holders].filter(([id, same]) => id !== null && same.length > 1);
    const without = people.filter((person) => !holders.has(person['personIdExternal']));
    const mine = (person: Json) => {
      const entra = person['entra'];
      return typeof entra === 'object' && entra !== null ? Reflect.get(entra, 'mail') : null;
    };
    const empty = without.filter((person) => unlinked.has(mine(person)));
    const strangers = [...unlinked.values()].filter((user) => user['jobTitle'] === 'Consultant');
    near(twice.length, 5);
    near(empty.length, 10);
    near(strangers.length, 10);
    near(without.length - empty.length - strangers.length, 30);
    for (const [, same] of twice)
      expect(same.map((user) => user['displayName'])).toEqual([
        same[0]?.['displayName'],
        `${same[0]?.['displayName']} (Admin)`,
      ]);
  });

  it('every object id and user principal name is there once, and finds its user', async () => {
    expect(new Set(users.map((user) => user['id'])).size).toBe(users.length);
    expect(new Set(users.map((user) => String(user['userPrincipalName']).toLowerCase())).size).toBe(users.length);
    for (const user of users.filter((_, index) => index % 97 === 0)) {
      for (const name of [user['id'], encodeURIComponent(String(user['userPrincipalName']))]) {
        const found = parse(await (await sandbox.graph(`users/${name}?$select=id`)).text());
        expect(found['id']).toBe(user['id']);
      }
    }
  });

  it('what is found by id, name, mail or employee id is what a look at everybody finds', async () => {
    for (const user of users.filter((_, index) => index % 311 === 0)) {
      for (const name of ['id', 'userPrincipalName', 'mail', 'employeeId'] as const) {
        const value = user[name];
        if (typeof value !== 'string') continue;
        const filter = encodeURIComponent(`${name} eq '${value.replaceAll("'", "''")}'`);
        const found = await pages(sandbox, `users?$filter=${filter}&$select=id`);
        const expected = users.filter((each) => String(each[name]).toLowerCase() === value.toLowerCase());
        expect(found.map((each) => each['id'])).toEqual(expected.map((each) => each['id']));
      }
    }
  });

  it('whoever takes over somebody’s values is found by them, and by the own ones no more', async () => {
    const [one, other] = [users[1000], users[2000]];
    const change = {
      employeeId: String(other?.['employeeId']),
      userPrincipalName: 'moved.far@contoso.example',
      mailNickname: 'moved',
    };
    const patched = await sandbox.graph(`users/${one?.['id']}`, { method: 'PATCH', body: JSON.stringify(change) });
    expect(patched.status).toBe(204);
    const ids = async (filter: string) =>
      (await pages(sandbox, `users?$filter=${encodeURIComponent(filter)}&$select=id`)).map((user) => user['id']);
    expect(new Set(await ids(`employeeId eq '${other?.['employeeId']}'`))).toEqual(
      new Set([one?.['id'], other?.['id']]),
    );
    expect(await ids(`employeeId eq '${one?.['employeeId']}'`)).toEqual([]);
    expect(await ids("userPrincipalName eq 'Moved.Far@contoso.example'")).toEqual([one?.['id']]);
    expect(await ids("mailNickname in ('moved','nobody')")).toEqual([one?.['id']]);
    expect(await ids(`userPrincipalName eq '${one?.['userPrincipalName']}'`)).toEqual([]);
  });
});

describe('100,000 people', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start('--people', '100000');
  });
  afterAll(() => sandbox.stop());

  const timed = async (path: string): Promise<{ ms: number; text: string }> => {
    await sandbox.token();
    const begun = performance.now();
    const text = await (await sandbox.graph(path, { headers: eventual })).text();
    return { ms: performance.now() - begun, text };
  };

  it('accounts are made page by page: the first page, an id and a few employee ids cost no look at everybody', async () => {
    const first = await timed('users?$top=100&$select=id,employeeId');
    const users = list(parse(first.text)['value']);
    expect(users).toHaveLength(100);
    const byEmployee = await timed("users?$filter=employeeId in ('250000','999999')&$select=employeeId");
    expect(list(parse(byEmployee.text)['value'])).toHaveLength(1);
    const everybody = await timed('users/$count');
    expect(Number(everybody.text)).toBeGreaterThan(90_000);
    for (const { ms } of [first, byEmployee]) expect(ms).toBeLessThan(everybody.ms / 2);
    const again = await timed('users/$count');
    expect(again.text).toBe(everybody.text);
    expect(again.ms).toBeLessThan(everybody.ms / 2);
  }, 60_000);
});
