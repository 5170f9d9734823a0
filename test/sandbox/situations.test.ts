import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, type Json, list, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

const EXPAND =
  'personalInfoNav,emailNav,phoneNav,personEmpTerminationInfoNav,employmentNav/userNav/manager/empInfo,employmentNav/empGlobalAssignmentNav,employmentNav/jobInfoNav/departmentNav,employmentNav/jobInfoNav/emplStatusNav';

async function person(id: string, options: Record<string, string> = {}): Promise<Json> {
  const answer = await sandbox.json(`PerPerson('${id}')`, { $expand: EXPAND, ...options });
  const found = dig(answer, 'd');
  if (typeof found !== 'object' || found === null) throw new Error(`no person ${id}`);
  return { ...found };
}

const employments = (of: Json): Json[] => list(dig(of, 'employmentNav', 'results'));
const emails = (of: Json) => list(dig(of, 'emailNav', 'results')).map((row) => [row['emailType'], row['isPrimary']]);
const phones = (of: Json) => list(dig(of, 'phoneNav', 'results')).map((row) => [row['phoneType'], row['isPrimary']]);
const department = (of: Json | undefined) => dig(of, 'jobInfoNav', 'results', 0, 'departmentNav', 'name_localized');
const status = (of: Json | undefined) => dig(of, 'jobInfoNav', 'results', 0, 'emplStatusNav', 'externalCode');

