import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dig, type Json, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

const email = (person: string, type: string, fields: Json): Json => ({
  __metadata: { uri: `PerEmail(emailType='${type}',personIdExternal='${person}')`, type: 'SFOData.PerEmail' },
  ...fields,
});
const phone = (person: string, type: string, fields: Json): Json => ({
  __metadata: { uri: `PerPhone(personIdExternal='${person}',phoneType='${type}')` },
  ...fields,
});
const user = (userId: string, fields: Json): Json => ({ __metadata: { uri: `User('${userId}')` }, ...fields });

async function emailRow(person: string, type: string): Promise<Json | null> {
  const rows = await sandbox.rows('PerEmail', {
    $filter: `personIdExternal eq '${person}' and emailType eq '${type}'`,
  });
  return rows[0] ?? null;
}
const primaries = async (set: string, person: string) =>
  (await sandbox.rows(set, { $filter: `personIdExternal eq '${person}' and isPrimary eq true` })).map(
    (row) => row['emailType'] ?? row['phoneType'],
  );
const statuses = (results: Json[]) => results.map((result) => result['status']);

describe('upsert writes', () => {
  it('a changed e-mail: the result, the row, its time stamps, nothing else', async () => {
    const before = await emailRow('100101', '8448');
    const results = await sandbox.upsert([
      email('100101', '8448', { emailAddress: 'new@contoso.example', isPrimary: true }),
    ]);
    expect(results).toEqual([
      {
        key: 'PerEmail/emailType=8448,PerEmail/personIdExternal=100101',
        status: 'OK',
        editStatus: 'UPSERTED',
        message: null,
        index: 0,
        httpCode: 200,
        inlineResults: null,
      },
    ]);
    const after = await emailRow('100101', '8448');
    expect(after?.['emailAddress']).toBe('new@contoso.example');
    expect(after?.['lastModifiedBy']).toBe('sfapi');
    const ms = (name: string) => Number(/\d+/.exec(String(after?.[name]))?.[0]);
    expect(ms('lastModifiedDateTime') - ms('lastModifiedOn')).toBe(5 * 3_600_000);
    expect(after?.['lastModifiedDateTime']).not.toBe(before?.['lastModifiedDateTime']);
    expect(after?.['createdDateTime']).toBe(before?.['createdDateTime']);
    const [write] = (await sandbox.state())['writes'] as Json[];
    expect(write).toMatchObject({ changes: { emailAddress: ['amara.nwosu@fabrikam.example', 'new@contoso.example'] } });
  });

  it('one object as well as an array, an absolute uri, a bare set name with key fields', async () => {
    const absolute = `${sandbox.announcement.successFactors}/odata/v2/PerEmail(emailType='8448',personIdExternal='100101')`;
    const one = { __metadata: { uri: absolute }, emailAddress: 'a@contoso.example', isPrimary: true };
    expect(statuses(await sandbox.upsert(one))).toEqual(['OK']);
    expect((await emailRow('100101', '8448'))?.['emailAddress']).toBe('a@contoso.example');
    const fields = {
      emailType: '8448',
      personIdExternal: '100101',
      emailAddress: 'b@contoso.example',
      isPrimary: 'Yes',
    };
    expect(statuses(await sandbox.upsert({ __metadata: { uri: 'PerEmail' }, ...fields }))).toEqual(['OK']);
    expect(await emailRow('100101', '8448')).toMatchObject({ emailAddress: 'b@contoso.example', isPrimary: true });
  });

  it('another type as a second row; what is omitted stays', async () => {
    await sandbox.upsert([phone('100102', '10606', { phoneNumber: '+49 171 39200 50', isPrimary: false })]);
    await sandbox.upsert([phone('100102', '10605', { phoneNumber: '+49 30 23125 777', isPrimary: true })]);
    const rows = await sandbox.rows('PerPhone', { $filter: "personIdExternal eq '100102'" });
    expect(rows).toMatchObject([
      { phoneType: '10605', phoneNumber: '+49 30 23125 777', extension: '02', isPrimary: true },
      { phoneType: '10606', phoneNumber: '+49 171 39200 50', extension: null, isPrimary: false },
    ]);
  });

  it('null clears what may be empty', async () => {
    expect(statuses(await sandbox.upsert([phone('100102', '10605', { extension: null, isPrimary: true })]))).toEqual([
      'OK',
    ]);
    const [row] = await sandbox.rows('PerPhone', { $filter: "personIdExternal eq '100102'" });
    expect(row?.['extension']).toBeNull();
  });

  it('User fields', async () => {
    const fields = { custom01: 'rita.okafor@contoso.example', loginMethod: 'SSO', username: 'rokafor' };
    expect(statuses(await sandbox.upsert([user('100401-1', fields)]))).toEqual(['OK']);
    expect(dig(await sandbox.json("User('100401-1')"), 'd')).toMatchObject(fields);
  });

  it("a user's manager, by a link", async () => {
    const managerOf = async (userId: string) => dig(await sandbox.json(`User('${userId}')/manager`), 'd', 'userId');
    const link = (uri: string) => user('100401-1', { manager: { __metadata: { uri } } });
    expect(statuses(await sandbox.upsert([link("User('100101')")]))).toEqual(['OK']);
    expect(await managerOf('100401-1')).toBe('100101');
    const reports = await sandbox.rows("User('100101')/directReports");
    expect(reports.map((row) => row['userId'])).toContain('100401-1');
    const absolute = `${sandbox.announcement.successFactors}/odata/v2/User('100102')`;
    expect(statuses(await sandbox.upsert([link(absolute)]))).toEqual(['OK']);
    expect(await managerOf('100401-1')).toBe('100102');
    expect(statuses(await sandbox.upsert([link("User('NO_MANAGER')")]))).toEqual(['OK']);
    expect(dig(await sandbox.json("User('100401-1')/manager"), 'd')).toBeNull();
    for (const [manager, message] of [
      [{ __metadata: { uri: "User('999999')" } }, /who does not exist/],
      [{ __metadata: { uri: "PerPerson('100101')" } }, /must be a link to one User/],
      [{ __metadata: { uri: "User('" } }, /Invalid resource path/],
      [{ __metadata: { uri: "User('100101')" }, username: 'deep' }, /must be a link/],
      ['100101', /must be a link/],
    ] as const) {
      const [result] = await sandbox.upsert([user('100401-1', { manager })]);
      expect(result).toMatchObject({ status: 'ERROR', httpCode: 400, message: expect.stringMatching(message) });
    }
    const many = await sandbox.post([user('100401-1', { directReports: [] })]);
    expect(dig(parse(await many.text()), 'error', 'message', 'value')).toContain('User/directReports');
  });

  it('DELETE removes the row, with isPrimary only', async () => {
    const without = await sandbox.upsert([email('100101', '8446', { operation: 'DELETE' })]);
    expect(without[0]).toMatchObject({ status: 'ERROR', editStatus: null, httpCode: 500 });
    expect(without[0]?.['message']).toBe(
      'isPrimary contains an invalid flag for boolean field. Only ‘Y‘/’Yes‘/’T‘/’True‘/’1’ or ‘N‘/’No‘/’F‘/’False‘/’0‘ are supported.\n Failed record info: {PerEmail/operation=DELETE, PerEmail/emailType=8446, PerEmail/personIdExternal=100101}. \n  for Key PerEmail/emailType=8446,PerEmail/personIdExternal=100101 with the index 0',
    );
    expect(await emailRow('100101', '8446')).not.toBeNull();
    expect(
      statuses(await sandbox.upsert([email('100101', '8446', { operation: 'DELETE', isPrimary: false })])),
    ).toEqual(['OK']);
    expect(await emailRow('100101', '8446')).toBeNull();
  });
});

