import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dig, list, parse, RunningSandbox } from './support/start-sandbox.ts';

const run = promisify(execFile);

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', '60');
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
});

async function curl(url: string, options: Record<string, string>): Promise<string> {
  const { user, company, password } = sandbox.announcement;
  const data = Object.entries(options).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]);
  const args = ['--silent', '--show-error', '-u', `${user}@${company}:${password}`, '-G', url, ...data];
  return (await run('curl', args, { maxBuffer: 64 * 1024 * 1024 })).stdout;
}

/** The expand of the validation query of Microsoft's integration reference, with its line breaks. */
const validationExpand = `employmentNav/userNav,employmentNav/jobInfoNav,personalInfoNav,personEmpTerminationInfoNav,
    phoneNav,phoneNav/phoneTypeNav,emailNav,employmentNav/jobInfoNav/businessUnitNav,employmentNav/jobInfoNav/companyNav,
    employmentNav/jobInfoNav/companyNav/countryOfRegistrationNav,employmentNav/jobInfoNav/costCenterNav,
    employmentNav/jobInfoNav/divisionNav,employmentNav/jobInfoNav/departmentNav,employmentNav/jobInfoNav/jobCodeNav,
    employmentNav/jobInfoNav/locationNav,employmentNav/jobInfoNav/locationNav/addressNavDEFLT,employmentNav/jobInfoNav/payGradeNav,
    employmentNav/empGlobalAssignmentNav,employmentNav/empGlobalAssignmentNav/assignmentTypeNav,employmentNav/jobInfoNav/emplStatusNav,
    employmentNav/jobInfoNav/employmentTypeNav,employmentNav/jobInfoNav/employeeClassNav,employmentNav/jobInfoNav/eventReasonNav`;

