import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dig, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
  await sandbox.token();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

const DELAY = 3000;
const user = 'users/amara.nwosu@contoso.example';
const lag = (settings: object) => sandbox.control('/sandbox/entra', 'POST', settings);
const patch = (city: string) => sandbox.graph(user, { method: 'PATCH', body: JSON.stringify({ city }) });
const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await sandbox.graph(path, { headers });
  return { status: response.status, body: parse(await response.text()) };
};
const city = async () => (await read(`${user}?$select=city`)).body['city'];
const eventualCount = async (name: string) => {
  const query = `users?$filter=city eq '${name}'&$count=true&$select=id`;
  return (await read(query, { ConsistencyLevel: 'eventual' })).body['@odata.count'];
};
const deltaSince = async (link: unknown) => {
  const { body } = await read(String(link));
  return { entries: list(body['value']), link: body['@odata.deltaLink'] };
};
const newLink = async () => (await read('users/delta?$deltatoken=latest&$select=city')).body['@odata.deltaLink'];

describe('eventual consistency', () => {
  it('is off: every query sees a write at once', async () => {
    const link = await newLink();
    await patch('Oslo');
    expect([await city(), await eventualCount('Oslo'), (await deltaSince(link)).entries.length]).toEqual([
      'Oslo',
      1,
      1,
    ]);
  });

  it('hides a write from advanced queries and from delta until the time is over, and from no other read', async () => {
    await lag({ visibleAfterMs: DELAY });
    const link = await newLink();
    await patch('Oslo');
    expect(await city()).toBe('Oslo');
    expect(await eventualCount('Oslo')).toBe(0);
    const before = await deltaSince(link);
    expect(before.entries).toEqual([]);
    await wait(DELAY);
    expect(await eventualCount('Oslo')).toBe(1);
    expect((await deltaSince(before.link)).entries).toEqual([{ id: expect.any(String), city: 'Oslo' }]);
  });

  it('lets reads of a replica miss what was created, and see what was deleted', async () => {
    await lag({ visibleAfterMs: DELAY, staleReads: 1 });
    await sandbox.graph(user, { method: 'DELETE' });
    const created = await sandbox.graph('users', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        accountEnabled: true,
        displayName: 'Nils Berg',
        mailNickname: 'nils.berg',
        userPrincipalName: 'nils.berg@contoso.example',
        passwordProfile: { password: 'xWwvJ]6NMw+bWH-d', forceChangePasswordNextSignIn: true },
      }),
    });
    expect(created.status).toBe(201);
    const id = String(parse(await created.text())['id']);
    expect([(await read(`users/${id}`)).status, (await read(user)).status]).toEqual([404, 200]);
    await wait(DELAY);
    expect([(await read(`users/${id}`)).status, (await read(user)).status]).toEqual([200, 404]);
  });

  it('never keeps a write from a write', async () => {
    await lag({ visibleAfterMs: 60_000, staleReads: 1 });
    await patch('Oslo');
    expect(await city()).not.toBe('Oslo');
    const again = await sandbox.graph(user, { method: 'PATCH', body: '{"department":"Finance"}' });
    expect(again.status).toBe(204);
    await lag({ visibleAfterMs: 0 });
    expect([await city(), await eventualCount('Oslo')]).toEqual(['Oslo', 1]);
  });

  it('is on from the start with --graph-delay, also after a reset', async () => {
    const other = await RunningSandbox.start('--graph-delay', '60000');
    const settings = async () => dig(await other.state(), 'entra', 'visibleAfterMs');
    const first = await settings();
    await other.control('/sandbox/entra', 'POST', { visibleAfterMs: 0 });
    await other.control('/sandbox/reset', 'POST');
    expect([first, await settings()]).toEqual([60_000, 60_000]);
    await other.stop();
  });

  it.each([[{ visibleAfterMs: -1 }], [{ visibleAfterMs: 'x' }], [{ staleReads: 2 }]])('%j is refused', async (body) => {
    expect((await lag(body)).status).toBe(400);
  });
});