describe('primary flags', () => {
  it('a second primary is an error and nothing changes', async () => {
    const results = await sandbox.upsert([email('100901', '8448', { isPrimary: true })]);
    expect(results[0]).toMatchObject({ status: 'ERROR', httpCode: 500, message: expect.stringMatching(/primary/) });
    expect(await primaries('PerEmail', '100901')).toEqual(['8446']);
  });

  it('old false and new true in one array pass, in either order', async () => {
    const pair = [email('100901', '8448', { isPrimary: true }), email('100901', '8446', { isPrimary: false })];
    expect(statuses(await sandbox.upsert(pair))).toEqual(['OK', 'OK']);
    expect(await primaries('PerEmail', '100901')).toEqual(['8448']);
    const phones = [phone('101001', '10605', { isPrimary: false }), phone('101001', '10606', { isPrimary: true })];
    expect(statuses(await sandbox.upsert(phones))).toEqual(['OK', 'OK']);
    expect(await primaries('PerPhone', '101001')).toEqual(['10606']);
  });

  it('the same pair, each judged alone, fails where the new one comes first', async () => {
    const pair = [email('100901', '8448', { isPrimary: true }), email('100901', '8446', { isPrimary: false })];
    expect(statuses(await sandbox.upsert(pair, { strictTransactionIsolate: 'true' }))).toEqual(['ERROR', 'OK']);
  });

  it('with --auto-demote the old one is demoted', async () => {
    const other = await RunningSandbox.start('--auto-demote');
    expect(statuses(await other.upsert([email('100901', '8448', { isPrimary: true })]))).toEqual(['OK']);
    const rows = await other.rows('PerEmail', { $filter: "personIdExternal eq '100901'" });
    expect(rows.map((row) => [row['emailType'], row['isPrimary']])).toEqual([
      ['8448', true],
      ['8446', false],
    ]);
    expect((await other.state())['writeCount']).toBe(2);
    const both = [email('100901', '8448', { isPrimary: true }), email('100901', '8446', { isPrimary: true })];
    expect(statuses(await other.upsert(both))).toEqual(['ERROR', 'ERROR']);
    await other.stop();
  });
});

