import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import {
  FETCH_PERSON,
  type FetchPersonResult,
  FIND_PEOPLE,
  type FindPeopleResult,
  PROGRESS,
  type ProgressParams,
  type SoughtSituation,
  type Target,
} from '../../server/src/engine/protocol.ts';
import { example, Sfmap } from '../cli/support/sfmap.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';

let sfmap: Sfmap;
let sandbox: RunningSandbox;
let engine: ChildProcessWithoutNullStreams;
let connection: MessageConnection;
const progress: ProgressParams[] = [];
const inbound = join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'contoso.sfmap');

beforeAll(async () => {
  sfmap = await Sfmap.build();
  sandbox = await RunningSandbox.start('--people', '1500');
  engine = spawn(process.execPath, [sfmap.bundle, 'engine'], { env: { ...process.env, SFMAP_STATE: sfmap.folder } });
  connection = createMessageConnection(new StreamMessageReader(engine.stdout), new StreamMessageWriter(engine.stdin));
  connection.onNotification(PROGRESS, (event: ProgressParams) => void progress.push(event));
  connection.listen();
});
afterAll(async () => {
  connection?.dispose();
  engine?.stdin.end();
  await sandbox?.stop();
  sfmap?.remove();
});
beforeEach(async () => {
  progress.length = 0;
  await sandbox.control('/sandbox/faults', 'DELETE');
});

function target(path: string): Target {
  const { successFactors, graph } = sandbox.announcement;
  const mapping = { path, text: readFileSync(path, 'utf8') };
  return { mapping, connection: 'sandbox', secrets: {}, sandbox: { successFactors, graph } };
}
const find = (what: object, path = inbound) =>
  connection.sendRequest<FindPeopleResult>(FIND_PEOPLE, { ...target(path), ...what });

describe('people by name', () => {
  it.each([
    ['the begin of a family name, in small letters', 'okaf', 'Rita Okafor · 100401'],
    ['given and family name', 'Rita Okafor', 'Rita Okafor · 100401'],
    ['both the other way around', 'okafor RITA', 'Rita Okafor · 100401'],
    ['an id', '100401', 'Rita Okafor · 100401'],
  ])('%s', async (_, name, label) => {
    const { people } = await find({ name });
    const rita = people.find(({ id }) => id === '100401');
    expect(rita).toEqual({ id: '100401', label, situation: 'rehire' });
  });

  it.each([["O'Brien') or ('1' eq '1"], ['%'], ["''"], ['x" or 1'], ['#&+ ?']])(
    'is no part of the query: %s',
    async (name) => {
      expect(await find({ name })).toEqual({ people: [], looked: 0, complete: true });
    },
  );

  it.each([[''], ['   '], ['x'.repeat(150)], ['a\u0000b']])('refuses what is no name: %j', async (name) => {
    await expect(find({ name })).rejects.toThrow(/no name that could be looked for/);
  });

  it('gives 50 and says that there are more', async () => {
    const found = await find({ name: 'a' });
    expect(found).toMatchObject({ complete: false, looked: 50 });
    expect(found.people).toHaveLength(50);
  });

  it('asks users of Entra ID for a writeback', async () => {
    const { people } = await find({ name: 'rita oka' }, example('scenario-1'));
    expect(people).toEqual([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), label: 'Rita Okafor · 100401' }]);
    const [rita] = people;
    const fetched = await connection.sendRequest<FetchPersonResult>(FETCH_PERSON, {
      ...target(example('scenario-1')),
      person: rita?.id ?? '',
    });
    expect(fetched.payload).toMatchObject({ displayName: 'Rita Okafor' });
    expect(fetched).not.toHaveProperty('situation');
    expect((await find({ name: "o'x' or true" }, example('scenario-1'))).people).toEqual([]);
  });
});

