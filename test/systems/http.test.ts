import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { SfmapError } from '../../server/src/core/errors.ts';
import { EntraDirectoryClient } from '../../server/src/systems/entra/entra-directory.ts';
import type { SignIn } from '../../server/src/systems/entra/sign-in/sign-in.ts';
import { createHttp, defaultLimits, type HttpLimits, limitsFrom } from '../../server/src/systems/http.ts';
import { inGroups, odataString } from '../../server/src/systems/successfactors/odata-literals.ts';
import { withoutRecord } from '../../server/src/systems/successfactors/refusal.ts';
import { BasicSignIn } from '../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { SuccessFactorsClient } from '../../server/src/systems/successfactors/successfactors-client.ts';
import { upsert } from '../../server/src/systems/successfactors/upsert.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A server on loopback that counts its requests. */
async function serve(answer: Answer): Promise<{ origin: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response, requests.length);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const json = (response: ServerResponse, body: unknown, status = 200, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

const limits = (change: Partial<HttpLimits> = {}): HttpLimits => ({ ...defaultLimits, answerMs: 2000, ...change });
const client = (origin: string, change: Partial<HttpLimits> = {}, onWait?: (words: string | undefined) => void) =>
  new SuccessFactorsClient(
    {
      origin,
      signIn: new BasicSignIn({ company: 'contosoT1', user: 'ana@contoso.example', password: 'geheim:ä' }),
    },
    createHttp({ system: 'SuccessFactors', limits: limits(change), ...(onWait && { onWait }) }),
  );

async function problem(work: Promise<unknown>): Promise<SfmapError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof SfmapError)) throw new Error(`no SfmapError: ${String(error)}`);
  expect(JSON.stringify([error.message, error.cure, String(error.cause ?? '')])).not.toMatch(/geheim|YW5hQGNvbnRvc28u/);
  return error;
}