describe('one bad record', () => {
  const records = () => [
    email('100101', '8448', { emailAddress: 'good@contoso.example', isPrimary: true }),
    email('100102', '8448', { emailAddress: null, isPrimary: true }),
  ];

  it('fails the whole call by default, and HTTP says 200', async () => {
    const response = await sandbox.post(records());
    expect(response.status).toBe(200);
    const results = parse(await response.text())['d'] as Json[];
    expect(statuses(results)).toEqual(['ERROR', 'ERROR']);
    expect(results[1]?.['message']).toMatch(/^emailAddress is a required field and cannot be blank/);
    expect((await emailRow('100101', '8448'))?.['emailAddress']).toBe('amara.nwosu@fabrikam.example');
  });

  it('fails alone with strictTransactionIsolate=true', async () => {
    const results = await sandbox.upsert(records(), { strictTransactionIsolate: 'true' });
    expect(results.map((result) => [result['index'], result['status'], result['httpCode']])).toEqual([
      [0, 'OK', 200],
      [1, 'ERROR', 500],
    ]);
    expect((await emailRow('100101', '8448'))?.['emailAddress']).toBe('good@contoso.example');
  });

  it.each([
    [
      'isPrimary missing',
      email('100101', '8448', { emailAddress: 'x@contoso.example' }),
      /^isPrimary is a required field/,
    ],
    ['isPrimary null', email('100101', '8448', { isPrimary: null }), /^isPrimary is a required field/],
    ['a flag that is none', email('100101', '8448', { isPrimary: 'maybe' }), /^isPrimary contains an invalid flag/],
    [
      'a blank number',
      phone('100101', '10605', { phoneNumber: '', isPrimary: true }),
      /^phoneNumber is a required field/,
    ],
    [
      'a new row without its number',
      phone('100102', '10606', { isPrimary: false }),
      /^phoneNumber is a required field/,
    ],
    [
      'an unknown option id',
      email('100101', '9999', { emailAddress: 'x@contoso.example', isPrimary: false }),
      /picklist/,
    ],
    ['an external code', phone('100101', 'B', { phoneNumber: '1', isPrimary: false }), /picklist/],
    ["another picklist's id", email('100101', '10605', { emailAddress: 'x@y.example', isPrimary: false }), /picklist/],
    [
      'an unknown person',
      email('999999', '8448', { emailAddress: 'x@y.example', isPrimary: true }),
      /personIdExternal/,
    ],
    ['an unknown user', user('999999', { custom01: 'x' }), /does not exist/],
    ['an inactive user', user('100401', { custom01: 'x' }), /inactive/],
    ['a status that User refuses', user('100101', { status: 'e' }), /Property name:status\. Property value:e\./],
    ['another status that User refuses', user('100101', { status: 'd' }), /Property name:status\. Property value:d\./],
    ['a username in use', user('100101', { username: 'isolberg.100102' }), /already in use/],
    ['a login method that is none', user('100101', { loginMethod: 'CARD' }), /Property name:loginMethod/],
    ['a number for a text', user('100101', { custom01: 5 }), /Property value:5/],
    [
      'a text that is too long',
      email('100101', '8448', { emailAddress: 'x'.repeat(101), isPrimary: true }),
      /^String length exceed the limit\(actual=101, limit=100\) of field emailAddress!/,
    ],
    ['a read-only property', email('100101', '8448', { isPrimary: true, createdBy: 'me' }), /not upsertable/],
    ['a key that contradicts the uri', email('100101', '8448', { emailType: '8446', isPrimary: true }), /differs/],
    [
      'a dated entity that takes no upsert, its key with the offset of the server',
      { __metadata: { uri: "EmpJob(seqNumber=1L,startDate=datetime'2024-03-01T00:00:00',userId='100401-1')" } },
      /EmpJob\/startDate=2024-03-01T00:00:00\.000-05:00/,
    ],
    [
      'an entity that takes no upsert',
      { __metadata: { uri: "PersonEmpTerminationInfo('100101')" } },
      /cannot be upserted/,
    ],
    ['an unknown operation', email('100101', '8446', { isPrimary: false, operation: 'ERASE' }), /operation/],
    [
      'a row to delete that is not there',
      phone('101301', '10605', { isPrimary: false, operation: 'DELETE' }),
      /no such/,
    ],
  ])('%s', async (_, record, message) => {
    const [result] = await sandbox.upsert([record]);
    expect(result).toMatchObject({ status: 'ERROR', editStatus: null, message: expect.stringMatching(message) });
    expect(result?.['message']).toMatch(/for Key .* with the index 0$/);
    expect((await sandbox.state())['writeCount']).toBe(0);
  });

  it('an inactive user is written with processInactiveEmployees=true', async () => {
    const results = await sandbox.upsert([user('100401', { custom01: 'x' })], { processInactiveEmployees: 'true' });
    expect(statuses(results)).toEqual(['OK']);
  });
});

