import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { otherCertificate, testCertificate } from '../support/test-certificate.ts';
import {
  assertionForm,
  certificateAssertion,
  claimsOf,
  DEVICE_CODE,
  GRAPH_SCOPE,
  postForm,
  refusalOf,
} from './support/entra.ts';
import { dig, type Json, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--entra-certificate', testCertificate.certificateFile);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

const apps = {
  readOnly: '11111111-2222-4333-8444-000000000001',
  noConsent: '11111111-2222-4333-8444-000000000003',
  expiredSecret: '11111111-2222-4333-8444-000000000004',
};
const token = (form: Record<string, string>, tenant = sandbox.announcement.tenant) =>
  postForm(sandbox, `${tenant}/oauth2/v2.0/token`, form);
const credentials = () => ({
  grant_type: 'client_credentials',
  client_id: sandbox.announcement.clientId,
  scope: GRAPH_SCOPE,
});
const withSecret = (changes: Record<string, string> = {}, tenant?: string) =>
  token({ ...credentials(), client_secret: sandbox.announcement.clientSecret, ...changes }, tenant);
const withAssertion = (assertion: string) => token({ ...credentials(), ...assertionForm(assertion) });
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

describe('client secret', () => {
  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['an expired secret', { client_id: apps.expiredSecret }, 401, 'invalid_client', 7000222],
    ['an unknown app', { client_id: '00000000-0000-4000-8000-000000000000' }, 400, 'unauthorized_client', 700016],
    ['no app', { client_id: '' }, 400, 'invalid_request', 900144],
    ['no scope', { scope: '' }, 400, 'invalid_request', 900144],
    ['a delegated scope', { scope: 'User.Read.All' }, 400, 'invalid_scope', 1002012],
    ['two resources', { scope: `${GRAPH_SCOPE} https://vault.azure.net/.default` }, 400, 'invalid_scope', 700022],
    ['an unknown resource', { scope: 'https://nothing.com/.default' }, 400, 'invalid_resource', 500011],
    ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ])('%s is refused', async (_, changes, ...expected) => {
    const answer = await withSecret(changes as Record<string, string>);
    expect(refusalOf(answer)).toEqual(expected);
    const code = expected[2];
    expect(answer.body).toMatchObject({
      error_description: expect.stringMatching(
        new RegExp(`^AADSTS${code}: .+ Trace ID: \\S{36} Correlation ID: \\S{36} Timestamp: [-\\d]{10} [:\\d]{8}Z$`),
      ),
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    });
    expect(JSON.stringify(answer.body)).not.toContain(sandbox.announcement.clientSecret);
  });

  it('no credential at all is refused', async () => {
    expect(refusalOf(await token(credentials()))).toEqual([401, 'invalid_client', 7000216]);
  });

  it.each([
    ['fabrikam.example', 90002],
    ['common', 50194],
    ['organizations', 50194],
  ])('the tenant %s is refused', async (tenant, code) => {
    expect(refusalOf(await withSecret({}, tenant))).toEqual([400, 'invalid_request', code]);
  });

  it('the tenant goes by its id too, in any case of letters', async () => {
    const { tenantId } = sandbox.announcement.entra;
    expect((await withSecret({}, tenantId.toUpperCase())).status).toBe(200);
  });

  it('an app without consent gets a token without roles, the read-only app its own', async () => {
    const none = await withSecret({ client_id: apps.noConsent });
    expect(claimsOf(none.body['access_token'])).not.toHaveProperty('roles');
    const few = await withSecret({ client_id: apps.readOnly });
    expect(claimsOf(few.body['access_token'])['roles']).toEqual(['User.Read.All', 'GroupMember.Read.All']);
  });

  it('echoes the correlation id of the caller', async () => {
    const id = '7b2d3a5e-0000-4000-8000-123456789abc';
    const response = await fetch(`${sandbox.announcement.graph}/${sandbox.announcement.tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { 'client-request-id': id },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(parse(await response.text())['correlation_id']).toBe(id);
  });
});

describe('certificate', () => {
  const sha1 = (pem: string) => createHash('sha1').update(new X509Certificate(pem).raw).digest('base64url');

  it('is taken with x5t#S256 and PS256, and with x5t and RS256', async () => {
    expect((await withAssertion(certificateAssertion(sandbox))).status).toBe(200);
    const header = { alg: 'RS256', 'x5t#S256': undefined, x5t: sha1(testCertificate.certificate) };
    expect((await withAssertion(certificateAssertion(sandbox, {}, { header }))).status).toBe(200);
  });

  it.each(['oauth2/v2.0/token', 'v2.0', ''])('is meant for the tenant at /%s, by http or https', async (path) => {
    const { graph } = sandbox.announcement;
    const { tenantId } = sandbox.announcement.entra;
    for (const origin of [graph, graph.replace('http:', 'https:')]) {
      const assertion = certificateAssertion(sandbox, { aud: `${origin}/${tenantId}/${path}` });
      expect((await withAssertion(assertion)).status).toBe(200);
    }
  });

  it('takes the same assertion again until it expires, as the client library sends it', async () => {
    const assertion = certificateAssertion(sandbox);
    expect([(await withAssertion(assertion)).status, (await withAssertion(assertion)).status]).toEqual([200, 200]);
  });

  it.each<[string, () => string, number]>([
    ['no JWT', () => 'nonsense', 50027],
    ['expired', () => certificateAssertion(sandbox, { exp: seconds(-1) }), 700024],
    ['not yet valid', () => certificateAssertion(sandbox, { nbf: seconds(3600), exp: seconds(7200) }), 700024],
    ['without an end', () => certificateAssertion(sandbox, { exp: undefined }), 700024],
    [
      'for another tenant',
      () => certificateAssertion(sandbox, { aud: `${sandbox.announcement.graph}/fabrikam.example/v2.0` }),
      700023,
    ],
    [
      'for another host',
      () =>
        certificateAssertion(sandbox, { aud: 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token' }),
      700023,
    ],
    ['for two audiences', () => certificateAssertion(sandbox, { aud: ['a', 'b'] }), 5002741],
    ['about somebody else', () => certificateAssertion(sandbox, { sub: 'x' }), 50048],
    ['of another certificate', () => certificateAssertion(sandbox, {}, { pair: otherCertificate }), 700027],
    ['without a thumbprint', () => certificateAssertion(sandbox, {}, { header: { 'x5t#S256': undefined } }), 50027],
    ['signed by nobody', () => `${certificateAssertion(sandbox).replace(/\.[^.]*$/, '')}.`, 700027],
    [
      'signed by another key',
      () =>
        certificateAssertion(
          sandbox,
          {},
          { pair: { certificate: testCertificate.certificate, privateKey: otherCertificate.privateKey } },
        ),
      700027,
    ],
  ])('%s is refused', async (_, assertion, code) => {
    expect(refusalOf(await withAssertion(assertion()))).toEqual([401, 'invalid_client', code]);
  });

  it('needs the type of the assertion', async () => {
    const form = { ...credentials(), client_assertion: certificateAssertion(sandbox) };
    expect(refusalOf(await token(form))).toEqual([400, 'invalid_request', 900144]);
  });

  it('is registered by the control endpoint, for an app of its own', async () => {
    const clientId = '22222222-0000-4000-8000-000000000001';
    const registered = await sandbox.control('/sandbox/app-registrations', 'POST', {
      clientId,
      certificates: [otherCertificate.certificate],
      permissions: ['User.Read.All'],
      federated: [],
    });
    expect(await registered.json()).toEqual({ clientId, permissions: ['User.Read.All'] });
    const assertion = certificateAssertion(sandbox, { iss: clientId, sub: clientId }, { pair: otherCertificate });
    const answer = await token({ ...credentials(), client_id: clientId, ...assertionForm(assertion) });
    expect(claimsOf(answer.body['access_token'])['roles']).toEqual(['User.Read.All']);
  });
});

describe('federated token', () => {
  const federated = async (query: string) =>
    (await fetch(`${sandbox.announcement.entra.federated.tokenUrl}?${query}`)).text();

  it.each([
    ['', 200, undefined],
    ['issuer=https://issuer.fabrikam.example', 401, 700211],
    ['subject=system:serviceaccount:hr:other', 401, 700213],
    ['subject=system:serviceaccount:HR:sfmap', 401, 7002138],
    ['audience=api://other', 401, 700212],
    ['seconds=-60', 401, 700024],
    ['key=other', 401, 50027],
  ])('%s: %i', async (query, status, code) => {
    const answer = await withAssertion(await federated(query));
    expect([answer.status, dig(answer.body, 'error_codes', 0)]).toEqual([status, code]);
  });

  it('is of no use to an app that does not trust the issuer', async () => {
    const answer = await token({
      ...credentials(),
      client_id: apps.readOnly,
      ...assertionForm(await federated('')),
    });
    expect(refusalOf(answer)).toEqual([401, 'invalid_client', 700211]);
  });
});

describe('device code', () => {
  const begin = (changes: Record<string, string> = {}, tenant = sandbox.announcement.tenant) =>
    postForm(sandbox, `${tenant}/oauth2/v2.0/devicecode`, {
      client_id: sandbox.announcement.clientId,
      scope: 'User.Read.All offline_access openid',
      ...changes,
    });
  const poll = (code: Json, changes: Record<string, string> = {}) =>
    token({
      grant_type: DEVICE_CODE,
      client_id: sandbox.announcement.clientId,
      device_code: String(code['device_code']),
      ...changes,
    });
  const decide = (code: Json, action: string) =>
    fetch(String(code['verification_uri']), {
      method: 'POST',
      body: new URLSearchParams({ user_code: String(code['user_code']).toLowerCase(), action }),
    });

  it('waits for the user, and gives tokens once', async () => {
    await sandbox.control('/sandbox/entra', 'POST', { pollSeconds: 0 });
    const { body: code } = await begin();
    expect(code).toMatchObject({ expires_in: 900, interval: 0, user_code: expect.stringMatching(/^[A-Z0-9]{9}$/) });
    expect(refusalOf(await poll(code))).toEqual([400, 'authorization_pending', 70016]);
    expect((await decide(code, 'approve')).status).toBe(200);
    const { status, body } = await poll(code);
    expect(status).toBe(200);
    expect(body).toMatchObject({ scope: 'User.Read.All openid', refresh_token: expect.any(String) });
    expect(claimsOf(body['id_token'])).toMatchObject({
      aud: sandbox.announcement.clientId,
      preferred_username: 'admin@contoso.example',
    });
    expect(refusalOf(await poll(code))).toEqual([400, 'bad_verification_code', 70018]);
  });

  it('has a page that shows the code safely and knows wrong ones', async () => {
    const { body: code } = await begin();
    const page = await fetch(`${code['verification_uri']}?otc=%22%3E%3Cscript%3E`);
    const html = await page.text();
    expect(html).toContain('&quot;&gt;&lt;script&gt;');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await decide({ ...code, user_code: 'XXXXXXXXX' }, 'approve')).status).toBe(400);
    expect((await decide(code, 'nothing')).status).toBe(400);
    expect((await decide(code, 'decline')).status).toBe(200);
    expect((await decide(code, 'approve')).status).toBe(400);
    expect(refusalOf(await poll(code))).toEqual([400, 'authorization_declined', 65004]);
  });

  it('tells a device that asks too often to slow down', async () => {
    const { body: code } = await begin();
    expect(refusalOf(await poll(code))[1]).toBe('authorization_pending');
    expect(refusalOf(await poll(code))[1]).toBe('slow_down');
  });

  it('expires', async () => {
    await sandbox.control('/sandbox/entra', 'POST', { deviceCodeSeconds: 0 });
    const { body: code } = await begin();
    expect(refusalOf(await poll(code))).toEqual([400, 'expired_token', 70020]);
  });

  it.each<[string, Record<string, string>, string, unknown[]]>([
    ['a scope that Graph does not have', { scope: 'User.Nonsense' }, '', [400, 'invalid_scope', 70011]],
    ['an unknown app', { client_id: 'x' }, '', [400, 'unauthorized_client', 700016]],
    ['the tenant of everybody', {}, 'common', [400, 'invalid_request', 50194]],
  ])('%s is refused', async (_, changes, tenant, expected) => {
    expect(refusalOf(await begin(changes, tenant || undefined))).toEqual(expected);
  });

  it('needs consent, and public client flows', async () => {
    for (const [clientId, expected] of [
      [apps.noConsent, [400, 'invalid_grant', 65001]],
      [apps.readOnly, [401, 'invalid_client', 7000218]],
    ] as const) {
      const { body: code } = await begin({ client_id: clientId });
      await decide(code, 'approve');
      const answer = await poll(code, { client_id: clientId });
      expect(refusalOf(answer)).toEqual(expected);
      if (clientId === apps.noConsent) expect(answer.body['suberror']).toBe('consent_required');
    }
  });

  it('refreshes until the token is revoked', async () => {
    const { body: code } = await begin();
    await decide(code, 'approve');
    const { body } = await poll(code);
    const refresh = (text: unknown, changes: Record<string, string> = {}) =>
      token({
        grant_type: 'refresh_token',
        client_id: sandbox.announcement.clientId,
        refresh_token: String(text),
        ...changes,
      });
    const { refresh_token: given } = body;
    const renewed = await refresh(given);
    expect(renewed.body).toMatchObject({ access_token: expect.any(String), refresh_token: expect.any(String) });
    expect((await refresh(given)).status).toBe(200);
    expect(refusalOf(await refresh('nonsense'))).toEqual([400, 'invalid_grant', 9002313]);
    expect(refusalOf(await refresh(given, { client_id: apps.readOnly }))).toEqual([400, 'invalid_grant', 70000]);
    await sandbox.control('/sandbox/tokens', 'DELETE');
    expect(refusalOf(await refresh(given))).toEqual([400, 'invalid_grant', 50173]);
  });
});

describe('discovery', () => {
  const get = async (path: string) => {
    const response = await fetch(`${sandbox.announcement.graph}/${path}`);
    return { status: response.status, body: parse(await response.text()) };
  };

  it('names endpoints by the id of the tenant, whatever it was asked by', async () => {
    const { graph } = sandbox.announcement;
    const { tenantId } = sandbox.announcement.entra;
    const byName = await get('contoso.example/v2.0/.well-known/openid-configuration');
    expect(byName.body).toMatchObject({
      issuer: `${graph}/${tenantId}/v2.0`,
      token_endpoint: `${graph}/${tenantId}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${graph}/${tenantId}/oauth2/v2.0/devicecode`,
    });
    expect(await get(`${tenantId}/v2.0/.well-known/openid-configuration`)).toEqual(byName);
    const shared = await get('common/v2.0/.well-known/openid-configuration');
    expect(shared.body['issuer']).toBe(`${graph}/{tenantid}/v2.0`);
  });

  it('knows no other tenant and no other instance', async () => {
    expect(refusalOf(await get('fabrikam.example/v2.0/.well-known/openid-configuration'))[2]).toBe(90002);
    const asked = encodeURIComponent('https://login.attacker.com/common/oauth2/v2.0/authorize');
    const answer = await get(`common/discovery/instance?authorization_endpoint=${asked}`);
    expect(refusalOf(answer)).toEqual([400, 'invalid_instance', 50049]);
  });
});

describe('refusals on demand', () => {
  it.each([
    [53003, 400, 'invalid_grant'],
    [50076, 400, 'invalid_grant'],
    [50105, 400, 'invalid_grant'],
    [7000112, 400, 'unauthorized_client'],
    [90033, 503, 'temporarily_unavailable'],
    [90055, 429, 'temporarily_unavailable'],
  ])('AADSTS%i', async (code, status, error) => {
    await sandbox.control('/sandbox/entra', 'POST', { refusal: code });
    expect(refusalOf(await withSecret())).toEqual([status, error, code]);
    await sandbox.control('/sandbox/entra', 'POST', { refusal: null });
    expect((await withSecret()).status).toBe(200);
  });
});

describe('control', () => {
  it.each([
    ['entra', { pollSeconds: -1 }, '"pollSeconds" must be a whole number'],
    ['entra', { nothing: 1 }, 'has no field "nothing"'],
    ['entra', { refusal: 1 }, '"refusal" must be null or one of 53003'],
    ['entra', { throttling: 'much' }, '"throttling" is true, false or'],
    ['app-registrations', {}, '"clientId" must be a text'],
    ['app-registrations', { clientId: 'x', permissions: ['Mail.Read'] }, '"permissions" names Mail.Read'],
    ['app-registrations', { clientId: 'x', certificates: ['x'] }, 'certificate'],
    ['app-registrations', { clientId: 'x', federated: [{ issuer: 'x' }] }, '"subject" must be a text'],
  ])('/sandbox/%s %j is refused with a sentence', async (path, body, message) => {
    const response = await sandbox.control(`/sandbox/${path}`, 'POST', body);
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining(message.replaceAll('"', '\\"')),
    ]);
  });
});
