import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../server/src/core/json.ts';
import type { UserOrder } from '../../../server/src/provisioning/ports.ts';
import { type Answer, type Asked, asksOf, directoryOf, graphError, idOf, serveGraph } from './support/small-graph.ts';

const order: UserOrder = {
  kind: 'create',
  values: new Map([
    ['displayName', 'Rita Okafor'],
    ['userPrincipalName', 'Rita.Okafor@contoso.example'],
    ['mailNickname', 'rita.okafor'],
    ['accountEnabled', 'True'],
    ['employeeHireDate', '3/1/2026 12:00:00 AM'],
    ['telephoneNumber', '+49 30 1'],
  ]),
};

/** What goes wrong with a creation, after or before it was done. */
type Fault = 'lost' | '504' | '503' | '429' | 'fine';

/** A tenant that knows accounts by their names, with faults for the creations that come. */
async function tenant(faults: readonly { readonly fault: Fault; readonly done: boolean }[], hidden = 0) {
  const accounts = new Map<string, JsonObject>();
  let creations = 0;
  let looks = 0;
  const createOne = (body: JsonObject): Answer | 'drop' => {
    const { fault, done } = faults[creations] ?? { fault: 'fine', done: true };
    creations += 1;
    const name = String(body['userPrincipalName']).toLowerCase();
    const message = 'Another object with the same value for property userPrincipalName already exists.';
    const taken = {
      status: 400,
      json: graphError('Request_BadRequest', message, {
        details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }],
      }),
    };
    const { passwordProfile: _, ...kept } = body;
    const account = { ...kept, id: idOf(accounts.size + 1) };
    const isTaken = accounts.has(name);
    if (done && !isTaken) accounts.set(name, account);
    if (fault === 'lost') return 'drop';
    if (fault !== 'fine') return { status: Number(fault), json: graphError('x', ''), headers: { 'retry-after': '1' } };
    return isTaken ? taken : { status: 201, json: account };
  };
  const graph = await serveGraph((asked: Asked) => {
    if (asked.path === '$batch') {
      const inner = asksOf(asked).map((ask) => ({ ask, answer: createOne(ask.body ?? {}) }));
      if (inner.some(({ answer }) => answer === 'drop')) return 'drop';
      const responses = inner.map(({ ask, answer }) => {
        const { status = 200, json, headers } = answer as Answer;
        return { id: ask.id, status, body: json, headers };
      });
      return { json: { responses } };
    }
    looks += 1;
    const names = [...(asked.query.get('$filter') ?? '').matchAll(/'([^']*)'/g)].map(([, name = '']) =>
      name.toLowerCase(),
    );
    const found = looks > hidden ? names.flatMap((name) => accounts.get(name) ?? []) : [];
    return { json: { value: found } };
  });
  return { graph, accounts, creations: () => creations, looks: () => looks };
}

const create = async (origin: string) => (await directoryOf(origin).directory.write([order]))[0];

