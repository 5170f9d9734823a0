import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { graphAll, graphJson } from './support/curl-graph.ts';
import { bundleSandbox, dig, list, RunningSandbox } from './support/start-sandbox.ts';

let bundle: Awaited<ReturnType<typeof bundleSandbox>>;
let folder: string;
beforeAll(async () => {
  bundle = await bundleSandbox();
  folder = mkdtempSync(join(tmpdir(), 'sandbox-graph-'));
});
afterAll(() => {
  bundle.remove();
  rmSync(folder, { recursive: true, force: true });
});

const start = () => RunningSandbox.startBundle(bundle.file, '--people', '40', '--state', join(folder, 'graph.db'));
const [rita, amara, priya] = [
  'rita.okafor@contoso.example',
  'amara.nwosu@contoso.example',
  'priya.raman@contoso.example',
];

it('--state keeps users who were created, changed, deleted and purged, managers, and the changes that a deltaLink asks for', async () => {
  const first = await start();
  const call = (method: string, path: string, body?: unknown) =>
    graphJson(first, path, { method, ...(body === undefined ? {} : { body }) });
  const delta = String(
    (await graphJson(first, 'users/delta?$select=displayName&$deltatoken=latest')).body['@odata.deltaLink'],
  );
  await call('POST', 'users', {
    accountEnabled: true,
    displayName: 'Adele Vance',
    mailNickname: 'adele',
    userPrincipalName: 'adele@contoso.example',
    passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
  });
  await call('PATCH', `users/${rita}`, { displayName: 'Rita O.' });
  const amaraId = String((await graphJson(first, `users/${amara}`)).body['id']);
  const priyaId = String((await graphJson(first, `users/${priya}`)).body['id']);
  await call('PUT', `users/${rita}/manager/$ref`, { '@odata.id': `x/users/${priyaId}` });
  await call('DELETE', `users/${amara}`);
  await call('DELETE', 'users/ingrid.solberg@contoso.example');
  const ingrid = list(
    (
      await graphJson(first, 'directory/deletedItems/microsoft.graph.user?$orderby=deletedDateTime&$count=true', {
        headers: ['ConsistencyLevel: eventual'],
      })
    ).body['value'],
  );
  expect(ingrid).toHaveLength(2);
  await call('DELETE', `directory/deletedItems/${amaraId}`);
  const users = await graphAll(first, 'users?$top=999');
  await first.stop();

  const second = await start();
  expect(await graphAll(second, 'users?$top=999')).toEqual(users);
  expect((await graphJson(second, 'users/adele@contoso.example')).body['displayName']).toBe('Adele Vance');
  expect((await graphJson(second, `users/${rita}/manager`)).body['id']).toBe(priyaId);
  expect((await graphJson(second, `directory/deletedItems/${amaraId}`)).status).toBe(404);
  const [deleted] = list((await graphJson(second, 'directory/deletedItems/microsoft.graph.user')).body['value']);
  expect(deleted?.['displayName']).toBe('Ingrid Solberg');
  const link = new URL(delta);
  const changes = await graphJson(second, `${second.announcement.graph}${link.pathname}${link.search}`);
  const entries = list(changes.body['value']);
  expect(entries.map((entry) => entry['displayName'] ?? dig(entry, '@removed', 'reason')).sort()).toEqual([
    'Adele Vance',
    'Rita O.',
    'changed',
    'deleted',
  ]);

  // Positions of those who were created do not move those of others.
  const restored = await graphJson(second, `directory/deletedItems/${deleted?.['id']}/restore`, { method: 'POST' });
  expect(restored.status).toBe(200);
  await second.control('/sandbox/reset', 'POST');
  expect((await graphJson(second, 'users/adele@contoso.example')).status).toBe(404);
  await second.stop();

  const third = await start();
  expect((await graphJson(third, `users/${amara}`)).body['displayName']).toBe('Amara Nwosu');
  const old = await graphJson(third, `${third.announcement.graph}${link.pathname}${link.search}`);
  expect(old.status).toBe(410);
  await third.stop();
});
