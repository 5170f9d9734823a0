import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../server/src/core/json.ts';
import { personQuery } from '../../server/src/core/query/person-query.ts';
import { workerSelect } from '../../server/src/engine/worker-select.ts';
import { workerOf } from '../../server/src/provisioning/inbound/worker.ts';
import { personRows, rowExpand, rowProperties, rowSelect } from '../../server/src/provisioning/writeback/rows.ts';
import { createHttp, defaultLimits } from '../../server/src/systems/http.ts';
import { EmployeeCentralClient } from '../../server/src/systems/successfactors/employee-central.ts';
import { personKey } from '../../server/src/systems/successfactors/person-key.ts';
import { BasicSignIn } from '../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { analysisFor, inboundExample, targetValues } from '../support/example-people.ts';
import { gather, problemOf, serveTenant, type Tenant } from './support/fake-tenant.ts';

// Only what is needed is asked for by name; a tenant that does not take the names gives the same values in larger answers.

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', '150');
});
afterAll(() => sandbox.stop());

const pause = async () => undefined;

function employeeCentral(origin: string, told: (string | undefined)[] = []) {
  const { company, user, password } = sandbox.announcement;
  const limits = { ...defaultLimits, answerMs: 20_000 };
  const waiting = { onWait: (words: string | undefined) => told.push(words), pause };
  const signIn = new BasicSignIn({ company, user, password });
  const sent: string[] = [];
  const http = createHttp({ system: 'SuccessFactors', limits, pause });
  const client = new EmployeeCentralClient(
    { origin, signIn },
    (request) => {
      sent.push(request.url);
      return http(request);
    },
    waiting,
  );
  return { client, sent, told };
}
const tenant = () => employeeCentral(sandbox.announcement.successFactors);

describe('the sandbox', () => {
  test('everybody has the same values of the example from the fields that it reads as from whole records', async () => {
    const text = inboundExample();
    const { model } = analysisFor(text);
    const { expand } = personQuery(model);
    const select = workerSelect(model, expand, 'everybody');
    const now = new Date(Date.now() + 1000);
    const read = async (more: object) => {
      const { client, sent } = tenant();
      const people = await gather(client.cycle({ now, expand, ...more }));
      const values = people.map(({ person, asOfDate }) => {
        const { payload: _, ...worker } = workerOf(person, asOfDate);
        return [personKey(person), { ...worker, ...targetValues(analysisFor(text, person)) }] as const;
      });
      return { values: new Map(values), size: JSON.stringify(people).length, sent };
    };
    const some = await read({ select });
    const whole = await read({});
    expect(select?.length).toBeGreaterThan(10);
    expect(some.values.size).toBeGreaterThan(100);
    expect(some.values).toEqual(whole.values);
    expect(new Set([...some.values.values()].map(({ situation }) => situation)).size).toBe(7);
    expect(some.size).toBeLessThan(whole.size / 2);
    expect(some.sent.some((url) => url.includes('asOfDate') && url.includes('$select='))).toBe(true);
    expect(whole.sent.some((url) => url.includes('$select='))).toBe(false);
  });

  test('people who are asked for by id, with a shorter list of names, have the same values', async () => {
    const text = inboundExample();
    const { model } = analysisFor(text);
    const { expand } = personQuery(model);
    const $select = workerSelect(model, expand, 'people')?.join(',') ?? '';
    expect($select.length).toBeLessThanOrEqual(600);
    const ids = await sandbox.ids('personIdExternal ne null');
    const read = async (more: Readonly<Record<string, string>>) => {
      const answers = await gather(tenant().client.people(ids, expand, undefined, more));
      return new Map(
        answers.map((answer) => [
          answer.id,
          answer.state === 'found' && targetValues(analysisFor(text, answer.person)),
        ]),
      );
    };
    expect(await read({ $select })).toEqual(await read({}));
  });

  const folder = join(import.meta.dirname, '..', '..', 'examples', 'writeback');
  const files = readdirSync(folder).filter((name) => name.endsWith('.sfmap'));
  test.each(files)('%s compares the same rows', async (name) => {
    const targets = analysisFor(readFileSync(join(folder, name), 'utf8')).model.mappings.map(({ target }) => target);
    const fields = rowProperties.User.filter((field) => targets.includes(field));
    const ids = await sandbox.ids('personIdExternal ne null');
    for (const withUser of [true, false]) {
      const read = async (more: Readonly<Record<string, string>>) => {
        const answers = await gather(tenant().client.people(ids, rowExpand(withUser), undefined, more));
        return new Map(
          answers.map((answer) => {
            if (answer.state !== 'found') throw new Error(answer.state);
            return [answer.id, inOrder(personRows(answer.person, withUser), fields)];
          }),
        );
      };
      const some = await read(rowSelect(withUser, targets));
      expect(some.size).toBe(ids.length);
      expect(some).toEqual(await read({}));
    }
  });

  test('a field that the tenant lacks: whole records are read, which is said once and remembered', async () => {
    const { client, sent, told } = employeeCentral(sandbox.announcement.successFactors);
    const more = { $select: 'personIdExternal,emailNav/emailAddress,emailNav/custom99' };
    const ids = (await sandbox.ids('personIdExternal ne null')).slice(0, 40);
    const answers = await gather(client.people(ids, ['emailNav'], undefined, more));
    expect(answers.every(({ state }) => state === 'found')).toBe(true);
    await gather(client.people(ids, ['emailNav'], undefined, more));
    const bulk = { path: 'PerPerson', query: { $select: 'personIdExternal,nothing' }, key: personKey };
    expect((await gather(client.all(bulk))).length).toBeGreaterThan(100);
    expect(sent.filter((url) => url.includes('$select='))).toHaveLength(1);
    expect(told.filter((words) => words !== undefined)).toEqual([
      'SuccessFactors does not give the field PerEmail/custom99; sfmap reads whole records',
    ]);
  });

  test('everybody is read although the first page of a snapshot is refused', async () => {
    const { client, sent, told } = employeeCentral(sandbox.announcement.successFactors);
    const bulk = { path: 'PerPerson', query: { $select: 'personIdExternal,nothing' }, key: personKey, pageSize: 100 };
    expect((await gather(client.all(bulk))).length).toBeGreaterThan(100);
    expect(sent.filter((url) => url.includes('$select='))).toHaveLength(1);
    expect(told).toHaveLength(2);
  });
});

