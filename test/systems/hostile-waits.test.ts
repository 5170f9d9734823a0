import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, defaultLimits } from '../../server/src/systems/http.ts';
import { retryAfter } from '../../server/src/systems/retry-after.ts';
import { BasicSignIn } from '../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { SuccessFactorsClient } from '../../server/src/systems/successfactors/successfactors-client.ts';
import { upsert } from '../../server/src/systems/successfactors/upsert.ts';
import { type Got, json, SmallServer } from './sign-in/small-server.ts';
import { problemOf } from './support/fake-tenant.ts';

const servers: SmallServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

const http = (date: Date) => date.toUTCString();
const hour = 3_600_000;
const noon = new Date('2026-11-22T12:00:00Z');

describe('Retry-After', () => {
  test.each<[string, string | undefined, string | undefined, number | undefined]>([
    ['nothing', undefined, undefined, undefined],
    ['seconds', '30', undefined, 30_000],
    ['no wait at all', '0', undefined, 0],
    ['less than nothing', '-5', undefined, undefined],
    ['a number in another form', '0x10', undefined, undefined],
    ['an exponent', '1e9', undefined, undefined],
    ['empty', ' ', undefined, undefined],
    ['words', '5 minutes', undefined, undefined],
    ['a date by the clock of who sent it', http(new Date(noon.getTime() + 30_000)), http(noon), 30_000],
    ['that clock an hour ahead of ours', http(new Date(Date.now() + hour)), http(new Date(Date.now() + hour)), 0],
    ['a date that is over', http(new Date(noon.getTime() - 1000)), http(noon), undefined],
    ['a date in another form', '2026-11-22 12:00', http(noon), undefined],
    ['a day that there is not', 'Sun, 99 Nov 2026 12:00:00 GMT', http(noon), undefined],
    ['more seconds than there will be', '9'.repeat(400), undefined, Number.POSITIVE_INFINITY],
  ])('%s', (_what, text, date, milliseconds) => {
    const headers = new Map([
      ...(text === undefined ? [] : [['retry-after', text] as const]),
      ...(date ? [['date', date] as const] : []),
    ]);
    expect(retryAfter({ headers })).toBe(milliseconds);
  });

  async function tenant(
    answers: (count: number, request: Got) => [status: number, headers: Record<string, string>, body?: unknown],
  ) {
    const waited: number[] = [];
    let count = 0;
    const server = await new SmallServer((request, response) => {
      count += 1;
      const [status, headers, body = {}] = answers(count, request);
      json(response, body, status, headers);
    }).start();
    servers.push(server);
    const door = createHttp({
      system: 'SuccessFactors',
      limits: defaultLimits,
      pause: async (milliseconds) => void waited.push(Math.round(milliseconds / 1000)),
    });
    const signIn = new BasicSignIn({ company: 'c', user: 'u', password: 'geheim' });
    return { client: new SuccessFactorsClient({ origin: server.origin, signIn }, door), waited, server };
  }
  const fine: [number, Record<string, string>, unknown] = [200, {}, { d: {} }];

  test.each([
    ['-5', [5, 10]],
    [http(new Date(0)), [5, 10]],
    ['soon', [5, 10]],
    ['7', [7, 7]],
  ])('a tenant that is busy and says %s is not asked at once', async (text, expected) => {
    const { client, waited } = await tenant((count) => (count < 3 ? [429, { 'retry-after': text }] : fine));
    await client.get(client.address('PerPerson'));
    expect(waited).toEqual(expected);
  });

  test.each(['1000000000', '9'.repeat(400), http(new Date(Date.now() + 9000 * hour))])(
    'nobody waits until %s',
    async (text) => {
      const { client, waited, server } = await tenant(() => [429, { 'retry-after': text }]);
      expect(await problemOf(client.get(client.address('PerPerson')))).toMatchObject({
        code: 'SFM-HTTP-BUSY',
        refused: 'busy',
      });
      expect(waited).toEqual([]);
      expect(server.got).toHaveLength(1);
    },
  );

  test.each([429, 503])('what a write is asked to wait (%d), the next request waits', async (status) => {
    const { client, waited } = await tenant((count) => (count === 1 ? [status, { 'retry-after': '40' }] : fine));
    await problemOf(upsert(client, [{}], true));
    expect(waited).toEqual([]);
    await client.get(client.address('PerPerson'));
    expect(waited).toEqual([40]);
  });
});

test('a wait that is cancelled is over for whoever is told of it', async () => {
  const server = await new SmallServer((_request, response) =>
    json(response, {}, 429, { 'retry-after': '100' }),
  ).start();
  servers.push(server);
  const told: (string | undefined)[] = [];
  const door = createHttp({ system: 'SuccessFactors', limits: defaultLimits, onWait: (words) => told.push(words) });
  const signIn = new BasicSignIn({ company: 'c', user: 'u', password: 'geheim' });
  const client = new SuccessFactorsClient({ origin: server.origin, signIn }, door);
  const work = client.get(client.address('PerPerson'), AbortSignal.timeout(100));
  expect((await problemOf(work)).code).toBe('SFM-CANCELLED');
  expect(told).toEqual(['SuccessFactors asks to wait 100 s', undefined]);
});
