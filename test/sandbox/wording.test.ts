import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dig, type Json, parse, RunningSandbox } from './support/start-sandbox.ts';

// Codes and words that SAP's public knowledge base prints: whoever looks them up finds SAP's own article.

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

async function said(response: Response): Promise<unknown[]> {
  const error = dig(parse(await response.text()), 'error');
  return [response.status, dig(error, 'code'), dig(error, 'message', 'value')];
}
const read = (resource: string, options: Record<string, string> = {}, init: RequestInit = {}) =>
  sandbox.sf(resource, { $format: 'json', ...options }, init);
const readAs = (authorization: string) => read('PerPerson', {}, { headers: { authorization } });
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('what a request is refused with', () => {
  it('KBA 2546923: an unknown entity', async () => {
    expect(await said(await read('FormHeader '))).toEqual([
      400,
      'COE_ENTITY_NOT_FOUND',
      '[COE0007]invalid entity (or function) name: FormHeader ',
    ]);
  });

  it('KBA 2653787: DELETE of a row', async () => {
    const answer = await read("PerEmail(emailType='8448',personIdExternal='100101')", {}, { method: 'DELETE' });
    expect(await said(answer)).toEqual([400, 'COE_ENTITY_NOT_DELETABLE', '[COE0012]Entity PerEmail is not deletable.']);
    expect(await said(await read('Nobody', {}, { method: 'DELETE' }))).toEqual([
      400,
      'COE_ENTITY_NOT_FOUND',
      expect.any(String),
    ]);
  });

  it('KBA 2819037: more than 300,000 expanded records', async () => {
    const reports = (deep: number) =>
      read("User('100102')", { $expand: Array(deep).fill('directReports/manager').join('/') });
    expect((await reports(3)).status).toBe(200);
    expect(await said(await reports(4))).toMatchObject([400, 'RESPONSE_PAYLOAD_EXCEED_LIMIT', expect.any(String)]);
    const words =
      '[COE0052]Expand limit of 300000 records was exceeded. Please decrease the number of records to expand or use filters to narrow down the result.';
    expect(await said(await reports(5))).toEqual([400, expect.any(String), words]);
  });

  it('KBA 2545055: metadata that is being generated, maintenance', async () => {
    await sandbox.control('/sandbox/faults', 'POST', { kind: 'metadata-generating', times: 1 });
    expect((await said(await read('PerPerson')))[2]).toContain(
      'The request has timed out. OData metadata is being generated for the same instance in another thread. Please try again later',
    );
    await sandbox.control('/sandbox/faults', 'POST', { kind: '503', times: 1 });
    expect(await (await read('PerPerson')).text()).toContain(
      'The Successfactors HCM suite is currently undergoing scheduled maintenance. We apologize for any inconvenience this may cause',
    );
  });
});

describe('what a sign-in is refused with', () => {
  it.each([
    [
      '',
      403,
      'LGN0003',
      'Authentication credentials are require. Please provide a valid user name, password and company id.',
    ],
    ['Digest x', 403, 'LGN0005', 'The OAuth authentication token format is wrong.'],
    [
      'Bearer abc',
      403,
      'LGN0007',
      expect.stringMatching(/^Invalid OAuth token:.* Please validate the value for your OAuth token\.$/),
    ],
    [
      basic('sfapi@sandbox:sandbox-password'),
      403,
      'LGN0008',
      'Company [sandbox] not found. Please validate the spelling of your company id, which is case-sensitive.',
    ],
    [
      basic('sfapi@SANDBOX:wrong'),
      401,
      'LGN0015',
      'Authentication failed. You have entered an incorrect username or password (status code = 4).',
    ],
    [
      basic('locked@SANDBOX:sandbox-password'),
      403,
      'LGN0014',
      'Authentication failed, user account is locked(status code = 13)',
    ],
    [
      basic('other-address@SANDBOX:sandbox-password'),
      403,
      'LGN0013',
      'Authentication failed. Attempted login from unauthorized ip: 127.0.0.1 to company id: SANDBOX by username: other-address(status code = 8)',
    ],
  ])('%s', async (authorization, status, code, words) => {
    const [found, name, text] = await said(await readAs(authorization));
    expect([found, name]).toEqual([status, code]);
    expect(String(text).slice(0, 9)).toBe(`[${code}]`);
    expect(String(text).slice(9)).toEqual(words);
  });

  it('KBA 2524436: Basic that is switched off', async () => {
    await sandbox.control('/sandbox/settings', 'POST', { basicRetired: true });
    expect((await said(await read('PerPerson')))[2]).toBe(
      '[LGN0010]Basic authentication for ODATA API is disabled for company SANDBOX',
    );
  });
});

describe('what a record is refused with', () => {
  const email = (type: string, fields: Json): Json => ({
    __metadata: { uri: `PerEmail(emailType='${type}',personIdExternal='100101')` },
    isPrimary: true,
    ...fields,
  });

  it.each([
    ['KBA 2942505', email('8448', { emailAddress: null }), 'emailAddress is a required field and cannot be blank.\n'],
    [
      'KBA 2925916',
      email('8448', { emailAddress: 'x'.repeat(101) }),
      'String length exceed the limit(actual=101, limit=100) of field emailAddress!\n',
    ],
    [
      'KBA 2870865',
      email('B', { emailAddress: 'x@mail.example' }),
      'B is an invalid picklist value in import file or database for emailType\n',
    ],
  ])('%s', async (_, record, words) => {
    const [result] = await sandbox.upsert([record]);
    expect(String(result?.['message']).slice(0, words.length)).toBe(words);
  });

  it('KBA 2481513, 2942505: the results in XML', async () => {
    const post = (record: Json) => sandbox.sf('upsert', {}, { method: 'POST', body: JSON.stringify(record) });
    const good = await (await post(email('8448', { emailAddress: 'new@mail.example' }))).text();
    expect(good).toContain(
      '<entry><content type="application/xml"><m:properties><d:key>PerEmail/emailType=8448,PerEmail/personIdExternal=100101</d:key><d:status>OK</d:status><d:editStatus>UPSERTED</d:editStatus><d:message m:null="true"></d:message><d:index m:type="Edm.Int32">0</d:index><d:httpCode m:type="Edm.Int32">200</d:httpCode><d:inlineResults m:type="Bag(SFOData.UpsertResult)"></d:inlineResults></m:properties></content></entry>',
    );
    const bad = await (await post(email('8448', { emailAddress: null }))).text();
    expect(bad).toMatch(
      /<d:status>ERROR<\/d:status><d:editStatus m:null="true"><\/d:editStatus><d:message>emailAddress/,
    );
    expect(bad).toContain('<d:httpCode m:type="Edm.Int32">500</d:httpCode>');
  });
});
