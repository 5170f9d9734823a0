import { afterAll, expect, test } from 'vitest';
import { SfmapError } from '../../server/src/core/errors.ts';
import type { JsonObject } from '../../server/src/core/json.ts';
import type { UserOrder, UserResult } from '../../server/src/provisioning/ports.ts';
import { EntraDirectoryClient } from '../../server/src/systems/entra/entra-directory.ts';
import { createHttp, defaultLimits } from '../../server/src/systems/http.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';

// Everything that Graph can do wrong, all at once: what was read, written and told of changes is exactly right, or the
// client said what is missing. `npm test` takes one seed, `npm run soak` twenty.

const full = process.env['SFMAP_SOAK'] === 'full';
const first = full ? Number(process.env['SFMAP_SOAK_SEED'] ?? 1) : 7;
const seeds = Array.from({ length: full ? 20 : 1 }, (_, index) => first + index);
const crowd = full ? 2000 : 600;
const newcomers = full ? 200 : 60;
const faults: readonly (readonly [kind: string, rate: number])[] = [
  ...['503', '429', '500', '502', '504', 'drop', 'drop-mid-page', 'slow'].map((kind) => [kind, 0.03] as const),
  ...['batch-429', 'batch-503', 'batch-504'].map((kind) => [kind, 0.02] as const),
];
const select = [
  'displayName',
  'userPrincipalName',
  'city',
  'jobTitle',
  'businessPhones',
  'employeeId',
  'accountEnabled',
];

/** Time passes at once, but gives others their turn. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

async function clientOf(sandbox: RunningSandbox): Promise<EntraDirectoryClient> {
  const token = await sandbox.token();
  const signIn = { authorization: async () => `Bearer ${token}`, forget: () => undefined };
  const http = createHttp({ system: 'Microsoft Graph', limits: defaultLimits, pause });
  return new EntraDirectoryClient({ graph: sandbox.announcement.graph, signIn }, http, { pause });
}

type Users = ReadonlyMap<string, JsonObject>;

/** Everybody, read by this test alone, without faults and without the client. */
async function truth(sandbox: RunningSandbox): Promise<Users> {
  const users = new Map<string, JsonObject>();
  let next: string | undefined = `users?$top=999&$select=id,${select.join(',')}`;
  while (next !== undefined) {
    const page = (await (await sandbox.graph(next)).json()) as { value: JsonObject[]; '@odata.nextLink'?: string };
    for (const user of page.value) users.set(String(user['id']), user);
    next = page['@odata.nextLink'];
  }
  return users;
}

async function arm(sandbox: RunningSandbox): Promise<void> {
  for (const [kind, rate] of faults) {
    const fault = { kind, rate, ms: 5, seconds: 0, system: 'graph' };
    expect((await sandbox.control('/sandbox/faults', 'POST', fault)).status).toBe(200);
  }
}
const disarm = (sandbox: RunningSandbox) => sandbox.control('/sandbox/faults', 'DELETE');

const byId = (users: Iterable<JsonObject>): Users => new Map([...users].map((user) => [String(user['id']), user]));
const updateOf = (id: string): UserOrder => ({
  kind: 'update',
  id,
  values: new Map([
    ['city', `City ${id.slice(0, 8)}`],
    ['telephoneNumber', `+49 30 ${id.slice(0, 8)}`],
  ]),
});
const isUpdated = (user: JsonObject | undefined, id: string) =>
  user?.['city'] === `City ${id.slice(0, 8)}` &&
  JSON.stringify(user['businessPhones']) === `["+49 30 ${id.slice(0, 8)}"]`;

const createOf = (number: number): UserOrder => ({
  kind: 'create',
  values: new Map([
    ['displayName', `Newcomer ${number}`],
    ['userPrincipalName', `newcomer.${number}@contoso.example`],
    ['mailNickname', `newcomer.${number}`],
    ['accountEnabled', 'True'],
  ]),
});

/** Carries orders out as often as it takes, in the end in a tenant that behaves; what stays open each time is told. */
async function carryOut(directory: EntraDirectoryClient, orders: readonly UserOrder[]): Promise<readonly UserResult[]> {
  try {
    return await directory.write(orders);
  } catch (error) {
    if (!(error instanceof SfmapError) || error.refused === undefined) throw error;
    return orders.map(() => ({ state: 'refused', problem: error }));
  }
}

let ran = 0;
let whole = 0;
// A read that gives up and says so is right too, but it must not be the rule.
afterAll(() => expect(whole).toBeGreaterThanOrEqual(Math.floor(ran / 2)));

