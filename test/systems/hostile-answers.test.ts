import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, defaultLimits, type HttpLimits } from '../../server/src/systems/http.ts';
import { PeopleReader } from '../../server/src/systems/successfactors/look-up-people.ts';
import { personKey } from '../../server/src/systems/successfactors/person-key.ts';
import { BasicSignIn } from '../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { SuccessFactorsClient } from '../../server/src/systems/successfactors/successfactors-client.ts';
import { upsert } from '../../server/src/systems/successfactors/upsert.ts';
import { type Got, json, SmallServer } from './sign-in/small-server.ts';
import { gather, problemOf } from './support/fake-tenant.ts';

// A tenant, or a proxy before it, that answers as no sound one does: nothing of it may pass for data or for a write.

const servers: SmallServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

const password = 'geheim:ä"1';
const now = (_milliseconds: number, signal?: AbortSignal) => {
  signal?.throwIfAborted();
  return Promise.resolve();
};

async function tenant(answer: (response: ServerResponse, request: Got) => void, limits: Partial<HttpLimits> = {}) {
  const server = await new SmallServer((request, response) => answer(response, request)).start();
  servers.push(server);
  const http = createHttp({
    system: 'SuccessFactors',
    limits: { ...defaultLimits, answerMs: 5_000, ...limits },
    pause: now,
  });
  const signIn = new BasicSignIn({ company: 'contosoT1', user: 'sfapi', password });
  const client = new SuccessFactorsClient({ origin: server.origin, signIn }, http);
  return { client, server, http };
}

const read = (client: SuccessFactorsClient) => gather(client.collection('PerPerson', {}, personKey));
const raw = (response: ServerResponse, body: string | Buffer, status = 200, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
};
const row = { personIdExternal: '1' };

describe('a status of failure is no success, whatever stands below it', () => {
  test.each([500, 502, 503, 504, 400, 403, 404, 418, 202, 206, 299])('%d with rows', async (status) => {
    const { client } = await tenant((response) => json(response, { d: { results: [row] } }, status));
    expect((await problemOf(read(client))).code).toMatch(/^SFM-HTTP-\d{3}$/);
  });

  test.each([500, 502, 503, 504, 202])('%d with results of an upsert says nothing of what was done', async (status) => {
    const { client } = await tenant((response) => json(response, { d: [{ status: 'OK', index: 0 }] }, status));
    const error = await problemOf(upsert(client, [{}], true));
    expect(error.code).toBe(`SFM-HTTP-${status}`);
    expect(error.refused).toBeUndefined();
  });

  test.each([
    ['an error beside the rows', { d: { results: [row] }, error: { code: 'x', message: { value: 'y' } } }],
    ['a row that is the beginning of a list', { d: { results: [{ ...row, emailNav: { __next: 'x', results: [] } }] } }],
    ['no results', { d: [row] }],
    ['a list of lists', { d: { results: [[row]] } }],
  ])('%s', async (_what, body) => {
    const { client } = await tenant((response) => json(response, body));
    expect((await problemOf(read(client))).code).toBe('SFM-HTTP-SHAPE');
  });

  test('a value that reads like a link is a value', async () => {
    const rows = [{ ...row, custom: '__next', other: '{"__next":"x"}' }];
    const { client } = await tenant((response) => json(response, { d: { results: rows } }));
    expect(await read(client)).toEqual(rows);
  });

  test.each([200, 500, 206])('a count with the status %d', async (status) => {
    const { client } = await tenant((response) => raw(response, '5', status));
    const work = client.count('PerPerson', {});
    if (status === 200) expect(await work).toBe(5);
    else expect((await problemOf(work)).exit).toBe(3);
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%d is not followed', async (status) => {
    const { client, server } = await tenant((response) => {
      response.writeHead(status, { location: `${server.origin}/odata/v2/elsewhere` });
      response.end();
    });
    expect((await problemOf(read(client))).code).toBe('SFM-HTTP-REDIRECT');
    // 303 answers to what may have been done.
    expect((await problemOf(upsert(client, [{}], true))).refused).toBe(status === 303 ? undefined : 'system');
    expect(server.got).toHaveLength(2);
  });
});

