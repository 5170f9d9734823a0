import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

const rita = "PerPerson('100401')";
const employment = "employmentNav(personIdExternal='100401',userId='100401-1')";
const text = async (resource: string) => {
  const answer = await sandbox.sf(resource);
  return [answer.status, answer.headers.get('content-type')?.split(';')[0], await answer.text()];
};

describe('a path', () => {
  it.each([
    ["User('100401-1')/username", { username: 'rokafor.100401-1' }],
    ["PerPerson('100401')/personId", { personId: '5401' }],
    ["PerPerson('100401')/employmentNav(personIdExternal='100401',userId='100401')/userNav/status", { status: 'f' }],
    ["PerEmail(emailType='8448',personIdExternal='100401')/emailTypeNav/externalCode", { externalCode: 'B' }],
  ])('to a property: %s', async (path, d) => {
    const answer = dig(await sandbox.json(path), 'd');
    expect(Object.keys(answer as object)).toEqual(Object.keys(d));
    if (!path.endsWith('username')) expect(answer).toEqual(d);
  });

  it('along the navigations of a row, one of several rows named by its key', async () => {
    const [job] = await sandbox.rows(`${rita}/${employment}/jobInfoNav`);
    expect(job?.['jobTitle']).toBe('Account Manager');
    expect(dig(await sandbox.json(`${rita}/${employment}/userNav`), 'd', 'userId')).toBe('100401-1');
    const history = await sandbox.rows(`${rita}/${employment}/jobInfoNav`, { asOfDate: '2019-01-01' });
    expect(history).toEqual([]);
    expect(await text(`${rita}/employmentNav/$count`)).toEqual([200, 'text/plain', '2']);
  });

  it('to the value of a property alone, as plain text and in XML', async () => {
    expect(await text(`${rita}/personId/$value`)).toEqual([200, 'text/plain', '5401']);
    expect(await text("PerPerson('101201')/dateOfBirth/$value")).toEqual([200, 'text/plain', '1999-12-21T00:00:00']);
    expect((await text(`${rita}/dateOfDeath/$value`))[0]).toBe(404);
    expect((await text(`${rita}/personId`))[2]).toMatch(
      /<d:personId xmlns:m="[^"]+" xmlns:d="[^"]+" m:type="Edm\.Int64">5401<\/d:personId>$/,
    );
    expect((await text(`${rita}/dateOfDeath`))[2]).toMatch(/ m:null="true"\/>$/);
  });

  it('to the addresses of what hangs on a row', async () => {
    const links = list(dig(await sandbox.json(`${rita}/$links/emailNav`), 'd', 'results'));
    expect(links.map((link) => Object.keys(link))).toEqual([['uri'], ['uri']]);
    expect(links[0]?.['uri']).toMatch(/\/odata\/v2\/PerEmail\(emailType='8448',personIdExternal='100401'\)$/);
    const [, , xml] = await text(`${rita}/${employment}/$links/userNav`);
    expect(xml).toMatch(/<uri xmlns="[^"]+">http:[^<]+User\(&#39;100401-1&#39;\)<\/uri>$/);
    expect((await text(`${rita}/$links/emailNav`))[2]).toMatch(/<links xmlns="[^"]+"><uri>/);
  });

  it.each([
    [400, `${rita}/$count`],
    [400, `${rita}/$value`],
    [400, `${rita}/emailNav/emailAddress`],
    [400, `${rita}/personId/x`],
    [400, `${rita}/$links/personId`],
    [400, '$links/PerPerson'],
    [400, `${rita}/personalInfoNav/personNav`],
    [400, 'PerPerson/emailNav'],
    [400, "User('100401')/manager(userId='100102')"],
    [400, `${rita}/emailNav(emailType='8448')`],
    [404, `${rita}/emailNav(emailType='8447',personIdExternal='100401')`],
    [404, `${rita}/emailNav(emailType='8448',personIdExternal='100101')`],
    [404, "User('100102')/manager/username"],
    [404, "PerPerson('9')/emailNav"],
  ])('that leads nowhere: %i %s', async (status, path) => {
    const answer = await sandbox.sf(path, { $format: 'json' });
    expect([answer.status, Object.keys(parse(await answer.text()))]).toEqual([status, ['error']]);
  });

  it('does not lead around a permission', async () => {
    const { user = '' } = sandbox.announcement.users.find(({ lacks }) => lacks === 'user-read') ?? {};
    for (const path of [`${rita}/${employment}/userNav/username`, `${rita}/${employment}/userNav/$links/manager`]) {
      const answer = await sandbox.sf(path, { $format: 'json' }, { headers: { authorization: sandbox.basicOf(user) } });
      expect([path, answer.status]).toEqual([path, 403]);
      await answer.text();
    }
  });
});
