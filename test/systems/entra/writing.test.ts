import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../server/src/core/json.ts';
import type { Value } from '../../../server/src/core/mapping/outcome.ts';
import type { UserOrder, UserResult } from '../../../server/src/provisioning/ports.ts';
import { problemOf } from '../support/fake-tenant.ts';
import {
  type Answer,
  type Asked,
  type Asks,
  asksOf,
  directoryOf,
  graphError,
  idOf,
  serveGraph,
} from './support/small-graph.ts';

const values = (given: Readonly<Record<string, Value>>) => new Map(Object.entries(given));
const update = (number: number, given: Readonly<Record<string, Value>> = { city: 'Bonn' }): UserOrder => ({
  kind: 'update',
  id: idOf(number),
  values: values(given),
});
const create = (name: string, given: Readonly<Record<string, Value>> = {}): UserOrder => ({
  kind: 'create',
  values: values({
    displayName: name,
    userPrincipalName: `${name}@contoso.example`,
    mailNickname: name,
    accountEnabled: 'True',
    ...given,
  }),
});

/** One answer inside a batch. */
interface Inner {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
type Judge = (ask: Asks, call: number) => Inner | undefined;

/** A Graph that judges each request of a batch; answers come backwards, as Graph is free to send them. */
const batches = (judge: Judge, other: (asked: Asked) => Answer | 'drop' = () => ({ status: 404, json: {} })) => {
  let call = 0;
  return serveGraph((asked) => {
    if (asked.path !== '$batch') return other(asked);
    call += 1;
    const responses = asksOf(asked).flatMap((ask) => {
      const inner = judge(ask, call);
      return inner === undefined ? [] : [{ id: ask.id, ...inner }];
    });
    return { json: { responses: responses.reverse() } };
  });
};
const fine: Inner = { status: 204 };
/** What a look at the accounts is answered where it shall tell nothing. */
const unread: Answer = { status: 404, json: {} };
const states = (results: readonly UserResult[]) => results.map(({ state }) => state);
const sentences = (results: readonly UserResult[]) =>
  results.map((result) => ('problem' in result ? result.problem.sentence : ''));
const callsTo = (asked: readonly Asked[]) =>
  asked.filter(({ path }) => path === '$batch').map((one) => asksOf(one).map(({ url }) => url));

describe('batches', () => {
  test('of 20, whose answers are joined by id', async () => {
    const graph = await batches(({ url }) => (url.endsWith('7') ? { status: 400, body: graphError('x', 'no') } : fine));
    const { directory } = directoryOf(graph.origin);
    const results = await directory.write(Array.from({ length: 45 }, (_, index) => update(index + 1)));
    expect(callsTo(graph.asked).map((urls) => urls.length)).toEqual([20, 20, 5]);
    const refused = results.flatMap(({ state }, index) => (state === 'refused' ? [index + 1] : []));
    expect(refused).toEqual([7, 17, 27, 37]);
    expect(results.filter(({ state }) => state === 'done')).toHaveLength(41);
    expect(asksOf(graph.asked[0] as Asked)[0]).toEqual({
      id: '1',
      method: 'PATCH',
      url: `/users/${idOf(1)}`,
      headers: { 'Content-Type': 'application/json' },
      body: { city: 'Bonn' },
    });
  });

  test('what Graph is too busy for is sent again alone, after the time that it names', async () => {
    const graph = await batches(({ url }, call) => {
      if (call === 1 && url.endsWith('2'))
        return { status: 429, headers: { 'Retry-After': '7' }, body: graphError('TooManyRequests', '') };
      if (call === 1 && url.endsWith('3')) return { status: 503, headers: { 'retry-after': '4' } };
      if (call === 1 && url.endsWith('4'))
        return { status: 409, body: graphError('Directory_ConcurrencyViolation', '') };
      return fine;
    });
    const { directory, waits } = directoryOf(graph.origin);
    expect(states(await directory.write([1, 2, 3, 4, 5].map((number) => update(number))))).toEqual(
      Array(5).fill('done'),
    );
    expect(callsTo(graph.asked).map((urls) => urls.map((url) => url.at(-1)))).toEqual([
      ['1', '2', '3', '4', '5'],
      ['2', '3', '4'],
    ]);
    expect(waits.milliseconds).toEqual([7000]);
    expect(waits.said).toEqual(['Microsoft Graph asks to wait 7 s']);
  });

  test('Graph that stays busy is given up, and so is a wait that is too long', async () => {
    const graph = await batches(({ url }) => ({
      status: 429,
      headers: { 'retry-after': url.endsWith('1') ? '9999' : '1' },
      body: graphError('TooManyRequests', ''),
    }));
    const { directory, waits } = directoryOf(graph.origin);
    const results = await directory.write([update(1), update(2)]);
    expect(states(results)).toEqual(['refused', 'refused']);
    expect(sentences(results)[0]).toContain('Try again in 9999 s.');
    expect(graph.asked).toHaveLength(6);
    expect(waits.milliseconds).toEqual(Array(5).fill(1000));
  });

  test('a whole call that is too much waits as Graph says, then everything is sent again', async () => {
    let calls = 0;
    const graph = await serveGraph((asked) => {
      calls += 1;
      if (calls === 1) return { status: 429, headers: { 'retry-after': '3' }, json: graphError('TooManyRequests', '') };
      return { json: { responses: asksOf(asked).map(({ id }) => ({ id, ...fine })) } };
    });
    const { directory, waits } = directoryOf(graph.origin);
    expect(states(await directory.write([update(1), update(2)]))).toEqual(['done', 'done']);
    expect(waits.milliseconds.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(3000);
  });

  test('a token that has run out inside a batch is renewed, and what it kept back is sent again', async () => {
    const graph = await batches(({ url }, call) =>
      call === 1 && !url.endsWith('1')
        ? { status: 401, body: graphError('InvalidAuthenticationToken', 'expired') }
        : fine,
    );
    expect(states(await directoryOf(graph.origin).directory.write([update(1), update(2), update(3)]))).toEqual(
      Array(3).fill('done'),
    );
    expect(graph.asked.map(({ headers }) => headers['authorization'])).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test.each<[string, (asked: Asked) => Answer | 'drop']>([
    ['a lost answer', () => 'drop'],
    ['a gateway', () => ({ status: 504, text: '<html>' })],
    ['a failure', () => ({ status: 500, json: graphError('UnknownError', '') })],
    ['half an answer', () => ({ text: '{"responses": [{"id": "1", "sta' })],
    ['another shape', () => ({ json: { value: [] } })],
    ['HTML', () => ({ text: '<html>' })],
  ])('%s leaves every request unknown, and sends none again', async (_, answer) => {
    const graph = await serveGraph((asked) => (asked.path === '$batch' ? answer(asked) : unread));
    const results = await directoryOf(graph.origin).directory.write([update(1), { kind: 'delete', id: idOf(2) }]);
    expect(states(results)).toEqual(['unknown', 'unknown']);
    expect(callsTo(graph.asked)).toHaveLength(1);
  });

  test('an answer that is missing, comes twice or is none leaves its request unknown, and that one alone', async () => {
    const graph = await serveGraph((asked) => {
      if (asked.path !== '$batch') return unread;
      const [one, two, three, four, five] = asksOf(asked).map(({ id }) => ({ id, status: 204 }));
      return {
        json: {
          responses: [
            five,
            { ...two, status: 400 },
            two,
            { id: three?.id, status: 'fine' },
            { id: '99', status: 204 },
            one,
            'x',
            { ...four, id: 4 },
          ],
        },
      };
    });
    const results = await directoryOf(graph.origin).directory.write([1, 2, 3, 4, 5].map((number) => update(number)));
    expect(states(results)).toEqual(['done', 'unknown', 'unknown', 'unknown', 'done']);
    expect(sentences(results)[1]).toContain('twice');
    expect(sentences(results)[2]).toContain('did not answer');
  });

  test.each([500, 502, 504])('%d inside a batch leaves a write unknown', async (status) => {
    const graph = await batches(() => ({ status, body: graphError('UnknownError', '') }));
    expect(states(await directoryOf(graph.origin).directory.write([update(1)]))).toEqual(['unknown']);
    expect(callsTo(graph.asked)).toHaveLength(1);
  });

  test('in order: what follows a failure is not done, what follows a wait is done after it', async () => {
    const graph = await serveGraph((asked) => {
      let before = 204;
      const responses = asksOf(asked).map(({ id, url, dependsOn }) => {
        expect(dependsOn).toEqual(id === '1' ? undefined : [String(Number(id) - 1)]);
        if (before >= 400) return { id, status: 424, body: graphError('FailedDependency', '') };
        before = url.endsWith('3') ? 400 : url.endsWith('2') && graph.asked.length === 1 ? 429 : 204;
        return {
          id,
          status: before,
          body: graphError('Request_BadRequest', "Invalid value specified for property 'city' of resource 'User'."),
        };
      });
      return { json: { responses } };
    });
    const orders = [1, 2, 3, 4, 5].map((number) => update(number));
    const results = await directoryOf(graph.origin).directory.write(orders, { inOrder: true });
    expect(states(results)).toEqual(['done', 'done', 'refused', 'refused', 'refused']);
    expect(sentences(results).slice(2)).toEqual([
      'Entra ID does not take the value of city (Request_BadRequest). Correct the mapping, or the value in the source.',
      'Nothing was sent: a change before it failed. Correct that one and try again.',
      'Nothing was sent: a change before it failed. Correct that one and try again.',
    ]);
    expect(callsTo(graph.asked).map((urls) => urls.map((url) => url.at(-1)))).toEqual([
      ['1', '2', '3', '4', '5'],
      ['2', '3', '4', '5'],
    ]);
  });

  test('a cancelled run tells of everything', async () => {
    const stop = new AbortController();
    const graph = await batches(() => {
      stop.abort();
      return fine;
    });
    const orders = Array.from({ length: 30 }, (_, index) => update(index + 1));
    const results = await directoryOf(graph.origin).directory.write(orders, { signal: stop.signal });
    expect(results).toHaveLength(30);
    expect(graph.asked).toHaveLength(1);
    expect(states(results).slice(20)).toEqual(Array(10).fill('refused'));
    expect(
      states(results)
        .slice(0, 20)
        .every((state) => state !== 'refused'),
    ).toBe(true);
  });

  test('a run that is cancelled before it begins sends nothing', async () => {
    const graph = await batches(() => fine);
    const results = await directoryOf(graph.origin).directory.write([update(1)], { signal: AbortSignal.abort() });
    expect(results).toMatchObject([{ state: 'refused', problem: { code: 'SFM-CANCELLED', exit: 1 } }]);
    expect(graph.asked).toEqual([]);
  });

  test('a refusal of the first call is one error', async () => {
    const graph = await serveGraph(() => ({ status: 403, json: graphError('Authorization_RequestDenied', 'no') }));
    const problem = await problemOf(directoryOf(graph.origin).directory.write([update(1), update(2)]));
    expect([problem.code, problem.refused]).toEqual(['Authorization_RequestDenied', 'request']);
    expect(problem.cure).toContain('User.ReadWrite.All');
  });
});

describe('orders', () => {
  test('are requests of Graph', async () => {
    const graph = await batches(({ url, method }) =>
      method === 'POST' && url === '/users' ? { status: 201, body: { id: idOf(9) } } : fine,
    );
    const results = await directoryOf(graph.origin).directory.write([
      create('rita', { city: null, telephoneNumber: '+49 1', extensionAttribute1: 'x', manager: idOf(8) }),
      update(1, { manager: null }),
      update(2, { city: 'Bonn', manager: idOf(8) }),
      { kind: 'disable', id: idOf(3) },
      { kind: 'enable', id: idOf(4) },
      { kind: 'delete', id: idOf(5) },
      { kind: 'restore', id: idOf(6) },
    ]);
    expect(states(results)).toEqual(Array(7).fill('done'));
    expect(results[0]).toEqual({ state: 'done', id: idOf(9) });
    const [accounts, managers] = graph.asked.map((one) =>
      asksOf(one).map(({ method, url, body }) => [method, url, body]),
    );
    expect(accounts).toEqual([
      [
        'POST',
        '/users',
        {
          displayName: 'rita',
          userPrincipalName: 'rita@contoso.example',
          mailNickname: 'rita',
          accountEnabled: true,
          businessPhones: ['+49 1'],
          onPremisesExtensionAttributes: { extensionAttribute1: 'x' },
          passwordProfile: { forceChangePasswordNextSignIn: true, password: expect.stringMatching(/^\S{32}$/) },
        },
      ],
      ['PATCH', `/users/${idOf(2)}`, { city: 'Bonn' }],
      ['PATCH', `/users/${idOf(3)}`, { accountEnabled: false }],
      ['PATCH', `/users/${idOf(4)}`, { accountEnabled: true }],
      ['DELETE', `/users/${idOf(5)}`, undefined],
      ['POST', `/directory/deletedItems/${idOf(6)}/restore`, {}],
    ]);
    const reference = { '@odata.id': `${graph.origin}/v1.0/users/${idOf(8)}` };
    expect(managers).toEqual([
      ['PUT', `/users/${idOf(9)}/manager/$ref`, reference],
      ['DELETE', `/users/${idOf(1)}/manager/$ref`, undefined],
      ['PUT', `/users/${idOf(2)}/manager/$ref`, reference],
    ]);
  });

  test('that cannot be sent keep nothing else back, and say why', async () => {
    const graph = await batches(() => fine);
    const results = await directoryOf(graph.origin).directory.write([
      update(1, { nonsense: 'x', IsSoftDeleted: 'True' }),
      update(2),
      update(3, {}),
      { kind: 'delete', id: 'rita@contoso.example' },
      { kind: 'create', values: values({ displayName: 'Rita', userPrincipalName: '' }) },
    ]);
    expect(states(results)).toEqual(['refused', 'done', 'refused', 'refused', 'refused']);
    expect(sentences(results)).toEqual([
      'Entra ID has no attribute nonsense. IsSoftDeleted cannot be written. Delete or disable the account instead. Correct the mapping; nothing was sent.',
      '',
      'An update changes nothing. Correct the mapping; nothing was sent.',
      'An account is named by something else than its object id. Correct the mapping; nothing was sent.',
      'An account is created with userPrincipalName, mailNickname, accountEnabled, and they are missing. Correct the mapping; nothing was sent.',
    ]);
    expect(callsTo(graph.asked)).toEqual([[`/users/${idOf(2)}`]]);
  });

  test('nothing at all sends nothing', async () => {
    const graph = await batches(() => fine);
    const { directory } = directoryOf(graph.origin);
    expect(await directory.write([])).toEqual([]);
    expect(states(await directory.write([update(1, { objectId: 'x' })]))).toEqual(['refused']);
    expect(graph.asked).toEqual([]);
  });

  test('an account whose manager is refused is written partly; one that was refused gets no manager', async () => {
    const missing = { status: 404, body: graphError('Request_ResourceNotFound', "Resource 'rita' does not exist") };
    const graph = await batches(({ url, method }) => {
      if (method === 'PUT') return missing;
      return url.endsWith('2') ? { status: 400, body: graphError('Request_BadRequest', 'no') } : fine;
    });
    const results = await directoryOf(graph.origin).directory.write([
      update(1, { city: 'Bonn', manager: idOf(8) }),
      update(2, { city: 'Bonn', manager: idOf(8) }),
      update(3, { manager: idOf(8) }),
    ]);
    expect(states(results)).toEqual(['partly', 'refused', 'refused']);
    expect(sentences(results)[0]).toMatch(
      /^The account was written, its manager was not for sure\. Entra ID does not have/,
    );
    expect(asksOf(graph.asked[1] as Asked)).toHaveLength(2);
  });

  test('who has no manager, and who is gone already', async () => {
    const missing = { status: 404, body: graphError('Request_ResourceNotFound', "Resource 'manager' does not exist") };
    const graph = await batches(({ method }, call) => (method === 'DELETE' && call === 1 ? { status: 503 } : missing));
    const gone: UserOrder = { kind: 'delete', id: idOf(1) };
    expect(states(await directoryOf(graph.origin).directory.write([gone]))).toEqual(['done']);
    expect(states(await directoryOf(graph.origin).directory.write([gone]))).toEqual(['refused']);
    expect(states(await directoryOf(graph.origin).directory.write([update(1, { manager: null })]))).toEqual(['done']);
  });

  test.each<[readonly UserOrder[], string]>([
    [[{ kind: 'disable', id: idOf(1) }], 'the permission User.EnableDisableAccount.All with'],
    [[update(1, { accountEnabled: 'False' })], 'the permission User.EnableDisableAccount.All with'],
    [[update(1, { mobile: '1', telephoneNumber: '2' })], 'the permission User-Phone.ReadWrite.All with'],
    [[update(1, { employeeLeaveDateTime: '2026-01-01' })], 'the permission User-LifeCycleInfo.ReadWrite.All with'],
    [[{ kind: 'delete', id: idOf(1) }], 'the permission User.DeleteRestore.All with'],
    [[create('rita')], 'the permission User.ReadWrite.All with'],
    [[update(1), create('rita', { employeeLeaveDateTime: '2026-01-01' })], 'the permission User.ReadWrite.All with'],
  ])('%j: the least permission is named', async (orders, words) => {
    const denied = { status: 403, body: graphError('Authorization_RequestDenied', 'Insufficient privileges') };
    const results = await directoryOf((await batches(() => denied)).origin).directory.write(orders);
    expect(sentences(results)[0]).toContain(words);
  });

  test.each<[string, JsonObject, string]>([
    [
      'Another object with the same value for property userPrincipalName already exists.',
      { details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }] },
      'Another account of Entra ID has the same userPrincipalName (Request_BadRequest).',
    ],
    [
      'Another object with the same value for property proxyAddresses already exists.',
      {
        details: [
          { code: 'ObjectConflict', target: 'proxyAddresses' },
          { code: 'ConflictingObjects', target: 'proxyAddresses' },
        ],
      },
      'Another account of Entra ID has the same proxyAddresses (Request_BadRequest).',
    ],
    [
      'A conflicting object with one or more of the specified property values already exists.',
      {},
      'Another account of Entra ID has the same value of an attribute that must be unique (Request_BadRequest).',
    ],
    [
      "Invalid value specified for property 'mobilePhone' of resource 'User'.",
      {},
      'Entra ID does not take the value of mobile (Request_BadRequest).',
    ],
    [
      "Invalid value specified for property 'businessPhones' of resource 'User'.",
      {},
      'Entra ID does not take the value of telephoneNumber (Request_BadRequest).',
    ],
    [
      "Property 'onPremisesDomainName' is read-only and cannot be set.",
      {},
      'Entra ID lets nobody write onPremisesDomainName (Request_BadRequest).',
    ],
    [
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
      {},
      'Entra ID does not change this account: Active Directory on premises holds it (Request_BadRequest).',
    ],
    [
      "Invalid value specified for property 'rita' of resource 'User'.",
      {},
      "Microsoft Graph refuses the request: Invalid value specified for property '…' of resource 'User' (Request_BadRequest).",
    ],
  ])('%s', async (message, more, sentence) => {
    const refusal = { status: 400, body: graphError('Request_BadRequest', message, more) };
    const results = await directoryOf((await batches(() => refusal)).origin).directory.write([update(1)]);
    expect(states(results)).toEqual(['refused']);
    expect(sentences(results)[0]).toContain(sentence);
  });
});
