import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

type Options = Record<string, string>;
const as = (user: string, resource: string, options: Options = {}, headers: Options = {}) =>
  sandbox.sf(
    resource,
    { $format: 'json', ...options },
    { headers: { authorization: sandbox.basicOf(user), ...headers } },
  );
async function outcome(response: Response): Promise<[number, unknown]> {
  const text = await response.text();
  return [response.status, response.ok ? null : dig(parse(text), 'error', 'code')];
}
const settings = (body: Json) => sandbox.control('/sandbox/settings', 'POST', body);
const email: Json = {
  __metadata: { uri: "PerEmail(emailType='8448',personIdExternal='100101')" },
  emailAddress: 'new@contoso.example',
  isPrimary: true,
};
const upsertAs = (user: string) =>
  sandbox.sf(
    'upsert',
    { $format: 'json' },
    { method: 'POST', headers: { authorization: sandbox.basicOf(user) }, body: JSON.stringify([email]) },
  );

describe('Basic', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  it.each([
    ['nothing', '', 403, 'LGN0003'],
    ['no base64', 'Basic ???', 403, 'LGN0005'],
    ['no company', basic('sfapi:sandbox-password'), 403, 'LGN0008'],
    ['a company in other letters', basic('sfapi@sandbox:sandbox-password'), 403, 'LGN0008'],
    ['a wrong password', basic('sfapi@SANDBOX:wrong'), 401, 'LGN0015'],
    ['a user that nobody knows', basic('nobody@SANDBOX:sandbox-password'), 401, 'LGN0015'],
  ])('%s is refused', async (_, authorization, status, code) => {
    const response = await sandbox.sf('PerPerson', { $format: 'json' }, { headers: { authorization } });
    expect(response.headers.get('x-sf-error-code')).toBe(code);
    expect(await outcome(response)).toEqual([status, code]);
  });

  it('is refused with LGN0010 where it is retired, with the right password too', async () => {
    await settings({ basicRetired: true });
    expect(await outcome(await as('sfapi', 'PerPerson'))).toEqual([403, 'LGN0010']);
    await sandbox.control('/sandbox/reset', 'POST');
    expect((await as('sfapi', 'PerPerson')).status).toBe(200);
    const retired = await RunningSandbox.start('--basic-retired');
    expect(await outcome(await retired.sf('PerPerson', { $format: 'json' }))).toEqual([403, 'LGN0010']);
    await retired.stop();
  });

  it('locks the account after five wrong passwords in a row, and a good one in between starts the count anew', async () => {
    const wrong = () =>
      sandbox.sf(
        'PerPerson',
        { $format: 'json' },
        { headers: { authorization: sandbox.basicOf('no-write', 'wrong') } },
      );
    for (let n = 0; n < 4; n += 1) expect(await outcome(await wrong())).toEqual([401, 'LGN0015']);
    expect((await as('no-write', 'PerPerson')).status).toBe(200);
    for (let n = 0; n < 5; n += 1) expect(await outcome(await wrong())).toEqual([401, 'LGN0015']);
    expect(await outcome(await as('no-write', 'PerPerson'))).toEqual([403, 'LGN0014']);
    expect((await as('sfapi', 'PerPerson')).status).toBe(200);
    await sandbox.control('/sandbox/reset', 'POST');
    expect((await as('no-write', 'PerPerson')).status).toBe(200);
  });

  it('from an address that the company does not allow is LGN0010', async () => {
    await settings({ addressRefused: true });
    expect(await outcome(await as('sfapi', 'PerPerson'))).toEqual([403, 'LGN0010']);
  });

  it.each([
    [{ basicRetired: 1 }, /"basicRetired" must be true or false/],
    [{ tokenLifeSeconds: -1 }, /"tokenLifeSeconds" must be a number/],
    [{ colour: true }, /no field "colour"/],
    [[], /a setting is an object/],
  ])('settings %j are refused with a sentence', async (body, message) => {
    const response = await sandbox.control('/sandbox/settings', 'POST', body);
    expect([response.status, parse(await response.text())['error']]).toEqual([400, expect.stringMatching(message)]);
  });
});