describe('a call that is refused as a whole', () => {
  it('more than 1,000 records', async () => {
    const many = Array.from({ length: 1001 }, () => email('100101', '8448', { isPrimary: true }));
    const response = await sandbox.post(many);
    expect(response.status).toBe(400);
    expect(parse(await response.text())).toEqual({
      error: {
        code: 'BadRequestException',
        message: { lang: 'en-US', value: 'Upsert content exceeds the limitation, the maximum size is 1000' },
      },
    });
    expect(statuses(await sandbox.upsert(many.slice(1)))).toHaveLength(1000);
  });

  it.each([
    ['no JSON', '<xml/>', 'COE_GENERAL_BAD_REQUEST'],
    ['no uri', { emailAddress: 'x' }, 'COE_GENERAL_BAD_REQUEST'],
    ['an unknown entity', { __metadata: { uri: "Nobody('1')" } }, 'COE_ENTITY_NOT_FOUND'],
    ['an unknown property', email('100101', '8448', { isPrimary: true, mail: 'x' }), 'COE_PROPERTY_NOT_FOUND'],
    ['a key without its parts', { __metadata: { uri: "PerEmail(emailType='8448')" } }, 'COE_GENERAL_BAD_REQUEST'],
  ])('%s', async (_, body, code) => {
    const response = await sandbox.post(body);
    expect([response.status, dig(parse(await response.text()), 'error', 'code')]).toEqual([400, code]);
  });

  it('a body of more than 32 MB, with an answer', async () => {
    const response = await sandbox.post('x'.repeat(33 * 1024 * 1024));
    expect([response.status, await response.text()]).toEqual([413, expect.stringContaining('32 MB')]);
  });

  it.each([
    ['an unknown purgeType', 'everything'],
    ['purgeType=record of another entity than User', 'record'],
  ])('%s', async (_, purgeType) => {
    const response = await sandbox.post([email('100101', '8448', { isPrimary: true })], { purgeType });
    expect([response.status, dig(parse(await response.text()), 'error', 'message', 'value')]).toEqual([
      400,
      expect.stringContaining(`purgeType=${purgeType}`),
    ]);
    expect((await sandbox.state())['writeCount']).toBe(0);
  });

  it('a wrong password', async () => {
    const refused = await sandbox.sf(
      'upsert',
      {},
      { method: 'POST', headers: { authorization: 'Basic eDp5' }, body: '[]' },
    );
    expect(refused.status).toBe(403);
  });
});

