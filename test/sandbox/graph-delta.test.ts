import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, curlGraph, graphJson } from './support/curl-graph.ts';
import { dig, type Json, list, RunningSandbox } from './support/start-sandbox.ts';

interface Round {
  readonly entries: Json[];
  readonly pages: number;
  readonly deltaLink: string;
}

/** A round of change tracking, from an address to its deltaLink. */
async function round(sandbox: RunningSandbox, address: string, headers: readonly string[] = []): Promise<Round> {
  const entries: Json[] = [];
  let pages = 0;
  for (let next = address; ; ) {
    const { status, body } = await graphJson(sandbox, next, { headers });
    if (status !== 200) throw new Error(`${next}: ${status} ${JSON.stringify(body)}`);
    entries.push(...list(body['value']));
    pages += 1;
    const [link, deltaLink] = [body['@odata.nextLink'], body['@odata.deltaLink']];
    expect(typeof link === 'string').not.toBe(typeof deltaLink === 'string');
    if (typeof deltaLink === 'string') return { entries, pages, deltaLink };
    next = String(link);
  }
}

const minimal = ['Prefer: return=minimal'];
const rita = 'rita.okafor@contoso.example';
const amara = 'amara.nwosu@contoso.example';

describe('users/delta', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start('--people', '480');
  });
  afterAll(() => sandbox.stop());
  beforeEach(async () => {
    await sandbox.control('/sandbox/reset', 'POST');
  });

  const idOf = async (name: string) => String((await graphJson(sandbox, `users/${name}?$select=id`)).body['id']);
  const patch = (name: string, body: unknown) => graphJson(sandbox, `users/${name}`, { method: 'PATCH', body });
  const select = '$select=displayName,department,mobilePhone';

  it.each(['users/delta', 'users/delta()', 'users/microsoft.graph.delta()'])(
    '%s: everybody in the first round, then nothing',
    async (path) => {
      const all = Number((await curlGraph(sandbox, 'users/$count', { headers: ['ConsistencyLevel: eventual'] })).text);
      const first = await round(sandbox, `${path}?${select}`);
      expect(first.pages).toBe(Math.ceil(all / 200));
      expect(new Set(first.entries.map((entry) => entry['id'])).size).toBe(all);
      const names = new Set(first.entries.flatMap((entry) => Object.keys(entry)));
      expect([...names].sort()).toEqual(['department', 'displayName', 'id', 'mobilePhone']);
      // "If the property has never been set before it will not be included in the response at all."
      expect(first.entries.some((entry) => !('mobilePhone' in entry))).toBe(true);
      expect(first.entries.some((entry) => entry['mobilePhone'] === null)).toBe(false);
      const second = await round(sandbox, first.deltaLink);
      expect(second.entries).toEqual([]);
      expect(second.deltaLink).toContain('/v1.0/users/delta?$deltatoken=');
    },
  );

  it('what was changed, with the properties of the first round; the changed ones alone with return=minimal', async () => {
    const { deltaLink } = await round(sandbox, `users/delta?${select}`);
    await patch(rita, { mobilePhone: null, jobTitle: 'Not tracked' });
    await patch(amara, { jobTitle: 'Not tracked either' });
    const id = await idOf(rita);
    const whole = await round(sandbox, deltaLink);
    expect(whole.entries).toEqual([{ displayName: 'Rita Okafor', department: 'Sales EMEA', mobilePhone: null, id }]);
    const short = await round(sandbox, deltaLink, minimal);
    expect(short.entries).toEqual([{ mobilePhone: null, id }]);
    const answer = await curlGraph(sandbox, deltaLink, { headers: minimal });
    expect(answer.headers.get('preference-applied')).toBe('return=minimal');
    expect((await round(sandbox, whole.deltaLink)).entries).toEqual([]);
  });

  it('without $select all properties are tracked, and the usual ones shown', async () => {
    const { entries, deltaLink } = await round(sandbox, 'users/delta');
    expect(Object.keys(entries[0] ?? {})).toContain('userPrincipalName');
    await patch(rita, { employeeId: '100401x' });
    const [entry] = (await round(sandbox, deltaLink)).entries;
    expect(entry).toMatchObject({ displayName: 'Rita Okafor' });
    expect(entry).not.toHaveProperty('employeeId');
  });

  it('who came, who went, who came back, who is gone for good', async () => {
    const first = await round(sandbox, `users/delta?${select}`);
    const [ritaId, amaraId] = [await idOf(rita), await idOf(amara)];
    const body = {
      accountEnabled: true,
      displayName: 'Adele Vance',
      mailNickname: 'adele',
      userPrincipalName: 'adele@contoso.example',
      passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
    };
    const created = await graphJson(sandbox, 'users', { method: 'POST', body });
    await curlGraph(sandbox, `users/${rita}`, { method: 'DELETE' });
    await curlGraph(sandbox, `users/${amara}`, { method: 'DELETE' });
    const byId = (entries: Json[]) => new Map(entries.map((entry) => [entry['id'], entry]));
    const second = await round(sandbox, first.deltaLink);
    expect(byId(second.entries)).toEqual(
      byId([
        { displayName: 'Adele Vance', id: created.body['id'] },
        { id: ritaId, '@removed': { reason: 'changed' } },
        { id: amaraId, '@removed': { reason: 'changed' } },
      ]),
    );
    await graphJson(sandbox, `directory/deletedItems/${ritaId}/restore`, { method: 'POST' });
    await curlGraph(sandbox, `directory/deletedItems/${amaraId}`, { method: 'DELETE' });
    const third = await round(sandbox, second.deltaLink);
    expect(byId(third.entries)).toEqual(
      byId([
        { id: ritaId, displayName: 'Rita Okafor', department: 'Sales EMEA', mobilePhone: '+44 7700 900401' },
        { id: amaraId, '@removed': { reason: 'deleted' } },
      ]),
    );
  });

  it('changes while a round is read are told by it or by the next one', async () => {
    const first = await graphJson(sandbox, `users/delta?${select}`);
    await patch(rita, { department: 'Moved' });
    const rest = await round(sandbox, String(first.body['@odata.nextLink']));
    const next = await round(sandbox, rest.deltaLink);
    expect(next.entries).toMatchObject([{ department: 'Moved' }]);
  });

  it('more changes than a page holds', async () => {
    const { deltaLink, entries } = await round(sandbox, `users/delta?${select}`);
    const changed = entries.slice(0, 230).map((entry) => String(entry['id']));
    for (const id of changed) {
      await sandbox.graph(`users/${id}`, { method: 'PATCH', body: JSON.stringify({ usageLocation: 'NO' }) });
    }
    // usageLocation is not tracked by this link.
    expect((await round(sandbox, deltaLink)).entries).toEqual([]);
    const other = await round(sandbox, `${deltaLink}&$select=usageLocation`);
    const synced = entries.filter((entry) => changed.includes(String(entry['id']))).length;
    expect([other.pages, new Set(other.entries.map((entry) => entry['id'])).size]).toEqual([2, synced]);
    expect((await round(sandbox, other.deltaLink)).entries).toEqual([]);
  });

  it('$deltatoken=latest begins now', async () => {
    await patch(rita, { department: 'Before' });
    const { status, body } = await graphJson(sandbox, `users/delta?${select}&$deltatoken=latest`);
    expect([status, body['value']]).toEqual([200, []]);
    await patch(amara, { department: 'After' });
    const { entries } = await round(sandbox, String(body['@odata.deltaLink']));
    expect(entries).toMatchObject([{ displayName: 'Amara Nwosu', department: 'After' }]);
  });

  it('$filter=id eq tracks some users', async () => {
    const [one, other] = [await idOf(rita), await idOf(amara)];
    const first = await round(sandbox, `users/delta?${select}&$filter=id eq '${one}' or id eq '${other}'`);
    expect(first.entries.map((entry) => entry['id']).sort()).toEqual([one, other].sort());
    await patch(rita, { department: 'Moved' });
    await patch('ingrid.solberg@contoso.example', { department: 'Moved' });
    expect((await round(sandbox, first.deltaLink)).entries.map((entry) => entry['id'])).toEqual([one]);
  });

  it('$select=manager tells who became or ceased to be the manager', async () => {
    const first = await round(sandbox, 'users/delta?$select=displayName,manager');
    const ingrid = await idOf('ingrid.solberg@contoso.example');
    const of = (entries: Json[], name: string) => entries.find((entry) => entry['displayName'] === name);
    expect(of(first.entries, 'Rita Okafor')).toMatchObject({
      'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: ingrid }],
    });
    const id = await idOf(amara);
    await curlGraph(sandbox, `users/${rita}/manager/$ref`, { method: 'PUT', body: { '@odata.id': `x/users/${id}` } });
    const second = await round(sandbox, first.deltaLink, minimal);
    expect(second.entries).toEqual([
      { id: await idOf(rita), 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id }] },
    ]);
    await curlGraph(sandbox, `users/${rita}/manager/$ref`, { method: 'DELETE' });
    expect((await round(sandbox, second.deltaLink)).entries).toMatchObject([
      { 'manager@delta': [{ id, '@removed': { reason: 'deleted' } }] },
    ]);
  });

  it.each([
    ['$expand', 'users/delta?$expand=manager'],
    ['$top', 'users/delta?$top=5'],
    ['$orderby', 'users/delta?$orderby=displayName'],
    ['$search', 'users/delta?$search="displayName:a"'],
    ['another filter', "users/delta?$filter=displayName eq 'x'"],
    [
      'a filter for 51 objects',
      `users/delta?$filter=${Array.from({ length: 51 }, (_, n) => `id eq '${n}'`).join(' or ')}`,
    ],
    ['an unknown property', 'users/delta?$select=nonsense'],
    ['a token of nobody', 'users/delta?$deltatoken=abc'],
    ['a broken skip token', 'users/delta?$skiptoken=abc.def'],
    ['a skip token with $select', 'users/delta?$skiptoken=abc&$select=id'],
  ])('refuses %s', async (_, address) => {
    expect((await graphJson(sandbox, address)).status).toBe(400);
  });

  it('an expired token, and one whose changes are forgotten: 410, and where to begin anew', async () => {
    const { deltaLink } = await round(sandbox, `users/delta?${select}`);
    await sandbox.control('/sandbox/graph-tokens', 'POST', { deltaSeconds: 0 });
    const expired = await curlGraph(sandbox, deltaLink);
    const location = `${sandbox.announcement.graph}/v1.0/users/delta?$deltatoken=`;
    expect([expired.status, codeOf(JSON.parse(expired.text)), expired.headers.get('location')]).toEqual([
      410,
      'syncStateNotFound',
      location,
    ]);
    await sandbox.control('/sandbox/graph-tokens', 'POST', {});
    expect((await curlGraph(sandbox, deltaLink)).status).toBe(200);
    await sandbox.control('/sandbox/graph-changes', 'DELETE');
    const moved = await curlGraph(sandbox, deltaLink);
    expect([moved.status, codeOf(JSON.parse(moved.text)), moved.headers.get('location')]).toEqual([
      410,
      'resyncRequired',
      location,
    ]);
    const anew = await round(sandbox, location);
    expect(anew.entries.length).toBeGreaterThan(400);
    await patch(rita, { displayName: 'Rita O.' });
    expect((await round(sandbox, anew.deltaLink)).entries).toMatchObject([{ displayName: 'Rita O.' }]);
  });

  it('a reset forgets the changes too', async () => {
    await patch(rita, { department: 'Moved' });
    const { deltaLink } = await round(sandbox, `users/delta?${select}`);
    await sandbox.control('/sandbox/reset', 'POST');
    expect((await curlGraph(sandbox, deltaLink)).status).toBe(410);
  });

  it.each([
    [{ nonsense: 1 }, /tokens have no "nonsense"/],
    [{ deltaSeconds: -1 }, /"deltaSeconds" must be a number/],
    [5, /lives of tokens are an object/],
  ])('the control endpoint refuses %j', async (body, words) => {
    const response = await sandbox.control('/sandbox/graph-tokens', 'POST', body);
    expect([response.status, dig(await response.json(), 'error')]).toEqual([400, expect.stringMatching(words)]);
  });
});

describe('users/delta in a tenant that shuffles', () => {
  it('an entry may come twice, and in any order; the last state is the same', async () => {
    const sandbox = await RunningSandbox.start('--shuffle', '--people', '240');
    const { entries, deltaLink } = await round(sandbox, 'users/delta?$select=displayName');
    const ids = entries.map((entry) => String(entry['id']));
    expect(new Set(ids).size).toBeLessThan(ids.length);
    await sandbox.graph(`users/${rita}`, { method: 'PATCH', body: '{"displayName":"Rita O."}' });
    const changed = (await round(sandbox, deltaLink)).entries;
    expect(changed.map((entry) => entry['displayName'])).toEqual(['Rita O.', 'Rita O.']);
    await sandbox.stop();
  });
});
