import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

const words = [
  ...[
    'displayName',
    'employeeId',
    'otherMails',
    'proxyAddresses/any',
    'onPremisesExtensionAttributes/extensionAttribute1',
  ],
  ...['eq', 'ne', 'in', 'and', 'or', 'not', 'startsWith', 'endswith', 'any', 'x:', 'x', ':', '(', ')', ',', '/'],
  ...[
    "'a'",
    "'",
    "''",
    'null',
    'true',
    '5',
    '2024-01-01T00:00:00Z',
    '$count',
    '__proto__',
    'constructor',
    '"displayName:a"',
    'OR',
  ],
];
const soup = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '));
const anyText = fc.oneof(soup, fc.string({ maxLength: 60 }));
const eventual = { ConsistencyLevel: 'eventual' };

describe('whatever is sent to Graph', () => {
  it('a query option gets objects or a 400', async () => {
    const option = fc.constantFrom(
      '$filter',
      '$search',
      '$select',
      '$orderby',
      '$expand',
      '$top',
      '$skiptoken',
      '$count',
    );
    const path = fc.constantFrom('users', 'groups', 'directory/deletedItems/microsoft.graph.user');
    await fc.assert(
      fc.asyncProperty(path, option, anyText, async (collection, name, text) => {
        const count = name === '$count' ? '' : '&$count=true';
        const response = await sandbox.graph(`${collection}?${name}=${encodeURIComponent(text)}${count}`, {
          headers: eventual,
        });
        await response.text();
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 500 },
    );
  });

  it('a delta token gets a 400 or a 410, a path an answer below 500', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.constantFrom('$deltatoken', '$skiptoken'), async (text, name) => {
        const token = await sandbox.graph(`users/delta?${name}=${encodeURIComponent(`x${text}`)}`);
        await token.text();
        expect(token.status).toBe(400);
        const path = await sandbox.graph(`users/${encodeURIComponent(text)}/manager`);
        await path.text();
        expect(path.status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });

  it('a body is taken whole, or changes nothing', async () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ maxLength: 300 }));
    const name = fc.constantFrom(
      ...['displayName', 'userPrincipalName', 'mail', 'mailNickname', 'businessPhones', 'otherMails', 'accountEnabled'],
      ...[
        'employeeHireDate',
        'onPremisesExtensionAttributes',
        'passwordProfile',
        'usageLocation',
        'id',
        '__proto__',
        'reportsTo',
        'managerId',
      ],
    );
    const body = fc.oneof(fc.dictionary(name, value, { maxKeys: 3 }), value);
    const target = 'users/rita.okafor@contoso.example';
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('POST', 'PATCH', 'PUT'), body, async (method, content) => {
        await sandbox.control('/sandbox/reset', 'POST');
        const path = method === 'POST' ? 'users' : method === 'PUT' ? `${target}/manager/$ref` : target;
        const response = await sandbox.graph(path, { method, body: JSON.stringify(content) });
        await response.text();
        expect([201, 204, 400, 404]).toContain(response.status);
        if (response.status >= 400) expect((await sandbox.state())['writeCount']).toBe(0);
        const all = parse(await (await sandbox.graph('users?$top=999')).text());
        expect(all['value']).toBeInstanceOf(Array);
      }),
      { numRuns: 150 },
    );
  });
});

