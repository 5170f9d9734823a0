import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tokenOf } from './support/entra.ts';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--graph-throttling');
  await sandbox.token();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

const limit = (throttling: unknown) => sandbox.control('/sandbox/entra', 'POST', { throttling });
const patch = () => sandbox.graph('users/amara.nwosu@contoso.example', { method: 'PATCH', body: '{"city":"Oslo"}' });

describe('what a request costs', () => {
  it.each([
    ['users', '2'],
    ['users?$select=id', '1'],
    ['users?$top=5', '1'],
    ['users?$select=id&$top=5', '1'],
    ['users?$top=50', '2'],
    ['users/amara.nwosu@contoso.example', '1'],
  ])('%s: %s', async (path, units) => {
    expect((await sandbox.graph(path)).headers.get('x-ms-resource-unit')).toBe(units);
  });
});

describe('quotas', () => {
  it('are the documented ones of a tenant of this size with --graph-throttling', async () => {
    const state: Json = parse(await (await sandbox.control('/sandbox/state?limit=0')).text());
    expect(dig(state, 'entra', 'throttling')).toEqual({
      resourceUnits: { limit: 3500, seconds: 10 },
      writes: { limit: 3000, seconds: 150 },
    });
  });

  it('refuse what is too much, with the time after which it is taken again', async () => {
    await limit({ resourceUnits: 4, writes: 4, seconds: 3 });
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await sandbox.graph('users'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[1]?.headers.get('x-ms-throttle-limit-percentage')).toMatch(/^(?:0\.[89]|1\.0)/);
    const refused = answers[2];
    expect(refused?.headers.get('x-ms-throttle-information')).toBe('ResourceUnitLimitExceeded');
    expect(refused?.headers.get('x-ms-throttle-scope')).toBe(
      `Tenant_Application/ReadWrite/${sandbox.announcement.clientId}/${sandbox.announcement.entra.tenantId}`,
    );
    const wait = Number(refused?.headers.get('retry-after'));
    expect(wait).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    expect((await sandbox.graph('users')).status).toBe(200);
  });

  it('of writes are apart, so that reads go on', async () => {
    await limit({ resourceUnits: 1000, writes: 2, seconds: 100 });
    const statuses = [(await patch()).status, (await patch()).status];
    const refused = await patch();
    expect([...statuses, refused.status]).toEqual([204, 204, 429]);
    expect(refused.headers.get('x-ms-throttle-information')).toBe('WriteLimitExceeded');
    expect((await sandbox.graph('users')).status).toBe(200);
  });

  it('count for each app by itself', async () => {
    await limit({ resourceUnits: 2, writes: 2, seconds: 100 });
    await sandbox.graph('users');
    expect((await sandbox.graph('users')).status).toBe(429);
    const token = await tokenOf(sandbox, '11111111-2222-4333-8444-000000000001');
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${sandbox.announcement.graph}/v1.0/users`, { headers })).status).toBe(200);
  });

  it('hold for each request of a batch, and the batch itself is 200', async () => {
    await limit({ resourceUnits: 3, writes: 3, seconds: 100 });
    const requests = ['1', '2', '3', '4', '5'].map((id) => ({ id, method: 'GET', url: '/users?$select=id' }));
    const response = await sandbox.graph('$batch', { method: 'POST', body: JSON.stringify({ requests }) });
    const responses = list(parse(await response.text())['responses']);
    expect([response.status, ...responses.map(({ status }) => status)]).toEqual([200, 200, 200, 200, 429, 429]);
    expect(Number(dig(responses[3], 'headers', 'Retry-After'))).toBeGreaterThan(0);
  });

  it('are lifted by the control endpoint', async () => {
    await limit({ resourceUnits: 1, writes: 1, seconds: 100 });
    expect((await sandbox.graph('users')).status).toBe(429);
    await limit(false);
    expect((await sandbox.graph('users')).status).toBe(200);
  });
});
