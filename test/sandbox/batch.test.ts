import { OData } from '@odata/client';
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

const email = (person: string, address: string | null, fields: Json = {}): Json => ({
  __metadata: { uri: `PerEmail(emailType='8448',personIdExternal='${person}')` },
  emailAddress: address,
  isPrimary: true,
  ...fields,
});
const get = (address: string) =>
  `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET ${address} HTTP/1.1\r\n\r\n`;
const upsert = (records: unknown, address = 'upsert?$format=json', id = '') =>
  `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${id}\r\nPOST ${address} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(records)}`;
const together = (boundary: string, parts: readonly string[]) =>
  `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--`;
const changeset = (...parts: string[]) =>
  `Content-Type: multipart/mixed; boundary=changeset_1\r\n\r\n${together('changeset_1', parts)}`;

const post = (body: string, contentType = 'multipart/mixed; boundary=batch_1', authorization = sandbox.basic) =>
  sandbox.sf('$batch', {}, { method: 'POST', headers: { 'content-type': contentType, authorization }, body });

/** Status and body of each answer of a batch, those of a changeset in a list of their own. */
async function batch(...parts: string[]): Promise<unknown[]> {
  const answer = await post(together('batch_1', parts));
  expect(answer.status).toBe(202);
  return read(answer.headers.get('content-type') ?? '', await answer.text());
}

function read(contentType: string, body: string): unknown[] {
  const boundary = /boundary=(\S+)/.exec(contentType)?.[1] ?? '';
  const parts = body.split(`--${boundary}`);
  expect(parts.at(-1)).toBe('--\r\n');
  return parts.slice(1, -1).map((part) => {
    const [, head = '', rest = ''] = /^\r\n([\s\S]*?)\r\n\r\n([\s\S]*)\r\n$/.exec(part) ?? [];
    if (head.includes('multipart/mixed')) return read(head, rest);
    expect(head).toContain('Content-Type: application/http\r\nContent-Transfer-Encoding: binary');
    const [, status, fields = '', content = ''] =
      /^HTTP\/1\.1 (\d+) [\w ]+\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(rest) ?? [];
    expect(fields).toContain(`Content-Length: ${Buffer.byteLength(content)}`);
    expect(fields).toMatch(/DataServiceVersion: \d\.0/);
    return [Number(status), content.startsWith('{') ? parse(content) : content];
  });
}
const address = async (person: string) =>
  dig(await sandbox.json(`PerEmail(emailType='8448',personIdExternal='${person}')`), 'd', 'emailAddress');

