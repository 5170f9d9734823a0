import { describe, expect, test } from 'vitest';
import type { Directory, DirectoryChanges, DirectoryWriter } from '../../../server/src/provisioning/ports.ts';
import { gather, problemOf } from '../support/fake-tenant.ts';
import { type Answer, type Asked, asksOf, directoryOf, graphError, idOf, serveGraph } from './support/small-graph.ts';

const page = (ids: readonly number[], next?: string): Answer => ({
  json: { value: ids.map((id) => ({ id: idOf(id) })), ...(next !== undefined && { '@odata.nextLink': next }) },
});
const nextOf = ({ url }: Asked, token: string) => {
  const next = new URL(url);
  next.searchParams.set('$skiptoken', token);
  return next.href;
};

test('the client is what provisioning asks for', async () => {
  const { origin } = await serveGraph(() => page([]));
  const port: Directory & DirectoryChanges & DirectoryWriter = directoryOf(origin).directory;
  expect(await gather(port.users(['id']))).toEqual([]);
});

describe('users', () => {
  test('are read page by page, each once', async () => {
    const { origin, asked } = await serveGraph((one, count) =>
      count === 1 ? page([1, 2], nextOf(one, 'a')) : count === 2 ? page([], nextOf(one, 'b')) : page([2, 3]),
    );
    const users = await gather(directoryOf(origin).directory.users(['mail', 'manager']));
    expect(users.map(({ id }) => id)).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(asked.map(({ query }) => query.get('$skiptoken'))).toEqual([undefined, 'a', 'b']);
    expect(asked[0]?.query).toMatchObject(
      new Map([
        ['$select', 'id,mail'],
        ['$expand', 'manager($select=id)'],
        ['$top', '500'],
      ]),
    );
    expect(asked[0]?.headers['consistencylevel']).toBeUndefined();
  });

  test('a page token that has expired begins the read again, and nobody comes twice', async () => {
    let expired = 0;
    const { origin } = await serveGraph((one) => {
      const token = one.query.get('$skiptoken');
      if (token === undefined) return page([1, 2], nextOf(one, 'a'));
      if (token === 'a' && expired++ < 2) {
        return { status: 400, json: graphError('Directory_ExpiredPageToken', 'The specified page token has expired.') };
      }
      return token === 'a' ? page([3, 4], nextOf(one, 'b')) : page([5]);
    });
    const users = await gather(directoryOf(origin).directory.users(['id']));
    expect(users.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map(idOf));
  });

  test('what fails for a moment is read again', async () => {
    const failures: (Answer | 'drop')[] = [
      { status: 500, json: graphError('UnknownError', '') },
      'drop',
      { status: 502, text: '<html>Bad gateway</html>' },
      { status: 200, text: '{"value": [{"id"' },
    ];
    const { origin } = await serveGraph((_, count) => failures[count - 1] ?? page([1]));
    expect(await gather(directoryOf(origin).directory.users(['id']))).toHaveLength(1);
  });

  test.each([
    'http://127.0.0.1:1/v1.0/users?$skiptoken=a',
    'https://elsewhere.example/v1.0/users?$skiptoken=a',
    '/v1.0/users?$skiptoken=a',
    'same:/beta/users?$skiptoken=a',
    'same:/v1.0/../oauth/users',
  ])('a next page at %s is not followed', async (link) => {
    const { origin, asked } = await serveGraph((one) => page([1], link.replace('same:', new URL(one.url).origin)));
    const problem = await problemOf(gather(directoryOf(origin).directory.users(['id'])));
    expect([problem.code, problem.exit]).toEqual(['SFM-HTTP-NEXT', 3]);
    expect(asked).toHaveLength(1);
  });

  describe('by many values', () => {
    const names = ["O'Brien", ...Array.from({ length: 320 }, (_, index) => `10${index}`), "O'Brien"];
    const filtersOf = (asked: Asked) =>
      asksOf(asked).map(({ url }) => new URL(url, 'http://graph').searchParams.get('$filter') ?? '');
    /** Answers every question of a batch, and single questions, by `one`. */
    const answering = (one: (filter: string, call: number) => Answer) =>
      serveGraph((asked, call) => {
        if (asked.path !== '$batch') return one(asked.query.get('$filter') ?? '', call);
        const filters = filtersOf(asked);
        const responses = asksOf(asked).map(({ id }, place) => {
          const { status = 200, json } = one(filters[place] ?? '', call);
          return { id, status, body: json };
        });
        return { json: { responses: responses.reverse() } };
      });
    const users = (filter: string) => [...filter.matchAll(/'10(\d+)'/g)].map(([, number]) => Number(number));

    test('15 stand in one question, 20 questions in a batch; each user comes once, quotes are doubled', async () => {
      const graph = await answering((filter) => page([999, ...users(filter)]));
      const found = await gather(directoryOf(graph.origin).directory.usersHaving('employeeId', names, ['mail']));
      expect(found.map(({ id }) => id)).toEqual([999, ...Array(320).keys()].map(idOf));
      expect(graph.asked.map(({ path }) => path)).toEqual(['$batch', '$batch']);
      const filters = graph.asked.flatMap(filtersOf);
      expect(filters).toHaveLength(22);
      expect(filters[0]).toMatch(/^employeeId in \('O''Brien','100',/);
      expect(asksOf(graph.asked[0] as Asked)[0]).toEqual({ id: '1', method: 'GET', url: expect.any(String) });
    });

    test('an advanced question is one in a batch, too; one with more pages is read by itself', async () => {
      let origin = '';
      const next = () => `${origin}/v1.0/users?$skiptoken=a`;
      const graph = await answering((filter) => {
        if (filter === '') return page([500]);
        return filter.includes("'103'") ? page(users(filter), next()) : page(users(filter));
      });
      origin = graph.origin;
      const found = await gather(directoryOf(origin).directory.usersHaving('mobilePhone', names.slice(0, 40), ['id']));
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set([...Array(39).keys(), 500].map(idOf)));
      expect(asksOf(graph.asked[0] as Asked)[0]?.headers).toEqual({ ConsistencyLevel: 'eventual' });
      expect(graph.asked.map(({ path }) => path)).toEqual(['$batch', 'users', 'users']);
    });

    test('what fails for a moment is asked again, what is refused is an error', async () => {
      const flaky = await answering((filter, call) =>
        call === 1 && filter.includes("'103'")
          ? { status: 500, json: graphError('UnknownError', '') }
          : page(users(filter)),
      );
      const read = (origin: string) =>
        gather(directoryOf(origin).directory.usersHaving('employeeId', names.slice(0, 40), ['id']));
      expect(await read(flaky.origin)).toHaveLength(39);
      const refusal = { status: 400, json: graphError('Request_UnsupportedQuery', 'no') };
      const refused = await answering((filter) => (filter.includes("'103'") ? refusal : page(users(filter))));
      expect((await problemOf(read(refused.origin))).code).toBe('Request_UnsupportedQuery');
      const away = await answering((filter) => page(users(filter), 'https://elsewhere.example/v1.0/users'));
      expect((await problemOf(read(away.origin))).code).toBe('SFM-HTTP-NEXT');
      const stopped = directoryOf(flaky.origin).directory.usersHaving('employeeId', names, ['id'], AbortSignal.abort());
      expect((await problemOf(gather(stopped))).exit).toBe(1);
    });
  });

  test.each([
    ['mobilePhone', "mobilePhone eq 'x'"],
    ['onPremisesExtensionAttributes/extensionAttribute1', "onPremisesExtensionAttributes/extensionAttribute1 eq 'x'"],
    ['proxyAddresses', "proxyAddresses/any(p:p eq 'x')"],
  ])('by %s', async (property, filter) => {
    const { origin, asked } = await serveGraph(() => page([1]));
    await directoryOf(origin).directory.findUsers(property, 'x', ['id']);
    expect(asked[0]?.query.get('$filter')).toBe(filter);
    const advanced = property !== 'proxyAddresses';
    expect([asked[0]?.headers['consistencylevel'], asked[0]?.query.get('$count')]).toEqual(
      advanced ? ['eventual', 'true'] : [undefined, undefined],
    );
  });

  test('of a group, deleted ones, and how many', async () => {
    const { origin, asked } = await serveGraph(({ path }) =>
      path.endsWith('$count') ? { text: '\uFEFF51000' } : page([1]),
    );
    const { directory } = directoryOf(origin);
    await gather(directory.members(idOf(7), ['mail', 'manager'], false));
    await gather(directory.members(idOf(7), ['mail'], true));
    await gather(directory.deletedUsers(['deletedDateTime']));
    expect(await directory.countUsers()).toBe(51_000);
    expect(asked.map(({ path }) => path)).toEqual([
      `groups/${idOf(7)}/members/microsoft.graph.user`,
      `groups/${idOf(7)}/transitiveMembers/microsoft.graph.user`,
      'directory/deletedItems/microsoft.graph.user',
      'users/$count',
    ]);
    expect(asked.map(({ headers }) => headers['consistencylevel'])).toEqual([
      'eventual',
      'eventual',
      undefined,
      'eventual',
    ]);
    expect(asked[0]?.query.get('$count')).toBe('true');
    expect(asked[0]?.query.has('$expand')).toBe(false);
  });
});

