import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example } from './support/sfmap.ts';
import { type Passing, TamperingProxy } from './support/tampering-proxy.ts';

// A tenant that takes nothing any more is not asked for each of the people who are left.

const tenant = useTenant('--people', '60');
const { sfmap } = tenant;
let proxy: TamperingProxy;
let state = 0;

beforeAll(async () => {
  proxy = await TamperingProxy.before(tenant.sandbox);
});
afterAll(() => proxy?.stop());
beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  proxy.onUpsert(() => false);
  state += 1;
  sfmap.env = {
    SFMAP_SANDBOX_HOST: proxy.origin,
    SFMAP_SANDBOX_GRAPH: tenant.sandbox.announcement.graph,
    SFMAP_STATE: join(sfmap.folder, `state-${state}`),
    SFMAP_BATCH_SIZE: '4',
  };
});

const writeback = () => sfmap.run(['writeback', example('scenario-2'), '--connection', 'sandbox', '--all', '--yes']);

/** How many rows stand in each state. */
async function rows(): Promise<Readonly<Record<string, number>> & { readonly state: string }> {
  const [run] = JSON.parse((await sfmap.run(['runs', '--format', 'json'])).out);
  return { ...run.totals.rows, state: run.state };
}

interface Sent {
  readonly __metadata: { readonly uri: string };
}

/** Answers as the tenant does, with some of the records refused. */
async function refuse({ body, pass, answer }: Passing, isRefused: (uri: string, index: number) => boolean) {
  const sent: readonly Sent[] = JSON.parse(body);
  const bad = sent.flatMap(({ __metadata: { uri } }, index) => (isRefused(uri, index) ? [index] : []));
  if (bad.length === 0) return false;
  const message = 'PerPhone may not be written by this user with the index 0';
  const results = sent.map((_, index) => ({ status: 'ERROR', index, httpCode: 400, message }));
  if (bad.length < sent.length) {
    const { d }: { d: { index: number }[] } = JSON.parse((await pass()).text);
    for (const result of d) if (!bad.includes(result.index)) results[result.index] = result as never;
  }
  answer(200, JSON.stringify({ d: results }));
  return true;
}

test('ten rows that are refused one after another end the run, and resume writes the rest', async () => {
  proxy.onUpsert((passing) => refuse(passing, () => true));
  const stopped = await writeback();
  expect(stopped.code).toBe(3);
  expect(stopped.out).toMatch(
    /The run ended early: 1\d failures in a row, the last one: .*may not be written by this user.*sfmap resume/,
  );
  expect(proxy.upserts()).toBeLessThanOrEqual(8);
  const held = await rows();
  expect(held).toMatchObject({ state: 'stopped', written: 0 });
  expect(held['notReached']).toBeGreaterThan(20);

  proxy.onUpsert(() => false);
  const resumed = await sfmap.run(['resume', '--yes']);
  expect(resumed.code).toBe(0);
  const { planned, ...now } = await rows();
  expect(now).toMatchObject({ state: 'finished', written: planned, failed: 0 });
});

test('rows that are refused for their own data, among others that are taken, end nothing', async () => {
  let count = 0;
  proxy.onUpsert((passing) =>
    refuse(passing, () => {
      count += 1;
      return count % 3 !== 0;
    }),
  );
  const ended = await writeback();
  expect(ended.out).not.toContain('The run ended early');
  const { failed, notReached, state: how } = await rows();
  expect(failed).toBeGreaterThan(20);
  expect([notReached, how]).toEqual([0, 'finished']);
});

test('resume tries first what was not tried, so that rows that fail again keep nobody else from being written', async () => {
  const first: string[] = [];
  let settled = false;
  const personOf = (uri: string) => /personIdExternal='([^']*)'/.exec(uri)?.[1] ?? '';
  proxy.onUpsert((passing) =>
    refuse(passing, (uri) => {
      if (!settled) first.push(personOf(uri));
      return first.includes(personOf(uri));
    }),
  );
  expect((await writeback()).code).toBe(3);
  expect(await rows()).toMatchObject({ state: 'stopped', written: 0 });
  settled = true;
  const resumed = await sfmap.run(['resume', '--yes']);
  expect(resumed.code).toBe(3);
  const { planned = 0, failed = 0, notReached = 0, written } = await rows();
  expect(written).toBe(planned - failed - notReached);
  expect(failed + notReached).toBeLessThanOrEqual(36);
});

test('a call that is refused whole, whatever it holds, counts for each of its rows', async () => {
  proxy.onUpsert(({ answer }) => {
    answer(403, '{"error":{"code":"COE_FORBIDDEN","message":{"value":"no permission"}}}');
    return true;
  });
  const ended = await writeback();
  expect(ended.code).toBe(3);
  expect(ended.out).toMatch(/The run ended early: \d+ failures in a row, the last one: .*no permission.*sfmap resume/);
  expect(await rows()).toMatchObject({ state: 'stopped', written: 0 });
});

test('calls without a usable answer count alike, and what was written before is read back', async () => {
  proxy.onUpsert(({ answer }, count) => {
    if (count <= 2) return false;
    answer(500, '<html></html>');
    return true;
  });
  const ended = await writeback();
  expect(ended.code).toBe(3);
  expect(ended.out).toMatch(/The run ended early: 10 failures in a row, the last one: SuccessFactors .*sfmap resume/);
  const log = JSON.parse(
    (
      await sfmap.run([
        'log',
        JSON.parse((await sfmap.run(['runs', '--format', 'json'])).out)[0].run,
        '--format',
        'json',
      ])
    ).out,
  );
  const records: { state: string; readBack?: boolean }[] = log.people.flatMap(
    (person: { records: [] }) => person.records,
  );
  const written = records.filter((record) => record.state === 'written');
  expect(written.length).toBeGreaterThan(2);
  expect(written.filter((record) => record.readBack !== true)).toEqual([]);
});
