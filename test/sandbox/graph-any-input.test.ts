import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, RunningSandbox } from './support/start-sandbox.ts';

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