describe('the long queries of the integration reference, by curl', () => {
  it('the validation query of one person', async () => {
    const text = await curl(`${sandbox.announcement.successFactors}/odata/v2/PerPerson`, {
      $format: 'json',
      $filter: "(personIdExternal in '100601')",
      $expand: validationExpand,
    });
    const people = list(dig(parse(text), 'd', 'results'));
    expect(people).toHaveLength(1);
    const person = people[0] ?? {};
    const { successFactors } = sandbox.announcement;
    expect(person['__metadata']).toEqual({
      uri: `${successFactors}/odata/v2/PerPerson('100601')`,
      type: 'SFOData.PerPerson',
    });
    // Scalars: Int64 as text, calendar dates and instants in their two forms, slashes escaped on the wire.
    expect(person['personId']).toBe('5601');
    expect(person['dateOfBirth']).toBe(`/Date(${Date.UTC(1983, 4, 27)})/`);
    expect(person['lastModifiedDateTime']).toMatch(/^\/Date\(\d+\+0000\)\/$/);
    expect(text).toContain('"dateOfBirth":"\\/Date(');
    expect(text).not.toContain('"/Date(');
    // To-many: results. To-one: the object. Not expanded: a deferred link.
    expect(dig(person, 'personalInfoNav', 'results', 0, 'lastName')).toBe('Watanabe');
    expect(dig(person, 'phoneNav', 'results', 0, 'phoneTypeNav', 'externalCode')).toBe('B');
    expect(dig(person, 'phoneNav', 'results', 0, 'phoneTypeNav', 'minValue')).toBe('-1');
    expect(dig(person, 'phoneNav', 'results', 0, 'phoneTypeNav', 'sortOrder')).toEqual(expect.any(Number));
    expect(dig(person, 'personEmpTerminationInfoNav', 'activeEmploymentsCount')).toBe(2);
    expect(dig(person, 'nationalIdNav')).toEqual({
      __deferred: { uri: `${successFactors}/odata/v2/PerPerson('100601')/nationalIdNav` },
    });
    const [home, abroad] = list(dig(person, 'employmentNav', 'results'));
    expect(dig(home, 'assignmentClass')).toBe('ST');
    expect(dig(home, 'empGlobalAssignmentNav')).toBeNull();
    expect(dig(home, 'userNav', 'manager', '__deferred', 'uri')).toContain("/User('100601')/manager");
    expect(dig(home, 'jobInfoNav', 'results', 0, '__metadata', 'uri')).toBe(
      `${successFactors}/odata/v2/EmpJob(seqNumber=1L,startDate=datetime'2019-04-01T00:00:00',userId='100601')`,
    );
    expect(dig(abroad, 'assignmentClass')).toBe('GA');
    expect(dig(abroad, 'empGlobalAssignmentNav', 'assignmentTypeNav', 'externalCode')).toBe('LT');
    const job = dig(abroad, 'jobInfoNav', 'results', 0);
    expect(dig(job, 'departmentNav', 'name_localized')).toBe('Operations');
    expect(dig(job, 'companyNav', 'countryOfRegistrationNav', 'twoCharCountryCode')).toBe('DE');
    expect(dig(job, 'companyNav', 'countryOfRegistrationNav', '__metadata', 'type')).toBe('SFOData.Country');
    expect(dig(job, 'locationNav', 'addressNavDEFLT', 'city')).toBe('Berlin');
    expect(dig(job, 'emplStatusNav', 'externalCode')).toBe('A');
    expect(dig(job, 'emplStatus')).toBe(dig(job, 'emplStatusNav', 'id'));
    expect(dig(job, 'fte')).toBe('1');
    for (const nav of [
      'businessUnitNav',
      'costCenterNav',
      'divisionNav',
      'jobCodeNav',
      'payGradeNav',
      'eventReasonNav',
    ]) {
      expect(dig(job, nav, 'name'), nav).toEqual(expect.any(String));
    }
    for (const nav of ['employmentTypeNav', 'employeeClassNav']) {
      expect(dig(job, nav, '__metadata', 'type'), nav).toBe('SFOData.PicklistOption');
    }
  });

  it('the full-sync query with customPageSize, followed by __next', async () => {
    const now = new Date().toISOString();
    let text = await curl(`${sandbox.announcement.successFactors}/odata/v2/PerPerson`, {
      $format: 'json',
      $filter: `(personEmpTerminationInfoNav/activeEmploymentsCount ge 1) and (lastModifiedDateTime le datetimeoffset'${now}')`,
      $expand:
        'employmentNav/userNav,employmentNav/jobInfoNav,personalInfoNav,personEmpTerminationInfoNav,phoneNav,emailNav,employmentNav/jobInfoNav/companyNav/countryOfRegistrationNav,employmentNav/jobInfoNav/divisionNav,employmentNav/jobInfoNav/departmentNav',
      customPageSize: '20',
    });
    const seen: string[] = [];
    let pages = 0;
    for (;;) {
      const answer = parse(text);
      const people = list(dig(answer, 'd', 'results'));
      pages += 1;
      expect(people.length).toBeLessThanOrEqual(20);
      for (const person of people) {
        expect(dig(person, 'personEmpTerminationInfoNav', 'activeEmploymentsCount')).toBeGreaterThanOrEqual(1);
        seen.push(String(person['personIdExternal']));
      }
      const next = dig(answer, 'd', '__next');
      if (typeof next !== 'string') break;
      expect(next.startsWith(`${sandbox.announcement.successFactors}/odata/v2/PerPerson?`)).toBe(true);
      const token = new URL(next).searchParams.get('$skiptoken') ?? '';
      expect(JSON.parse(Buffer.from(token, 'base64').toString())).toEqual({
        startRow: pages * 20,
        endRow: pages * 20 + 20,
      });
      text = await curl(next, {});
    }
    expect(pages).toBeGreaterThan(1);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain('100201');
    expect(seen).not.toContain('100501');
    expect(seen).toContain('100401');
    const { people } = await sandbox.state();
    const active = list(people).filter(
      (person) => !['terminated', 'rehire-old-person'].includes(String(person['situation'])),
    );
    expect(seen.length).toBe(active.length);
  });

  it('the validation query with eq, where in does not work', async () => {
    const text = await curl(`${sandbox.announcement.successFactors}/odata/v2/PerPerson`, {
      $format: 'json',
      $filter: "(personIdExternal eq '100601')",
      $expand: validationExpand,
    });
    expect(list(dig(parse(text), 'd', 'results')).map((person) => person['personIdExternal'])).toEqual(['100601']);
  });

  it('the current full-sync filter counts first, and finds those who left too', async () => {
    const url = `${sandbox.announcement.successFactors}/odata/v2/PerPerson`;
    const filter = `(personEmpTerminationInfoNav/activeEmploymentsCount ne null) and (lastModifiedDateTime le datetimeoffset'${new Date().toISOString()}')`;
    const count = Number(await curl(`${url}/$count`, { $filter: filter }));
    const text = await curl(url, { $format: 'json', $filter: filter, $select: 'personIdExternal' });
    const ids = list(dig(parse(text), 'd', 'results')).map((person) => person['personIdExternal']);
    expect(ids).toHaveLength(count);
    expect(ids).toEqual(expect.arrayContaining(['100101', '100201']));
  });

  it('the current incremental query, with every clause and the expand that is printed with it', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    const now = new Date(Date.now() + 60_000).toISOString();
    const within = (field: string) => `(${field} ge datetimeoffset'${since}' and ${field} le datetimeoffset'${now}')`;
    const dated = (nav: string) =>
      `${within(`${nav}/startDate`)} or (${within(`${nav}/lastModifiedDateTime`)} and (${nav}/startDate le datetimeoffset'${now}' and (${nav}/endDate ge datetimeoffset'${now}' or ${nav}/endDate eq null)))`;
    const filter = `(personEmpTerminationInfoNav/activeEmploymentsCount ne null) and
      (${within('lastModifiedDateTime')} or
      ${dated('personalInfoNav')} or ${dated('employmentNav')} or ${dated('employmentNav/jobInfoNav')} or
      ${within('phoneNav/lastModifiedDateTime')} or ${within('emailNav/lastModifiedDateTime')} or
      ${within('personEmpTerminationInfoNav/latestTerminationDate')} or
      ${within('employmentNav/userNav/lastModifiedDateTime')})`;
    const expand =
      'employmentNav/userNav,employmentNav/jobInfoNav,personalInfoNav,personEmpTerminationInfoNav,phoneNav,emailNav,employmentNav/userNav/manager/empInfo,employmentNav/jobInfoNav/companyNav,employmentNav/jobInfoNav/departmentNav,employmentNav/jobInfoNav/locationNav,employmentNav/jobInfoNav/locationNav/addressNavDEFLT,employmentNav/jobInfoNav/locationNav/addressNavDEFLT/stateNav';
    const read = async () => {
      const options = { $format: 'json', $filter: filter, $expand: expand, customPageSize: '100' };
      const text = await curl(`${sandbox.announcement.successFactors}/odata/v2/PerPerson`, options);
      return list(dig(parse(text), 'd', 'results'));
    };
    const before = (await read()).map((person) => String(person['personIdExternal']));
    expect(before).not.toContain('100101');
    await sandbox.upsert([
      { __metadata: { uri: "PerEmail(emailType='8448',personIdExternal='100101')" }, isPrimary: true },
    ]);
    const found = await read();
    expect(found.map((person) => String(person['personIdExternal'])).sort()).toEqual([...before, '100101'].sort());
    const amara = found.find((person) => person['personIdExternal'] === '100101');
    const employment = dig(amara, 'employmentNav', 'results', 0);
    expect(dig(employment, 'userNav', 'manager', 'empInfo', 'personIdExternal')).toBe('100102');
    const address = dig(employment, 'jobInfoNav', 'results', 0, 'locationNav', 'addressNavDEFLT');
    expect(dig(address, 'state')).toBe('WA');
    expect(address).toHaveProperty('stateNav');
  });

  it('the second query for somebody who starts later, as of the start date', async () => {
    const url = `${sandbox.announcement.successFactors}/odata/v2/PerPerson`;
    const expand = 'employmentNav/userNav,employmentNav/jobInfoNav,personalInfoNav';
    const today = await curl(url, { $format: 'json', $filter: "(personIdExternal in '100801')", $expand: expand });
    const [now] = list(dig(parse(today), 'd', 'results'));
    expect(dig(now, 'personalInfoNav', 'results')).toEqual([]);
    const start = Number(/-?\d+/.exec(String(dig(now, 'employmentNav', 'results', 0, 'startDate')))?.[0]);
    const text = await curl(url, {
      $format: 'json',
      $filter: "(personIdExternal in '100801' and employmentNav/userNav/status in 't','f','e')",
      asOfDate: new Date(start).toISOString().slice(0, 10),
      $expand: expand,
    });
    const [then] = list(dig(parse(text), 'd', 'results'));
    expect(dig(then, 'personalInfoNav', 'results', 0, 'lastName')).toBe('Rahimi');
    expect(dig(then, 'employmentNav', 'results', 0, 'jobInfoNav', 'results', 0, 'jobTitle')).toEqual(
      expect.any(String),
    );
  });

  it("the incremental query finds those who changed and yesterday's leavers only", async () => {
    const from = new Date(Date.now() - 60_000).toISOString();
    const changed = (nav: string) =>
      `(${nav}lastModifiedDateTime ge datetimeoffset'${from}' and ${nav}lastModifiedDateTime le datetimeoffset'${new Date(Date.now() + 60_000).toISOString()}')`;
    const filter = `(personEmpTerminationInfoNav/activeEmploymentsCount ne null) and (${changed('')} or
      ((${changed('employmentNav/')}) and (employmentNav/startDate le datetimeoffset'${from}' and (employmentNav/endDate ge datetimeoffset'${from}' or employmentNav/endDate eq null))) or
      ${changed('phoneNav/')} or ${changed('emailNav/')} or ${changed('employmentNav/userNav/')} or
      (personEmpTerminationInfoNav/latestTerminationDate ge datetimeoffset'${from}'))`;
    expect(await sandbox.ids(filter)).toEqual([]);
    await sandbox.upsert([{ __metadata: { uri: "User('100401-1')" }, custom02: 'changed' }]);
    await sandbox.upsert([
      {
        __metadata: { uri: "PerPhone(personIdExternal='101101',phoneType='10605')" },
        phoneNumber: '1',
        isPrimary: false,
      },
    ]);
    expect(await sandbox.ids(filter)).toEqual(['100401', '101101']);
    const { successFactors } = sandbox.announcement;
    const count = await curl(`${successFactors}/odata/v2/PerPerson/$count`, { $format: 'json', $filter: filter });
    expect(count).toBe('2');
  });
});