async function all(rows: AsyncIterable<unknown>): Promise<unknown[]> {
  const list: unknown[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

const people = (c: SuccessFactorsClient, signal?: AbortSignal) =>
  all(c.collection('PerPerson', {}, (row) => String(row['personIdExternal']), signal));

describe('pages', () => {
  test('__next is followed verbatim, and a row that comes twice counts once', async () => {
    const { origin, requests } = await serve((request, response, count) => {
      const next = count === 1 ? { __next: `http://${request.headers.host}/odata/v2/PerPerson?$skiptoken=x` } : {};
      const ids = count === 1 ? ['1', '2'] : ['2', '3'];
      json(response, { d: { results: ids.map((personIdExternal) => ({ personIdExternal })), ...next } });
    });
    expect(await people(client(origin))).toHaveLength(3);
    expect(requests[1]?.url).toBe('/odata/v2/PerPerson?$skiptoken=x');
  });

  test.each([
    'http://127.0.0.1:1/odata/v2/PerPerson',
    '/odata/v2/PerPerson',
    'http://elsewhere.example/odata/v2/PerPerson',
    'same:/oauth/token',
    'same:/odata/v2/../../admin',
  ])('a next page at %s is not followed', async (link) => {
    const { origin, requests } = await serve((request, response) => {
      const next = link.replace('same:', `http://${request.headers.host}`);
      json(response, { d: { results: [], __next: next } });
    });
    expect((await problem(people(client(origin)))).code).toBe('SFM-HTTP-NEXT');
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['itself', (url: string) => url],
    ['an address that changes and brings nothing', (url: string, count: number) => `${url.split('&n=')[0]}&n=${count}`],
  ])('a page whose next is %s ends the reading', async (_name, next) => {
    const sf = await serve((request, response, count) => {
      const link = `http://${request.headers.host}${next(String(request.url), count)}`;
      json(response, { d: { results: [{ personIdExternal: '1' }], __next: link } });
    });
    const error = await problem(people(client(sf.origin)));
    expect(error.code).toBe('SFM-HTTP-NEXT');
    expect(error.message).toContain('without an end');
    expect(sf.requests.length).toBeLessThanOrEqual(11);

    const graph = await serve((request, response, count) => {
      const link = `http://${request.headers.host}${next(String(request.url), count)}`;
      json(response, { value: [{ id: '1' }], '@odata.nextLink': link });
    });
    const settings = { graph: graph.origin, signIn: numberedTokens() };
    const directory = new EntraDirectoryClient(settings, createHttp({ system: 'Microsoft Graph', limits: limits() }));
    expect((await problem(all(directory.users(['id'], undefined, 1)))).code).toBe('SFM-HTTP-NEXT');
    expect(graph.requests.length).toBeLessThanOrEqual(12);
  });

  test('empty pages between full ones are read through', async () => {
    const { origin } = await serve((request, response, count) => {
      const results = count % 5 === 0 ? [{ personIdExternal: String(count) }] : [];
      const next = count < 25 ? { __next: `http://${request.headers.host}/odata/v2/PerPerson?page=${count}` } : {};
      json(response, { d: { results, ...next } });
    });
    expect(await people(client(origin))).toHaveLength(5);
  });
});

describe('what a tenant may answer', () => {
  test('the sign-in is username@companyID:password in UTF-8', async () => {
    const { origin, requests } = await serve((_request, response) => json(response, { d: { results: [] } }));
    await people(client(origin));
    const sent = Buffer.from(requests[0]?.headers.authorization?.slice(6) ?? '', 'base64').toString('utf8');
    expect(sent).toBe('ana@contoso.example@contosoT1:geheim:ä');
  });

  test('cookies and the CSRF token of a session are sent back', async () => {
    const { origin, requests } = await serve((_request, response) =>
      json(response, { d: { results: [] } }, 200, {
        'set-cookie': ['JSESSIONID=abc; Path=/; HttpOnly', 'route=1'],
        'x-csrf-token': 'token-1',
      }),
    );
    const session = client(origin);
    await people(session);
    await people(session);
    expect(requests[1]?.headers.cookie).toBe('JSESSIONID=abc; route=1');
    expect(requests[1]?.headers['x-csrf-token']).toBe('token-1');
  });

  test('a cookie that is taken back, and one that cannot be sent, are not sent; all requests bear one name', async () => {
    const set = [
      ['JSESSIONID=a b; Path=/', 'route=1; HttpOnly', 'lang=en', 'old=1; Max-Age=0', 'bad=\u00ff', '=x', 'none'],
      ['route=; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'lang=de; Max-Age=3600', 'empty='],
      [],
    ];
    const { origin, requests } = await serve((_request, response, count) =>
      json(response, { d: { results: [] } }, 200, {
        'set-cookie': set[count - 1],
        'x-csrf-token': count === 1 ? 'token-1' : 'Required',
      }),
    );
    const session = client(origin);
    for (const _ of set) await people(session);
    expect(requests.map(({ headers }) => headers.cookie)).toEqual([undefined, 'route=1; lang=en', 'lang=de; empty=']);
    expect(requests[2]?.headers['x-csrf-token']).toBe('token-1');
    const names = requests.map(({ headers }) => headers['x-sf-correlation-id']);
    expect(new Set(names).size).toBe(1);
    expect(names[0]).toMatch(/^sfmap-[0-9a-f-]{36}$/);
  });

  test('cookies go to no other user and no other host', async () => {
    const one = await serve((_request, response) =>
      json(response, { d: { results: [] } }, 200, { 'set-cookie': 'a=1' }),
    );
    const two = await serve((_request, response) => json(response, { d: { results: [] } }));
    await people(client(one.origin));
    await people(client(one.origin));
    await people(client(two.origin));
    expect([...one.requests, ...two.requests].map(({ headers }) => headers.cookie)).toEqual(Array(3).fill(undefined));
  });

  test.each([
    [401, 'LGN0015', 'refuses the user name or the password'],
    [403, 'LGN0010', 'allow-list'],
    [403, 'LGN0008', 'does not know this company'],
    [403, 'LGN0004', 'is no API server'],
    [403, 'LGN0002', 'may not use OData'],
    [401, 'LGN0014', 'is locked'],
    [403, 'LGN0099', 'refuses the sign-in (403)'],
  ])('%d with %s', async (status, code, message) => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(status, { 'x-error': code });
      response.end('');
    });
    const error = await problem(people(client(origin)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.cure).not.toBe('');
    expect(error.exit).toBe(3);
  });

  test('a refused password is never sent again', async () => {
    const { origin, requests } = await serve((_request, response) => json(response, { error: 'LGN0015' }, 401));
    const refused = client(origin);
    await problem(people(refused));
    await problem(people(refused));
    expect(requests).toHaveLength(1);
  });

  test('an OData error is said in its own words', async () => {
    const { origin } = await serve((_request, response) =>
      json(
        response,
        {
          error: {
            code: 'COE_PROPERTY_NOT_FOUND',
            message: { lang: 'en-US', value: '[COE0021]Invalid property names: X' },
          },
        },
        400,
      ),
    );
    const error = await problem(people(client(origin)));
    expect(error.sentence).toContain('[COE0021]Invalid property names: X. The field is not in this tenant');
  });

  test('an OData error in XML is said as well, where metadata was asked for', async () => {
    const { origin, requests } = await serve((_request, response) => {
      response.writeHead(500, { 'content-type': 'application/xml' });
      response.end(
        '<?xml version="1.0"?>\n<error xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><code>COE_GENERAL_SERVER_FAILURE</code><message xml:lang="en-US">OData metadata is being generated for the same instance in another thread &amp; more</message></error>',
      );
    });
    const error = await problem(client(origin).metadata(['User', 'PerEmail']));
    expect(error.code).toBe('COE_GENERAL_SERVER_FAILURE');
    expect(error.sentence).toContain('in another thread & more. Try again in a few minutes.');
    expect(requests[0]?.url).toBe('/odata/v2/User,PerEmail/$metadata');
    expect(requests[0]?.headers.accept).toBe('application/xml');
    const page = await serve((_request, response) => response.end('<!DOCTYPE html><html></html>'));
    expect((await problem(client(page.origin).metadata(['User']))).code).toBe('SFM-HTTP-HTML');
  });

  test('Retry-After is honoured, told and bounded', async () => {
    const waits: (string | undefined)[] = [];
    const busy = await serve((_request, response, count) =>
      count === 1 ? json(response, {}, 429, { 'retry-after': '1' }) : json(response, { d: { results: [] } }),
    );
    expect(await people(client(busy.origin, {}, (words) => waits.push(words)))).toEqual([]);
    expect(waits).toEqual(['SuccessFactors asks to wait 1 s', undefined]);

    const long = await serve((_request, response) => json(response, {}, 429, { 'retry-after': '3600' }));
    const error = await problem(people(client(long.origin)));
    expect(error.message).toBe('SuccessFactors asks to wait 3600 s.');
    expect(long.requests).toHaveLength(1);
  });

  test('a write is never sent again by itself; what it is asked to wait, the next request waits', async () => {
    const answers = await serve((_request, response) => json(response, {}, 503));
    expect((await problem(upsert(client(answers.origin), [{}], true))).refused).toBeUndefined();
    expect(answers.requests).toHaveLength(1);

    const waits: (string | undefined)[] = [];
    const busy = await serve((_request, response, count) =>
      count === 1
        ? json(response, {}, 429, { 'retry-after': '2' })
        : json(response, { d: [{ status: 'OK', index: 0, httpCode: 200 }] }),
    );
    const tenant = client(busy.origin, {}, (words) => waits.push(words));
    expect(await problem(upsert(tenant, [{}], true))).toMatchObject({ refused: 'busy', cure: 'Try again in 2 s.' });
    expect(busy.requests).toHaveLength(1);
    expect(waits).toEqual([]);
    expect(await upsert(tenant, [{}], true)).toEqual([{ ok: true, message: '' }]);
    expect(waits).toEqual(['SuccessFactors asks to wait 2 s', undefined]);
    expect(busy.requests[0]?.url).toBe('/odata/v2/upsert?$format=json&strictTransactionIsolate=true');
  });

  test('results of an upsert are joined on index, and HTTP 200 proves nothing', async () => {
    const { origin } = await serve((_request, response) =>
      json(response, {
        d: [
          {
            status: 'ERROR',
            index: 1,
            httpCode: 500,
            message: 'no.\n Failed record info: {PerEmail/emailAddress=a@b}. \n for Key x',
          },
          { status: 'OK', index: 0, httpCode: 200, message: null },
        ],
      }),
    );
    expect(await upsert(client(origin), [{}, {}], true)).toEqual([
      { ok: true, message: '' },
      { ok: false, message: 'no.' },
    ]);
  });

  test('an upsert that does not account for a record must be read again', async () => {
    const { origin } = await serve((_request, response) => json(response, { d: [{ status: 'OK', index: 0 }] }));
    expect((await problem(upsert(client(origin), [{}, {}], true))).code).toBe('SFM-NET-ANSWER');
  });

  test('what a tenant says cannot steer a terminal, and its codes cannot be ours', async () => {
    const body = {
      error: { code: 'SFM-CANCELLED', message: { value: 'bad \u001b]0;pwned\u0007\u001b[2J\u202e thing' } },
    };
    const { origin } = await serve((_request, response) => json(response, body, 400));
    const error = await problem(people(client(origin)));
    expect(error.message).toContain('bad ·]0;pwned··[2J· thing');
    expect(error.code).toBe('SFM-HTTP-400');
  });

  test('an answer that is too large is not read to its end', async () => {
    const { origin } = await serve((_request, response) => response.end('x'.repeat(200_000)));
    expect((await problem(people(client(origin, { answerBytes: 100_000 })))).code).toBe('SFM-NET-SIZE');
  });
});

describe('the network', () => {
  test('a connection cut in the middle of an answer is tried again, three times in all', async () => {
    const { origin, requests } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"d":');
      setTimeout(() => response.destroy(), 20);
    });
    expect((await problem(people(client(origin)))).code).toBe('SFM-NET-RESET');
    expect(requests).toHaveLength(3);
  });

  test('a host that is not found', async () => {
    expect((await problem(people(client('http://no-such-host.invalid')))).code).toBe('SFM-NET-DNS');
  });

  test('a connection that is not made in time', async () => {
    // A TLS handshake that never ends: the TCP connection stands, nothing more.
    const server = createTcpServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const error = await problem(people(client(`https://127.0.0.1:${port}`, { connectMs: 200 })));
    server.close();
    expect(error.message).toContain('no connection within 0.2 s');
  });

  test('cancel ends a request and a wait at once', async () => {
    const { origin } = await serve(() => undefined);
    expect((await problem(people(client(origin), AbortSignal.timeout(50)))).code).toBe('SFM-CANCELLED');
    const busy = await serve((_request, response) => json(response, {}, 429, { 'retry-after': '200' }));
    expect((await problem(people(client(busy.origin), AbortSignal.timeout(50)))).code).toBe('SFM-CANCELLED');
    expect((await problem(people(client(busy.origin), AbortSignal.abort()))).code).toBe('SFM-CANCELLED');
  });

  test('SFMAP_TIMEOUT_MS must be whole milliseconds', () => {
    expect(limitsFrom({ SFMAP_TIMEOUT_MS: '700' })).toMatchObject({ connectMs: 700, answerMs: 700 });
    expect(() => limitsFrom({ SFMAP_TIMEOUT_MS: 'soon' })).toThrow('SFMAP_TIMEOUT_MS is soon');
  });
});