describe('the people of the seed documents', () => {
  it('plain: one employment, one slice, a manager', async () => {
    const amara = await person('100101');
    expect(employments(amara)).toHaveLength(1);
    expect(dig(amara, 'employmentNav', 'results', 0, 'userNav', 'manager', 'empInfo', 'personIdExternal')).toBe(
      '100102',
    );
    expect(dig(await person('100102'), 'employmentNav', 'results', 0, 'userNav', 'manager')).toBeNull();
  });

  it('terminated: the employment has ended, its job is still there with status T', async () => {
    const piotr = await person('100201');
    const [only] = employments(piotr);
    expect(only?.['endDate']).toBe(`/Date(${Date.UTC(2024, 7, 31)})/`);
    expect(status(only)).toBe('T');
    expect(dig(only, 'userNav', 'status')).toBe('f');
    expect(dig(piotr, 'personEmpTerminationInfoNav')).toMatchObject({
      activeEmploymentsCount: 0,
      latestTerminationDate: `/Date(${Date.UTC(2024, 7, 31)})/`,
    });
  });

  it('worker conversion: the old employment comes first and its user is null', async () => {
    const [old, current] = employments(await person('100301'));
    expect(old).toMatchObject({ userNav: null, isContingentWorker: true });
    expect(current).toMatchObject({ userId: '100301-1', userNav: { status: 't' } });
    expect((await sandbox.sf("User('100301')", { $format: 'json' })).status).toBe(404);
  });

  it('rehire under the same person: Rita Okafor, Operations first, Sales EMEA now, both with a user', async () => {
    const rita = await person('100401');
    const [old, current] = employments(rita);
    expect(dig(rita, 'personalInfoNav', 'results', 0, 'displayName')).toBe('Rita Okafor');
    expect([department(old), department(current)]).toEqual(['Operations', 'Sales EMEA']);
    expect([dig(old, 'userNav', 'status'), dig(current, 'userNav', 'status')]).toEqual(['f', 't']);
    expect([status(old), status(current)]).toEqual(['T', 'A']);
    expect(dig(old, 'userNav', 'manager', 'empInfo', 'personIdExternal')).toBe('100101');
    expect(dig(current, 'userNav', 'manager', 'empInfo', 'personIdExternal')).toBe('100102');
  });

  it('rehire under a new person: two people of one name, each with one employment', async () => {
    const [old] = employments(await person('100501'));
    const [current] = employments(await person('100502'));
    expect([status(old), status(current)]).toEqual(['T', 'A']);
    expect(await sandbox.ids("personalInfoNav/lastName eq 'Herrera'")).toEqual(['100501', '100502']);
  });

  it('global assignment: ST and GA; concurrent jobs: ST and ST', async () => {
    const classes = async (id: string) => employments(await person(id)).map((each) => each['assignmentClass']);
    expect(await classes('100601')).toEqual(['ST', 'GA']);
    expect(await classes('100701')).toEqual(['ST', 'ST']);
    const [first, second] = employments(await person('100701'));
    expect([department(first), department(second)]).toEqual(['Finance', 'People & Culture']);
  });

  it('pre-hire: nothing personal and no job today, everything with asOfDate on the start date', async () => {
    const today = await person('100801');
    expect(list(dig(today, 'personalInfoNav', 'results'))).toEqual([]);
    const [employment] = employments(today);
    expect(list(dig(employment, 'jobInfoNav', 'results'))).toEqual([]);
    expect(['e', 't']).toContain(dig(employment, 'userNav', 'status'));
    const start = Number(/\d+/.exec(String(employment?.['startDate']))?.[0]);
    expect(start).toBeGreaterThan(Date.now());
    const later = await person('100801', { asOfDate: new Date(start).toISOString().slice(0, 10) });
    expect(dig(later, 'personalInfoNav', 'results', 0, 'firstName')).toBe('Farid');
    expect(department(employments(later)[0])).toBe('Engineering');
  });

  it.each([
    [
      '100901',
      [
        ['8448', false],
        ['8446', true],
      ],
      [['10605', true]],
    ],
    [
      '101001',
      [['8448', true]],
      [
        ['10605', true],
        ['10606', false],
      ],
    ],
    [
      '101101',
      [['8448', true]],
      [
        ['10605', false],
        ['10606', true],
      ],
    ],
    ['101301', [['8448', true]], []],
    [
      '101401',
      [['8448', true]],
      [
        ['10607', true],
        ['10605', false],
      ],
    ],
  ])('%s has the primary flags of the situation', async (id, mail, phone) => {
    const one = await person(id);
    expect(emails(one)).toEqual(mail);
    expect(phones(one)).toEqual(phone);
  });

  it('placeholder: a new hire with an e-mail and a phone that mean nothing', async () => {
    const lucas = await person('101201');
    expect(dig(lucas, 'emailNav', 'results', 0, 'emailAddress')).toBe('to-be-set@placeholder.invalid');
    expect(dig(lucas, 'phoneNav', 'results', 0, 'phoneNumber')).toBe('000-000-0000');
  });

  it('Entra accounts: linked by employeeId, the active userId in extensionAttribute1, all four pairs of numbers', async () => {
    const select = 'employeeId,businessPhones,mobilePhone,onPremisesExtensionAttributes,accountEnabled';
    const answer: unknown = await (await sandbox.graph(`users?$select=${select}`)).json();
    const users = list(dig(answer, 'value'));
    const userId = (id: string) =>
      dig(
        users.find((user) => user['employeeId'] === id),
        'onPremisesExtensionAttributes',
        'extensionAttribute1',
      );
    expect(userId('100101')).toBe('100101');
    expect(userId('100301')).toBe('100301-1');
    expect(userId('100401')).toBe('100401-1');
    expect(userId('100601')).toBe('100601');
    const pairs = users
      .filter((user) => user['employeeId'] !== null && user['accountEnabled'] === true)
      .map((user) => `${dig(user, 'businessPhones', 0) ? 'telephone' : '-'} ${user['mobilePhone'] ? 'mobile' : '-'}`);
    expect(new Set(pairs)).toEqual(new Set(['telephone mobile', 'telephone -', '- mobile', '- -']));
    expect(users.filter((user) => user['employeeId'] === null)).toHaveLength(4);
  });
});

describe('generated people', () => {
  it('are the same for the same seed, other for another, and cover every situation', async () => {
    const start = (...args: string[]) => RunningSandbox.start('--people', '400', ...args);
    const [one, same, other] = [await start(), await start(), await start('--seed', '7')];
    const people = async (of: RunningSandbox) => list((await of.state())['people']);
    const [first, second, third] = [await people(one), await people(same), await people(other)];
    await Promise.all([one.stop(), same.stop(), other.stop()]);
    expect(first).toHaveLength(400);
    expect(second).toEqual(first);
    const fewer = await RunningSandbox.start('--people', '60');
    expect(await people(fewer)).toEqual(first.slice(0, 60));
    await fewer.stop();
    expect(third.slice(20)).not.toEqual(first.slice(20));
    const situations = new Set(first.slice(16).map((each) => each['situation']));
    expect(situations.size).toBe(15);
    expect(new Set(first.map((each) => each['personIdExternal'])).size).toBe(400);
  });
});
