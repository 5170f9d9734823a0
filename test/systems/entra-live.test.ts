import { test } from 'vitest';
import { EntraDirectoryClient } from '../../server/src/systems/entra/entra-directory.ts';
import { appSignIn } from '../../server/src/systems/entra/sign-in/app-sign-in.ts';
import { createHttp, limitsFrom } from '../../server/src/systems/http.ts';
import { tenantSuite } from './entra/support/tenant-suite.ts';

// The suite of test/systems/entra/sandbox-tenant.test.ts against a real tenant. An app registration with User.Read.All
// and GroupMember.Read.All reads; with SFMAP_LIVE_GRAPH_WRITE=1 and User.ReadWrite.All it makes one account and deletes it.
const {
  SFMAP_LIVE_GRAPH_TENANT: tenant,
  SFMAP_LIVE_GRAPH_CLIENT_ID: clientId,
  SFMAP_LIVE_GRAPH_CLIENT_SECRET: secret,
  SFMAP_LIVE_GRAPH_WRITE: write,
} = process.env;

const given = [tenant, clientId, secret].filter((value) => value !== undefined && value !== '').length;
if (given > 0 && given < 3) {
  throw new Error(
    'Give all three: SFMAP_LIVE_GRAPH_TENANT, SFMAP_LIVE_GRAPH_CLIENT_ID, SFMAP_LIVE_GRAPH_CLIENT_SECRET.',
  );
}

if (tenant && clientId && secret) {
  const open = () => {
    const limits = limitsFrom(process.env);
    const graph = 'https://graph.microsoft.com';
    const authority = { origin: 'https://login.microsoftonline.com', tenant, clientId };
    const door = createHttp({ system: 'The sign-in of Entra ID', limits });
    const signIn = appSignIn(authority, `${graph}/.default`, { secret }, door);
    return new EntraDirectoryClient({ graph, signIn }, createHttp({ system: 'Microsoft Graph', limits }));
  };
  tenantSuite({ name: `the tenant ${tenant}`, open, writes: write === '1', lag: 120_000 });
} else {
  test.skip('a real tenant: none is named by SFMAP_LIVE_GRAPH_TENANT, _CLIENT_ID and _CLIENT_SECRET', () => undefined);
}
