import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { personKey } from '../../server/src/systems/successfactors/person-key.ts';
import { readAll } from '../../server/src/systems/successfactors/read-all.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { clientFor, gather, problemOf } from './support/fake-tenant.ts';

// The client and the tenant share no code: what one believes about snapshots, the other checks.

const crowd = 450;
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', String(crowd));
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
  await sandbox.control('/sandbox/faults', 'DELETE');
  await sandbox.control('/sandbox/snapshots', 'DELETE');
  await sandbox.control('/sandbox/snapshots', 'POST', {});
});

function read() {
  const waited: number[] = [];
  const pause = async (milliseconds: number) => {
    waited.push(milliseconds);
    // Who is blocked is let in again when the half hour is over.
    if (milliseconds === 1_800_000) await sandbox.control('/sandbox/snapshots', 'DELETE');
  };
  const bulk = { path: 'PerPerson', query: {}, key: personKey, pageSize: 100 };
  return { rows: readAll(clientFor(sandbox), bulk, { pause }), waited };
}

const expectEverybody = (rows: readonly unknown[]) => {
  expect(rows).toHaveLength(crowd);
  expect(new Set(rows.map((row) => personKey(row as never))).size).toBe(crowd);
};

test('everybody comes once, in one login session', async () => {
  expectEverybody(await gather(read().rows));
  const requests = ((await sandbox.state())['requests'] as { url: string; status: number }[]).map(({ url }) => url);
  expect(requests.filter((url) => url.includes('$count'))).toHaveLength(2);
  expect(requests.filter((url) => url.includes('paging=snapshot'))).toHaveLength(5);
});

test('a snapshot that is lost in the middle is begun again, and nobody comes twice', async () => {
  const { rows, waited } = read();
  const got: unknown[] = [];
  for await (const row of rows) {
    got.push(row);
    if (got.length === 250) await sandbox.control('/sandbox/snapshots', 'DELETE');
  }
  expectEverybody(got);
  expect(waited).toEqual([5_000]);
});

test('a last page that is cut in the middle begins the snapshot again', async () => {
  // The count, four pages, then the last one.
  await sandbox.control('/sandbox/faults', 'POST', { kind: 'drop-mid-page', after: 5, times: 1 });
  const { rows, waited } = read();
  expectEverybody(await gather(rows));
  expect(waited).toEqual([5_000]);
});

test('a page in the middle that is cut is read again', async () => {
  await sandbox.control('/sandbox/faults', 'POST', { kind: 'drop-mid-page', after: 2, times: 1 });
  const { rows, waited } = read();
  expectEverybody(await gather(rows));
  expect(waited).toEqual([]);
});

test('people who are read slowly lose the snapshot, and come all the same', async () => {
  await sandbox.control('/sandbox/snapshots', 'POST', { expireAfterSeconds: 0.2 });
  const { rows, waited } = read();
  const got: unknown[] = [];
  for await (const row of rows) {
    got.push(row);
    if (got.length === 100) await new Promise((resolve) => setTimeout(resolve, 500));
    if (got.length === 101) await sandbox.control('/sandbox/snapshots', 'POST', {});
  }
  expectEverybody(got);
  expect(waited.length).toBeGreaterThan(0);
});

test('a read that is short is an error: people whom the tenant leaves out of its pages', async () => {
  const client = clientFor(sandbox);
  const honest = client.count.bind(client);
  client.count = async (...args) => (await honest(...args)) + 3;
  const error = await problemOf(gather(readAll(client, { path: 'PerPerson', query: {}, key: personKey })));
  expect(error.code).toBe('SFM-READ-SHORT');
  expect(error.message).toContain('3 are missing');
});
