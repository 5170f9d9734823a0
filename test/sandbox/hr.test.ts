import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dig, type Json, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', '60');
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
  await setClock('2027-02-01T08:00:00Z');
});

const setClock = (now: string) => sandbox.control('/sandbox/clock', 'POST', { now });
const hr = (...events: readonly Json[]) => sandbox.control('/sandbox/hr', 'POST', { events });

async function noted(...events: readonly Json[]): Promise<void> {
  const answer = await hr(...events);
  expect([answer.status, await answer.text()]).toEqual([200, JSON.stringify({ events: events.length })]);
}

const expand =
  'employmentNav/jobInfoNav/departmentNav,employmentNav/jobInfoNav/emplStatusNav,employmentNav/userNav,personalInfoNav,personEmpTerminationInfoNav';

/** What a read of a person tells, in the words of these tests. */
async function told(id: string, more: Record<string, string> = {}): Promise<unknown> {
  const [row] = await sandbox.rows('PerPerson', { $filter: `personIdExternal eq '${id}'`, $expand: expand, ...more });
  if (row === undefined) return undefined;
  const employments = list(dig(row, 'employmentNav', 'results')).map((employment) => {
    const [job] = list(dig(employment, 'jobInfoNav', 'results'));
    return [
      employment['userId'],
      dig(job, 'departmentNav', 'name'),
      dig(job, 'emplStatusNav', 'externalCode'),
      dig(employment, 'userNav', 'status'),
    ].join(' ');
  });
  return {
    lastName: dig(row, 'personalInfoNav', 'results', 0, 'lastName'),
    active: dig(row, 'personEmpTerminationInfoNav', 'activeEmploymentsCount'),
    employments,
  };
}

const amara = { lastName: 'Nwosu', active: 1, employments: ['100101 Logistics A t'] };

/** Who has changed since eight o'clock, as an incremental cycle asks. */
const changed = (node: string) => sandbox.ids(`${node}lastModifiedDateTime ge datetimeoffset'2027-02-01T08:00:00Z'`);

