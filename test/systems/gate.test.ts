import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHttp, defaultLimits } from '../../server/src/systems/http.ts';
import { EmployeeCentralClient } from '../../server/src/systems/successfactors/employee-central.ts';
import { BasicSignIn } from '../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { json, SmallServer } from './sign-in/small-server.ts';
import { gather } from './support/fake-tenant.ts';

// How many requests are under way at once: more while all goes well, fewer when the system has too much to do.

/** Of each request: when it came, in milliseconds, and how many were under way with it. */
interface Came {
  readonly at: number;
  readonly inside: number;
}

let server: SmallServer;
let came: Came[];
let refused: (count: number) => string | undefined;

beforeEach(async () => {
  came = [];
  refused = () => undefined;
  let inside = 0;
  server = await new SmallServer(async (_request, response) => {
    inside += 1;
    came.push({ at: performance.now(), inside });
    const wait = refused(came.length);
    await setTimeout(20);
    inside -= 1;
    if (wait === undefined) json(response, { d: {} });
    else json(response, {}, 429, { 'retry-after': wait });
  }).start();
});
afterEach(() => server.stop());

const door = () => createHttp({ system: 'SuccessFactors', limits: defaultLimits });

const ask = (http: ReturnType<typeof door>, count: number, more: { method?: 'POST'; signal?: AbortSignal } = {}) =>
  Promise.allSettled(
    Array.from({ length: count }, () =>
      http({ method: 'GET', url: `${server.origin}/`, headers: {}, repeatable: more.method !== 'POST', ...more }),
    ),
  );

test('the first request goes alone, then more, and never more than four', async () => {
  await ask(door(), 40);
  expect(came[0]?.inside).toBe(1);
  expect(Math.max(...came.slice(0, 3).map(({ inside }) => inside))).toBeLessThanOrEqual(2);
  expect(Math.max(...came.map(({ inside }) => inside))).toBe(4);
});

test('requests that come one by one do not make room for many at once', async () => {
  const http = door();
  for (let count = 0; count < 20; count += 1) await ask(http, 1);
  await ask(http, 4);
  expect(came[20]?.inside).toBe(1);
  expect(Math.max(...came.slice(20, 22).map(({ inside }) => inside))).toBeLessThanOrEqual(2);
});

test('a busy system: whoever is not under way yet waits as it asks, then half as many go, then more again', async () => {
  refused = (count) => (count === 25 ? '0.6' : undefined);
  const answers = await ask(door(), 80);
  expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(came).toHaveLength(81);
  const times = came.map(({ at }) => at);
  const gap = times.findIndex((at, index) => index > 0 && at - (times[index - 1] ?? 0) > 400);
  expect(gap).toBeGreaterThan(24);
  expect(gap).toBeLessThanOrEqual(29);
  expect(Math.max(...came.slice(gap, gap + 3).map(({ inside }) => inside))).toBeLessThanOrEqual(2);
  expect(Math.max(...came.slice(gap).map(({ inside }) => inside))).toBe(4);
});

test('several refusals at once are one sign', async () => {
  refused = (count) => (count > 24 && count <= 28 ? '0.1' : undefined);
  await ask(door(), 60);
  const after = came.slice(28, 32).map(({ inside }) => inside);
  expect(Math.max(...after)).toBe(2);
});

test('a request that waits for its turn can be cancelled, and gives its place to the next', async () => {
  const http = door();
  const controller = new AbortController();
  const first = ask(http, 3);
  const cancelled = ask(http, 3, { signal: controller.signal });
  const last = ask(http, 3);
  controller.abort();
  expect((await cancelled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  for (const { status } of [...(await first), ...(await last)]) expect(status).toBe('fulfilled');
  expect(came).toHaveLength(6);
});

test('people are read side by side, and with a tenant that is busy nobody is lost or doubled', async () => {
  const sandbox = await RunningSandbox.start('--people', '600');
  try {
    const { successFactors: origin, company, user, password } = sandbox.announcement;
    const waits: number[] = [];
    const pause = async (milliseconds: number) => void waits.push(milliseconds);
    const http = createHttp({ system: 'SuccessFactors', limits: defaultLimits, pause });
    const signIn = new BasicSignIn({ company, user, password });
    const tenant = new EmployeeCentralClient({ origin, signIn }, http, { pause });
    const ids = await sandbox.ids('personIdExternal ne null');
    await sandbox.control('/sandbox/faults', 'POST', { kind: '429', rate: 0.2, system: 'successfactors' });
    const answers = await gather(tenant.people(ids, ['emailNav', 'phoneNav', 'employmentNav/userNav']));
    expect(answers.filter(({ state }) => state !== 'found')).toEqual([]);
    expect(answers.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(waits.length).toBeGreaterThan(0);
  } finally {
    await sandbox.stop();
  }
});