describe('what Graph answers', () => {
  const failing = async (answer: Answer, limits = {}) => {
    const { origin } = await serveGraph(() => answer);
    const problem = await problemOf(gather(directoryOf(origin, limits).directory.users(['id'])));
    expect(problem.exit).toBe(3);
    expect(problem.cure).not.toBe('');
    expect(problem.sentence.length).toBeLessThan(600);
    expect(problem.sentence).not.toMatch(/rita|4711|\+49|@contoso|token-\d/i);
    return problem;
  };

  const huge = 'x'.repeat(2 * 1024 * 1024);
  test.each<[string, Answer, string]>([
    ['HTML instead of JSON', { text: `<html>rita@contoso.example${huge}</html>` }, 'SFM-HTTP-HTML'],
    ['HTML with 403', { status: 403, text: `<html>${huge}</html>` }, 'SFM-HTTP-HTML'],
    ['a list', { json: [] }, 'SFM-HTTP-JSON'],
    ['no page', { json: { value: 'rita' } }, 'SFM-HTTP-SHAPE'],
    ['a user without an id', { json: { value: [{ mail: 'rita@contoso.example' }] } }, 'SFM-HTTP-SHAPE'],
    ['another address', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'SFM-HTTP-REDIRECT'],
    ['maintenance', { status: 503, text: '<html>' }, 'SFM-HTTP-503'],
  ])('%s', async (_, answer, code) => expect((await failing(answer)).code).toBe(code));

  test('2 MB of users are read, and an answer over the limit is a sentence', async () => {
    const big = { json: { value: [{ id: idOf(1), jobTitle: huge }] } };
    const { origin } = await serveGraph(() => big);
    expect(await gather(directoryOf(origin).directory.users(['id', 'jobTitle']))).toHaveLength(1);
    expect((await failing(big, { answerBytes: 1024 * 1024 })).code).toBe('SFM-NET-SIZE');
  });

  test('a count that is none', async () => {
    const { origin } = await serveGraph(() => ({ text: '{"a":1}' }));
    expect((await problemOf(directoryOf(origin).directory.countUsers())).code).toBe('SFM-HTTP-SHAPE');
  });

  test('a token that Graph refuses is renewed once', async () => {
    const { origin, asked } = await serveGraph(() => ({
      status: 401,
      json: graphError('InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.'),
    }));
    const problem = await problemOf(gather(directoryOf(origin).directory.users(['id'])));
    expect(problem.sentence).toBe(
      'The token is for another service than this Microsoft Graph (InvalidAuthenticationToken). Check entraId.graph in sfmap.json.',
    );
    expect(asked.map(({ headers }) => headers['authorization'])).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test.each<[number, string, string, RegExp]>([
    [
      404,
      'Request_ResourceNotFound',
      "Resource 'rita@contoso.example' does not exist or one of its queried reference-property objects are not present.",
      /^Entra ID does not have the object/,
    ],
    [
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
      /Grant the app registration the permission User\.Read\.All with admin consent/,
    ],
    [
      400,
      'Request_UnsupportedQuery',
      "Property 'mobilePhone' does not exist as a declared property or extension property.",
      /does not support this query/,
    ],
    [
      403,
      'Directory_QuotaExceeded',
      'The directory object quota limit for the Tenant has been exceeded.',
      /as many objects as it may/,
    ],
    [401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.', /outside its time/],
    [
      401,
      'InvalidAuthenticationToken',
      'CompactToken parsing failed with error code: 80049217',
      /does not take the token/,
    ],
    [
      403,
      'Authorization_IdentityNotFound',
      'The identity of the calling application could not be established.',
      /not known or is switched off/,
    ],
    [
      409,
      'Directory_ConcurrencyViolation',
      'Error due to concurrent requests being made to the tenant.',
      /at this moment/,
    ],
    [
      400,
      'BadRequest',
      "Invalid filter clause: 'rita' at 4711 rita@contoso.example near \"+49 30 4711\" of 'mail'.",
      /refuses the request: .*'mail'.*request id 9b600954/,
    ],
    [501, 'NotImplemented', 'This operation target is not yet supported.', /does not do this/],
    [
      500,
      'UnknownError',
      'rita@contoso.example',
      /^Microsoft Graph failed \(UnknownError\)\. Try again later\. Microsoft's support/,
    ],
    [418, '', '', /refuses the request: status 418/],
  ])('%d %s', async (status, code, message, words) => {
    const problem = await failing({ status, json: graphError(code, message) });
    expect(problem.sentence).toMatch(words);
    expect(problem.code).toBe(code || `SFM-HTTP-${status}`);
    expect(problem.status).toBe(status);
  });

  test('too many requests', async () => {
    const answer = {
      status: 429,
      headers: { 'retry-after': '7' },
      json: graphError('TooManyRequests', 'Please retry again later.'),
    };
    expect((await failing(answer)).sentence).toBe(
      'Microsoft Graph takes no more requests for now (TooManyRequests). Try again in 7 s.',
    );
    expect((await failing({ ...answer, headers: { 'retry-after': '9999' } })).code).toBe('SFM-HTTP-BUSY');
  });

  test.each([
    [{ error: 'x' }],
    [{ error: { code: 5, message: [], innerError: 'x', details: {} } }],
    [{ error: { code: 'a b', innererror: { code: 'resyncRequired', innererror: { innererror: {} } } } }],
    [{}],
  ])('a refusal that is none of Graph: %j', async (body) => {
    expect((await failing({ status: 400, json: body })).refused).toBe('request');
  });
});
