import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

/** The answer as it is told to a caller who asked for a host, perhaps through a proxy that speaks TLS. */
function asked(path: string, headers: Record<string, string>): Promise<string> {
  const { hostname, port } = new URL(sandbox.announcement.successFactors);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { authorization: sandbox.basic, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}

describe('links', () => {
  it.each([
    [{ host: 'api4.contoso.example', 'x-forwarded-proto': 'https' }, 'https://api4.contoso.example:443'],
    [{ host: 'api4.contoso.example:443', 'x-forwarded-proto': 'https' }, 'https://api4.contoso.example:443'],
    [{ host: 'api4.contoso.example' }, 'http://api4.contoso.example:80'],
  ])('name the port always: %j', async (headers, origin) => {
    const answer = parse(await asked('/odata/v2/PerEmail?$format=json&customPageSize=1', headers));
    const [row] = list(dig(answer, 'd', 'results'));
    expect(dig(row, '__metadata', 'uri')).toMatch(`${origin}/odata/v2/PerEmail(emailType='`);
    expect(dig(row, 'personNav', '__deferred', 'uri')).toMatch(`${origin}/odata/v2/PerEmail(`);
    expect(dig(answer, 'd', '__next')).toMatch(`${origin}/odata/v2/PerEmail?$format=json&customPageSize=1&$skiptoken=`);
  });
});

describe('keys and values', () => {
  it.each([
    [
      "PerEmail(emailType='8448',personIdExternal='101001')",
      /^PerEmail\(emailType='8448',personIdExternal='101001'\)$/,
    ],
    ['PicklistOption(8448L)', /^PicklistOption\(8448L\)$/],
    [
      "FODepartment(externalCode='50001',startDate=datetime'1990-01-01T00:00:00')",
      /startDate=datetime'1990-01-01T00:00:00'\)$/,
    ],
    [
      "EmpJob(seqNumber=1L,startDate=datetime'2024-03-01T00:00:00',userId='100401-1')",
      /^EmpJob\(seqNumber=1L,startDate=/,
    ],
  ])('%s is read, and named the same', async (key, uri) => {
    const answer = await sandbox.json(key);
    const path = String(dig(answer, 'd', '__metadata', 'uri')).split('/odata/v2/')[1];
    expect(path).toMatch(uri);
    expect(path).toBe(key);
  });

  it('Int64, Double and Decimal are text, Int32 a number, Boolean true or false', async () => {
    const option = dig(await sandbox.json('PicklistOption(8448L)'), 'd');
    expect(option).toMatchObject({ id: '8448', minValue: '-1', maxValue: '-1', sortOrder: 1 });
    const [job] = await sandbox.rows('EmpJob', { $filter: "userId eq '100101'" });
    expect(job).toMatchObject({ seqNumber: '1', fte: '1', standardHours: '40', isFulltimeEmployee: true });
    const address = await sandbox.rows('FOCorporateAddressDEFLT', { $filter: "city eq 'Berlin'" });
    expect(address[0]?.['addressId']).toEqual(expect.stringMatching(/^\d+$/));
  });

  it('dates have their slashes escaped, and no text is hurt by it', async () => {
    const odd = '"/Date(1)/" and )/"';
    await sandbox.upsert([{ __metadata: { uri: "User('100101')" }, custom02: odd, custom03: '/Date(2)/' }]);
    const response = await sandbox.sf("User('100101')", { $format: 'json' });
    const text = await response.text();
    expect(text).toMatch(/"lastModifiedDateTime":"\\\/Date\(\d+\+0000\)\\\/"/);
    expect(text).toMatch(/"hireDate":"\\\/Date\(\d+\)\\\/"/);
    expect(dig(parse(text), 'd')).toMatchObject({ custom02: odd, custom03: '/Date(2)/' });
    await sandbox.control('/sandbox/reset', 'POST');
  });

  it('before 1970 the number is negative; what is null is there', async () => {
    const rows = await sandbox.rows('PerPerson', { $select: 'personIdExternal,dateOfBirth,dateOfDeath' });
    for (const row of rows) expect(row['dateOfDeath']).toBeNull();
    const crowd = await RunningSandbox.start('--people', '60');
    const born = await crowd.rows('PerPerson', { $filter: "dateOfBirth lt datetime'1970-01-01T00:00:00'" });
    expect(born.length).toBeGreaterThan(3);
    for (const row of born) expect(row['dateOfBirth']).toMatch(/^\/Date\(-\d+\)\/$/);
    await crowd.stop();
  });
});
