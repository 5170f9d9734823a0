import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, defaultLimits } from '../../server/src/systems/http.ts';
import { PeopleReader } from '../../server/src/systems/successfactors/look-up-people.ts';
import { personKey } from '../../server/src/systems/successfactors/person-key.ts';
import { readAll } from '../../server/src/systems/successfactors/read-all.ts';
import { readCycle } from '../../server/src/systems/successfactors/read-cycle.ts';
import { RecordWriter } from '../../server/src/systems/successfactors/record-writer.ts';
import { BasicSignIn } from '../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { SuccessFactorsClient } from '../../server/src/systems/successfactors/successfactors-client.ts';
import { type Got, json, SmallServer } from './sign-in/small-server.ts';
import { gather, problemOf } from './support/fake-tenant.ts';

// What a run does over several requests: with a wrong password, a wrong clock, and when it is cancelled in the middle.

const servers: SmallServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

async function tenant(answer: (response: ServerResponse, request: Got) => void) {
  const server = await new SmallServer((request, response) => answer(response, request)).start();
  servers.push(server);
  const http = createHttp({ system: 'SuccessFactors', limits: { ...defaultLimits, answerMs: 5_000 } });
  const signIn = new BasicSignIn({ company: 'contosoT1', user: 'sfapi', password: 'geheim' });
  return { client: new SuccessFactorsClient({ origin: server.origin, signIn }, http), server };
}

/** Pages of 100 people in a snapshot; the number of the page is its token. */
function people(response: ServerResponse, { url, headers }: Got, pages: number): void {
  if (url.includes('/$count')) return void response.end(String(pages * 100));
  const page = Number(/skiptoken=page(\d+)/.exec(url)?.[1] ?? 0);
  const results = Array.from({ length: 100 }, (_, index) => ({ personIdExternal: String(page * 100 + index) }));
  const next = `http://${headers.host}/odata/v2/PerPerson?$skiptoken=page${page + 1}`;
  json(response, { d: { results, ...(page + 1 < pages && { __next: next }) } });
}

describe('a wrong password', () => {
  test.each([
    ['LGN0015', 401],
    ['LGN0014', 403],
  ])('%s is sent once, however many requests are under way', async (code, status) => {
    const { client, server } = await tenant((response) =>
      setTimeout(() => json(response, { error: code }, status), 50),
    );
    const read = () => client.get(client.address('PerPerson'));
    const write = () => new RecordWriter(client, {}).write([{ __metadata: { uri: "User('a')" } }], true);
    const problems = await Promise.all([read(), read(), write(), read(), client.count('User', {})].map(problemOf));
    expect(problems.map((problem) => problem.code)).toEqual(Array(5).fill(code));
    expect(server.got).toHaveLength(1);
  });

  test('a right one lets requests run beside each other', async () => {
    let now = 0;
    let most = 0;
    const { client } = await tenant((response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        json(response, { d: {} });
      }, 100);
    });
    const read = () => client.get(client.address('PerPerson'));
    await read();
    await Promise.all([read(), read(), read(), read(), read()]);
    // One more at once whenever as many as there may be have gone well.
    expect(most).toBe(3);
  });

  test('a request that is cancelled or fails keeps none behind it', async () => {
    let count = 0;
    const { client } = await tenant((response) => {
      count += 1;
      if (count === 1) return;
      if (count === 2) json(response, { error: { code: 'x', message: { value: 'no' } } }, 400);
      else json(response, { d: {} });
    });
    const first = client.get(client.address('PerPerson'), AbortSignal.timeout(100));
    const second = client.get(client.address('PerPerson'));
    const third = client.get(client.address('PerPerson'));
    expect((await problemOf(first)).code).toBe('SFM-CANCELLED');
    expect((await problemOf(second)).status).toBe(400);
    expect(await third).toEqual({});
  });
});

describe('clocks', () => {
  const hour = 3_600_000;
  const cycle = async (theirs: number, more: object = {}) => {
    const { client, server } = await tenant((response, request) => {
      response.setHeader('date', new Date(Date.now() + theirs).toUTCString());
      people(response, request, 2);
    });
    const read = { now: new Date(), expand: [], pageSize: 100, ...more };
    return { work: gather(readCycle(client, new PeopleReader(client, {}), read)), server };
  };

  test.each([0, -4 * 60_000, 2 * hour])('a tenant that is %d ms ahead is read', async (theirs) => {
    expect(await (await cycle(theirs)).work).toHaveLength(200);
  });

  test.each([-hour, -10 * 60_000])(
    'an upper bound in the future of the tenant would lose what changes until then (%d ms)',
    async (theirs) => {
      for (const more of [{}, { since: new Date(Date.now() - 24 * hour) }]) {
        const { work, server } = await cycle(theirs, more);
        expect(await problemOf(work)).toMatchObject({
          code: 'SFM-CLOCK',
          exit: 2,
          cure: 'Set the clock of this machine.',
        });
        expect(server.got.filter(({ url }) => url.includes('skiptoken'))).toHaveLength(0);
      }
    },
  );

  test('a bound that does not lie in the future of either is none of the clock', async () => {
    expect(await (await cycle(-hour, { now: new Date(Date.now() - 2 * hour) })).work).toHaveLength(200);
  });
});

describe('a read that is cancelled', () => {
  const bulk = { path: 'PerPerson', query: {}, key: personKey, pageSize: 100 };

  test('between two pages asks for no further one', async () => {
    const { client, server } = await tenant((response, request) => people(response, request, 10));
    const abort = new AbortController();
    const seen: string[] = [];
    const work = (async () => {
      for await (const row of readAll(client, { ...bulk, signal: abort.signal })) {
        seen.push(personKey(row));
        if (seen.length === 150) abort.abort();
      }
    })();
    expect((await problemOf(work)).code).toBe('SFM-CANCELLED');
    expect(seen).toHaveLength(200);
    expect(server.got).toHaveLength(3);
  });

  test('in the middle of a page ends at once', async () => {
    const { client, server } = await tenant((response, request) => {
      if (!request.url.includes('skiptoken')) return people(response, request, 10);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"d":{"results":[');
    });
    const begun = Date.now();
    const work = gather(readAll(client, { ...bulk, signal: AbortSignal.timeout(300) }));
    expect((await problemOf(work)).code).toBe('SFM-CANCELLED');
    expect(Date.now() - begun).toBeLessThan(4_000);
    expect(server.got).toHaveLength(3);
  });

  test('while it waits for a tenant that fails ends at once', async () => {
    const { client } = await tenant((response, request) =>
      request.url.includes('skiptoken') ? json(response, {}, 503) : people(response, request, 10),
    );
    const told: (string | undefined)[] = [];
    const signal = AbortSignal.timeout(3_000);
    const work = gather(readAll(client, { ...bulk, signal }, { onWait: (words) => told.push(words) }));
    expect((await problemOf(work)).code).toBe('SFM-CANCELLED');
    expect(told.at(-1)).toBeUndefined();
  });

  test('whose rows nobody takes any more asks for no further page', async () => {
    const { client, server } = await tenant((response, request) => people(response, request, 10));
    for await (const row of readAll(client, bulk)) if (personKey(row) === '120') break;
    expect(server.got).toHaveLength(3);
  });
});