describe('bytes', () => {
  test('a byte order mark is no data', async () => {
    const { client } = await tenant((response) => raw(response, '\uFEFF{"d":{"results":[{"personIdExternal":"1"}]}}'));
    expect(await read(client)).toEqual([row]);
  });

  test('names in another encoding are not read wrongly', async () => {
    const body = Buffer.from('{"d":{"results":[{"personIdExternal":"1","name":"J\u00f6rg"}]}}', 'latin1');
    const { client } = await tenant((response) => raw(response, body));
    expect((await problemOf(read(client))).code).toBe('SFM-NET-ENCODING');
    const page = await tenant((response) => raw(response, Buffer.from('<html>Wartung f\u00fcr heute', 'latin1'), 503));
    expect((await problemOf(read(page.client))).code).toBe('SFM-HTTP-503');
  });

  const whole = JSON.stringify({ d: { results: [row, { personIdExternal: '2' }] } });
  test.each([
    ['JSON that breaks off', Buffer.from(whole.slice(0, -4)), {}],
    ['JSON with more behind it', Buffer.from(`${whole}{"error":{}}`), {}],
    ['gzip that breaks off', gzipSync(whole).subarray(0, -12), { 'content-encoding': 'gzip' }],
    ['gzip that is none', Buffer.from(whole), { 'content-encoding': 'gzip' }],
    ['UTF-16', Buffer.from(whole, 'utf16le'), {}],
    ['nothing', Buffer.alloc(0), {}],
    ['a number', Buffer.from('1'), {}],
    ['null', Buffer.from('null'), {}],
    ['a depth that no reader takes', Buffer.from('['.repeat(2_000_000)), {}],
  ])('%s', async (_what, body, headers) => {
    const { client } = await tenant((response) => raw(response, body, 200, headers));
    expect((await problemOf(read(client))).code).toMatch(/^SFM-(HTTP-(JSON|SHAPE)|NET-(RESET|ENCODING))$/);
  });

  test('a small answer that unpacks to a large one is not unpacked to its end', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20), { level: 1 });
    const { client } = await tenant((response) => raw(response, bomb, 200, { 'content-encoding': 'gzip' }));
    const before = process.memoryUsage().arrayBuffers;
    expect((await problemOf(read(client))).code).toBe('SFM-NET-SIZE');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * 1024 * 1024);
  });
});

describe('results of an upsert', () => {
  const ok = (index: number, more = {}) => ({ status: 'OK', httpCode: 200, index, ...more });
  test.each([
    ['too few', [ok(0)]],
    ['too many', [ok(0), ok(1), ok(2)]],
    ['one twice', [ok(0), ok(1), ok(1)]],
    ['one twice, with two opinions', [{ ...ok(0), status: 'ERROR', httpCode: 500 }, ok(0), ok(1)]],
    ['an index that counts from one', [ok(1), ok(2)]],
    ['an index below zero', [ok(-1), ok(0)]],
    ['an index that is a text', [ok(0), { ...ok(1), index: '1' }]],
    ['success with the code of a failure', [ok(0), ok(1, { httpCode: 500 })]],
    ['a word that nobody knows', [ok(0), ok(1, { status: 'WARNING' })]],
    ['one result that is none', [ok(0), null]],
    ['one object for all', ok(0)],
  ])('%s: the rows have to be read again', async (_what, d) => {
    const { client } = await tenant((response) => json(response, { d }));
    const error = await problemOf(upsert(client, [{}, {}], true));
    expect(error.code).toBe('SFM-NET-ANSWER');
    expect(error.refused).toBeUndefined();
  });
});

