import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

/** How many of a hundred generated people are in each situation, as docs/sandbox.md states it. */
const proportions: Record<string, number> = {
  plain: 62,
  terminated: 8,
  rehire: 5,
  conversion: 4,
  'global-assignment': 3,
  'concurrent-jobs': 3,
  'personal-email-primary': 3,
  'business-phone-primary': 3,
  'pre-hire': 2,
  'cell-phone-primary': 2,
  'placeholder-contact': 2,
  'rehire-new-person': 1,
  'no-phone': 1,
  'personal-phone-primary': 1,
};

describe('5,000 people', () => {
  let sandbox: RunningSandbox;
  let people: Json[];
  beforeAll(async () => {
    sandbox = await RunningSandbox.start('--people', '5000');
    const state = parse(await (await sandbox.control('/sandbox/state?limit=5000')).text());
    people = list(state['people']);
  });
  afterAll(() => sandbox.stop());

  it('are in every situation, in the stated proportions', () => {
    expect(people).toHaveLength(5000);
    const generated = people.slice(16);
    const counts = Object.groupBy(generated, (person) => String(person['situation']));
    expect(counts['rehire-old-person']?.length).toBe(counts['rehire-new-person']?.length);
    for (const [situation, percent] of Object.entries(proportions)) {
      const expected = (generated.length * percent) / 100;
      // Four standard deviations of a draw: the seed is fixed, so this never fails by chance.
      const spread = 4 * Math.sqrt(expected * (1 - percent / 100));
      expect(Math.abs((counts[situation]?.length ?? 0) - expected), situation).toBeLessThan(spread);
    }
  });

  it('have names of many languages, and addresses and numbers of their own', () => {
    expect(new Set(people.map((person) => person['name'])).size).toBeGreaterThan(3500);
    const own = (of: Json[], rows: string, field: string) =>
      of.flatMap((person) => list(person[rows]).map((row) => String(row[field])));
    const twice = (values: string[]) =>
      [...Map.groupBy(values, (value) => value)].filter(([, same]) => same.length > 1).map(([value]) => value);
    // Whoever was rehired under a new person id keeps the number.
    const once = people.filter((person) => person['situation'] !== 'rehire-old-person');
    expect(twice(own(once, 'phones', 'number'))).toEqual(['000-000-0000']);
    expect(twice(own(once, 'emails', 'address'))).toEqual(['to-be-set@placeholder.invalid']);
    for (const address of own(people, 'emails', 'address'))
      expect(address).toMatch(/^[a-z0-9.-]+@[a-z]+\.(example|invalid)$/);
  });

  it('report to somebody who works here, in a tree', async () => {
    const users: Json[] = [];
    let answer = await sandbox.json('EmpJob', { $select: 'userId,managerId', $expand: 'managerUserNav' });
    for (;;) {
      users.push(...list(dig(answer, 'd', 'results')));
      const next = dig(answer, 'd', '__next');
      if (next === undefined) break;
      answer = parse(await (await fetch(String(next), { headers: { authorization: sandbox.basic } })).text());
    }
    const managers = Map.groupBy(users, (user) => String(user['managerId']));
    expect(managers.size).toBeGreaterThan(300);
    expect(Math.max(...[...managers.values()].map((team) => team.length))).toBeLessThan(60);
    const known = new Set(users.map((user) => String(user['userId'])));
    for (const manager of managers.keys()) if (manager !== 'NO_MANAGER') expect(known).toContain(manager);
    const reports = await sandbox.rows("User('200001')/directReports", { $select: 'userId' });
    expect(reports.length).toBeGreaterThan(3);
  });

  it('some who left have no termination info, and a count of null finds them', async () => {
    const without = await sandbox.sf('PerPerson/$count', {
      $filter: 'personEmpTerminationInfoNav/activeEmploymentsCount eq null',
    });
    expect(Number(await without.text())).toBeGreaterThan(50);
  });
});

describe('100,000 people', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start('--people', '100000');
  });
  afterAll(() => sandbox.stop());

  it('are there at once; one is read by key, and found by id without looking at the others', async () => {
    expect((await sandbox.state())['peopleCount']).toBe(100_000);
    expect(dig(await sandbox.json("PerPerson('280000')"), 'd', 'personId')).toBe('185000');
    expect(await sandbox.ids("personIdExternal in '280000','250000'")).toEqual(['250000', '280000']);
    expect(await sandbox.ids("employmentNav/userId eq '298000'")).toEqual(['298000']);
  });

  it('are counted and paged through; an edit changes what the next page counts, at once', async () => {
    const filter = "emailType eq '8447'";
    const count = async () => Number(await (await sandbox.sf('PerEmail/$count', { $filter: filter })).text());
    expect(await count()).toBe(0);
    await sandbox.upsert([
      {
        __metadata: { uri: "PerEmail(emailType='8447',personIdExternal='290000')" },
        emailAddress: 'third@mail.example',
        isPrimary: false,
      },
    ]);
    const rows = await sandbox.rows('PerEmail', { $filter: filter });
    expect([await count(), rows.map((row) => row['personIdExternal'])]).toEqual([1, ['290000']]);
  });

  it("answer the connector's incremental query; the next time only those are judged who were written since", async () => {
    const literal = (ms: number) => `datetimeoffset'${new Date(ms).toISOString().slice(0, 19)}Z'`;
    const [since, now] = [literal(Date.now() - 60_000), literal(Date.now() + 600_000)];
    const within = (field: string) => `(${field} ge ${since} and ${field} le ${now})`;
    const dated = (node: string) =>
      `${within(`${node}/startDate`)} or (${within(`${node}/lastModifiedDateTime`)} and (${node}/startDate le ${now} and (${node}/endDate ge ${now} or ${node}/endDate eq null)))`;
    const clauses = [
      within('lastModifiedDateTime'),
      ...['personalInfoNav', 'employmentNav', 'employmentNav/jobInfoNav'].map(dated),
      within('phoneNav/lastModifiedDateTime'),
      within('emailNav/lastModifiedDateTime'),
      within('personEmpTerminationInfoNav/latestTerminationDate'),
      within('employmentNav/userNav/lastModifiedDateTime'),
    ];
    const filter = `(personEmpTerminationInfoNav/activeEmploymentsCount ne null) and (${clauses.join(' or ')})`;
    const write = (person: string) =>
      sandbox.upsert([{ __metadata: { uri: `User('${person}')` }, custom02: 'changed' }], {
        processInactiveEmployees: 'true',
      });
    await sandbox.control('/sandbox/reset', 'POST');
    await write('200001');
    const begun = performance.now();
    expect(await sandbox.ids(filter)).toEqual(['200001']);
    const first = performance.now() - begun;
    await write('250000');
    const again = performance.now();
    expect(await sandbox.ids(filter)).toEqual(['200001', '250000']);
    expect(performance.now() - again).toBeLessThan(first / 3);
  }, 120_000);
});