describe('whatever is asked for', () => {
  it('a filter that names users finds whom a look at everybody finds', async () => {
    const crowd = await RunningSandbox.start('--people', '90');
    const names = 'id employeeId mail userPrincipalName mailNickname onPremisesExtensionAttributes'.split(' ');
    const everybody = async () =>
      list(parse(await (await crowd.graph(`users?$select=${names.join(',')}&$top=999`)).text())['value']).slice(40, 60);
    const before = await everybody();
    const [one, two, three, four] = before;
    const patch = (user: unknown, body: unknown) =>
      crowd.graph(`users/${dig(user, 'id')}`, { method: 'PATCH', body: JSON.stringify(body) });
    await patch(one, {
      employeeId: dig(two, 'employeeId'),
      mail: 'moved@contoso.example',
      mailNickname: dig(three, 'mailNickname'),
    });
    await patch(two, { userPrincipalName: 'moved.too@contoso.example', employeeId: null });
    await patch(three, { onPremisesExtensionAttributes: { extensionAttribute1: dig(four, 'employeeId') } });
    const after = await everybody();
    const valuesOf = (...path: string[]) => [
      'nobody1@contoso.example',
      ...[...before, ...after].flatMap((user) => {
        const value = dig(user, ...path);
        return typeof value === 'string'
          ? [value.replaceAll("'", "''"), value.toUpperCase().replaceAll("'", "''")]
          : [];
      }),
    ];
    const properties: readonly (readonly [string, readonly string[]])[] = [
      ...['id', 'employeeId', 'mail', 'userPrincipalName', 'mailNickname'].map(
        (name) => [name, valuesOf(name)] as const,
      ),
      [
        'onPremisesExtensionAttributes/extensionAttribute1',
        valuesOf('onPremisesExtensionAttributes', 'extensionAttribute1'),
      ],
    ];
    const addresses = valuesOf('mail');
    const leaf = fc.constantFrom(...properties).chain(([name, values]) =>
      fc.oneof(
        fc.constantFrom(...values).map((value) => `${name} eq '${value}'`),
        fc
          .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 })
          .map((some) => `${name} in ('${some.join("','")}')`),
        fc.constantFrom(...addresses).map((value) => `proxyAddresses/any(p:p eq 'smtp:${value}')`),
        fc.constantFrom('accountEnabled eq true', "startswith(displayName,'S')"),
      ),
    );
    const filter = fc.letrec<{ any: string; joined: string }>((tie) => ({
      any: fc.oneof({ maxDepth: 2 }, leaf, tie('joined')),
      joined: fc.tuple(tie('any'), fc.constantFrom('and', 'or'), tie('any')).map((parts) => `(${parts.join(' ')})`),
    })).any;
    const found = async (text: string) => {
      const answer = await crowd.graph(`users?$filter=${encodeURIComponent(text)}&$select=id&$count=true`, {
        headers: eventual,
      });
      return parse(await answer.text())['value'];
    };
    await fc.assert(
      // A negation may hold for anybody, so everybody is looked at.
      fc.asyncProperty(filter, async (text) => {
        expect(await found(text)).toEqual(await found(`not not (${text})`));
      }),
      { numRuns: 200 },
    );
    await crowd.stop();
  });

  it('rounds of delta add up to what is there, whatever is written between and within them', async () => {
    const shuffled = await RunningSandbox.start('--shuffle', '--people', '230');
    const mirror = new Map<unknown, Record<string, unknown>>();
    const select = '$select=displayName,department,mobilePhone';
    let link = `users/delta?${select}`;
    const step = async () => {
      const body = parse(await (await shuffled.graph(link)).text());
      for (const { id, ...entry } of list(body['value'])) {
        if (entry['@removed'] === undefined) mirror.set(id, { ...mirror.get(id), ...entry });
        else mirror.delete(id);
      }
      const [next, done] = [body['@odata.nextLink'], body['@odata.deltaLink']];
      link = String(next ?? done);
      return done !== undefined;
    };
    const write = async (operation: string, index: number) => {
      const users = list(parse(await (await shuffled.graph('users?$select=id&$top=999')).text())['value']);
      const id = users[index % users.length]?.['id'];
      const body = JSON.stringify({ department: `D${index}`, mobilePhone: index % 3 === 0 ? null : `+1 ${index}` });
      if (operation === 'change') await shuffled.graph(`users/${id}`, { method: 'PATCH', body });
      if (operation === 'delete') await shuffled.graph(`users/${id}`, { method: 'DELETE' });
      if (operation === 'create') {
        const name = `new${index}`;
        const user = {
          accountEnabled: true,
          displayName: name,
          mailNickname: name,
          userPrincipalName: `${name}@contoso.example`,
        };
        await shuffled.graph('users', {
          method: 'POST',
          body: JSON.stringify({ ...user, passwordProfile: { password: 'aA1!aA1!' } }),
        });
      }
      if (operation === 'restore' || operation === 'purge') {
        const deleted = list(
          parse(await (await shuffled.graph('directory/deletedItems/microsoft.graph.user')).text())['value'],
        );
        const gone = deleted[index % Math.max(1, deleted.length)]?.['id'];
        if (operation === 'restore') await shuffled.graph(`directory/deletedItems/${gone}/restore`, { method: 'POST' });
        else await shuffled.graph(`directory/deletedItems/${gone}`, { method: 'DELETE' });
      }
    };
    const operation = fc.tuple(
      fc.constantFrom('change', 'delete', 'create', 'restore', 'purge', 'read'),
      fc.nat(100_000),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
        for (const [kind, index] of operations) {
          if (kind === 'read') await step();
          else await write(kind, index);
        }
        // A round that is under way tells what was there when it began; the one behind it tells the rest.
        for (let done = 0; done < 2; ) done += (await step()) ? 1 : 0;
        const there = list(parse(await (await shuffled.graph(`users?${select},id&$top=999`)).text())['value']);
        const filled = (entry: Record<string, unknown>) =>
          Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
        expect(new Map([...mirror].map(([id, entry]) => [id, filled(entry)]))).toEqual(
          new Map(there.map(({ id, ...entry }) => [id, filled(entry)])),
        );
      }),
      { numRuns: 25 },
    );
    await shuffled.stop();
  });
});
