import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tokenOf } from './support/entra.ts';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

const amara = '/users/amara.nwosu@contoso.example';
const get = (id: string, url = `${amara}?$select=city`, more: Json = {}): Json => ({ id, method: 'GET', url, ...more });
const patch = (id: string, body: unknown, more: Json = {}): Json => ({
  id,
  method: 'PATCH',
  url: amara,
  headers: { 'Content-Type': 'application/json' },
  body,
  ...more,
});

async function send(requests: unknown): Promise<{ status: number; body: Json }> {
  const body = typeof requests === 'string' ? requests : JSON.stringify({ requests });
  const headers = { 'content-type': 'application/json' };
  const response = await sandbox.graph('$batch', { method: 'POST', headers, body });
  return { status: response.status, body: parse(await response.text()) };
}

/** The responses by the id of their requests. */
async function batch(requests: unknown): Promise<Map<string, Json>> {
  const { status, body } = await send(requests);
  expect(status).toBe(200);
  return new Map(list(body['responses']).map((each) => [String(each['id']), each]));
}

describe('$batch', () => {
  it('answers each request with its own status, headers and body', async () => {
    const responses = await batch([
      get('1'),
      get('b', '/users/nobody'),
      patch('3', { city: 'Oslo' }),
      patch('4', { nonsense: 1 }),
      get('5', 'users?$filter=city ne null&$count=true&$select=id&$top=1', {
        headers: { ConsistencyLevel: 'eventual' },
      }),
      get('6', '/users/$count', { headers: { consistencylevel: 'eventual' } }),
    ]);
    expect([...responses.values()].map(({ id, status }) => [id, status])).toEqual([
      ['1', 200],
      ['b', 404],
      ['3', 204],
      ['4', 400],
      ['5', 200],
      ['6', 200],
    ]);
    expect(responses.get('1')).toMatchObject({
      headers: { 'Content-Type': expect.stringContaining('application/json'), 'OData-Version': '4.0' },
      body: { city: expect.any(String) },
    });
    expect(responses.get('3')).not.toHaveProperty('body');
    expect(dig(responses.get('b'), 'body', 'error', 'code')).toBe('Request_ResourceNotFound');
    expect(dig(responses.get('5'), 'body', '@odata.count')).toBeGreaterThan(10);
    const user = parse(await (await sandbox.graph('users/amara.nwosu@contoso.example?$select=city')).text());
    expect(user['city']).toBe('Oslo');
  });

  it('runs what depends on another behind it, wherever it stands', async () => {
    const responses = await batch([
      get('read', undefined, { dependsOn: ['second'] }),
      patch('second', { city: 'Bergen' }, { dependsOn: ['first'] }),
      patch('first', { city: 'Oslo' }),
    ]);
    expect(dig(responses.get('read'), 'body', 'city')).toBe('Bergen');
  });

  it('424 for all that depend on what failed', async () => {
    const responses = await batch([
      patch('1', { nonsense: 1 }),
      patch('2', { city: 'Oslo' }, { dependsOn: ['1'] }),
      get('3', undefined, { dependsOn: ['2'] }),
      get('4'),
    ]);
    expect([...responses.values()].map(({ status }) => status)).toEqual([400, 424, 424, 200]);
    expect(dig(responses.get('2'), 'body', 'error', 'code')).toBe('FailedDependency');
    expect(dig(responses.get('4'), 'body', 'city')).not.toBe('Oslo');
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => get(String(index)));

  it('takes 20 requests', async () => {
    expect((await batch(many(20))).size).toBe(20);
  });

  it.each<[string, unknown, RegExp]>([
    ['21 requests', many(21), /exceeds the limit/],
    ['none', [], /Invalid batch payload/],
    ['no list', '{"requests":{}}', /Invalid batch payload/],
    ['no JSON', 'nonsense', /Invalid batch payload/],
    ['an id twice, in other letters', [get('a'), get('A')], /'A' is not unique/],
    ['no id', [{ method: 'GET', url: '/users' }], /has no id/],
    ['a number for an id', [{ id: 1, method: 'GET', url: '/users' }], /has no id/],
    ['an absolute address', [get('1', 'https://graph.microsoft.com/v1.0/users')], /must be relative/],
    ['another host', [get('1', '//attacker.example/users')], /must be relative/],
    ['a method that is none', [{ ...get('1'), method: 'BREW' }], /has no method/],
    ['a body without Content-Type', [patch('1', { city: 'Oslo' }, { headers: {} })], /^Write request id : 1 does not/],
    ['a write without a body', [patch('1', undefined)], /^Write request id : 1 does not/],
    ['a dependency that is not there', [get('1', undefined, { dependsOn: ['2'] })], /depends on '2'/],
    ['a circle', [get('1', undefined, { dependsOn: ['2'] }), get('2', undefined, { dependsOn: ['1'] })], /in a circle/],
    ['a broken address', [get('1', '/users/%E0%A4')], /not encoded properly/],
  ])('400 for %s, and nothing is done', async (_, requests, message) => {
    const { status, body } = await send(requests);
    expect([status, dig(body, 'error', 'code')]).toEqual([400, 'BadRequest']);
    expect(dig(body, 'error', 'message')).toMatch(message);
    expect((await sandbox.state())['writeCount']).toBe(0);
  });

  it('refuses a batch in a batch, and every method but POST', async () => {
    const nested = {
      id: '1',
      method: 'POST',
      url: '/$batch',
      headers: { 'Content-Type': 'application/json' },
      body: {},
    };
    expect((await batch([nested])).get('1')).toMatchObject({ status: 400 });
    expect((await sandbox.graph('$batch')).status).toBe(405);
  });

  it('checks permissions one by one', async () => {
    const token = await tokenOf(sandbox, '11111111-2222-4333-8444-000000000001');
    const response = await fetch(`${sandbox.announcement.graph}/v1.0/$batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ requests: [get('1'), patch('2', { city: 'Oslo' })] }),
    });
    expect(list(parse(await response.text())['responses']).map(({ status }) => status)).toEqual([200, 403]);
  });
});

const fault = (body: Json) => sandbox.control('/sandbox/faults', 'POST', body);

describe('faults inside a batch', () => {
  it('429 has a Retry-After of its own; what is not struck is done', async () => {
    await fault({ kind: 'batch-429', seconds: 3, after: 1, times: 1 });
    const responses = await batch([get('1'), patch('2', { city: 'Oslo' }), get('3')]);
    expect([...responses.values()].map(({ status }) => status)).toEqual([200, 429, 200]);
    expect(responses.get('2')).toMatchObject({
      headers: { 'Retry-After': '3' },
      body: { error: { code: 'TooManyRequests', innerError: { status: '429' } } },
    });
    expect(dig(responses.get('3'), 'body', 'city')).not.toBe('Oslo');
  });

  it.each([
    ['batch-503', 503, false],
    ['batch-504', 504, true],
  ])('%s: %i, and the write is done: %s', async (kind, status, done) => {
    await fault({ kind, times: 1 });
    const responses = await batch([patch('1', { city: 'Oslo' }), get('2')]);
    expect(responses.get('1')).toMatchObject({ status });
    expect(dig(responses.get('2'), 'body', 'city') === 'Oslo').toBe(done);
  });

  it('strike no request that stands alone, and nothing of SuccessFactors', async () => {
    await fault({ kind: 'batch-429' });
    expect((await sandbox.graph('users?$top=1')).status).toBe(200);
    const refused = await fault({ kind: 'batch-429', system: 'successfactors' });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('of graph alone')]);
  });

  it('a whole batch is struck as any request is: 504 comes after all of it is done', async () => {
    await sandbox.token();
    await fault({ kind: '504', times: 1, system: 'graph' });
    const response = await sandbox.graph('$batch', {
      method: 'POST',
      body: JSON.stringify({ requests: [patch('1', { city: 'Oslo' })] }),
    });
    expect(response.status).toBe(504);
    expect(dig((await batch([get('1')])).get('1'), 'body', 'city')).toBe('Oslo');
  });
});

describe('faults of Graph and of its sign-in', () => {
  it('429 has the body of the document', async () => {
    await sandbox.token();
    await sandbox.control('/sandbox/faults', 'POST', { kind: '429', seconds: 7, system: 'graph', times: 1 });
    const response = await sandbox.graph('users');
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect(dig(parse(await response.text()), 'error')).toMatchObject({
      code: 'TooManyRequests',
      message: 'Please retry again later.',
      innerError: { code: '429', message: 'Please retry after', status: '429', 'request-id': expect.any(String) },
    });
  });

  it.each<[Json, number | null]>([
    [{ kind: '500' }, 500],
    [{ kind: '502' }, 502],
    [{ kind: '503' }, 503],
    [{ kind: '504' }, 504],
    [{ kind: 'drop' }, null],
    [{ kind: 'drop-mid-page' }, null],
  ])('%j, and whether the write is done', async (kind, status) => {
    await sandbox.token();
    await fault({ ...kind, times: 1, system: 'graph' });
    const write = sandbox
      .graph('users/amara.nwosu@contoso.example', { method: 'PATCH', body: '{"city":"Oslo"}' })
      .then(({ status: given }) => given)
      .catch(() => null);
    expect(await write).toBe(status);
    const user = parse(await (await sandbox.graph('users/amara.nwosu@contoso.example?$select=city')).text());
    expect(user['city'] === 'Oslo').toBe(['502', '504', 'drop-mid-page'].includes(String(kind['kind'])));
  });

  it('a page is cut in the middle, or comes late', async () => {
    await sandbox.token();
    await fault({ kind: 'drop-mid-page', times: 1, system: 'graph' });
    await expect(sandbox.graph('users').then((response) => response.text())).rejects.toThrow();
    await fault({ kind: 'slow', ms: 300, times: 1, system: 'graph' });
    const started = performance.now();
    expect((await sandbox.graph('users?$top=1')).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  it('the system sign-in is the login authority alone', async () => {
    await sandbox.token();
    await sandbox.control('/sandbox/faults', 'POST', { kind: '503', system: 'sign-in' });
    expect((await sandbox.graph('users?$top=1')).status).toBe(200);
    expect((await sandbox.requestToken()).status).toBe(503);
  });
});