describe('a tenant that refuses', () => {
  const error = (status: number, code: string, value: string) => ({
    status,
    body: JSON.stringify({ error: { code, message: { value } } }),
  });
  const look = async (page: Tenant['page']) => {
    const served = await serveTenant({ page });
    const { client, told } = employeeCentral(served.origin);
    const more = { $select: 'personIdExternal,custom01' };
    return { work: gather(client.people(['a'], [], undefined, more)), told, queries: served.queries, client, more };
  };

  test('an address that is too long is asked for without the names', async () => {
    const { work, queries } = await look((query) =>
      query.has('$select') ? { status: 414, body: '<html></html>' } : { ids: ['a'], next: undefined },
    );
    expect(await work).toMatchObject([{ id: 'a', state: 'found' }]);
    expect(queries.map((query) => query.has('$select'))).toEqual([true, false]);
  });

  test('something else by the same code is told in its own words, and names go on being asked for', async () => {
    const { work, queries, told, client, more } = await look(() =>
      error(400, 'COE_PROPERTY_NOT_FOUND', '[COE0021]Invalid property names: PerPerson/emailNaw.'),
    );
    expect((await problemOf(work)).message).toContain('emailNaw');
    expect(queries.map((query) => query.has('$select'))).toEqual([true, false]);
    expect(told).toEqual([]);
    await problemOf(gather(client.people(['a'], [], undefined, more)));
    expect(queries[2]?.has('$select')).toBe(true);
  });

  test.each([
    [403, 'COE_FORBIDDEN'],
    [400, 'COE_GENERAL_BAD_REQUEST'],
    [500, 'COE_GENERAL_SERVER_FAILURE'],
  ])('%d %s is not about the names', async (status, code) => {
    const { work, queries } = await look(() => error(status, code, 'no'));
    await problemOf(work);
    expect(queries.every((query) => query.has('$select'))).toBe(true);
  });
});

test('names and navigations stand in an address as they are, values encoded', async () => {
  const { client, sent } = tenant();
  const more = { $select: 'personIdExternal,emailNav/emailAddress' };
  await gather(client.people(["o'b/c,d"], ['emailNav'], undefined, more));
  expect(sent[0]).toContain('$select=personIdExternal,emailNav/emailAddress');
  expect(sent[0]).toContain("o''b%2Fc%2Cd");
});

/** The rows in an order of their own, of the User the fields that matter: rows come in any order. */
function inOrder(rows: ReturnType<typeof personRows>, fields: readonly string[]) {
  const sorted = <T>(list: readonly T[], name: (each: T) => string) =>
    [...list].sort((a, b) => (name(a) < name(b) ? -1 : 1));
  return {
    ...rows,
    emails: sorted(rows.emails, ({ type }) => type),
    phones: sorted(rows.phones, ({ type }) => type),
    employments: sorted(rows.employments, ({ userId }) => userId).map(({ user, ...employment }) => ({
      ...employment,
      user: user && Object.fromEntries(fields.map((name) => [name, user[name]])),
    })),
  } satisfies object as unknown as JsonObject;
}