describe('a batch', () => {
  it('reads in every form of an address, and tells of each request what is wrong with it', async () => {
    const { successFactors } = sandbox.announcement;
    const [one, two, three, four, five] = await batch(
      get("User('100101')?$format=json&$select=userId"),
      get('/odata/v2/PerPerson/$count'),
      get(`${successFactors}/odata/v2/PerEmail?$format=json&$filter=personIdExternal%20eq%20'100401'`),
      get('Nobody?$format=json'),
      get("PerPerson('100102')"),
    );
    expect(one).toMatchObject([200, { d: { userId: '100101' } }]);
    expect(two).toEqual([200, '16']);
    expect(list(dig(three, '1', 'd', 'results'))).toHaveLength(2);
    expect(four).toMatchObject([400, { error: { code: 'COE_ENTITY_NOT_FOUND' } }]);
    expect(five).toEqual([200, expect.stringContaining('<entry')]);
  });

  it('takes addresses that are too long for a request of their own', async () => {
    const values = Array.from({ length: 990 }, (_, index) => `'nobody-of-this-long-name-at-all-${index}'`).join();
    const filter = encodeURIComponent(`personIdExternal in ${values},'100401'`.repeat(1));
    const long = encodeURIComponent(' '.repeat(30_000));
    const [answer] = await batch(get(`PerPerson?$format=json&$select=personIdExternal&$filter=${filter}${long}`));
    expect(list(dig(answer, '1', 'd', 'results'))).toHaveLength(1);
  });

  it('writes a changeset, and reads what it wrote', async () => {
    const [[first, second], after] = (await batch(
      changeset(
        upsert([email('100101', 'one@contoso.example')]),
        upsert(email('100102', 'two@contoso.example'), '/odata/v2/upsert?$format=json'),
      ),
      get("PerEmail(emailType='8448',personIdExternal='100102')?$format=json"),
    )) as [unknown[], unknown];
    expect(first).toMatchObject([200, { d: [{ status: 'OK', index: 0 }] }]);
    expect(second).toMatchObject([200, { d: [{ status: 'OK' }] }]);
    expect(dig(after, '1', 'd', 'emailAddress')).toBe('two@contoso.example');
    expect((await sandbox.state())['writeCount']).toBe(2);
  });

  it('KBA 3709239: a failure takes its whole changeset back, and no other one', async () => {
    const [failed, done] = await batch(
      changeset(
        upsert([email('100101', 'one@contoso.example')]),
        upsert(
          [email('100102', 'two@contoso.example'), email('100401', null)],
          'upsert?strictTransactionIsolate=true&$format=json',
        ),
      ),
      changeset(upsert([email('100701', 'three@contoso.example')])),
    );
    expect(failed).toMatchObject([500, { error: { code: 'COE_GENERAL_SERVER_FAILURE' } }]);
    expect(dig(failed, '1', 'error', 'message', 'value')).toMatch(/^emailAddress is a required field[\s\S]*index 1$/);
    expect(done).toMatchObject([[200, { d: [{ status: 'OK' }] }]]);
    expect([await address('100101'), await address('100102'), await address('100701')]).toEqual([
      'amara.nwosu@fabrikam.example',
      'ingrid.solberg@contoso.example',
      'three@contoso.example',
    ]);
    expect((await sandbox.state())['writeCount']).toBe(1);
  });

  it.each([
    ['an unknown entity', upsert([{ __metadata: { uri: 'Nobody' } }]), 400, 'COE_ENTITY_NOT_FOUND'],
    ['a GET', get("User('100101')?$format=json"), 400, 'COE_GENERAL_BAD_REQUEST'],
    ['another method', get("User('100101')?$format=json").replace('GET', 'MERGE'), 405, 'COE_GENERAL_BAD_REQUEST'],
    ['no request', 'Content-Type: application/http\r\n\r\nhello', 400, undefined],
    ['another batch', upsert({}, '$batch?$format=json'), 400, undefined],
    ['no content type', 'X: y\r\n\r\nGET User HTTP/1.1', 400, undefined],
    ['an address that is not encoded', get('User%zz'), 400, undefined],
  ])('a changeset with %s is taken back', async (_, part, status, code) => {
    const [failed] = await batch(changeset(upsert([email('100101', 'one@contoso.example')]), part));
    expect([dig(failed, '0'), dig(failed, '1', 'error', 'code')]).toEqual([status, code]);
    expect(await address('100101')).toBe('amara.nwosu@fabrikam.example');
  });

  it('a user who may not write takes a changeset back as well', async () => {
    const body = together('batch_1', [changeset(upsert([email('100101', 'one@contoso.example')]))]);
    const answer = await post(body, 'multipart/mixed; boundary=batch_1', sandbox.basicOf('no-write'));
    const [failed] = read(answer.headers.get('content-type') ?? '', await answer.text());
    expect([dig(failed, '0'), dig(failed, '1', 'error', 'code')]).toEqual([403, 'COE_GENERAL_FORBIDDEN']);
  });

  it('an upsert outside of a changeset says what became of each record', async () => {
    const [answer] = await batch(upsert([email('100101', null)]));
    expect(answer).toMatchObject([200, { d: [{ status: 'ERROR' }] }]);
  });

  it('gives the Content-ID of a request with its answer', async () => {
    const part = changeset(
      upsert([email('100101', 'one@contoso.example')], 'upsert?$format=json', 'Content-ID: 7\r\n'),
    );
    expect(await (await post(together('batch_1', [part]))).text()).toContain(
      'binary\r\nContent-ID: 7\r\n\r\nHTTP/1.1 200',
    );
  });

  it.each([
    ['no multipart', '{}', 'application/json'],
    ['no boundary', '--x--', 'multipart/mixed'],
    ['another boundary', together('batch_2', [get('User')]), 'multipart/mixed; boundary=batch_1'],
    ['no end', `--batch_1\r\n${get('User')}`, 'multipart/mixed; boundary=batch_1'],
    ['nothing', '', 'multipart/mixed; boundary=batch_1'],
    [
      'a changeset without an end',
      together('batch_1', ['Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n']),
      'multipart/mixed; boundary="batch_1"',
    ],
    ['181 requests', together('batch_1', Array(181).fill(get('User/$count'))), 'multipart/mixed; boundary=batch_1'],
  ])('is refused: %s', async (_, body, contentType) => {
    const answer = await post(body, contentType);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('COE_GENERAL_BAD_REQUEST')]);
  });

  it('takes POST and a sign-in', async () => {
    expect((await sandbox.sf('$batch')).status).toBe(405);
    expect((await post('', 'multipart/mixed; boundary=b', 'Basic eDp5')).status).toBe(403);
  });

  it('lines may end as in Unix, and what stands before the first part does not count', async () => {
    const body = `preamble\n${together('batch_1', [get('User/$count'), get('PerPerson/$count')]).replaceAll('\r\n', '\n')}`;
    expect(await (await post(body)).text()).toMatch(/200 OK[\s\S]*200 OK/);
  });
});

describe('the npm package @odata/client', () => {
  it('reads and writes in one batch', async () => {
    const { successFactors, user, company, password } = sandbox.announcement;
    const client = OData.New({
      serviceEndpoint: `${successFactors}/odata/v2/`,
      credential: { username: `${user}@${company}`, password },
    });
    const answers = await client.execBatchRequests([
      client.newBatchRequest({
        collection: 'upsert?$format=json',
        method: 'POST',
        entity: email('100101', 'one@contoso.example'),
      }),
      client.newBatchRequest({
        collection: 'PerEmail',
        params: client.newOptions().filter("personIdExternal eq '100101'"),
      }),
    ]);
    const [written, found] = await Promise.all(answers.map((answer) => answer.json()));
    expect(written).toMatchObject({ d: [{ status: 'OK' }] });
    expect(list(dig(found, 'd', 'results')).map((row) => row['emailAddress'])).toContain('one@contoso.example');
  });
});