describe('a creation is never done twice', () => {
  test.each<[string, readonly { fault: Fault; done: boolean }[], number]>([
    ['goes well', [{ fault: 'fine', done: true }], 1],
    ['is done, and its answer is lost', [{ fault: 'lost', done: true }], 1],
    ['is done, and the gateway gives up', [{ fault: '504', done: true }], 1],
    ['is done, and answered 503', [{ fault: '503', done: true }], 1],
    [
      'is done, and answered 429',
      [
        { fault: '429', done: true },
        { fault: 'fine', done: true },
      ],
      2,
    ],
    [
      'is not done, and its connection is lost',
      [
        { fault: 'lost', done: false },
        { fault: 'fine', done: true },
      ],
      2,
    ],
    [
      'is not done, then done and lost',
      [
        { fault: '504', done: false },
        { fault: 'lost', done: true },
      ],
      2,
    ],
    [
      'is not done by a busy Graph',
      [
        { fault: '429', done: false },
        { fault: '429', done: false },
        { fault: 'fine', done: true },
      ],
      3,
    ],
  ])('%s', async (_, faults, creations) => {
    const one = await tenant(faults);
    expect(await create(one.graph.origin)).toEqual({ state: 'done', id: idOf(1) });
    expect(one.accounts.size).toBe(1);
    expect(one.creations()).toBe(creations);
  });

  test('one that is seen late is found, or its name keeps a second one away', async () => {
    for (const hidden of [2, 4]) {
      const one = await tenant([{ fault: '504', done: true }], hidden);
      expect(await create(one.graph.origin)).toEqual({ state: 'done', id: idOf(1) });
      expect(one.accounts.size).toBe(1);
    }
  });

  test('one that is refused as a duplicate, and not found, is not sent once more', async () => {
    const faults = [
      { fault: '429', done: true },
      { fault: 'fine', done: true },
    ] as const;
    const one = await tenant(faults, 1_000);
    expect(await create(one.graph.origin)).toMatchObject({ state: 'unknown', problem: { code: 'Request_BadRequest' } });
    expect(one.creations()).toBe(2);

    const message = 'Another object with the same value for property proxyAddresses already exists.';
    const other = await serveGraph((asked, count) => {
      if (asked.path !== '$batch') return { json: { value: [] } };
      const inner = count === 1 ? { status: 429 } : { status: 400, body: graphError('Request_BadRequest', message) };
      return { json: { responses: [{ id: '1', ...inner }] } };
    });
    expect(await create(other.origin)).toMatchObject({ state: 'refused', problem: { code: 'Request_BadRequest' } });
    expect(other.asked.filter(({ path }) => path === '$batch')).toHaveLength(2);
  });

  test('one that is lost again and again stays unknown', async () => {
    const lost = { fault: 'lost', done: false } as const;
    const one = await tenant([lost, lost, lost]);
    expect(await create(one.graph.origin)).toMatchObject({ state: 'unknown' });
    expect(one.creations()).toBe(2);
  });

  test('somebody else of the same name is not taken for the new account', async () => {
    const own = await tenant([]);
    own.accounts.set('rita.okafor@contoso.example', {
      id: idOf(9),
      userPrincipalName: 'rita.okafor@contoso.example',
      displayName: 'Rita Other',
    });
    const refused = await create(own.graph.origin);
    expect(refused).toMatchObject({ state: 'refused', problem: { code: 'Request_BadRequest' } });
    expect(own.looks()).toBe(0);

    const lost = await tenant([{ fault: 'lost', done: false }]);
    lost.accounts.set('rita.okafor@contoso.example', {
      id: idOf(9),
      userPrincipalName: 'rita.okafor@contoso.example',
      displayName: 'Rita Other',
    });
    expect(await create(lost.graph.origin)).toMatchObject({ state: 'refused', problem: { code: 'SFM-GRAPH-TAKEN' } });
  });

  test('a success that does not name the account is looked into', async () => {
    let account: JsonObject = {};
    const graph = await serveGraph((asked) => {
      if (asked.path !== '$batch') return { json: { value: [{ ...account, id: idOf(5) }] } };
      account = asksOf(asked)[0]?.body ?? {};
      return { json: { responses: [{ id: '1', status: 201, body: 'rita' }] } };
    });
    expect(await create(graph.origin)).toEqual({ state: 'done', id: idOf(5) });
  });

  test('where nothing can be looked up, it stays unknown', async () => {
    const graph = await serveGraph((asked) =>
      asked.path === '$batch' ? 'drop' : { status: 403, json: graphError('Authorization_RequestDenied', '') },
    );
    expect(await create(graph.origin)).toMatchObject({ state: 'unknown' });
  });
});

describe('a change without an answer', () => {
  const id = idOf(1);
  const change: UserOrder = {
    kind: 'update',
    id,
    values: new Map([
      ['city', 'Bonn'],
      ['telephoneNumber', null],
    ]),
  };
  const there = (user: JsonObject): Answer => ({ json: { value: [{ id, ...user }], id } });
  const denied = { status: 403, json: graphError('Authorization_RequestDenied', '') };
  const missing = { status: 404, json: graphError('Request_ResourceNotFound', '') };
  const nobody = { json: { value: [] } };

  test.each<[string, UserOrder, Answer, string]>([
    ['was done', change, there({ city: 'Bonn', businessPhones: [] }), 'done'],
    ['is not seen', change, there({ city: 'Trier', businessPhones: [] }), 'unknown'],
    ['is seen in part', change, there({ city: 'Bonn', businessPhones: ['1'] }), 'unknown'],
    ['is of nobody', change, nobody, 'unknown'],
    ['cannot be looked at', change, denied, 'unknown'],
    ['has disabled', { kind: 'disable', id }, there({ accountEnabled: false }), 'done'],
    ['has not enabled', { kind: 'enable', id }, there({ accountEnabled: false }), 'unknown'],
    ['has restored', { kind: 'restore', id }, there({}), 'done'],
    ['has not restored', { kind: 'restore', id }, nobody, 'unknown'],
    ['has deleted', { kind: 'delete', id }, missing, 'done'],
    ['has not deleted', { kind: 'delete', id }, there({}), 'unknown'],
  ])('%s', async (_, order, answer, state) => {
    const graph = await serveGraph((asked) => (asked.path === '$batch' ? 'drop' : answer));
    const results = await directoryOf(graph.origin).directory.write([order]);
    expect(results[0]?.state).toBe(state);
    expect(graph.asked.filter(({ path }) => path === '$batch')).toHaveLength(1);
  });
});
