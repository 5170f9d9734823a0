import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { UserOrder } from '../../../server/src/provisioning/ports.ts';
import { EntraDirectoryClient } from '../../../server/src/systems/entra/entra-directory.ts';
import { createHttp, defaultLimits } from '../../../server/src/systems/http.ts';
import { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { gather } from '../support/fake-tenant.ts';

// A directory that shows late what was written, with answers that are lost: time passes twenty times as fast.

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', '50');
});
afterAll(() => sandbox.stop());
afterEach(async () => {
  await sandbox.control('/sandbox/faults', 'DELETE');
  await late(0, 0);
});

const late = (visibleAfterMs: number, staleReads: number) =>
  sandbox.control('/sandbox/entra', 'POST', { visibleAfterMs, staleReads });

const open = () => {
  const signIn = { authorization: async () => `Bearer ${await sandbox.token()}`, forget: () => undefined };
  const pause = (milliseconds: number) => setTimeout(milliseconds / 20);
  const http = createHttp({ system: 'Microsoft Graph', limits: defaultLimits, pause });
  return new EntraDirectoryClient({ graph: sandbox.announcement.graph, signIn }, http, { pause });
};

const create = (name: string): UserOrder => ({
  kind: 'create',
  values: new Map([
    ['displayName', name],
    ['userPrincipalName', `${name}@contoso.example`],
    ['mailNickname', name],
    ['accountEnabled', 'True'],
    ['telephoneNumber', '+49 30 5550100'],
  ]),
});

describe('a creation whose answer is lost', () => {
  test.each([
    ['seen at once', 0, 1],
    ['seen while it is looked for', 400, 1],
    ['seen after it was sent again', 1_000, 1],
    ['seen by some', 1_000, 0.5],
  ])('%s, is there once', async (words, visibleAfterMs, staleReads) => {
    expect((await late(visibleAfterMs, staleReads)).status).toBe(200);
    for (const kind of ['batch-504', 'drop-mid-page']) {
      const name = `late.${words.replaceAll(' ', '.')}.${kind}`;
      await sandbox.control('/sandbox/faults', 'POST', { kind, times: 1, system: 'graph' });
      const [result] = await open().write([create(name)]);
      expect(result).toMatchObject({ state: 'done' });
      await setTimeout(visibleAfterMs);
      const found = await open().findUsers('displayName', name, ['displayName']);
      expect(found.map(({ id }) => id)).toEqual([result?.state === 'done' ? result.id : '']);
    }
  });
});

test('changes that are told late are told in a later round', async () => {
  const directory = open();
  await late(500, 0);
  const users = (await gather(directory.users(['onPremisesSyncEnabled']))).filter(
    (user) => user['onPremisesSyncEnabled'] !== true,
  );
  const ids = users.slice(0, 10).map(({ id }) => String(id));
  let since = await directory.fromNow(['city']);
  const results = await directory.write(
    ids.map((id) => ({ kind: 'update', id, values: new Map([['city', `Late ${id}`]]) })),
  );
  expect(results.map(({ state }) => state)).toEqual(ids.map(() => 'done'));
  const told = new Map<string, unknown>();
  for (const end = Date.now() + 5_000; told.size < ids.length && Date.now() < end; await setTimeout(100)) {
    const round = await directory.changes(['city'], since);
    if (round.state !== 'changes') throw new Error(round.reason);
    since = round.next;
    for (const change of round.changes)
      told.set(change.id, change.state === 'present' ? change.user['city'] : undefined);
  }
  expect(told).toEqual(new Map(ids.map((id) => [id, `Late ${id}`])));
});
