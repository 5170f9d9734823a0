import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', '150');
});
afterAll(() => sandbox.stop());

const read = async (path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: Json }> => {
  const response = await sandbox.graph(path, { headers });
  return { status: response.status, body: parse(await response.text()) };
};
const query = (options: Record<string, string>): string =>
  `users?${Object.entries(options)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;
const eventual = { ConsistencyLevel: 'eventual' };

describe('the token endpoint', () => {
  it('gives a bearer token for the right secret', async () => {
    const response = await sandbox.requestToken();
    expect(response.status).toBe(200);
    expect(parse(await response.text())).toEqual({
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.stringMatching(/^\S{20,}$/),
    });
  });

  it.each([
    [{ client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    [{ client_id: '00000000-0000-4000-8000-000000000000' }, 400, 'unauthorized_client', 700016],
    [{ scope: 'User.Read.All' }, 400, 'invalid_scope', 1002012],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ])('refuses %j', async (changes, status, error, code) => {
    const response = await sandbox.requestToken(changes as Record<string, string>);
    const body = parse(await response.text());
    expect([response.status, body['error'], body['error_codes']]).toEqual([status, error, [code]]);
    expect(body['error_description']).toMatch(new RegExp(`^AADSTS${code}: `));
    expect(JSON.stringify(body)).not.toContain('sandbox-secret');
  });

  it('knows its own tenant only', async () => {
    const response = await sandbox.requestToken({}, 'fabrikam.example');
    expect([response.status, parse(await response.text())['error_codes']]).toEqual([400, [90002]]);
  });
});

describe('users', () => {
  it.each([[undefined], ['Bearer nonsense'], ['Basic eDp5']])('401 with authorization %s', async (authorization) => {
    const response = await fetch(`${sandbox.announcement.graph}/v1.0/users`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(response.status).toBe(401);
    expect(dig(parse(await response.text()), 'error')).toMatchObject({
      code: 'InvalidAuthenticationToken',
      innerError: { 'request-id': expect.any(String) },
    });
  });

  it('the usual properties without $select, exactly the named ones with it', async () => {
    const { body } = await read(query({ $filter: "employeeId eq '100101'" }));
    const [amara] = list(body['value']);
    expect(amara).toMatchObject({
      displayName: 'Amara Nwosu',
      userPrincipalName: 'amara.nwosu@contoso.example',
      businessPhones: ['+1 425 555 0111'],
      mobilePhone: '+1 425 555 0161',
    });
    expect(amara).not.toHaveProperty('employeeId');
    const named = await read(query({ $filter: "employeeId eq '100101'", $select: 'employeeId,department' }));
    expect(list(named.body['value'])).toEqual([{ employeeId: '100101', department: 'Logistics' }]);
  });

  it.each([
    ["employeeId in ('100101','100401')", 2],
    ["startswith(displayName,'Rita')", 1],
    ["mail eq 'RITA.OKAFOR@contoso.example'", 1],
    ["(employeeId eq '100101' or employeeId eq '100102') and accountEnabled eq true", 2],
    ["employeeId eq '100201' and accountEnabled eq false", 1],
    ["department eq 'People & Culture' and employeeId eq '100701'", 0],
  ])('filters by %s', async (filter, count) => {
    const { status, body } = await read(query({ $filter: filter, $select: 'id' }));
    expect([status, list(body['value']).length]).toEqual([200, count]);
  });

  it('takes ne and not only as advanced queries', async () => {
    for (const filter of ['employeeId ne null', "not startswith(mail,'a')", "endswith(mail,'contoso.example')"]) {
      const plain = await read(query({ $filter: filter }));
      expect([plain.status, dig(plain.body, 'error', 'code')]).toEqual([400, 'Request_UnsupportedQuery']);
      const advanced = await read(query({ $filter: filter, $count: 'true', $top: '999' }), eventual);
      expect(advanced.status).toBe(200);
      expect(advanced.body['@odata.count']).toBe(list(advanced.body['value']).length);
    }
    const linked = await read(query({ $filter: 'employeeId ne null', $count: 'true', $top: '1' }), eventual);
    const all = await read(query({ $count: 'true', $top: '1' }), eventual);
    const everybody = list((await read(query({ $top: '999', $select: 'employeeId' }))).body['value']);
    expect(all.body['@odata.count']).toBe(everybody.length);
    const unlinked = everybody.filter((user) => user['employeeId'] === null).length;
    expect(unlinked).toBeGreaterThan(4);
    expect(linked.body['@odata.count']).toBe(everybody.length - unlinked);
    const counted = await sandbox.graph('users/$count', { headers: eventual });
    expect(Number(await counted.text())).toBe(all.body['@odata.count']);
  });

  it('pages by $top and @odata.nextLink without losing or doubling', async () => {
    const ids: unknown[] = [];
    let next: string | undefined = query({ $top: '40', $select: 'id' });
    let pages = 0;
    while (next !== undefined) {
      const { body }: { body: Json } = await read(next);
      ids.push(...list(body['value']).map((user) => user['id']));
      pages += 1;
      const link: unknown = body['@odata.nextLink'];
      if (typeof link === 'string') expect(link).toContain('$skiptoken=');
      next = typeof link === 'string' ? link : undefined;
    }
    expect([pages, new Set(ids).size]).toEqual([Math.ceil(ids.length / 40), ids.length]);
    expect(ids.length).toBeGreaterThan(140);
  });

  it.each([
    [{ $filter: "employeeId eq '100101" }],
    [{ $filter: 'employeeId' }],
    [{ $filter: "nonsense eq 'x'" }],
    [{ $filter: "businessPhones eq 'x'" }],
    [{ $filter: "onPremisesExtensionAttributes/extensionAttribute16 eq 'x'" }],
    [{ $select: 'id,nonsense' }],
    [{ $top: '0' }],
    [{ $top: '1000' }],
    [{ $orderby: 'department' }],
    [{ $skiptoken: 'x' }],
  ])('400 for %j', async (options) => {
    const { status, body } = await read(query(options as Record<string, string>));
    expect(status).toBe(400);
    expect(dig(body, 'error', 'message')).toEqual(expect.any(String));
  });

  it('one user by id and by userPrincipalName, 404 for nobody', async () => {
    const byName = await read('users/rita.okafor@contoso.example?$select=id,employeeId,onPremisesExtensionAttributes');
    expect(byName.body['employeeId']).toBe('100401');
    expect(Object.keys(byName.body['onPremisesExtensionAttributes'] as object)).toHaveLength(15);
    const byId = await read(`users/${byName.body['id']}`);
    expect(byId.body['displayName']).toBe('Rita Okafor');
    const nobody = await read('users/nobody@contoso.example');
    expect([nobody.status, dig(nobody.body, 'error', 'code')]).toEqual([404, 'Request_ResourceNotFound']);
  });

  it('has every property that the provisioning service can map', async () => {
    const names =
      'accountEnabled city companyName country department displayName employeeHireDate employeeId employeeLeaveDateTime employeeType faxNumber givenName jobTitle mail mailNickname onPremisesDistinguishedName onPremisesDomainName onPremisesImmutableId onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesUserPrincipalName passwordPolicies postalCode preferredLanguage state streetAddress surname usageLocation userPrincipalName userType businessPhones mobilePhone officeLocation id deletedDateTime onPremisesExtensionAttributes otherMails proxyAddresses extension_11111111222243338444555555555555_samAccountName';
    const { status, body } = await read(`users/rita.okafor@contoso.example?$select=${names.replaceAll(' ', ',')}`);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual([...names.split(' '), '@odata.context'].sort());
    expect(body).toMatchObject({
      employeeHireDate: '2024-03-01T00:00:00Z',
      proxyAddresses: ['SMTP:rita.okafor@contoso.example'],
      extension_11111111222243338444555555555555_samAccountName: 'rita.okafor',
    });
  });

  it('PATCH writes whole or not at all', async () => {
    const patch = (body: unknown) =>
      sandbox.graph('users/priya.raman@contoso.example', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    const good = await patch({
      businessPhones: ['+1 206 555 0199'],
      department: 'Finance',
      onPremisesExtensionAttributes: { extensionAttribute2: 'two' },
    });
    expect([good.status, await good.text()]).toEqual([204, '']);
    const select = '?$select=businessPhones,department,mobilePhone,onPremisesExtensionAttributes';
    const { body } = await read(`users/priya.raman@contoso.example${select}`);
    expect(body).toMatchObject({
      businessPhones: ['+1 206 555 0199'],
      department: 'Finance',
      mobilePhone: '+1 206 555 0181',
      onPremisesExtensionAttributes: { extensionAttribute1: '101101', extensionAttribute2: 'two' },
    });
    for (const bad of [
      { department: 'IT', nonsense: 1 },
      { department: 'IT', id: 'x' },
      { department: 5 },
      { businessPhones: ['1', '2'] },
      { userPrincipalName: 'rita.okafor@contoso.example' },
      'no json',
      [],
    ]) {
      expect((await patch(bad)).status).toBe(400);
    }
    expect((await read(`users/priya.raman@contoso.example${select}`)).body['department']).toBe('Finance');
  });
});
