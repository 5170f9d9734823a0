import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testCertificate } from '../support/test-certificate.ts';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--oauth-certificate', testCertificate.certificateFile);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

type Form = Record<string, string | undefined>;
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A token request of client credentials with a secret; a field that is undefined is left out. */
function request(changes: Form = {}, headers: Record<string, string> = {}): Promise<Response> {
  const { clientId, clientSecret, dependency, tokenUrl } = sandbox.announcement.identity;
  const form: Form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    resource: `urn:sap:identity:application:provider:name:${dependency}`,
    ...changes,
  };
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) if (value !== undefined) body.set(name, value);
  return fetch(tokenUrl, { method: 'POST', headers, body });
}

async function answer(response: Response): Promise<Json & { status: number }> {
  return { ...parse(await response.text()), status: response.status };
}
const read = (token: unknown) =>
  fetch(`${sandbox.announcement.successFactors}/odata/v2/PerPerson?$top=1&$format=json`, {
    headers: { authorization: `Bearer ${String(token)}` },
  });

const seconds = (offset: number): number => Math.floor(Date.now() / 1000) + offset;
function jwt(changes: Json = {}, header: Json = {}, key = testCertificate.privateKey): string {
  const { clientId, tokenUrl } = sandbox.announcement.identity;
  const encode = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: clientId, sub: clientId, aud: tokenUrl, jti: 'one', iat: seconds(0), exp: seconds(300) };
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', ...header })}.${encode({ ...claims, ...changes })}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}
const byAssertion = (assertion: string, changes: Form = {}) =>
  request({ client_secret: undefined, client_assertion_type: JWT_BEARER, client_assertion: assertion, ...changes });

describe('a token of SAP Cloud Identity Services', () => {
  it('is given for the secret in the form, and opens OData as the API user who is mapped to the client', async () => {
    const given = await answer(await request());
    expect(given).toEqual({
      status: 200,
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 3600,
    });
    const claims = parse(Buffer.from(String(given['access_token']).split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ ias_apis: ['sf_technical_access'], azp: sandbox.announcement.identity.clientId });
    expect((await read(given['access_token'])).status).toBe(200);
    expect(list((await sandbox.state())['signIns'])[0]).toMatchObject({ user: 'sfapi', kind: 'oidc' });
  });

  it('is given for the secret in a Basic header', async () => {
    const { clientId, clientSecret } = sandbox.announcement.identity;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const given = await request({ client_id: undefined, client_secret: undefined }, { authorization });
    expect((await read((await answer(given))['access_token'])).status).toBe(200);
  });

  it('is given for a client assertion that the registered key signs', async () => {
    const { successFactors } = sandbox.announcement;
    for (const aud of [`${successFactors}/ias/oauth2/token`, `${successFactors}/ias`]) {
      const given = await answer(await byAssertion(jwt({ aud })));
      expect((await read(given['access_token'])).status).toBe(200);
    }
    expect((await byAssertion(jwt(), { client_id: undefined })).status).toBe(200);
  });

  it.each<[string, () => Promise<Response>]>([
    [
      'of a client that nobody has mapped',
      () => request({ client_id: sandbox.announcement.identity.unmappedClientId }),
    ],
    ['without the dependency', () => request({ resource: undefined })],
  ])('%s is refused by OData with 403', async (_, ask) => {
    const given = await answer(await ask());
    expect(given.status).toBe(200);
    const refused = await read(given['access_token']);
    expect([refused.status, dig(parse(await refused.text()), 'error', 'code')]).toEqual([403, 'LGN0007']);
  });

  it('expires', async () => {
    const given = await answer(await request());
    await sandbox.control('/sandbox/tokens', 'DELETE');
    const refused = await read(given['access_token']);
    expect(dig(parse(await refused.text()), 'error', 'code')).toBe('LGN0022');
  });

  it('stands for the API user of a client that the control endpoint adds', async () => {
    const client = { clientId: 'mine', secret: 'my-secret', user: 'no-odata' };
    expect((await sandbox.control('/sandbox/identity-clients', 'POST', client)).status).toBe(200);
    const given = await answer(await request({ client_id: 'mine', client_secret: 'my-secret' }));
    const refused = await read(given['access_token']);
    expect(dig(parse(await refused.text()), 'error', 'code')).toBe('LGN0002');
    const stranger = await sandbox.control('/sandbox/identity-clients', 'POST', { clientId: 'x', user: 'nobody' });
    expect([stranger.status, await stranger.text()]).toEqual([400, expect.stringContaining('no API user')]);
  });
});

describe('no token', () => {
  const other = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  it.each<[string, () => Promise<Response>, number, string]>([
    ['for a wrong secret', () => request({ client_secret: 'wrong' }), 401, 'invalid_client'],
    ['without a secret', () => request({ client_secret: undefined }), 401, 'invalid_client'],
    ['for an unknown client', () => request({ client_id: 'nobody' }), 401, 'invalid_client'],
    ['for another grant', () => request({ grant_type: 'password' }), 400, 'unsupported_grant_type'],
    ['for an unknown resource', () => request({ resource: 'urn:x' }), 400, 'invalid_target'],
    ['for another kind of assertion', () => byAssertion(jwt(), { client_assertion_type: 'x' }), 400, 'invalid_request'],
    ['for no JWT', () => byAssertion('a.b'), 401, 'invalid_client_assertion'],
    ['for another key', () => byAssertion(jwt({}, {}, other.privateKey)), 401, 'invalid_client_assertion'],
    ['for alg none', () => byAssertion(jwt({}, { alg: 'none' })), 401, 'invalid_client_assertion'],
    ['for an expired assertion', () => byAssertion(jwt({ exp: seconds(-1) })), 401, 'invalid_client_assertion'],
    ['for one without an end', () => byAssertion(jwt({ exp: undefined })), 401, 'invalid_client_assertion'],
    ['for one of later', () => byAssertion(jwt({ nbf: seconds(60) })), 401, 'invalid_client_assertion'],
    ['for another audience', () => byAssertion(jwt({ aud: 'https://x.example' })), 401, 'invalid_client_assertion'],
    ['for another subject', () => byAssertion(jwt({ sub: 'x' })), 401, 'invalid_client_assertion'],
    ['for another issuer', () => byAssertion(jwt({ iss: 'x' })), 401, 'invalid_client_assertion'],
  ])('%s', async (_, ask, status, error) => {
    expect(await answer(await ask())).toMatchObject({ status, error, error_description: expect.any(String) });
  });

  it('where no certificate is registered', async () => {
    await sandbox.control('/sandbox/identity-clients', 'POST', { clientId: 'bare', secret: 's' });
    const given = await answer(await byAssertion(jwt(), { client_id: 'bare' }));
    expect(given).toMatchObject({ status: 400, error: 'unauthorized_client' });
  });
});