describe('what HR notes', () => {
  test('a move gives the job another slice from a day on, and stamps it', async () => {
    await setClock('2027-02-01T09:00:00Z');
    await noted({ kind: 'move', person: '100101', on: '2027-02-01', department: 'Finance', manager: '100102' });
    expect(await told('100101')).toEqual({ ...amara, employments: ['100101 Finance A t'] });
    expect(await told('100101', { asOfDate: '2027-01-31' })).toEqual(amara);
    expect(await changed('employmentNav/jobInfoNav/')).toEqual(['100101']);
    expect(await changed('employmentNav/userNav/')).toEqual(['100101']);
    expect(await changed('phoneNav/')).toEqual([]);
  });

  test('whose last day is today works until tomorrow, without anybody writing it', async () => {
    await noted({ kind: 'terminate', person: '100101', on: '2027-02-01' });
    expect(await told('100101')).toEqual(amara);
    await setClock('2027-02-02T08:00:00Z');
    expect(await told('100101')).toEqual({ ...amara, active: 0, employments: ['100101 Logistics T f'] });
    const later = "lastModifiedDateTime ge datetimeoffset'2027-02-02T00:00:00Z'";
    expect(await sandbox.ids(`employmentNav/userNav/${later} or employmentNav/jobInfoNav/${later}`)).toEqual([]);
    const [from, to] = ['2027-02-01T00:00:00Z', '2027-02-01T23:59:59Z'];
    const field = 'personEmpTerminationInfoNav/latestTerminationDate';
    expect(await sandbox.ids(`${field} ge datetimeoffset'${from}' and ${field} le datetimeoffset'${to}'`)).toEqual([
      '100101',
    ]);
    await noted({ kind: 'rehire', person: '100101', on: '2027-02-02', department: 'Finance' });
    expect(await told('100101')).toEqual({
      ...amara,
      employments: ['100101 Logistics T f', '100101-1 Finance A t'],
    });
  });

  test.each<[string, readonly Json[], unknown]>([
    ['a leave', [{ kind: 'leave', person: '100101', on: '2027-02-01' }], ['100101 Logistics U t']],
    [
      'a return on the same day',
      [
        { kind: 'leave', person: '100101', on: '2027-02-01' },
        { kind: 'return', person: '100101', on: '2027-02-01' },
      ],
      ['100101 Logistics A t'],
    ],
    [
      'a conversion',
      [{ kind: 'convert', person: '100101', on: '2027-02-01' }],
      ['100101 Logistics T ', '100101-1 Logistics A t'],
    ],
  ])('%s', async (_what, events, employments) => {
    await noted(...events);
    expect(await told('100101')).toMatchObject({ active: 1, employments });
  });

  test('another name', async () => {
    await noted({ kind: 'rename', person: '100101', lastName: 'Nwosu-Berg' });
    expect(await told('100101')).toEqual({ ...amara, lastName: 'Nwosu-Berg' });
  });

  test('somebody who was never here is hired, and before the first day has no job', async () => {
    await noted({ kind: 'withdraw', person: '100101' });
    expect(await told('100101')).toBeUndefined();
    expect(await sandbox.rows('User', { $filter: "userId eq '100101'" })).toEqual([]);
    await noted({ kind: 'hire', person: '100101', on: '2027-03-01', department: 'Finance' });
    expect(await told('100101')).toEqual({ lastName: undefined, active: 1, employments: ['100101   t'] });
    expect(await told('100101', { asOfDate: '2027-03-01' })).toEqual({ ...amara, employments: ['100101 Finance A t'] });
  });

  test('another name of a department concerns everybody in it, and stamps nobody', async () => {
    await noted({ kind: 'relabel', department: '50008', name: 'Supply Chain' });
    await noted({ kind: 'relabel', picklist: 'employee-status', code: 'A', name: 'At work' });
    expect(await told('100101')).toEqual({ ...amara, employments: ['100101 Supply Chain A t'] });
    expect(await changed('')).toEqual([]);
    const [option] = await sandbox.rows('PicklistOption', { $filter: "localeLabel eq 'At work'" });
    expect(option?.['externalCode']).toBe('A');
  });

  test('what was written over OData stays', async () => {
    const type = sandbox.announcement.emailTypes['business'];
    const uri = `PerEmail(personIdExternal='100101',emailType='${type}')`;
    await sandbox.upsert([{ __metadata: { uri }, emailAddress: 'new@contoso.example', isPrimary: true }]);
    await noted({ kind: 'move', person: '100101', on: '2027-02-01', title: 'Head' });
    const [email] = await sandbox.rows('PerEmail', {
      $filter: `personIdExternal eq '100101' and emailType eq '${type}'`,
    });
    expect(email?.['emailAddress']).toBe('new@contoso.example');
  });

  test.each<[string, Json, RegExp]>([
    ['nobody', { kind: 'move', person: '1', on: '2027-02-01' }, /no person 1/],
    ['no day', { kind: 'move', person: '100101', on: '2027-02-31x' }, /"on" must be a day/],
    ['no kind', { kind: 'promote', person: '100101' }, /"kind" must be one of/],
    ['no department', { kind: 'move', person: '100101', on: '2027-02-01', department: 'Magic' }, /"department" must/],
    ['a stranger', { kind: 'move', person: '100101', at: 1 }, /no field "at"/],
    ['somebody who is here', { kind: 'hire', person: '100101', on: '2027-02-01' }, /is here already/],
    ['somebody who has not left', { kind: 'rehire', person: '100101', on: '2027-02-01' }, /has not left/],
    ['an option of no picklist', { kind: 'relabel', picklist: 'x', code: 'A', name: 'y' }, /has no option A/],
  ])('is refused in words: %s', async (_what, event, words) => {
    const answer = await hr(event);
    expect(answer.status).toBe(400);
    expect(parse(await answer.text())['error']).toMatch(words);
  });

  test('is taken back as a whole where one event cannot be', async () => {
    const answer = await hr(
      { kind: 'rename', person: '100101', lastName: 'X' },
      { kind: 'move', person: '1', on: '2027-02-01' },
    );
    expect(answer.status).toBe(400);
    expect(await told('100101')).toEqual(amara);
  });
});

describe('the clock of the tenant', () => {
  test('goes on from where it was set, and stands in every answer', async () => {
    const answer = await sandbox.sf('$metadata');
    expect(answer.headers.get('date')).toMatch(/^Mon, 01 Feb 2027 08:0/);
    expect((await sandbox.state())['now']).toMatch(/^2027-02-01T08:0/);
    const bad = await setClock('tomorrow');
    expect(bad.status).toBe(400);
    await sandbox.control('/sandbox/reset', 'POST');
    expect(String((await sandbox.state())['now']).slice(0, 13)).toBe(new Date().toISOString().slice(0, 13));
  });
});
