import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRAPH_SCOPE, postForm, tokenOf } from './support/entra.ts';
import { bundleSandbox, dig, parse, RunningSandbox } from './support/start-sandbox.ts';

let bundle: Awaited<ReturnType<typeof bundleSandbox>>;
let sandbox: RunningSandbox;
beforeAll(async () => {
  bundle = await bundleSandbox();
  sandbox = await RunningSandbox.startBundle(bundle.file);
});
afterAll(async () => {
  await sandbox.stop();
  bundle.remove();
});

const full = () => sandbox.announcement.clientId;
const READ_ONLY = '11111111-2222-4333-8444-000000000001';
const USERS_ONLY = '11111111-2222-4333-8444-000000000002';
const NO_CONSENT = '11111111-2222-4333-8444-000000000003';

async function send(token: string | undefined, method: string, path: string, body?: string) {
  const response = await fetch(`${sandbox.announcement.graph}/v1.0/${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, error: text === '' ? {} : dig(parse(text), 'error') };
}

describe('an access token', () => {
  it.each([
    ['https://graph.microsoft.com/.default', 200],
    ['https://graph.microsoft.com//.default', 200],
    ['00000003-0000-0000-c000-000000000000/.default', 200],
    ['http://127.0.0.1:45101/.default', 200],
    ['https://vault.azure.net/.default', 401],
    ['https://management.azure.com/.default', 401],
    ['https://graph.windows.net/.default', 401],
  ])('for %s: %i', async (scope, status) => {
    const answer = await send(await tokenOf(sandbox, full(), scope), 'GET', 'users?$top=1');
    expect(answer.status).toBe(status);
    if (status === 200) return;
    expect(answer.error).toMatchObject({
      code: 'InvalidAuthenticationToken',
      message: 'Access token validation failure. Invalid audience.',
    });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="", authorization_uri="http/);
  });

  it('is refused when it is changed, and when another directory gave it', async () => {
    const token = await tokenOf(sandbox, NO_CONSENT);
    const [head, body = '', signature] = token.split('.');
    const claims = { ...parse(Buffer.from(body, 'base64url').toString()), roles: ['User.ReadWrite.All'] };
    const forged = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged.split('.')[1]}.`;
    const other = await RunningSandbox.startBundle(bundle.file);
    const foreign = await tokenOf(other, full());
    await other.stop();
    for (const each of [forged, unsigned, foreign]) {
      const answer = await send(each, 'GET', 'users');
      expect(answer).toMatchObject({
        status: 401,
        error: { code: 'InvalidAuthenticationToken', message: expect.stringContaining('Invalid signature') },
      });
    }
  });

  it('is refused without a word about it where there is none', async () => {
    expect((await send(undefined, 'GET', 'users')).error).toMatchObject({ message: 'Access token is empty.' });
    expect((await send('a.b', 'GET', 'users')).status).toBe(401);
  });

  it('ends by time, and by the control endpoint', async () => {
    const expired = { message: 'Lifetime validation failed, the token is expired.' };
    const revoked = await tokenOf(sandbox, full());
    await sandbox.control('/sandbox/tokens', 'DELETE');
    expect((await send(revoked, 'GET', 'users')).error).toMatchObject(expired);
    expect((await send(await tokenOf(sandbox, full()), 'GET', 'users')).status).toBe(200);
    await sandbox.control('/sandbox/entra', 'POST', { accessTokenSeconds: 0 });
    expect((await send(await tokenOf(sandbox, full()), 'GET', 'users')).error).toMatchObject(expired);
    await sandbox.control('/sandbox/reset', 'POST');
  });
});