test.each(seeds)(
  'reading, changing, creating and deleting users while everything fails now and then, seed %d',
  { timeout: 3_600_000 },
  async (seed) => {
    ran += 1;
    const sandbox = await RunningSandbox.start('--people', String(crowd), '--seed', String(seed));
    try {
      const directory = await clientOf(sandbox);
      const before = await truth(sandbox);
      const start = await directory.fromNow(select);

      // Read: everybody once and as they are, or a word.
      await arm(sandbox);
      const read: JsonObject[] = [];
      let ended: unknown;
      try {
        for await (const user of directory.users(select, undefined, 50)) read.push(user);
      } catch (error) {
        ended = error;
      }
      expect(read.length).toBe(byId(read).size);
      if (ended === undefined) {
        whole += 1;
        expect(byId(read)).toEqual(before);
      } else expect(ended).toBeInstanceOf(SfmapError);

      // Update half of the users: what is said of each is what is there.
      const ids = [...before.keys()].filter((_, index) => index % 2 === 0);
      const results = await carryOut(directory, ids.map(updateOf));
      await disarm(sandbox);
      const after = await truth(sandbox);
      for (const [index, id] of ids.entries()) {
        const state = results[index]?.state;
        const isNew = isUpdated(after.get(id), id);
        if (state === 'done') expect(isNew).toBe(true);
        if (state === 'refused') expect(after.get(id)).toEqual(before.get(id));
        expect(isNew || JSON.stringify(after.get(id)) === JSON.stringify(before.get(id))).toBe(true);
      }
      expect(results.filter(({ state }) => state === 'done').length).toBeGreaterThan(ids.length / 3);
      for (const [id, user] of before) if (!ids.includes(id)) expect(after.get(id)).toEqual(user);

      // Create: each newcomer once at most, and there when it is said so.
      await arm(sandbox);
      const orders = Array.from({ length: newcomers }, (_, index) => createOf(index));
      const created = await carryOut(directory, orders);
      await disarm(sandbox);
      const names = [...(await truth(sandbox)).values()].map((user) => String(user['userPrincipalName']));
      for (const [index, result] of created.entries()) {
        const found = names.filter((name) => name === `newcomer.${index}@contoso.example`).length;
        if (result.state === 'done') expect(found).toBe(1);
        if (result.state === 'refused') expect(found).toBe(0);
        expect(found).toBeLessThanOrEqual(1);
      }
      const there = created.flatMap((result) => (result.state === 'done' ? [result.id] : []));
      expect(there.length).toBeGreaterThan(newcomers / 2);
      expect(new Set(there).size).toBe(there.length);

      // Delete what was created, and ask what has changed since the beginning: that, and nothing else.
      await arm(sandbox);
      const leavers = there.slice(0, Math.ceil(there.length / 2));
      const deleted = await carryOut(
        directory,
        leavers.map((id) => ({ kind: 'delete', id })),
      );
      const asked = await directory.changes(select, start).catch((error: unknown) => error);
      await disarm(sandbox);
      const last = await truth(sandbox);
      for (const [index, id] of leavers.entries()) {
        if (deleted[index]?.state === 'done') expect(last.has(id)).toBe(false);
        if (deleted[index]?.state === 'refused') expect(last.has(id)).toBe(true);
      }
      const told = asked instanceof SfmapError ? await directory.changes(select, start) : asked;
      expect(told).toMatchObject({ state: 'changes' });
      checkChanges(told as Awaited<ReturnType<EntraDirectoryClient['changes']>>, before, last);
    } finally {
      await sandbox.stop();
    }
  },
);

/** The changes make of everybody before exactly everybody after. */
function checkChanges(told: Awaited<ReturnType<EntraDirectoryClient['changes']>>, before: Users, after: Users): void {
  if (told.state !== 'changes') return;
  expect(new Set(told.changes.map(({ id }) => id)).size).toBe(told.changes.length);
  const made = new Map(before);
  for (const change of told.changes) {
    if (change.state === 'removed') made.delete(change.id);
    else made.set(change.id, { ...made.get(change.id), ...change.user });
  }
  const changed = new Set(told.changes.map(({ id }) => id));
  expect(new Set(made.keys())).toEqual(new Set(after.keys()));
  for (const [id, user] of after) {
    expect(withoutNulls(made.get(id))).toEqual(withoutNulls(user));
    if (!before.has(id) || JSON.stringify(before.get(id)) !== JSON.stringify(user)) expect(changed.has(id)).toBe(true);
  }
}

/** In a list of changes, what was never set is left out. */
const withoutNulls = (user: JsonObject | undefined) =>
  Object.fromEntries(Object.entries(user ?? {}).filter(([, value]) => value !== null));