describe('people by HR situation', () => {
  const situations: readonly (readonly [SoughtSituation, string])[] = [
    ['rehire', 'rehire'],
    ['worker conversion', 'worker conversion'],
    ['global assignment', 'global assignment'],
    ['concurrent jobs', 'concurrent jobs'],
    ['pre-hire', 'pre-hire'],
    ['terminated', 'terminated'],
  ];

  it.each(situations)('%s: the first who are in it, and their payload shows it', async (situation, shown) => {
    const { people, looked } = await find({ situation });
    expect(people.length).toBeGreaterThan(0);
    expect(people.length).toBeLessThanOrEqual(5);
    expect(looked).toBeLessThanOrEqual(2_000);
    for (const one of people) expect(one).toMatchObject({ situation: shown });
    const fetched = await connection.sendRequest<FetchPersonResult>(FETCH_PERSON, {
      ...target(inbound),
      person: people[0]?.id ?? '',
    });
    expect(fetched.situation).toBe(shown);
  });

  it('two standard employments, whatever else the person is', async () => {
    const { people } = await find({ situation: 'two standard employments' });
    const [first] = people;
    const { payload } = await connection.sendRequest<FetchPersonResult>(FETCH_PERSON, {
      ...target(inbound),
      person: first?.id ?? '',
    });
    const { results } = (payload as { employmentNav: { results: { assignmentClass: string }[] } }).employmentNav;
    expect(results.filter(({ assignmentClass }) => assignmentClass === 'ST').length).toBeGreaterThanOrEqual(2);
  });

  it('is refused for a writeback, and where it is none', async () => {
    await expect(find({ situation: 'rehire' }, example('scenario-1'))).rejects.toThrow(/reads users of Entra ID/);
    await expect(find({ situation: 'happy' })).rejects.toThrow();
  });

  it.each([
    ['right away', 0],
    ['while it reads', 500],
  ])('can be cancelled %s', async (_, milliseconds) => {
    await sandbox.control('/sandbox/faults', 'POST', { kind: 'slow', ms: 5_000 });
    const source = new CancellationTokenSource();
    const asked = connection.sendRequest(
      FIND_PEOPLE,
      { ...target(inbound), situation: 'worker conversion' },
      source.token,
    );
    if (milliseconds === 0) source.cancel();
    else setTimeout(() => source.cancel(), milliseconds);
    await expect(asked).rejects.toMatchObject({ code: -32800 });
  });
});

describe('a tenant in which nobody is in the situation', () => {
  let server: Server;
  let origin: string;
  const filters: string[] = [];
  /** What the tenant refuses in a filter. */
  let unknown = /^$/;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://tenant.invalid');
      const filter = url.searchParams.get('$filter') ?? '';
      filters.push(filter);
      const answer = (status: number, body: object) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      if (unknown.test(filter)) {
        const message = { lang: 'en-US', value: '[COE0018]Invalid filter expression' };
        return answer(400, { error: { code: 'COE_GENERAL_BAD_REQUEST', message } });
      }
      const first = Number(url.searchParams.get('first') ?? 0);
      const results = Array.from({ length: 200 }, (_, index) => ({
        personIdExternal: String(first + index),
        personalInfoNav: { results: [{ firstName: 'Ann', lastName: 'Example' }] },
        employmentNav: { results: [{ assignmentClass: 'ST', endDate: null, userNav: { status: 't' } }] },
      }));
      url.searchParams.set('first', String(first + 200));
      answer(200, { d: { results, __next: `${origin}${url.pathname}${url.search}` } });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server?.close());
  beforeEach(() => {
    filters.length = 0;
    unknown = /^$/;
  });
  const endless = () => ({ ...target(inbound), sandbox: { successFactors: origin, graph: origin } });

  it('is looked through as far as 2,000 people, and no further', async () => {
    const found = await connection.sendRequest(FIND_PEOPLE, { ...endless(), situation: 'worker conversion' });
    expect(found).toEqual({ people: [], looked: 2_000, complete: false });
    expect(progress).toContainEqual({ phase: 'People looked at:', done: 400, total: 2_000 });
    expect(filters.length).toBeLessThanOrEqual(11);
  });

  it('may know less of a filter: everybody is looked at instead', async () => {
    unknown = /endDate ne null/;
    const found = await connection.sendRequest(FIND_PEOPLE, { ...endless(), situation: 'rehire' });
    expect(found).toMatchObject({ people: [], looked: 2_000 });
    expect(filters[0]).toContain('endDate ne null');
    expect(filters[1]).not.toContain('endDate');
  });

  it('may know no tolower: a name is asked for as it is usually written', async () => {
    unknown = /tolower/;
    const found = await connection.sendRequest<FindPeopleResult>(FIND_PEOPLE, { ...endless(), name: "ann o'neil" });
    expect(found).toMatchObject({ looked: 50, complete: false });
    expect(filters[1]).toContain("startswith(personalInfoNav/lastName,'O''neil')");
  });

  it('is not asked again when it refuses the person who asks', async () => {
    unknown = /./;
    await expect(connection.sendRequest(FIND_PEOPLE, { ...endless(), name: 'ann' })).rejects.toThrow(/COE0018/);
    expect(filters).toHaveLength(2);
  });
});
