import { describe, expect, test } from 'vitest';
import { PeopleReader } from '../../server/src/systems/successfactors/look-up-people.ts';
import { clientOf, gather, problemOf, serveTenant, type Tenant } from './support/fake-tenant.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `person-${1000 + index}`);
const asked = (filter: string | undefined) =>
  [...(filter ?? '').matchAll(/'((?:[^']|'')*)'/g)].map((match) => (match[1] ?? '').replaceAll("''", "'"));
const found = (list: readonly string[]) => ({ ids: list, next: undefined });
const error = (status: number, code: string, value = 'no') => ({
  status,
  body: JSON.stringify({ error: { code, message: { lang: 'en-US', value } } }),
});
const notFound = error(404, 'NotFoundException');
const broken = error(500, 'COE_GENERAL_SERVER_FAILURE');

async function lookUp(tenant: Tenant, list: readonly string[], expand: readonly string[] = ['emailNav']) {
  const served = await serveTenant(tenant);
  const waited: number[] = [];
  const reader = new PeopleReader(clientOf(served.origin), { pause: async (ms) => void waited.push(ms) });
  const work = gather(reader.lookUp(list, expand));
  return { ...served, waited, reader, work };
}

test('people are read in groups whose address stays below 2,000 characters, never with a snapshot', async () => {
  const all = ids(400);
  const { work, queries } = await lookUp({ page: (query) => found(asked(query.get('$filter'))) }, all);
  expect((await work).map(({ id, state }) => `${id} ${state}`)).toEqual(all.map((id) => `${id} found`));
  for (const query of queries) {
    expect(query.has('paging')).toBe(false);
    expect(query.get('$expand')).toBe('emailNav');
    expect(encodeURIComponent(query.get('$filter') ?? '').length).toBeLessThan(2000);
    expect(query.get('$filter')).toMatch(/^personIdExternal in '[^()]*'$/);
  }
  expect(queries.length).toBeLessThan(8);
});

describe('who is not among the rows', () => {
  test('is absent only when a read by key says so', async () => {
    const { work, paths } = await lookUp({ page: (_query, path) => (path === 'PerPerson' ? found(['a']) : notFound) }, [
      'a',
      "o'b",
    ]);
    expect(await work).toEqual([
      { id: 'a', state: 'found', person: { personIdExternal: 'a' } },
      { id: "o'b", state: 'absent' },
    ]);
    expect(paths).toEqual(['PerPerson', "PerPerson('o''b')"]);
  });

  test('is found when the query left them out', async () => {
    const person = { status: 200, body: '{"d":{"personIdExternal":"b"}}' };
    const { work } = await lookUp({ page: (_query, path) => (path === 'PerPerson' ? found(['a']) : person) }, [
      'a',
      'b',
    ]);
    expect(await work).toContainEqual({ id: 'b', state: 'found', person: { personIdExternal: 'b' } });
  });

  test.each([
    ['refuses', error(403, 'COE_FORBIDDEN', 'no permission'), 'no permission'],
    ['breaks', broken, 'COE_GENERAL|refuses the request \\(500\\)'],
    ['answers with another person', { status: 200, body: '{"d":{"personIdExternal":"x"}}' }, 'another person'],
  ])('is unanswered when the tenant %s', async (_what, answer, words) => {
    const { work } = await lookUp({ page: (_query, path) => (path === 'PerPerson' ? found(['a']) : answer) }, [
      'a',
      'b',
    ]);
    const [, second] = await work;
    expect(second).toMatchObject({ id: 'b', state: 'unanswered' });
    expect(JSON.stringify(second)).toMatch(new RegExp(words));
  });
});

test('an id that is no text keeps nobody else from being asked for', async () => {
  const { work, queries } = await lookUp({ page: (query) => found(asked(query.get('$filter'))) }, ['a', '\ud800', 'b']);
  const answers = await work;
  expect(answers.map(({ id, state }) => `${id} ${state}`)).toEqual(['a found', 'b found', '\ud800 unanswered']);
  expect(queries).toHaveLength(1);
});

test('one person on whom the tenant breaks hides nobody else', async () => {
  const all = ids(60);
  const bad = 'person-1000';
  const { work } = await lookUp(
    {
      page: (query, path) => {
        const list = path === 'PerPerson' ? asked(query.get('$filter')) : asked(path);
        return list.includes(bad) ? broken : found(list);
      },
    },
    all,
  );
  const answers = await work;
  expect(answers.filter(({ state }) => state === 'found').map(({ id }) => id)).toEqual(all.filter((id) => id !== bad));
  expect(answers.filter(({ state }) => state === 'unanswered').map(({ id }) => id)).toEqual([bad]);
});

test('a single person about whom the tenant breaks is a failure of the tenant', async () => {
  const { work } = await lookUp({ page: () => broken }, ['a']);
  expect((await problemOf(work)).code).toBe('COE_GENERAL_SERVER_FAILURE');
});

test('what is not about people is not asked again in halves', async () => {
  const { work, queries } = await lookUp({ page: () => ({ status: 200, body: '<html></html>' }) }, ids(100));
  expect((await problemOf(work)).code).toBe('SFM-HTTP-HTML');
  expect(queries).toHaveLength(1);
});

test('a tenant that gives no answer at all ends the reading', async () => {
  const { work, queries } = await lookUp({ page: () => broken }, ids(100));
  expect((await problemOf(work)).code).toBe('COE_GENERAL_SERVER_FAILURE');
  expect(queries.length).toBe(40);
});

describe('a tenant without `in`', () => {
  const withoutIn: Tenant = {
    page: (query) => {
      const filter = query.get('$filter') ?? '';
      return / in /.test(filter) ? error(400, 'COE_GENERAL_BAD_REQUEST', 'syntax error') : found(asked(filter));
    },
  };

  test('is asked with `eq … or`, at once from then on', async () => {
    const { work, reader, queries } = await lookUp(withoutIn, ids(50));
    expect((await work).every(({ state }) => state === 'found')).toBe(true);
    expect(queries.at(-1)?.get('$filter')).toMatch(/^personIdExternal eq '[^']+'( or personIdExternal eq '[^']+')*$/);
    for (const query of queries) expect(encodeURIComponent(query.get('$filter') ?? '').length).toBeLessThan(2000);
    const before = queries.length;
    await gather(reader.lookUp(['a', 'b'], []));
    expect(queries.slice(before)).toHaveLength(1);
  });

  test.each([
    ['COE_PROPERTY_NOT_FOUND', 1],
    ['COE_EXPAND_DEPTH_EXCEED_THRESHOLD', 1],
    ['COE_GENERAL_BAD_REQUEST', 2],
  ])('a query that is refused for something else (%s) ends with the words of the tenant', async (code, requests) => {
    const { work, queries } = await lookUp({ page: () => error(400, code, 'something else') }, ['a', 'b']);
    expect((await problemOf(work)).message).toContain('something else');
    expect(queries).toHaveLength(requests);
  });
});
