import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, curlGraph, eventual, graphAll, graphJson } from './support/curl-graph.ts';
import { dig, type Json, list, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

const adele = {
  accountEnabled: true,
  displayName: 'Adele Vance',
  mailNickname: 'AdeleV',
  userPrincipalName: 'AdeleV@contoso.example',
  passwordProfile: { forceChangePasswordNextSignIn: true, password: 'xWwvJ]6NMw+bWH-d' },
};
const create = (body: unknown) => graphJson(sandbox, 'users', { method: 'POST', body });
const patch = (name: string, body: unknown) => graphJson(sandbox, `users/${name}`, { method: 'PATCH', body });
const send = (method: string, path: string) => curlGraph(sandbox, path, { method });
const read = async (path: string) => (await graphJson(sandbox, path)).body;
const message = (body: Json) => dig(body, 'error', 'message');

const rita = 'rita.okafor@contoso.example';
const amara = 'amara.nwosu@contoso.example';

describe('POST /users', () => {
  it('creates a user as the document shows it', async () => {
    const { status, headers, text } = await curlGraph(sandbox, 'users', { method: 'POST', body: adele });
    expect([status, headers.get('location')]).toEqual([
      201,
      expect.stringMatching(/Microsoft\.DirectoryServices\.User$/),
    ]);
    const body = JSON.parse(text);
    expect(body).toEqual({
      '@odata.context': `${sandbox.announcement.graph}/v1.0/$metadata#users/$entity`,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      businessPhones: [],
      displayName: 'Adele Vance',
      givenName: null,
      jobTitle: null,
      mail: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: null,
      userPrincipalName: 'AdeleV@contoso.example',
    });
    const select = '$select=accountEnabled,mailNickname,createdDateTime,passwordProfile';
    expect((await graphJson(sandbox, `users/${body.id}?${select}`)).status).toBe(400);
    const found = await read("users?$filter=mailNickname eq 'adelev'&$select=id,accountEnabled,userType");
    expect(found['value']).toEqual([{ id: body.id, accountEnabled: true, userType: 'Member' }]);
  });

  it('takes all writable properties, and shows none of the password', async () => {
    const more = {
      employeeId: '777',
      employeeHireDate: '2026-02-01T00:00:00Z',
      businessPhones: ['+47 2255 5501'],
      otherMails: ['adele@mail.example'],
      mail: 'adele.vance@contoso.example',
      usageLocation: 'NO',
      onPremisesExtensionAttributes: { extensionAttribute7: 'seven' },
      extension_11111111222243338444555555555555_costCenter: 'CC-1',
    };
    const { status, body } = await create({ ...adele, ...more });
    expect(status).toBe(201);
    const user = await read(`users/${body['id']}?$select=${Object.keys(more).join(',')},proxyAddresses`);
    expect(user).toMatchObject({ ...more, proxyAddresses: ['SMTP:adele.vance@contoso.example'] });
    const state = JSON.stringify(await sandbox.state());
    expect(state).not.toContain('xWwvJ');
  });

  it.each(['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName'])('needs %s', async (name) => {
    const { status, body } = await create({ ...adele, [name]: undefined });
    expect([status, codeOf(body), message(body)]).toEqual([
      400,
      'Request_BadRequest',
      `A value is required for property '${name}' of resource 'User'.`,
    ]);
  });

  it.each([
    ['no password', { passwordProfile: undefined }, /^A password must be specified/],
    ['an empty profile', { passwordProfile: {} }, /^A password must be specified/],
    ['a weak password', { passwordProfile: { password: 'password' } }, /password complexity/],
    ['a short password', { passwordProfile: { password: 'aA1!' } }, /password complexity/],
    [
      'a domain that is not verified',
      { userPrincipalName: 'adele@fabrikam.example' },
      /one of the verified domain names/,
    ],
    ['accents', { userPrincipalName: 'adéle@contoso.example' }, /userPrincipalName is invalid/],
    ['no domain', { userPrincipalName: 'adele' }, /userPrincipalName is invalid/],
    ['a long alias', { userPrincipalName: `${'a'.repeat(65)}@contoso.example` }, /userPrincipalName is invalid/],
    ['a dot before the @', { userPrincipalName: 'adele.@contoso.example' }, /userPrincipalName is invalid/],
    ['a blank in the nickname', { mailNickname: 'adele v' }, /mailNickname/],
    ['a mail with accents', { mail: 'adéle@contoso.example' }, /'mail'/],
    ['a mail that is none', { mail: 'adele' }, /'mail'/],
    ['a long employee id', { employeeId: '12345678901234567' }, /'employeeId'/],
    ['a long department', { department: 'd'.repeat(65) }, /'department'/],
    ['an empty text', { department: '' }, /'department'/],
    ['a country of three letters', { usageLocation: 'NOR' }, /'usageLocation'/],
    ['a number', { department: 5 }, /'department'/],
    ['a text as flag', { accountEnabled: 'true' }, /'accountEnabled'/],
    ['a day as time', { employeeHireDate: '2026-02-01' }, /'employeeHireDate'/],
    ['two business phones', { businessPhones: ['1', '2'] }, /'businessPhones'/],
    ['null as list', { businessPhones: null }, /'businessPhones'/],
    ['a user type', { userType: 'Robot' }, /'userType'/],
    ['$ in the immutable id', { onPremisesImmutableId: 'a$b' }, /'onPremisesImmutableId'/],
    [
      'a sixteenth attribute',
      { onPremisesExtensionAttributes: { extensionAttribute16: 'x' } },
      /'onPremisesExtensionAttributes'/,
    ],
    ['an id', { id: '00000000-0000-4000-8000-000000000000' }, /read-only/],
    ['a read-only property', { onPremisesSamAccountName: 'x' }, /read-only/],
    ['an unknown property', { nonsense: 1 }, /nonsense/],
    ['an extension of another app', { extension_00000000000000000000000000000000_x: 'y' }, /extension_0/],
  ])('refuses %s, and creates nobody', async (_, changes, words) => {
    const { status, body } = await create({ ...adele, ...changes });
    expect([status, codeOf(body)]).toEqual([400, 'Request_BadRequest']);
    expect(message(body)).toMatch(words);
    expect((await sandbox.state())['writeCount']).toBe(0);
  });

  it.each([
    ['userPrincipalName', { userPrincipalName: 'RITA.okafor@contoso.example' }],
    ['proxyAddresses', { mail: 'Rita.Okafor@contoso.example' }],
  ])('a %s that somebody has is a conflict, with its target', async (target, changes) => {
    const { status, body } = await create({ ...adele, ...changes });
    expect([status, codeOf(body), message(body)]).toEqual([
      400,
      'Request_BadRequest',
      `Another object with the same value for property ${target} already exists.`,
    ]);
    expect(dig(body, 'error', 'details')).toEqual([{ code: 'ObjectConflict', target, message: message(body) }]);
  });

  it('the same user twice is a conflict', async () => {
    expect((await create(adele)).status).toBe(201);
    expect((await create(adele)).status).toBe(400);
  });

  it.each([['{'], ['[]'], ['5'], ['']])('refuses the body %s', async (body) => {
    expect((await graphJson(sandbox, 'users', { method: 'POST', body })).status).toBe(400);
  });
});

describe('PATCH /users', () => {
  it('a mail goes to the proxy addresses, and the old one stays as a second', async () => {
    expect((await patch(rita, { mail: 'r.okafor@contoso.example' })).status).toBe(204);
    const user = await read(`users/${rita}?$select=mail,proxyAddresses`);
    expect(user).toMatchObject({
      mail: 'r.okafor@contoso.example',
      proxyAddresses: ['SMTP:r.okafor@contoso.example', 'smtp:rita.okafor@contoso.example'],
    });
    const conflict = await patch(amara, { mail: 'rita.okafor@contoso.example' });
    expect([conflict.status, dig(conflict.body, 'error', 'details', 0, 'target')]).toEqual([400, 'proxyAddresses']);
  });

  it('a user goes by the new name at once, and the old one is free', async () => {
    expect((await patch(rita, { userPrincipalName: 'rita.new@eu.contoso.example' })).status).toBe(204);
    expect((await graphJson(sandbox, `users/${rita}`)).status).toBe(404);
    expect((await read('users/RITA.new@eu.contoso.example'))['displayName']).toBe('Rita Okafor');
    expect((await create({ ...adele, userPrincipalName: rita })).status).toBe(201);
  });

  it('the same name in other letters is no conflict with oneself', async () => {
    expect((await patch(rita, { userPrincipalName: 'Rita.Okafor@contoso.example' })).status).toBe(204);
  });

  it('null empties what may be empty', async () => {
    expect((await patch(rita, { mobilePhone: null, jobTitle: null, employeeId: null })).status).toBe(204);
    expect(await read(`users/${rita}?$select=mobilePhone,jobTitle,employeeId`)).toMatchObject({
      mobilePhone: null,
      jobTitle: null,
      employeeId: null,
    });
    for (const name of ['displayName', 'userPrincipalName', 'mailNickname', 'usageLocation']) {
      expect((await patch(rita, { [name]: null })).status, name).toBe(400);
    }
  });

  it('is whole or nothing', async () => {
    const { status } = await patch(rita, { department: 'Moved', jobTitle: 'x'.repeat(129) });
    expect(status).toBe(400);
    expect((await read(`users/${rita}?$select=department`))['department']).not.toBe('Moved');
  });

  it('what an Active Directory masters is refused for a synchronised user, and what the cloud masters is written', async () => {
    const synced = 'plant.terminal@contoso.example';
    const { status, body } = await patch(synced, { department: 'Moved', usageLocation: 'NO' });
    expect([status, codeOf(body), message(body)]).toEqual([
      400,
      'Request_BadRequest',
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    ]);
    expect((await patch(synced, { usageLocation: 'NO', otherMails: ['p@mail.example'] })).status).toBe(204);
    const manager = await curlGraph(sandbox, `users/${synced}/manager/$ref`, {
      method: 'PUT',
      body: { '@odata.id': `x/users/${rita}` },
    });
    expect(manager.status).toBe(400);
  });

  it('404 for nobody', async () => {
    const { status, body } = await patch('nobody@contoso.example', { department: 'x' });
    expect([status, codeOf(body)]).toEqual([404, 'Request_ResourceNotFound']);
  });
});

describe('deleted users', () => {
  const deleted = 'directory/deletedItems';
  const deletedUsers = `${deleted}/microsoft.graph.user`;

  it('go to the deleted items, are gone from everywhere else, and come back whole', async () => {
    const before = await read(`users/${rita}?$select=id,mail,employeeId,userPrincipalName`);
    const id = String(before['id']);
    expect((await send('DELETE', `users/${rita}`)).status).toBe(204);
    expect((await graphJson(sandbox, `users/${id}`)).status).toBe(404);
    expect((await send('DELETE', `users/${rita}`)).status).toBe(404);
    expect(list((await read("users?$filter=employeeId eq '100401'"))['value'])).toEqual([]);
    const [item] = list((await read(`${deletedUsers}?$select=id,userPrincipalName,deletedDateTime`))['value']);
    expect(item).toEqual({
      id,
      userPrincipalName: `${id.replaceAll('-', '')}${rita}`,
      deletedDateTime: expect.stringMatching(/^20\d\d-.*Z$/),
    });
    expect((await curlGraph(sandbox, `${deletedUsers}/$count`, { headers: eventual })).text).toBe('1');
    expect((await read(`${deleted}/${id}?$select=mail`))['mail']).toBe(rita);

    const restored = await graphJson(sandbox, `${deleted}/${id}/restore`, { method: 'POST' });
    expect([restored.status, restored.body['@odata.type'], restored.body['userPrincipalName']]).toEqual([
      200,
      '#microsoft.graph.user',
      rita,
    ]);
    expect(await read(`users/${rita}?$select=id,mail,employeeId,userPrincipalName`)).toEqual(before);
    expect(list((await read(deletedUsers))['value'])).toEqual([]);
  });

  it('a name that somebody took meanwhile is a conflict, unless the body brings another', async () => {
    const { id } = await read(`users/${rita}?$select=id`);
    await send('DELETE', `users/${rita}`);
    expect((await create({ ...adele, userPrincipalName: rita, mail: rita })).status).toBe(201);
    const restore = (body?: unknown) =>
      graphJson(sandbox, `${deleted}/${id}/restore`, { method: 'POST', ...(body ? { body } : {}) });
    const refused = await restore();
    expect([refused.status, dig(refused.body, 'error', 'details', 0, 'target')]).toEqual([400, 'userPrincipalName']);
    const proxy = await restore({ newUserPrincipalName: 'rita.2@contoso.example' });
    expect([proxy.status, dig(proxy.body, 'error', 'details', 0, 'target')]).toEqual([400, 'proxyAddresses']);
    const done = await restore({ newUserPrincipalName: 'rita.2@contoso.example', autoReconcileProxyConflict: true });
    expect([done.status, done.body['userPrincipalName']]).toEqual([200, 'rita.2@contoso.example']);
  });

  it('are gone for good when they are deleted there', async () => {
    const { id } = await read(`users/${rita}?$select=id`);
    expect((await send('DELETE', `${deleted}/${id}`)).status).toBe(404);
    await send('DELETE', `users/${rita}`);
    expect((await send('DELETE', `${deleted}/${id}`)).status).toBe(204);
    expect((await graphJson(sandbox, `${deleted}/${id}`)).status).toBe(404);
    expect((await graphJson(sandbox, `${deleted}/${id}/restore`, { method: 'POST' })).status).toBe(404);
    expect((await graphJson(sandbox, `users/${id}`)).status).toBe(404);
  });

  it('a manager who is deleted is nobody’s manager', async () => {
    expect((await graphJson(sandbox, `users/${rita}/manager`)).status).toBe(200);
    await send('DELETE', 'users/ingrid.solberg@contoso.example');
    expect((await graphJson(sandbox, `users/${rita}/manager`)).status).toBe(404);
  });
});

describe('managers', () => {
  const put = (body: unknown, name = rita) => curlGraph(sandbox, `users/${name}/manager/$ref`, { method: 'PUT', body });

  it('are read, put and taken away', async () => {
    const manager = await read(`users/${rita}/manager?$select=displayName`);
    expect(manager).toMatchObject({ '@odata.type': '#microsoft.graph.user', displayName: 'Ingrid Solberg' });
    const { id } = await read(`users/${amara}?$select=id`);
    expect((await put({ '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` })).status).toBe(204);
    expect((await read(`users/${rita}/manager`))['id']).toBe(id);
    expect(await read(`users/${rita}/manager/$ref`)).toMatchObject({
      '@odata.id': expect.stringContaining(String(id)),
    });
    expect((await send('DELETE', `users/${rita}/manager/$ref`)).status).toBe(204);
    const none = await graphJson(sandbox, `users/${rita}/manager`);
    expect([none.status, codeOf(none.body)]).toEqual([404, 'Request_ResourceNotFound']);
    expect((await send('DELETE', `users/${rita}/manager/$ref`)).status).toBe(404);
  });

  it('have direct reports', async () => {
    const reports = await graphAll(
      sandbox,
      'users/ingrid.solberg@contoso.example/directReports?$select=displayName&$top=4',
    );
    expect(reports.length).toBeGreaterThan(8);
    expect(reports).toContainEqual({ '@odata.type': '#microsoft.graph.user', displayName: 'Rita Okafor' });
    const counted = await curlGraph(sandbox, 'users/ingrid.solberg@contoso.example/directReports/$count', {
      headers: eventual,
    });
    expect(Number(counted.text)).toBe(reports.length);
  });

  it.each([
    ['no reference', {}, 400],
    [
      'a reference to nobody',
      { '@odata.id': 'https://graph.microsoft.com/v1.0/users/00000000-0000-4000-8000-000000000000' },
      404,
    ],
    ['a reference to oneself', { '@odata.id': `https://graph.microsoft.com/v1.0/users/${rita}` }, 400],
    ['an address of something else', { '@odata.id': 'https://graph.microsoft.com/v1.0/groups/x' }, 400],
  ])('refuses %s', async (_, body, status) => {
    expect((await put(body)).status).toBe(status);
  });
});

describe('the page and the state', () => {
  it('show what was written to the directory', async () => {
    await create(adele);
    await patch(rita, { department: 'Moved' });
    await send('DELETE', `users/${amara}`);
    const writes = list((await sandbox.state())['writes']);
    expect(writes.map((write) => [write['system'], write['kind'], write['what']])).toEqual([
      ['graph', 'delete', `users/${amara}`],
      ['graph', 'change', `users/${rita}`],
      ['graph', 'create', 'users/AdeleV@contoso.example'],
    ]);
    expect(writes[1]?.['changes']).toEqual({ department: ['Sales EMEA', 'Moved'] });
    const page = await (await fetch(sandbox.announcement.successFactors)).text();
    expect(page).toContain(`delete users/${amara}`);
    expect(page).toContain(`<td>users/${rita}</td>`);
  });

  it('a reset brings everybody back', async () => {
    const before = await graphAll(sandbox, 'users?$top=999');
    await create(adele);
    await send('DELETE', `users/${rita}`);
    await sandbox.control('/sandbox/reset', 'POST');
    expect(await graphAll(sandbox, 'users?$top=999')).toEqual(before);
  });
});
