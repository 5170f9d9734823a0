import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, list, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--picklist-ids', 'second', '--people', '60');
});
afterAll(() => sandbox.stop());

/** Option id by external code of a picklist, as a client resolves it. */
async function optionsOf(picklist: string): Promise<Map<unknown, string>> {
  const answer = await sandbox.json(`Picklist('${picklist}')`, { $expand: 'picklistOptions' });
  const options = list(dig(answer, 'd', 'picklistOptions', 'results'));
  return new Map(options.map((option) => [option['externalCode'], String(option['id'])]));
}

describe('a tenant with option ids of its own', () => {
  it('announces them, and they are other ones than those of documents', async () => {
    const { emailTypes, phoneTypes } = sandbox.announcement;
    const [emails, phones] = [await optionsOf('ecEmailType'), await optionsOf('ecPhoneType')];
    expect([emails.get('B'), emails.get('P')]).toEqual([emailTypes['business'], emailTypes['personal']]);
    expect([phones.get('B'), phones.get('C')]).toEqual([phoneTypes['business'], phoneTypes['cell']]);
    for (const id of [...emails.values(), ...phones.values()]) {
      expect(['8448', '8446', '8447', '10605', '10606', '10607']).not.toContain(id);
    }
  });

  it('has them in every row that holds one', async () => {
    const [person] = await sandbox.rows('PerPerson', {
      $filter: "personIdExternal in '100601'",
      $expand:
        'emailNav/emailTypeNav,phoneNav/phoneTypeNav,employmentNav/jobInfoNav/emplStatusNav,employmentNav/empGlobalAssignmentNav/assignmentTypeNav',
    });
    const [email] = list(dig(person, 'emailNav', 'results'));
    expect(email?.['emailType']).toBe(sandbox.announcement.emailTypes['business']);
    expect(dig(email, 'emailTypeNav', 'externalCode')).toBe('B');
    for (const phone of list(dig(person, 'phoneNav', 'results'))) {
      expect(dig(phone, 'phoneTypeNav', 'id')).toBe(phone['phoneType']);
    }
    const employments = list(dig(person, 'employmentNav', 'results'));
    for (const employment of employments) {
      expect(dig(employment, 'jobInfoNav', 'results', 0, 'emplStatusNav', 'externalCode')).toBe('A');
    }
    const abroad = employments.find((employment) => employment['assignmentClass'] === 'GA');
    expect(dig(abroad, 'empGlobalAssignmentNav', 'assignmentTypeNav', 'externalCode')).toBe('LT');
    const { people } = await sandbox.state();
    const rita = list(people).find((each) => each['personIdExternal'] === '100401');
    expect(list(dig(rita, 'phones'))).toContainEqual(expect.objectContaining({ type: 'business', primary: true }));
  });

  it('refuses the ids of the other tenant, and takes its own', async () => {
    const record = (emailType: string) => ({
      __metadata: { uri: `PerEmail(emailType='${emailType}',personIdExternal='100101')` },
      emailAddress: 'new@contoso.example',
      isPrimary: true,
    });
    expect(await sandbox.upsert([record('8448')])).toMatchObject([{ status: 'ERROR' }]);
    const business = String(sandbox.announcement.emailTypes['business']);
    expect(await sandbox.upsert([record(business)])).toMatchObject([{ status: 'OK' }]);
  });
});

describe('v4admin', () => {
  it('is a User without a person, none of whose dates is filled', async () => {
    const user = dig(await sandbox.json("User('v4admin')", { $expand: 'empInfo,manager' }), 'd');
    expect(user).toMatchObject({
      username: 'v4admin',
      hireDate: null,
      lastModified: null,
      lastModifiedDateTime: null,
      empInfo: null,
      manager: null,
    });
    const active = await sandbox.rows('User', { $select: 'userId,lastModifiedDateTime' });
    expect(active.filter((row) => row['lastModifiedDateTime'] === null).map((row) => row['userId'])).toEqual([
      'v4admin',
    ]);
    const since = await sandbox.rows('User', {
      $filter: "lastModifiedDateTime ge datetimeoffset'1990-01-01T00:00:00Z'",
    });
    expect(since.map((row) => row['userId'])).not.toContain('v4admin');
    expect(await sandbox.ids("personIdExternal eq 'v4admin'")).toEqual([]);
  });

  it('can be read as Atom, its dates as nulls', async () => {
    const xml = await (await sandbox.sf("User('v4admin')")).text();
    expect(xml).toContain('<d:hireDate m:type="Edm.DateTime" m:null="true"/>');
  });
});