/** A sign-in that gives another token after each that is refused. */
function numberedTokens(): SignIn & { readonly given: () => number } {
  let number = 1;
  return {
    authorization: async () => `Bearer token-${number}`,
    forget: () => {
      number += 1;
    },
    given: () => number,
  };
}

test('Graph: a token that has expired is renewed once', async () => {
  const { origin } = await serve((request, response) => {
    if (request.headers.authorization !== 'Bearer token-2') return json(response, { error: { code: 'x' } }, 401);
    return json(response, { value: [{ id: '1' }] });
  });
  const signIn = numberedTokens();
  const http = createHttp({ system: 'Microsoft Graph', limits: limits() });
  const graph = new EntraDirectoryClient({ graph: origin, signIn }, http);
  expect(await all(graph.users(['id']))).toHaveLength(1);
  expect(signIn.given()).toBe(2);
});

test('a list of ids is cut so that an address stays short, quotes doubled', () => {
  const ids = Array.from({ length: 500 }, (_, index) => `10${index}`);
  const groups = inGroups(ids, 1500);
  expect(groups.flat()).toEqual(ids);
  for (const group of groups) expect(encodeURIComponent(group.map(odataString).join(',')).length).toBeLessThan(1500);
  expect(inGroups(['x'.repeat(3000)], 100)).toHaveLength(1);
  expect(inGroups([], 100)).toEqual([]);
  expect(odataString("O'Brien")).toBe("'O''Brien'");
});

test('what SuccessFactors echoes of a record is not passed on', () => {
  const message =
    'isPrimary contains an invalid flag. Failed record info: {PerEmail/emailAddress=rita@mail.example}.  for Key PerEmail/personIdExternal=1 with the index 0';
  expect(withoutRecord(message)).toBe('isPrimary contains an invalid flag.');
  expect(withoutRecord('x'.repeat(1000))).toHaveLength(401);
});
