import { afterAll, beforeAll } from 'vitest';
import { EntraDirectoryClient } from '../../../server/src/systems/entra/entra-directory.ts';
import { createHttp, defaultLimits } from '../../../server/src/systems/http.ts';
import { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { tenantSuite } from './support/tenant-suite.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', '150');
});
afterAll(() => sandbox.stop());

const open = () => {
  const signIn = { authorization: async () => `Bearer ${await sandbox.token()}`, forget: () => undefined };
  const http = createHttp({ system: 'Microsoft Graph', limits: defaultLimits });
  return new EntraDirectoryClient({ graph: sandbox.announcement.graph, signIn }, http);
};

tenantSuite({ name: 'the sandbox', open, writes: true, lag: 10_000 });