describe('API users who lack one thing', () => {
  const READS = {
    people: ['PerPerson', { $top: '1' }],
    users: ['User', { $top: '1' }],
    userNav: ['PerPerson', { $top: '1', $expand: 'employmentNav/userNav' }],
    selected: ['PerPerson', { $top: '1', $expand: 'employmentNav/userNav', $select: 'employmentNav/userNav/email' }],
    filtered: ['PerPerson', { $top: '1', $filter: "employmentNav/userNav/status eq 't'" }],
    quoted: ['PerPerson', { $top: '1', $filter: "personIdExternal eq 'employmentNav/userNav'" }],
    ofUser: ["User('100101')/empInfo", {}],
    toUser: ["EmpEmployment(personIdExternal='100101',userId='100101')/userNav", {}],
    departments: ['FODepartment', { $top: '1' }],
    picklists: ['Picklist', { $top: '1' }],
  } as const satisfies Record<string, readonly [string, Options]>;
  type Read = keyof typeof READS;
  const every = Object.keys(READS) as Read[];

  it.each<[string, readonly Read[]]>([
    ['sfapi', []],
    ['no-write', []],
    ['no-people', ['ofUser', 'toUser']],
    ['v4admin', []],
    ['no-read', every.filter((read) => read !== 'users' && read !== 'picklists')],
    ['no-user-read', ['users', 'userNav', 'selected', 'filtered', 'ofUser', 'toUser']],
  ])('%s', async (user, refused) => {
    const found: Read[] = [];
    for (const read of every) {
      const [resource, options] = READS[read];
      const [status, code] = await outcome(await as(user, resource, options));
      if (status === 200) continue;
      found.push(read);
      if (user !== 'no-people') expect([read, status, code]).toEqual([read, 403, 'COE_GENERAL_FORBIDDEN']);
    }
    expect(found).toEqual(refused);
  });

  it.each([
    ['no-odata', 403, 'LGN0002'],
    ['other-address', 403, 'LGN0013'],
    ['locked', 403, 'LGN0014'],
  ])('%s does not come in', async (user, status, code) => {
    expect(await outcome(await as(user, 'PerPerson'))).toEqual([status, code]);
    expect(await outcome(await as(user, '$metadata'))).toEqual([status, code]);
  });

  it('no-people sees nobody, but the organisation and the picklists', async () => {
    const count = async (entity: string) => Number(await (await as('no-people', `${entity}/$count`)).text());
    for (const entity of ['PerPerson', 'PerEmail', 'EmpJob', 'User'])
      expect([entity, await count(entity)]).toEqual([entity, 0]);
    expect(await count('FODepartment')).toBeGreaterThan(0);
    expect(await count('PicklistOption')).toBeGreaterThan(0);
  });

  it('no-write gets HTTP 200 and a refusal for each record', async () => {
    const response = await upsertAs('no-write');
    expect(response.status).toBe(200);
    expect(list(parse(await response.text())['d'])).toMatchObject([{ status: 'ERROR', httpCode: 403 }]);
    expect((await sandbox.state())['writeCount']).toBe(0);
  });

  it('a write is stamped with the name of whoever made it', async () => {
    await upsertAs('no-user-read');
    const row = await sandbox.json("PerEmail(emailType='8448',personIdExternal='100101')");
    expect(dig(row, 'd', 'lastModifiedBy')).toBe('no-user-read');
  });
});

describe('login sessions', () => {
  const cookiesOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  const signIns = async () => list((await sandbox.state())['signIns']).map((seen) => [seen['user'], seen['kind']]);

  it('one for a client that keeps its cookies, one a request for a client that does not', async () => {
    const first = await as('sfapi', 'PerPerson/$count');
    expect(first.headers.get('x-csrf-token')).toMatch(/^[0-9a-f]{32}$/);
    const cookie = cookiesOf(first);
    expect(cookie).toMatch(/^JSESSIONID=\S+; route=\S+$/);
    for (let n = 0; n < 3; n += 1) {
      const later = await as('sfapi', 'PerPerson/$count', {}, { cookie });
      expect(later.headers.getSetCookie()).toEqual([]);
    }
    expect(await signIns()).toEqual([['sfapi', 'basic']]);
    for (let n = 0; n < 3; n += 1) await as('sfapi', 'PerPerson/$count');
    expect(await signIns()).toHaveLength(4);
  });

  it("another user's cookies, and a refused sign-in, continue and open none", async () => {
    const cookie = cookiesOf(await as('sfapi', 'PerPerson/$count'));
    await as('no-write', 'PerPerson/$count', {}, { cookie });
    await as('no-odata', 'PerPerson/$count', {}, { cookie });
    expect(await signIns()).toEqual([
      ['no-write', 'basic'],
      ['sfapi', 'basic'],
    ]);
  });

  it('does not let in without the Authorization header', async () => {
    const cookie = cookiesOf(await as('sfapi', 'PerPerson/$count'));
    const response = await fetch(`${sandbox.announcement.successFactors}/odata/v2/PerPerson?$format=json`, {
      headers: { cookie },
    });
    expect(await outcome(response)).toEqual([403, 'LGN0003']);
  });
});
