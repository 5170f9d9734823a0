import { OData } from '@odata/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dig, type Json, list, RunningSandbox } from './support/start-sandbox.ts';

// A client that nobody here wrote, made for any OData service of version 2.
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', '40');
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

const client = (processCsrfToken = false) => {
  const { successFactors, user, company, password } = sandbox.announcement;
  return OData.New({
    serviceEndpoint: `${successFactors}/odata/v2/`,
    credential: { username: `${user}@${company}`, password },
    processCsrfToken,
  });
};

describe('the npm package @odata/client', () => {
  it('reads $metadata and the service document, and queries every entity set that they name', async () => {
    const { successFactors, user, company, password } = sandbox.announcement;
    const reader = OData.New({
      serviceEndpoint: `${successFactors}/odata/v2/`,
      credential: { username: `${user}@${company}`, password },
      commonHeaders: { Accept: 'application/xml' },
    });
    const xml = String(await reader.newRequest({ collection: '$metadata' }));
    const sets = [...xml.matchAll(/<EntitySet [^>]*?\bName="(\w+)"/g)].map(([, name = '']) => name);
    expect(sets).toContain('PerPerson');
    const service: unknown = await client().newRequest({ collection: '' });
    expect(dig(service, 'd', 'EntitySets')).toEqual(sets);
    for (const name of sets) {
      const rows: unknown = await client().getEntitySet(name).query(client().newOptions().top(1));
      expect([name, list(rows).length <= 1]).toEqual([name, true]);
    }
  });

  it('is told 406 where it asks for $metadata as JSON', async () => {
    const answer: unknown = await client().newRequest({ collection: '$metadata' });
    expect(dig(answer, 'error', 'code')).toBe('NotAcceptableException');
  });

  it('queries by filter, expand and select', async () => {
    const options = client()
      .newOptions()
      .filter(client().newFilter().property('personIdExternal').eq("'100401'"))
      .expand(['employmentNav/userNav', 'emailNav'])
      .select(['personIdExternal', 'employmentNav/userNav/username', 'emailNav/emailAddress']);
    const [person] = list(await client().getEntitySet('PerPerson').query(options));
    expect(person?.['personIdExternal']).toBe('100401');
    expect(list(dig(person, 'employmentNav', 'results')).map((row) => dig(row, 'userNav', 'username'))).toEqual(
      expect.arrayContaining([expect.stringContaining('100401'), expect.stringContaining('100401-1')]),
    );
    expect(dig(person, 'emailNav', 'results', 0, 'emailAddress')).toContain('@');
  });

  it('reads by one key and by several, and counts', async () => {
    const person: unknown = await client().getEntitySet('PerPerson').retrieve('100101');
    expect(dig(person, 'personIdExternal')).toBe('100101');
    const email: unknown = await client()
      .getEntitySet('PerEmail')
      .retrieve({ emailType: '8448', personIdExternal: '100101' });
    expect(dig(email, 'emailAddress')).toBe('amara.nwosu@fabrikam.example');
    const count = await client().getEntitySet('PerPerson').count();
    expect(Number(count)).toBe((await sandbox.state())['peopleCount']);
  });

  it('reads errors in the shape that it knows', async () => {
    const failed = client().getEntitySet('PerPerson').query(client().newFilter().property('nobody').eq("'x'"));
    await expect(failed).rejects.toThrow(/COE0021|Invalid property/);
  });

  it('writes by upsert with a CSRF token that it fetched', async () => {
    const record: Json = {
      __metadata: { uri: "PerEmail(emailType='8448',personIdExternal='100101')" },
      emailAddress: 'by.another.client@contoso.example',
      isPrimary: true,
    };
    const writer = client(true);
    const token = await writer.getCsrfToken();
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    const answer: unknown = await writer.newRequest({
      collection: 'upsert',
      method: 'POST',
      params: writer.newOptions().format('json'),
      entity: [record],
    });
    expect(list(dig(answer, 'd'))).toMatchObject([{ status: 'OK' }]);
    expect((await sandbox.state())['writeCount']).toBe(1);
  });
});
