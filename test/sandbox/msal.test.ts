import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCertificate } from '../support/test-certificate.ts';
import { claimsOf } from './support/entra.ts';
import { msal } from './support/msal.ts';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--entra-certificate', testCertificate.certificateFile);
});
afterAll(() => sandbox.stop());

const read = async (token: unknown): Promise<number> => {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${sandbox.announcement.graph}/v1.0/users?$top=1`, { headers })).status;
};
const decide = (action: string) => async (line: Json) => {
  if (line['userCode'] === undefined) return;
  const body = new URLSearchParams({ user_code: String(line['userCode']), action });
  const page = String(line['verificationUri']).replace(sandbox.announcement.entra.address, sandbox.announcement.graph);
  expect((await fetch(page, { method: 'POST', body })).status).toBe(200);
};
const federated = async (query = '') =>
  (await fetch(`${sandbox.announcement.entra.federated.tokenUrl}${query}`)).text();

describe('@azure/msal-node over TLS', () => {
  it('signs in with the client secret', async () => {
    const [first, again] = await msal(sandbox, {
      kind: 'app',
      credential: { clientSecret: sandbox.announcement.clientSecret },
    });
    expect(claimsOf(first?.['accessToken'])).toMatchObject({
      aud: 'https://graph.microsoft.com',
      appid: sandbox.announcement.clientId,
      appidacr: '1',
      tid: sandbox.announcement.entra.tenantId,
      ver: '1.0',
      roles: expect.arrayContaining(['User.Read.All', 'User.ReadWrite.All']),
    });
    expect(await read(first?.['accessToken'])).toBe(200);
    expect(again?.['accessToken']).not.toBe(first?.['accessToken']);
  });

  it('signs in with the certificate, and twice with one assertion', async () => {
    const thumbprintSha256 = new X509Certificate(testCertificate.certificate).fingerprint256.replaceAll(':', '');
    const clientCertificate = { thumbprintSha256, privateKey: testCertificate.privateKey };
    const [first, again] = await msal(sandbox, { kind: 'app', credential: { clientCertificate } });
    expect(claimsOf(first?.['accessToken'])['appidacr']).toBe('2');
    expect([await read(first?.['accessToken']), await read(again?.['accessToken'])]).toEqual([200, 200]);
  });

  it('signs in with a federated token, by the tenant id', async () => {
    const { address, tenantId } = sandbox.announcement.entra;
    const [first] = await msal(sandbox, {
      kind: 'app',
      authority: `${address}/${tenantId}`,
      credential: { clientAssertion: await federated() },
    });
    expect(await read(first?.['accessToken'])).toBe(200);
  });

  it('signs in with a device code, silently afterwards, and by the refresh token', async () => {
    const scopes = ['https://graph.microsoft.com/User.Read.All'];
    await sandbox.control('/sandbox/entra', 'POST', { pollSeconds: 1 });
    const lines = await msal(sandbox, { kind: 'device', scopes }, decide('approve'));
    const [code, first, silent, refreshed] = lines;
    expect(code?.['message']).toContain(`enter the code ${code?.['userCode']}`);
    expect(first).toMatchObject({
      username: 'admin@contoso.example',
      tenantId: sandbox.announcement.entra.tenantId,
      fromCache: false,
    });
    expect(claimsOf(first?.['accessToken'])).toMatchObject({ scp: 'User.Read.All', upn: 'admin@contoso.example' });
    expect([silent?.['fromCache'], silent?.['accessToken']]).toEqual([true, first?.['accessToken']]);
    expect(refreshed?.['fromCache']).toBe(false);
    expect(await read(refreshed?.['accessToken'])).toBe(200);
  });

  it('learns that the user declined', async () => {
    const lines = await msal(sandbox, { kind: 'device', scopes: ['User.Read.All'] }, decide('decline'));
    expect(JSON.stringify(lines.at(-1))).toContain('authorization_declined');
  });

  it.each([
    ['7000215', { credential: { clientSecret: 'wrong' } }],
    ['7000222', { clientId: '11111111-2222-4333-8444-000000000004', credential: { clientSecret: 'sandbox-secret' } }],
    ['700016', { clientId: '00000000-0000-4000-8000-000000000000', credential: { clientSecret: 'x' } }],
    ['1002012', { credential: { clientSecret: 'sandbox-secret' }, scopes: ['User.Read.All'] }],
  ])('reads AADSTS%s', async (code, request) => {
    const [refused] = await msal(sandbox, { kind: 'app', ...request });
    expect(refused?.['message']).toContain(`AADSTS${code}:`);
  });

  it('takes the metadata of instance discovery instead of a known authority', async () => {
    const { authority, address } = sandbox.announcement.entra;
    const query = `api-version=1.1&authorization_endpoint=${encodeURIComponent(`${authority}/oauth2/v2.0/authorize`)}`;
    const path = `/common/discovery/instance?${query}`;
    const metadata = (await (await fetch(`${sandbox.announcement.graph}${path}`)).text()).replaceAll('http:', 'https:');
    expect(dig(parse(metadata), 'metadata', 0, 'aliases')).toEqual([new URL(address).host]);
    const credential = { clientSecret: sandbox.announcement.clientSecret };
    const [first] = await msal(sandbox, { kind: 'app', credential, cloudDiscoveryMetadata: metadata });
    expect(await read(first?.['accessToken'])).toBe(200);
  });
});

describe('curl over TLS', () => {
  const curl = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)('curl', ['-sS', '--noproxy', '*', ...args])).stdout;

  it('trusts the certificate file alone', async () => {
    const { authority, certificateFile } = sandbox.announcement.entra;
    const url = `${authority}/v2.0/.well-known/openid-configuration`;
    await expect(curl(url)).rejects.toThrow(/certificate/i);
    const configuration = parse(await curl('--cacert', certificateFile, url));
    const byName = url.replace('127.0.0.1', 'localhost');
    expect(parse(await curl('--cacert', certificateFile, byName))['issuer']).toContain('https://localhost:');
    const keys = parse(await curl('--cacert', certificateFile, String(configuration['jwks_uri'])));
    expect(list(keys['keys'])).toEqual([
      expect.objectContaining({ kty: 'RSA', use: 'sig', kid: expect.any(String), n: expect.any(String), e: 'AQAB' }),
    ]);
  });

  it('gets a token and reads a page of Graph, whose next link has the same address', async () => {
    const { address, authority, certificateFile } = sandbox.announcement.entra;
    const { clientId, clientSecret } = sandbox.announcement;
    const answer = await curl(
      ...['--cacert', certificateFile, `${authority}/oauth2/v2.0/token`, '-d', 'grant_type=client_credentials'],
      ...['-u', `${clientId}:${clientSecret}`, '-d', 'scope=https://graph.microsoft.com/.default'],
    );
    const header = `Authorization: Bearer ${parse(answer)['access_token']}`;
    const page = parse(await curl('--cacert', certificateFile, '-H', header, `${address}/v1.0/users?$top=2`));
    expect(page['@odata.nextLink']).toMatch(new RegExp(`^${address}/v1\\.0/users\\?`));
  });
});