describe('purgeType', () => {
  const types = async (set: string, person: string) =>
    (await sandbox.rows(set, { $filter: `personIdExternal eq '${person}'` })).map(
      (row) => row['emailType'] ?? row['phoneType'],
    );

  it("full deletes the person's other rows of that set, and nobody else's", async () => {
    const record = email('100101', '8446', { emailAddress: 'only@mail.example', isPrimary: true });
    expect(statuses(await sandbox.upsert([record], { purgeType: 'full' }))).toEqual(['OK']);
    expect([await types('PerEmail', '100101'), await types('PerPhone', '100101')]).toEqual([
      ['8446'],
      ['10605', '10606'],
    ]);
    expect(await types('PerEmail', '100401')).toEqual(['8448', '8446']);
  });

  it('full keeps all rows that the request is about, and deletes nothing when a record fails', async () => {
    const both = [email('100101', '8448', { isPrimary: true }), email('100101', '8446', { isPrimary: false })];
    expect(statuses(await sandbox.upsert(both, { purgeType: 'full', strictTransactionIsolate: 'true' }))).toEqual([
      'OK',
      'OK',
    ]);
    expect(await types('PerEmail', '100101')).toEqual(['8448', '8446']);
    const bad = [email('100101', '8446', { emailAddress: null, isPrimary: true })];
    expect(statuses(await sandbox.upsert(bad, { purgeType: 'full' }))).toEqual(['ERROR']);
    expect(await types('PerEmail', '100101')).toEqual(['8448', '8446']);
  });

  it('incremental and, for User, record change what is sent', async () => {
    await sandbox.upsert([email('100101', '8446', { isPrimary: false })], { purgeType: 'incremental' });
    expect(await types('PerEmail', '100101')).toEqual(['8448', '8446']);
    const results = await sandbox.upsert([user('100101', { custom01: 'x' })], { purgeType: 'record' });
    expect(statuses(results)).toEqual(['OK']);
  });
});

describe('two calls at once', () => {
  it('that write users of one manager deadlock: one is done, the other fails and may be repeated', async () => {
    const one = [user('100101', { custom01: 'one' })];
    const two = [user('100401-1', { custom01: 'two' })];
    const answers = await Promise.all([sandbox.upsert(one), sandbox.upsert(two)]);
    expect(answers.flatMap(statuses).sort()).toEqual(['ERROR', 'OK']);
    const failed = answers.flat().find((result) => result['status'] === 'ERROR');
    expect(failed).toMatchObject({
      httpCode: 500,
      message: expect.stringMatching(/Wrapped Exception: ORA-00060: deadlock detected/),
    });
    const again = answers[0]?.[0]?.['status'] === 'ERROR' ? one : two;
    expect(statuses(await sandbox.upsert(again))).toEqual(['OK']);
  });

  it('one after the other, users of other managers, and e-mails do not', async () => {
    expect(statuses(await sandbox.upsert([user('100101', { custom01: 'x' })]))).toEqual(['OK']);
    expect(statuses(await sandbox.upsert([user('100401-1', { custom01: 'x' })]))).toEqual(['OK']);
    const answers = await Promise.all([
      sandbox.upsert([user('100101', { custom01: 'y' })]),
      sandbox.upsert([user('100102', { custom01: 'y' })]),
      sandbox.upsert([email('100101', '8448', { isPrimary: true })]),
      sandbox.upsert([email('100401', '8448', { isPrimary: true })]),
    ]);
    expect(answers.flatMap(statuses)).toEqual(['OK', 'OK', 'OK', 'OK']);
  });
});

describe('--hris-sync', () => {
  it.each(['first', 'second'])('takes the business e-mail to all users of the person: %s option ids', async (ids) => {
    const other = await RunningSandbox.start('--hris-sync', '--picklist-ids', ids);
    const business = other.announcement.emailTypes['business'] ?? '';
    const mail = async (userId: string) => dig(await other.json(`User('${userId}')`), 'd', 'email');
    await other.upsert([email('100401', business, { emailAddress: 'rita@contoso.example', isPrimary: true })]);
    expect([await mail('100401'), await mail('100401-1')]).toEqual(['rita@contoso.example', 'rita@contoso.example']);
    await other.upsert([user('100401-1', { email: 'else@contoso.example' })]);
    expect(await mail('100401-1')).toBe('rita@contoso.example');
    await other.upsert([email('100401', business, { isPrimary: true, operation: 'DELETE' })]);
    expect(await mail('100401-1')).toBeNull();
    await other.stop();
  });

  it('is off as a rule: User.email is what was written to it', async () => {
    await sandbox.upsert([user('100401-1', { email: 'else@contoso.example' })]);
    await sandbox.upsert([email('100401', '8448', { emailAddress: 'rita@contoso.example', isPrimary: true })]);
    expect(dig(await sandbox.json("User('100401-1')"), 'd', 'email')).toBe('else@contoso.example');
  });
});
