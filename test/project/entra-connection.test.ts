import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SfmapError } from '../../server/src/core/errors.ts';
import { connectionInfo } from '../../server/src/engine/connection-info.ts';
import type { Connection } from '../../server/src/project/connection.ts';
import { findConnection, parseProject } from '../../server/src/project/project.ts';
import { readSecrets } from '../../server/src/project/secrets.ts';

const entraId = { tenant: 'contoso.onmicrosoft.com', clientId: 'app-1' };
const file = resolve('/projects/contoso/sfmap.json');

function read(settings: object, host = 'api4preview.sapsf.com'): Connection {
  const successFactors = { host, company: 'contosoT1', user: 'sfapi' };
  const content = { connections: { c: { successFactors, entraId: { ...entraId, ...settings } } } };
  return findConnection(parseProject(JSON.stringify(content), file), 'c', {});
}

describe('how a connection signs in to Entra ID', () => {
  test.each([
    [{}, { kind: 'client-secret' }],
    [{ auth: 'client-secret' }, { kind: 'client-secret' }],
    [{ auth: 'certificate' }, { kind: 'certificate' }],
    [
      { auth: 'certificate', certificate: 'keys/app.pem' },
      { kind: 'certificate', certificate: resolve('/projects/contoso/keys/app.pem') },
    ],
    [{ auth: 'federated' }, { kind: 'federated' }],
    [
      { auth: 'federated', federatedTokenFile: '/var/run/token' },
      { kind: 'federated', tokenFile: resolve('/var/run/token') },
    ],
    [{ auth: 'device-code' }, { kind: 'device-code' }],
    [{ auth: 'delegated', clientId: undefined }, { kind: 'delegated' }],
  ])('%j', (settings, expected) => {
    expect(read(settings).entraId?.signIn).toEqual(expected);
  });

  test.each([
    [{ auth: 'password' }, 'connections.c.entraId.auth must be one of'],
    [{ clientId: undefined }, 'connections.c.entraId.clientId is missing. Copy the application (client) ID'],
    [{ auth: 'device-code', clientId: undefined }, 'clientId is missing'],
    [
      { certificate: 'app.pem' },
      'certificate is not used by auth client-secret. Take it out, or set "auth": "certificate".',
    ],
    [{ auth: 'certificate', federatedTokenFile: 'x' }, 'federatedTokenFile is not used by auth certificate.'],
    [{ tenant: 'common' }, 'tenant is common, which is no tenant. Write its domain or its id.'],
    [{ tenant: 'a/../b' }, 'is not a tenant'],
    [{ graph: 'graph.contoso.example' }, 'is no Microsoft Graph'],
    [{ graph: '127.0.0.1:9' }, 'graph is on this machine, but SuccessFactors is not'],
    [{ authority: '127.0.0.1:9' }, 'does not sign in for graph.microsoft.com'],
    [{ authority: 'login.microsoftonline.us' }, 'Take it out: login.microsoftonline.com does.'],
    [{ clientSecret: 'geheim' }, 'looks like a secret, and this file never holds one'],
  ])('not %j', (settings, sentence) => {
    let text = '';
    try {
      read(settings);
    } catch (error) {
      text = error instanceof SfmapError ? error.sentence : String(error);
    }
    expect(text).toContain(sentence);
    expect(text).not.toContain('geheim');
  });
});

describe('the secret for Entra ID', () => {
  const env = { SFMAP_C_HOST: 'api4preview.sapsf.com', SFMAP_C_SF_PASSWORD: 'x' };
  const secrets = (settings: object, more: Record<string, string>) =>
    readSecrets(read(settings), ['c'], ['SuccessFactors', 'Entra ID'], { ...env, ...more }, '/');

  test.each([
    [{}, { SFMAP_C_GRAPH_CLIENT_SECRET: 's' }, { SF_PASSWORD: 'x', GRAPH_CLIENT_SECRET: 's' }],
    [{ auth: 'certificate' }, { SFMAP_C_GRAPH_PRIVATE_KEY: 'k' }, { SF_PASSWORD: 'x', GRAPH_PRIVATE_KEY: 'k' }],
    [{ auth: 'federated' }, {}, { SF_PASSWORD: 'x' }],
    [{ auth: 'device-code' }, { SFMAP_C_GRAPH_TOKEN: 't' }, { SF_PASSWORD: 'x' }],
    [{ auth: 'delegated' }, { SFMAP_C_GRAPH_TOKEN: 't' }, { SF_PASSWORD: 'x' }],
  ])('%j', async (settings, more, expected) => {
    expect(await secrets(settings, more)).toEqual(expected);
  });

  test('is named where it is missing', async () => {
    await expect(secrets({ auth: 'certificate' }, {})).rejects.toMatchObject({
      message: 'The connection c needs a secret that is not set: SFMAP_C_GRAPH_PRIVATE_KEY.',
      cure: expect.stringContaining('SFMAP_C_GRAPH_PRIVATE_KEY_FILE'),
    });
  });
});

describe('what the editor is told', () => {
  const binding = (settings: object) => connectionInfo(read(settings)).secrets[1]?.binding;

  test('a secret is bound to cloud, tenant, app and kind', () => {
    const different = [
      {},
      { tenant: 'fabrikam.example' },
      { clientId: 'app-2' },
      { graph: 'graph.microsoft.us' },
      { auth: 'certificate' },
    ].map(binding);
    expect(new Set(different).size).toBe(different.length);
    expect(binding({})).toBe('entra|graph.microsoft.com|contoso.onmicrosoft.com|app-1');
  });

  test.each([
    [
      {},
      'microsoft',
      ['https://graph.microsoft.com/.default', 'VSCODE_TENANT:contoso.onmicrosoft.com', 'VSCODE_CLIENT_ID:app-1'],
    ],
    [
      { clientId: undefined },
      'microsoft',
      ['https://graph.microsoft.com/User.Read.All', 'VSCODE_TENANT:contoso.onmicrosoft.com'],
    ],
    [
      { graph: 'graph.microsoft.us', clientId: undefined },
      'microsoft-sovereign-cloud',
      ['https://graph.microsoft.us/User.Read.All', 'VSCODE_TENANT:contoso.onmicrosoft.com'],
    ],
  ])('an account is asked for the least: %j', (settings, provider, scopes) => {
    const { account, secrets } = connectionInfo(read({ auth: 'delegated', ...settings }));
    expect(account).toMatchObject({ provider, scopes });
    expect(secrets.map(({ name }) => name)).toEqual(['SF_PASSWORD']);
  });

  test('no account for an app', () => {
    expect(connectionInfo(read({}))).not.toHaveProperty('account');
  });
});
