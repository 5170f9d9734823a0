import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testCertificate } from '../support/test-certificate.ts';
import { useTenant } from './support/set-up.ts';

const tenant = useTenant();
const { sfmap } = tenant;

/** A proxy that writes down where somebody wants to go, and leads nowhere. */
const asked: string[] = [];
const proxy = createServer((_request, response) => response.writeHead(502).end());
proxy.on('connect', (request, socket) => {
  asked.push(String(request.url));
  socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
});
beforeAll(async () => {
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void proxy.close());
beforeEach(() => {
  asked.length = 0;
});

const secret = 'a-secret-that-nobody-may-see';
const how = {
  'client-secret': { SFMAP_C_GRAPH_CLIENT_SECRET: secret },
  certificate: { SFMAP_C_GRAPH_PRIVATE_KEY: `${testCertificate.certificate}${testCertificate.privateKey}` },
  federated: {},
  'device-code': {},
} as const;

const clouds = [
  ['graph.microsoft.com', 'login.microsoftonline.com:443'],
  ['graph.microsoft.us', 'login.microsoftonline.us:443'],
  ['dod-graph.microsoft.us', 'login.microsoftonline.us:443'],
  ['microsoftgraph.chinacloudapi.cn', 'login.partner.microsoftonline.cn:443'],
] as const;
// Every cloud by secret, and the first one by each other sign-in.
const cases = Object.entries(how).flatMap(([auth, env], index) =>
  (index === 0 ? clouds : clouds.slice(0, 1)).map(([graph, login]) => ({ auth, env, graph, login })),
);

test.each(cases)('$auth for $graph goes to $login and nowhere else', async ({ auth, env, graph, login }) => {
  const folder = join(sfmap.folder, `${auth}-${graph}`);
  mkdirSync(folder);
  const { successFactors: host, company, user } = tenant.sandbox.announcement;
  const entraId = { tenant: 'contoso.example', clientId: 'app-1', auth, graph };
  const content = { production: false, successFactors: { host, company, user }, entraId };
  writeFileSync(join(folder, 'sfmap.json'), JSON.stringify({ connections: { c: content } }));
  writeFileSync(join(folder, 'token'), 'federated.token.text');
  const ended = await sfmap.run(['connection', 'test', 'c', '--config', join(folder, 'sfmap.json')], {
    env: {
      SFMAP_C_HOST: host.replace('http://', ''),
      SFMAP_C_SF_PASSWORD: 'sandbox-password',
      SFMAP_DEBUG: '1',
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      // Where the library would like to go by itself.
      MSAL_FORCE_REGION: 'westeurope',
      AZURE_FEDERATED_TOKEN_FILE: join(folder, 'token'),
      ...env,
    },
  });
  expect(new Set(asked)).toEqual(new Set([login]));
  expect(ended.out).toMatch(/FAILED +Entra ID: tenant +.*proxy/i);
  expect(ended.out + ended.err).not.toMatch(/a-secret-that|federated\.token|PRIVATE KEY/);
  expect(ended.code).toBe(3);
});
