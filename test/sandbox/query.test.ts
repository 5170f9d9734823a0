import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

const error = async (resource: string, options: Record<string, string>): Promise<{ status: number; error: Json }> => {
  const response = await sandbox.sf(resource, { $format: 'json', ...options });
  const body = parse(await response.text());
  return {
    status: response.status,
    error: { code: dig(body, 'error', 'code'), text: dig(body, 'error', 'message', 'value') },
  };
};

describe('$filter', () => {
  it.each([
    ["personIdExternal in '100101','100401'", ['100101', '100401']],
    ["(personIdExternal in '100101')", ['100101']],
    ["personIdExternal eq '100101' or personIdExternal eq '100102'", ['100101', '100102']],
    ["not (personIdExternal gt '100101') and personIdExternal le '100101'", ['100101']],
    ["personIdExternal eq '101001' and personalInfoNav/lastName eq 'O''Connor'", ['101001']],
    ["emailNav/isPrimary eq true and emailNav/emailType eq '8446'", ['100901']],
    ["employmentNav/assignmentClass eq 'GA'", ['100601']],
    ["employmentNav/userNav/status in 'f' and personIdExternal lt '100402'", ['100201', '100401']],
    ['personEmpTerminationInfoNav/activeEmploymentsCount ge 2', ['100601', '100701']],
    ['personEmpTerminationInfoNav/latestTerminationDate ne null', ['100201', '100301', '100401', '100501']],
    ["dateOfBirth ge datetimeoffset'1999-12-21T00:00:00Z'", ['101201']],
    ["dateOfBirth eq datetime'1999-12-21T00:00:00'", ['101201']],
    ['personId eq 5401', ['100401']],
    ['personId eq 5401L', ['100401']],
    ["startswith(personalInfoNav/firstName,'Mei') eq true", ['100301']],
    ["substringof('kafo',personalInfoNav/lastName)", ['100401']],
    ["tolower(personalInfoNav/lastName) eq 'okafor'", ['100401']],
    ["personalInfoNav/lastName like 'O%a%r'", ['100401']],
    ['personId sub 1 eq 5400', ['100401']],
    ['personId add 2 mul 3 eq 5407', ['100401']],
    ['personId div 2 eq 2700.5 and personId mod 2 eq 1', ['100401']],
    ['personId div 0 eq 1', []],
    ['personEmpTerminationInfoNav/activeEmploymentsCount add 1 ge 3', ['100601', '100701']],
  ])('%s', async (filter, expected) => {
    const found = await sandbox.ids(filter);
    if (filter.includes('isPrimary')) expect(found).toEqual(expect.arrayContaining(expected));
    else expect(found).toEqual(expected);
  });

  it('takes a thousand comparisons in a row', async () => {
    const many = Array.from({ length: 999 }, (_, index) => `personIdExternal eq '${index}'`);
    expect(await sandbox.ids([...many, "personIdExternal eq '100401'"].join(' or '))).toEqual(['100401']);
  });

  it('takes a thousand values in an in list, and not one more; so with expressions', async () => {
    const values = Array.from({ length: 999 }, (_, index) => `'${index}'`);
    expect(await sandbox.ids(`personIdExternal in '100401',${values.join()}`)).toEqual(['100401']);
    const one = await error('PerPerson', { $filter: `personIdExternal in '100401','x',${values.join()}` });
    expect(one).toMatchObject({ status: 400, error: { text: expect.stringContaining('at most 1000 values') } });
    const comparisons = Array.from({ length: 1001 }, (_, index) => `personIdExternal eq '${index}'`);
    const many = await error('PerPerson', { $filter: comparisons.join(' or ') });
    expect(many).toMatchObject({ status: 400, error: { text: expect.stringContaining('limit of 1000') } });
  });

  it('asks lastModifiedDateTime of all slices, each bound of another one, and gives the row of the day', async () => {
    const changed = (row: Json | undefined) => Number(/\d+/.exec(String(row?.['lastModifiedDateTime']))?.[0]);
    const slices = await sandbox.rows('EmpJob', { $filter: "userId eq '100401'", fromDate: '1990-01-01' });
    const times = slices.map(changed).sort((a, b) => a - b);
    expect(new Set(times).size).toBe(2);
    // No slice was changed in between: the first bound is met by the later slice, the second by the earlier one.
    const between = ['ge', 'le'].map(
      (operator, index) =>
        `lastModifiedDateTime ${operator} datetimeoffset'${new Date((times[0] ?? 0) + (index === 0 ? 2000 : 1000)).toISOString()}'`,
    );
    const filter = `userId eq '100401' and ${between.join(' and ')}`;
    const [today, ...more] = await sandbox.rows('EmpJob', { $filter: filter });
    expect(more).toEqual([]);
    expect(changed(today)).toBe(times[1]);
    // A range of slices judges each by itself.
    expect(await sandbox.rows('EmpJob', { $filter: filter, fromDate: '1990-01-01' })).toEqual([]);
    // So through a navigation: a change to an old slice finds the person of today.
    const once = `employmentNav/jobInfoNav/lastModifiedDateTime eq datetimeoffset'${new Date(times[0] ?? 0).toISOString()}'`;
    expect(await sandbox.ids(once)).toEqual(['100401']);
  });

  it('holds for any row of a to-many navigation and trims nothing', async () => {
    const [beatriz] = await sandbox.rows('PerPerson', {
      $filter: "employmentNav/userId eq '100701-1'",
      $expand: 'employmentNav',
    });
    expect(list(dig(beatriz, 'employmentNav', 'results'))).toHaveLength(2);
  });

  it.each([
    ["personIdExternal in ('100101')", 'COE_GENERAL_BAD_REQUEST'],
    ["personIdExternal eq '100101", 'COE_GENERAL_BAD_REQUEST'],
    ['personIdExternal eq 100101', 'COE_GENERAL_BAD_REQUEST'],
    ["emailNav/isPrimary eq 'true'", 'COE_GENERAL_BAD_REQUEST'],
    ['personIdExternal', 'COE_GENERAL_BAD_REQUEST'],
    ['employmentNav eq null', 'COE_PROPERTY_NOT_FOUND'],
    ["nonsense eq '1'", 'COE_PROPERTY_NOT_FOUND'],
    ["dateOfBirth eq datetime'2024-02-31T00:00:00'", 'COE_GENERAL_BAD_REQUEST'],
    ["dateOfBirth eq datetime'2024-01-01T25:00:00'", 'COE_GENERAL_BAD_REQUEST'],
    ["personIdExternal eq 'O''", 'COE_GENERAL_BAD_REQUEST'],
    ["phoneNav/extension eq '1'", 'COE_BAD_PROPERTY_EXPRESSION'],
    ['personIdExternal add 1 eq 5', 'COE_GENERAL_BAD_REQUEST'],
    ["personId add 'x' eq 5", 'COE_GENERAL_BAD_REQUEST'],
    ['personId add eq 5', 'COE_GENERAL_BAD_REQUEST'],
    [`${'('.repeat(5000)}true${')'.repeat(5000)}`, 'COE_GENERAL_BAD_REQUEST'],
    [`${'tolower('.repeat(5000)}personIdExternal`, 'COE_GENERAL_BAD_REQUEST'],
  ])('refuses %.40s', async (filter, code) => {
    const answer = await error('PerPerson', { $filter: filter });
    expect(answer).toMatchObject({ status: 400, error: { code } });
  });
});

