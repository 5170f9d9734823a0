import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../server/src/core/json.ts';
import type { UserOrder, UserResult } from '../../../../server/src/provisioning/ports.ts';
import type { EntraDirectoryClient } from '../../../../server/src/systems/entra/entra-directory.ts';
import { problemOf } from '../../support/fake-tenant.ts';

/** Which tenant is tried, and what may be done there. */
export interface TenantUnderTest {
  readonly name: string;
  readonly open: () => EntraDirectoryClient;
  /** Accounts may be created, changed and deleted. */
  readonly writes: boolean;
  /** How long to wait until a write is seen, in milliseconds. */
  readonly lag: number;
}

const select = ['displayName', 'userPrincipalName', 'mail', 'userType', 'accountEnabled'];

/** Takes so many objects and leaves the rest unread. */
async function take<T>(many: AsyncIterable<T>, most: number): Promise<T[]> {
  const list: T[] = [];
  for await (const one of many) {
    list.push(one);
    if (list.length >= most) break;
  }
  return list;
}

/** What the client and a tenant owe each other: the same for the sandbox and for a real one. */
export function tenantSuite({ name, open, writes, lag }: TenantUnderTest): void {
  /** The first answer that is right, or the last one, when the time is over. */
  async function until<T>(read: () => Promise<T>, right: (answer: T) => boolean): Promise<T> {
    const end = Date.now() + lag;
    for (;;) {
      const answer = await read();
      if (right(answer) || Date.now() > end) return answer;
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
  }

  describe(`${name}, reading`, { timeout: 120_000 }, () => {
    let directory: EntraDirectoryClient;
    let some: JsonObject[];
    const idsOf = (users: readonly JsonObject[]) => users.map(({ id }) => String(id));
    beforeAll(async () => {
      directory = open();
      await directory.signIn();
      some = await take(directory.users(select, undefined, 50), 40);
    });

    test('users come in pages of any size, each once', async () => {
      expect(some.length).toBeGreaterThan(0);
      expect(new Set(idsOf(some)).size).toBe(some.length);
      const small = await take(directory.users(select, undefined, 7), some.length);
      expect(new Set(idsOf(small)).size).toBe(some.length);
      expect(await directory.countUsers()).toBeGreaterThanOrEqual(some.length);
    });

    test('users are found by id and by name, by one and by many', async () => {
      const [first] = some;
      for (const property of ['id', 'userPrincipalName']) {
        const found = await directory.findUsers(property, String(first?.[property]), select);
        expect(found.map(({ displayName }) => displayName)).toEqual([first?.['displayName']]);
      }
      expect(new Set(idsOf(await take(directory.usersHaving('id', idsOf(some), ['id']), 1000)))).toEqual(
        new Set(idsOf(some)),
      );
      expect(await directory.findUsers('employeeId', `none-${randomUUID().slice(0, 8)}`, select)).toEqual([]);
    });

    test.each(['mobilePhone', 'officeLocation', 'companyName', 'onPremisesExtensionAttributes/extensionAttribute1'])(
      '%s is an advanced question, and is asked as one',
      async (property) => expect(await directory.findUsers(property, "nobody's", select)).toEqual([]),
    );

    test.each(['otherMails', 'proxyAddresses', 'businessPhones'])('%s holds several values', async (property) =>
      expect(await directory.findUsers(property, 'nobody@nowhere.example', select)).toEqual([]),
    );

    test('what does not exist is said in a sentence', async () => {
      const unknown = await problemOf(take(directory.users(['id', 'nonsense']), 1));
      expect([unknown.exit, unknown.refused]).toEqual([3, 'request']);
      const group = await problemOf(take(directory.members(randomUUID(), ['id'], false), 1));
      expect(group.sentence).toMatch(/^Entra ID does not have the object that was asked for/);
      const filter = await problemOf(directory.findUsers('passwordProfile', 'x', ['id']));
      expect(filter.refused).toBe('request');
    });

    test('changes are asked for from now on', async () => {
      const start = await directory.fromNow(select);
      const answer = await directory.changes(select, start);
      expect(answer.state).toBe('changes');
      if (answer.state === 'changes') expect((await directory.changes(select, answer.next)).state).toBe('changes');
      const away = 'https://graph.example/v1.0/users/delta?$deltatoken=x';
      expect((await problemOf(directory.changes(select, away))).code).toBe('SFM-GRAPH-DELTA');
    });

    test('deleted users are listed', async () => {
      const deleted = await take(directory.deletedUsers(['deletedDateTime', 'userPrincipalName']), 20);
      for (const user of deleted) expect(user['deletedDateTime']).toEqual(expect.any(String));
    });
  });

  describe.skipIf(!writes)(`${name}, writing`, { timeout: 600_000 }, () => {
    test('an account is created, changed, disabled, deleted and restored', async () => {
      const directory = open();
      const key = `sfmap-test-${randomUUID().slice(0, 8)}`;
      const domain = await domainOf(directory);
      const one = async (order: UserOrder): Promise<UserResult | undefined> => (await directory.write([order]))[0];
      const create: UserOrder = {
        kind: 'create',
        values: new Map(
          Object.entries({
            ...written,
            displayName: key,
            userPrincipalName: `${key}@${domain}`,
            mailNickname: key,
            accountEnabled: 'True',
          }),
        ),
      };
      const start = await directory.fromNow(['id', 'city']);
      const created = await one(create);
      expect(created).toMatchObject({ state: 'done' });
      const id = created?.state === 'done' ? created.id : '';
      try {
        const read = async () => (await directory.findUsers('id', id, graphNames))[0];
        expect(await until(read, (user) => user !== undefined)).toMatchObject({
          businessPhones: ['+49 30 5550100'],
          mobilePhone: '+49 171 5550100',
          officeLocation: 'B1',
          employeeHireDate: '2026-03-01T00:00:00Z',
          onPremisesExtensionAttributes: { extensionAttribute1: 'one', extensionAttribute15: 'fifteen' },
        });
        expect(await one(create)).toMatchObject({ state: 'refused' });
        expect(
          await one({
            kind: 'update',
            id,
            values: new Map([
              ['city', 'Bonn'],
              ['telephoneNumber', null],
            ]),
          }),
        ).toMatchObject({ state: 'done' });
        expect(await until(read, (user) => user?.['city'] === 'Bonn')).toMatchObject({
          city: 'Bonn',
          businessPhones: [],
        });
        expect(await one({ kind: 'update', id, values: new Map([['usageLocation', 'nowhere']]) })).toMatchObject({
          state: 'refused',
        });

        const boss = String((await take(directory.users(['id', 'userType']), 1))[0]?.['id']);
        const managerOf = async () =>
          (await directory.usersHaving('id', [id], ['manager'])[Symbol.asyncIterator]().next()).value?.['manager'];
        expect(await one({ kind: 'update', id, values: new Map([['manager', boss]]) })).toMatchObject({
          state: 'done',
        });
        expect(await until(managerOf, (manager) => manager !== undefined)).toMatchObject({ id: boss });
        expect(await one({ kind: 'update', id, values: new Map([['manager', null]]) })).toMatchObject({
          state: 'done',
        });

        expect(await one({ kind: 'disable', id })).toMatchObject({ state: 'done' });
        expect(await until(read, (user) => user?.['accountEnabled'] === false)).toMatchObject({
          accountEnabled: false,
        });

        const changed = await until(
          () => directory.changes(['id', 'city'], start),
          (answer) => answer.state === 'changes' && answer.changes.some((change) => change.id === id),
        );
        expect(changed).toMatchObject({ state: 'changes' });
        if (changed.state === 'changes') expect(changed.changes.map((change) => change.id)).toContain(id);

        expect(await one({ kind: 'delete', id })).toMatchObject({ state: 'done' });
        const deletedIds = async () =>
          (await take(directory.deletedUsers(['userPrincipalName']), 10_000)).map((user) => user['id']);
        expect(await until(deletedIds, (ids) => ids.includes(id))).toContain(id);
        expect(await one({ kind: 'restore', id })).toMatchObject({ state: 'done' });
        expect(await until(read, (user) => user !== undefined)).toMatchObject({ city: 'Bonn' });
      } finally {
        await one({ kind: 'delete', id });
      }
    });
  });
}

const written = {
  city: 'Trier',
  telephoneNumber: '+49 30 5550100',
  mobile: '+49 171 5550100',
  physicalDeliveryOfficeName: 'B1',
  employeeHireDate: '3/1/2026 12:00:00 AM',
  extensionAttribute1: 'one',
  extensionAttribute15: 'fifteen',
};
const graphNames = [
  'city',
  'accountEnabled',
  'businessPhones',
  'mobilePhone',
  'officeLocation',
  'employeeHireDate',
  'onPremisesExtensionAttributes',
];

/** A domain in which this tenant has accounts: one of a member, not of a guest. */
async function domainOf(directory: EntraDirectoryClient): Promise<string> {
  for await (const user of directory.users(['userPrincipalName', 'userType'])) {
    const [, domain] = String(user['userPrincipalName']).split('@');
    if (domain !== undefined && user['userType'] === 'Member') return domain;
  }
  throw new Error('the tenant has no members');
}