describe('permissions', () => {
  const user = 'users/rita.okafor@contoso.example';
  it.each([
    [NO_CONSENT, 'GET', 'users', 403],
    [NO_CONSENT, 'GET', 'users/delta', 403],
    [READ_ONLY, 'GET', 'users', 200],
    [READ_ONLY, 'GET', user, 200],
    [READ_ONLY, 'PATCH', user, 403],
    [READ_ONLY, 'DELETE', user, 403],
    [READ_ONLY, 'POST', 'users', 403],
    [READ_ONLY, 'PUT', `${user}/manager/$ref`, 403],
    [READ_ONLY, 'GET', 'organization', 403],
    [READ_ONLY, 'POST', 'directory/deletedItems/x/restore', 403],
    [USERS_ONLY, 'PATCH', user, 204],
    [USERS_ONLY, 'GET', 'groups', 403],
    [USERS_ONLY, 'GET', `${user}/memberOf`, 403],
    [USERS_ONLY, 'GET', 'groups/x/transitiveMembers', 403],
  ])('app %s, %s %s: %i', async (clientId, method, path, status) => {
    const token = await tokenOf(sandbox, clientId, GRAPH_SCOPE);
    const answer = await send(token, method, path, method === 'GET' ? undefined : '{"city":"Oslo"}');
    expect(answer.status).toBe(status);
    if (status !== 403) return;
    expect(answer.error).toMatchObject({
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
      innerError: { 'request-id': answer.headers.get('request-id') },
    });
  });

  it.each([
    ['GET', 'users'],
    ['GET', 'Users'],
    ['GET', '/users//'],
    ['GET', 'users/$count'],
    ['GET', 'users/delta()'],
    ['GET', "users('rita.okafor@contoso.example')"],
    ['PATCH', "USERS('rita.okafor@contoso.example')"],
    ['GET', 'users/x/manager'],
    ['PUT', 'users/x/manager/$ref'],
    ['GET', 'users/x/directReports'],
    ['GET', 'users/x/transitiveMemberOf'],
    ['GET', 'directory/deletedItems/microsoft.graph.user'],
    ['GET', 'Directory/DeletedItems/x'],
    ['POST', 'directory/deleteditems/x/restore'],
    ['DELETE', 'directory/deletedItems/x'],
    ['GET', 'groups'],
    ['GET', 'Groups/x/Members'],
    ['GET', 'organization'],
    ['GET', "applications(appId='x')/extensionProperties"],
  ])('are needed for %s %s, however it is written', async (method, path) => {
    const answer = await send(await tokenOf(sandbox, NO_CONSENT), method, path, method === 'GET' ? undefined : '{}');
    expect([answer.status, dig(answer.error, 'code')]).toEqual([403, 'Authorization_RequestDenied']);
  });

  it('of a user are those that were asked for', async () => {
    const { tenant } = sandbox.announcement;
    const { body: code } = await postForm(sandbox, `${tenant}/oauth2/v2.0/devicecode`, {
      client_id: full(),
      scope: 'User.Read.All',
    });
    const form = new URLSearchParams({ user_code: String(code['user_code']), action: 'approve' });
    await fetch(String(code['verification_uri']), { method: 'POST', body: form });
    const { body } = await postForm(sandbox, `${tenant}/oauth2/v2.0/token`, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: full(),
      device_code: String(code['device_code']),
    });
    const token = String(body['access_token']);
    expect((await send(token, 'GET', 'users')).status).toBe(200);
    expect((await send(token, 'PATCH', user, '{"city":"Oslo"}')).status).toBe(403);
  });
});

describe('the ids of a request', () => {
  it('are in every answer, the caller’s own where it sent one', async () => {
    const id = '7b2d3a5e-0000-4000-8000-123456789abc';
    const headers = { authorization: `Bearer ${await tokenOf(sandbox, full())}`, 'client-request-id': id };
    for (const path of ['users?$top=1', 'users/nobody']) {
      const response = await fetch(`${sandbox.announcement.graph}/v1.0/${path}`, { headers });
      expect(response.headers.get('client-request-id')).toBe(id);
      expect(response.headers.get('request-id')).toMatch(/^\S{36}$/);
      expect(response.headers.get('date')).toMatch(/GMT$/);
      if (response.status === 404) {
        expect(dig(parse(await response.text()), 'error', 'innerError')).toMatchObject({
          'request-id': response.headers.get('request-id'),
          'client-request-id': id,
        });
      }
    }
  });
});