describe('$select, $expand, keys', () => {
  it('selects paths of what is expanded', async () => {
    const [rita] = await sandbox.rows('PerPerson', {
      $filter: "personIdExternal in '100401'",
      $expand: 'employmentNav/userNav,emailNav',
      $select: 'personIdExternal,employmentNav/userId,employmentNav/userNav/status',
    });
    expect(Object.keys(rita ?? {})).toEqual(['__metadata', 'personIdExternal', 'employmentNav']);
    const [first] = list(dig(rita, 'employmentNav', 'results'));
    expect(Object.keys(first ?? {})).toEqual(['__metadata', 'userId', 'userNav']);
    expect(dig(first, 'userNav')).toEqual({ __metadata: expect.anything(), status: 'f' });
  });

  it('names every unknown property in one COE0021', async () => {
    const answer = await error('PerPerson', { $select: 'personIdExternal,foo,bar' });
    expect(answer).toMatchObject({ status: 400, error: { code: 'COE_PROPERTY_NOT_FOUND' } });
    expect(answer.error['text']).toMatch(
      /^\[COE0021\]Invalid property names: PerPerson\/foo, PerPerson\/bar\. Please check/,
    );
    expect((await error('PerPerson', { $expand: 'nopeNav' })).error['text']).toContain('PerPerson/nopeNav');
    expect((await error('PerPerson', { $select: 'emailNav/emailAddress' })).status).toBe(400);
  });

  it('limits the depth of $expand, for FODepartment to five', async () => {
    const deep = (count: number) => Array.from({ length: count }, () => 'parentNav').join('/');
    expect(await error('FODepartment', { $expand: deep(6) })).toMatchObject({
      status: 400,
      error: {
        code: 'COE_EXPAND_DEPTH_EXCEED_THRESHOLD',
        text: `[COE0046] Expand depth 6 of ${deep(6)} exceeds the limit 5.`,
      },
    });
    expect((await sandbox.sf('FODepartment', { $format: 'json', $expand: deep(5) })).status).toBe(200);
    const users = Array.from({ length: 11 }, () => 'manager').join('/');
    expect((await error('User', { $expand: users })).error['text']).toContain('exceeds the limit 10');
  });

  it('reads by key in every form, and what hangs on a row', async () => {
    expect(dig(await sandbox.json("PerEmail(emailType='8448',personIdExternal='100401')"), 'd', 'emailAddress')).toBe(
      'rita.okafor@fabrikam.example',
    );
    expect(dig(await sandbox.json("PerPhone(personIdExternal='100401', phoneType='10606')"), 'd', 'isPrimary')).toBe(
      false,
    );
    expect(dig(await sandbox.json("User('100401')"), 'd', 'status')).toBe('f');
    expect(dig(await sandbox.json("User(userId='100401-1')"), 'd', 'status')).toBe('t');
    expect(dig(await sandbox.json('PicklistOption(10605L)'), 'd', 'externalCode')).toBe('B');
    const job = "EmpJob(seqNumber=1L,startDate=datetime'2024-03-01T00:00:00',userId='100401-1')";
    expect(dig(await sandbox.json(job), 'd', 'jobTitle')).toBe('Account Manager');
    expect(dig(await sandbox.json(`${job}/departmentNav`), 'd', 'name')).toBe('Sales EMEA');
    expect(await sandbox.rows("PerPerson('100401')/emailNav")).toHaveLength(2);
  });

  it('every deferred and metadata link leads somewhere', async () => {
    const [rita] = await sandbox.rows('PerPerson', {
      $filter: "personIdExternal in '100401'",
      $expand: 'employmentNav',
    });
    const links = JSON.stringify(rita).match(/http:[^"]+/g) ?? [];
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) {
      const response = await fetch(`${link}?$format=json`, { headers: { authorization: sandbox.basic } });
      expect([response.status, link]).toEqual([200, link]);
      await response.text();
    }
  });

  it('resolves option ids through Picklist', async () => {
    const answer = await sandbox.json("Picklist('ecEmailType')", { $expand: 'picklistOptions/picklistLabels' });
    const options = list(dig(answer, 'd', 'picklistOptions', 'results'));
    expect(
      options.map((option) => [
        option['id'],
        option['externalCode'],
        dig(option, 'picklistLabels', 'results', 0, 'label'),
      ]),
    ).toEqual([
      ['8448', 'B', 'Business'],
      ['8446', 'P', 'Personal'],
      ['8447', 'O', 'Other'],
    ]);
  });

  it('a plain User query returns active users, one about the status what it asks for', async () => {
    const plain = await sandbox.rows('User', { $select: 'userId' });
    const inactive = await sandbox.rows('User', { $select: 'userId', $filter: "status in 'f'" });
    expect(plain.map((row) => row['userId'])).not.toContain('100401');
    expect(inactive.map((row) => row['userId'])).toEqual(['100201', '100401', '100501']);
    // The word in a text, or the status of somebody else, is not about the user's own.
    for (const filter of ["userId ne 'status'", "manager/status in 't','f'"]) {
      const found = await sandbox.rows('User', { $select: 'userId', $filter: filter });
      expect(found.map((row) => row['userId'])).not.toContain('100401');
    }
  });

  it('gives history with fromDate and refuses it beside asOfDate', async () => {
    const filter = { $filter: "userId eq '100401'" };
    expect(await sandbox.rows('EmpJob', filter)).toHaveLength(1);
    expect(await sandbox.rows('EmpJob', { ...filter, fromDate: '1990-01-01' })).toHaveLength(2);
    const before = await sandbox.rows('EmpJob', { ...filter, asOfDate: '2020-06-30' });
    expect(before[0]?.['eventReason']).toBe('HIRNEW');
    expect((await error('EmpJob', { fromDate: '1990-01-01', asOfDate: '2020-01-01' })).status).toBe(400);
  });
});

describe('paging and counting', () => {
  it('pages by customPageSize to the last row once', async () => {
    const seen: unknown[] = [];
    let pages = 0;
    let answer = await sandbox.json('PerEmail', { customPageSize: '7', $inlinecount: 'allpages' });
    for (;;) {
      pages += 1;
      expect(dig(answer, 'd', '__count')).toBe('21');
      seen.push(...list(dig(answer, 'd', 'results')).map((row) => `${row['personIdExternal']} ${row['emailType']}`));
      const next = dig(answer, 'd', '__next');
      if (next === undefined) break;
      answer = parse(await (await fetch(String(next), { headers: { authorization: sandbox.basic } })).text());
    }
    expect([pages, seen.length, new Set(seen).size]).toEqual([3, 21, 21]);
  });

  it('$top, $skip and $count', async () => {
    const ids = await sandbox.rows('PerPerson', { $top: '2', $skip: '1', $select: 'personIdExternal' });
    expect(ids.map((row) => row['personIdExternal'])).toEqual(['100102', '100201']);
    const count = await sandbox.sf('PerPerson/$count', { $filter: "employmentNav/assignmentClass eq 'GA'" });
    expect([await count.text(), count.headers.get('content-type')]).toEqual(['1', 'text/plain;charset=utf-8']);
  });

  it('refuses a token or number that is none', async () => {
    for (const options of [{ $skiptoken: 'bm9uc2Vuc2U=' }, { $top: '-1' }, { customPageSize: '0' }]) {
      expect((await error('PerPerson', options)).status).toBe(400);
    }
  });
});

describe('errors', () => {
  it('come as JSON when JSON is asked for and as XML otherwise', async () => {
    const json = await sandbox.sf('Nobody', { $format: 'json' });
    expect([json.status, dig(parse(await json.text()), 'error', 'code')]).toEqual([400, 'COE_ENTITY_NOT_FOUND']);
    const accepted = await sandbox.sf('Nobody', {}, { headers: { accept: 'application/json' } });
    expect(accepted.headers.get('content-type')).toContain('json');
    const xml = await sandbox.sf('Nobody');
    expect(xml.headers.get('content-type')).toContain('xml');
    expect(await xml.text()).toMatch(
      /<error xmlns="http:\/\/schemas\.microsoft\.com\/ado\/2007\/08\/dataservices\/metadata"><code>COE_ENTITY_NOT_FOUND<\/code><message lang="en-US">/,
    );
  });

  it.each([
    ['missing', undefined, 403, 'LGN0003'],
    ['of another kind', 'Digest abc', 403, 'LGN0005'],
    ['of another company', 'sfapi@sandbox:sandbox-password', 403, 'LGN0008'],
    ['without a company', 'sfapi:sandbox-password', 403, 'LGN0008'],
    ['with a wrong password', 'sfapi@SANDBOX:wrong', 401, 'LGN0015'],
    ['of an unknown user', 'nobody@SANDBOX:sandbox-password', 401, 'LGN0015'],
  ])('a sign-in that is %s', async (_, given, status, code) => {
    const authorization = given?.includes(':') ? `Basic ${Buffer.from(given).toString('base64')}` : given;
    const response = await fetch(`${sandbox.announcement.successFactors}/odata/v2/PerPerson?$format=json`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(response.status).toBe(status);
    expect([...response.headers.values()].join(' ')).toContain(code);
    expect(dig(parse(await response.text()), 'error', 'code')).toBe(code);
  });

  it('a row that does not exist, an address that is none, broken encoding', async () => {
    expect((await error("PerPerson('999999')", {})).status).toBe(404);
    expect((await error('PerEmail(emailType=8448)', {})).status).toBe(400);
    const away = await fetch(`${sandbox.announcement.successFactors}/odata/v4/x`, {
      headers: { authorization: sandbox.basic },
    });
    expect(away.status).toBe(404);
    const broken = await fetch(`${sandbox.announcement.successFactors}/odata/v2/PerPerson?$filter=%zz&$format=json`, {
      headers: { authorization: sandbox.basic },
    });
    expect(broken.status).toBe(400);
  });
});