describe('what a tenant echoes', () => {
  const sent = Buffer.from(`sfapi@contosoT1:${password}`).toString('base64');
  test.each([
    ['the header', `Basic ${sent}`],
    ['the header, cut short', `Basic ${sent.slice(0, 20)}`],
    ['the password', `password '${password}'`],
    ['the password in an address', `?password=${new URLSearchParams({ p: password }).toString().slice(2)}`],
  ])('%s is not shown', async (_what, words) => {
    const said = { error: { code: 'COE_GENERAL_SERVER_FAILURE', message: { value: `no: ${words} in line 1` } } };
    const { client } = await tenant((response, { method }) =>
      json(
        response,
        method === 'GET' ? said : { d: [{ status: 'ERROR', index: 0, message: said.error.message.value }] },
        method === 'GET' ? 500 : 200,
      ),
    );
    const error = await problemOf(read(client));
    const [result] = await upsert(client, [{}], true);
    for (const shown of [error.message, result?.message]) {
      expect(shown).toMatch(/no: .* in line 1/);
      expect(shown).not.toMatch(/geheim|c2ZhcGlA/);
    }
  });

  test('a person whose key reads like a sign-in code is a person who is not there', async () => {
    const { client } = await tenant((response, { url }) =>
      url.includes('$filter')
        ? json(response, { d: { results: [] } })
        : json(
            response,
            { error: { code: 'NotFoundException', message: { value: "PerPerson('LGN0015') not found" } } },
            404,
          ),
    );
    const answers = await gather(new PeopleReader(client, {}).lookUp(['LGN0015'], []));
    expect(answers).toEqual([{ id: 'LGN0015', state: 'absent' }]);
  });
});

describe('next pages', () => {
  const next = (link: string) => async () => {
    const { client, server } = await tenant((response, { headers }) => {
      const host = headers.host ?? '';
      json(response, { d: { results: [row], __next: link.replaceAll('HOST', host) } });
    });
    const error = await problemOf(read(client));
    expect(error.code).toBe('SFM-HTTP-NEXT');
    expect(server.got).toHaveLength(1);
  };
  for (const link of [
    'http://:secret@HOST/odata/v2/PerPerson?p=2',
    'http://user@HOST/odata/v2/PerPerson?p=2',
    '//HOST/odata/v2/PerPerson?p=2',
    'https://HOST/odata/v2/PerPerson?p=2',
    'http://HOST.evil.example/odata/v2/PerPerson?p=2',
    'http://HOST@evil.example/odata/v2/PerPerson?p=2',
    'http:\\\\evil.example/odata/v2/PerPerson?p=2',
    'http://HOST/odata/v2/User?p=2',
    'http://HOST/odata/v2/PerPersonal?p=2',
    'http://HOST/odata/v2/PerPerson/../User?p=2',
    'http://HOST/odata/v2/PerPerson/%2e%2e/User?p=2',
    'http://HOST/odata/v2/PerPerson/..%2fUser?p=2',
    'http://HOST/odata/v2/PerPerson/..%5cUser?p=2',
    'javascript:alert(1)',
    'data:application/json,{}',
    'file:///etc/passwd',
    `http://HOST/odata/v2/PerPerson?p=${'x'.repeat(40_000)}`,
  ]) {
    test(`${link.slice(0, 60)} is not followed`, next(link));
  }

  test.each([{ at: 1 }, [7], 7, true])('%j is none', async (link) => {
    const { client } = await tenant((response) => json(response, { d: { results: [row], __next: link } }));
    expect((await problemOf(read(client))).code).toBe('SFM-HTTP-NEXT');
  });

  test('rows without an end are not gathered', async () => {
    let page = 0;
    const { client, server } = await tenant((response, { headers }) => {
      page += 1;
      const results = Array.from({ length: 50 }, (_, index) => ({ personIdExternal: `${page}-${index}` }));
      json(response, { d: { results, __next: `http://${headers.host}/odata/v2/PerPerson?p=${page}` } });
    });
    const work = gather(new PeopleReader(client, { pause: now }).lookUp(['a', 'b'], []));
    expect((await problemOf(work)).code).toBe('SFM-HTTP-NEXT');
    expect(server.got.length).toBeLessThan(40);
  });
});
