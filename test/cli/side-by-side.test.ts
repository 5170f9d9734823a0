import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example } from './support/sfmap.ts';
import { TamperingProxy } from './support/tampering-proxy.ts';

// Groups of people are written side by side: nothing twice, nobody in two calls at once, fewer while the tenant is busy.

const tenant = useTenant('--people', '80');
const { sfmap } = tenant;
let proxy: TamperingProxy;

/** What a tenant is sent at a time: the rows of each call, and how many calls were under way with it. */
interface Call {
  readonly uris: readonly string[];
  readonly beside: number;
  status: number;
}
let calls: Call[];
/** Calls that were under way at once and wrote the same person, or Users. */
let clashes: string[];

beforeAll(async () => {
  proxy = await TamperingProxy.before(tenant.sandbox);
  sfmap.env = {
    SFMAP_SANDBOX_HOST: proxy.origin,
    SFMAP_SANDBOX_GRAPH: tenant.sandbox.announcement.graph,
    SFMAP_BATCH_SIZE: '5',
  };
});
afterAll(() => proxy?.stop());

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  watch(() => false);
});

/** Notes each upsert; `busy` says which ones the tenant has no time for. */
function watch(busy: (count: number) => boolean): void {
  calls = [];
  clashes = [];
  const under = new Set<Call>();
  proxy.onUpsert(async ({ body, pass, answer }, count) => {
    const sent: { __metadata: { uri: string } }[] = JSON.parse(body);
    const uris = sent.map(({ __metadata: { uri } }) => uri);
    const call: Call = { uris, beside: under.size + 1, status: 0 };
    for (const other of under) clashes.push(...clashesOf(call, other));
    calls.push(call);
    under.add(call);
    await setTimeout(60);
    const { status, text } = busy(count) ? { status: 429, text: '{}' } : await pass();
    call.status = status;
    under.delete(call);
    answer(status, text, status === 429 ? { 'retry-after': '0' } : {});
    return true;
  });
}

const personOf = (uri: string) => /personIdExternal='([^']*)'/.exec(uri)?.[1] ?? uri;

function clashesOf(one: Call, other: Call): readonly string[] {
  const people = new Set(other.uris.map(personOf));
  const user = ({ uris }: Call) => uris.some((uri) => uri.startsWith('User('));
  return [
    ...one.uris.map(personOf).filter((person) => people.has(person)),
    ...(user(one) && user(other) ? ['two calls with Users'] : []),
  ];
}

const run = (file: string, ...more: string[]) =>
  sfmap.run(['writeback', file, '--connection', 'sandbox', '--all', '--yes', ...more]);

async function summary(): Promise<Readonly<Record<string, number>>> {
  const [last] = JSON.parse((await sfmap.run(['runs', '--format', 'json'])).out);
  return last.totals.rows;
}

/** Every row was taken exactly once. */
function expectOnce(): void {
  const taken = calls.filter(({ status }) => status === 200).flatMap(({ uris }) => uris);
  expect(new Set(taken).size).toBe(taken.length);
}

test('the first call goes alone, later ones side by side, each row once and nobody in two calls at once', async () => {
  await run(example('scenario-2'));
  const { planned, written } = await summary();
  expect(written).toBe(planned);
  expect(calls[0]?.beside).toBe(1);
  const most = Math.max(...calls.map(({ beside }) => beside));
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
  expect(clashes).toEqual([]);
  expectOnce();
});

test('switches of primary flags are calls of their own', async () => {
  await run(example('scenario-3'), '--switch-primary');
  const { planned, written } = await summary();
  expect(written).toBe(planned);
  expect(Math.max(...calls.map(({ beside }) => beside))).toBeGreaterThan(1);
  expect(clashes).toEqual([]);
  expectOnce();
});

test('calls that hold Users are never under way at once', async () => {
  const file = join(sfmap.folder, 'users.sfmap');
  writeFileSync(
    file,
    `provision EntraID -> SuccessFactors
map {
  personIdExternal <- [employeeId] match 1
  custom03         <- Join("", "side by side ", [employeeId])
  email            <- Join("", "new.", [mail])
  emailType        <- "8448"
  emailIsPrimary   <- "true"
}
`,
  );
  await run(file, '--switch-primary');
  expect((await summary())['written']).toBeGreaterThan(40);
  expect(calls.filter(({ uris }) => uris[0]?.startsWith('User(')).length).toBeGreaterThan(5);
  expect(clashes).toEqual([]);
  expectOnce();
});

test('a tenant that is busy now and then: fewer at once, nothing lost or doubled', async () => {
  watch((count) => count % 6 === 0);
  const ended = await run(example('scenario-2'));
  expect(ended.out).not.toContain('The run ended early');
  const { planned, written, failed, unknown } = await summary();
  expect([written, failed, unknown]).toEqual([planned, 0, 0]);
  expect(calls.filter(({ status }) => status === 429).length).toBeGreaterThan(2);
  const most = Math.max(...calls.map(({ beside }) => beside));
  expect(most).toBeGreaterThan(1);
  expect(clashes).toEqual([]);
  expectOnce();
});
