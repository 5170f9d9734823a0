import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, type Json, list, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--people', '600');
});
afterAll(() => sandbox.stop());

const ms = (value: unknown): number => Number(/-?\d+/.exec(String(value))?.[0]);
const date = (time: number): string => new Date(time).toISOString().slice(0, 10);
const OPEN_END = Date.UTC(9999, 11, 31);

describe('dated rows', () => {
  it('without a date: one slice a key, that of today; the open end is 9999-12-31', async () => {
    const jobs = await sandbox.rows('EmpJob', { $select: 'userId,startDate,endDate' });
    expect(new Set(jobs.map((job) => job['userId'])).size).toBe(jobs.length);
    const now = Date.now();
    for (const job of jobs) {
      expect(ms(job['startDate'])).toBeLessThanOrEqual(now);
      expect(ms(job['endDate'])).toBeGreaterThanOrEqual(now - 86_400_000);
    }
    expect(jobs.some((job) => ms(job['endDate']) === OPEN_END)).toBe(true);
  });

  it('of two rows of one day the highest sequence number counts, and history has both', async () => {
    const twice = await sandbox.rows('EmpJob', { $filter: 'seqNumber eq 2L', $select: 'userId,startDate,jobTitle' });
    expect(twice.length).toBeGreaterThan(3);
    const [job] = twice;
    const filter = { $filter: `userId eq '${job?.['userId']}'` };
    const all = await sandbox.rows('EmpJob', { ...filter, fromDate: '1990-01-01' });
    const sameDay = all.filter((row) => row['startDate'] === job?.['startDate']);
    expect(sameDay.map((row) => row['seqNumber'])).toEqual(['1', '2']);
    const [read, ...more] = await sandbox.rows('EmpJob', filter);
    expect([more, read?.['seqNumber']]).toEqual([[], '2']);
  });

  it('the slices of a job follow one another without a gap', async () => {
    const all = await sandbox.rows('EmpJob', { fromDate: '1990-01-01', $select: 'userId,startDate,endDate,seqNumber' });
    const byUser = Map.groupBy(all, (row) => String(row['userId']));
    expect([...byUser.values()].filter((rows) => rows.length > 1).length).toBeGreaterThan(100);
    for (const rows of byUser.values()) {
      const slices = rows
        .filter((row) => row['seqNumber'] === '1')
        .sort((a, b) => ms(a['startDate']) - ms(b['startDate']));
      for (const [index, slice] of slices.entries()) {
        const next = slices[index + 1];
        expect(ms(slice['endDate'])).toBe(next ? ms(next['startDate']) - 86_400_000 : OPEN_END);
      }
    }
  });

  it('fromDate and toDate give the slices that touch the range, at the top level alone', async () => {
    const filter = { $filter: "userId eq '100401'", $expand: 'userNav,departmentNav' };
    const count = async (options: Record<string, string>) =>
      (await sandbox.rows('EmpJob', { ...filter, ...options })).length;
    expect(await count({ fromDate: '2017-01-01', toDate: '2022-12-31' })).toBe(1);
    expect(await count({ fromDate: '2022-12-31', toDate: '2023-01-01' })).toBe(2);
    expect(await count({ toDate: '2016-01-01' })).toBe(0);
    expect(await count({ fromDate: '2030-01-01' })).toBe(1);
    const [rita] = await sandbox.rows('PerPerson', {
      $filter: "personIdExternal eq '100401'",
      $expand: 'employmentNav/jobInfoNav',
      fromDate: '1990-01-01',
    });
    for (const employment of list(dig(rita, 'employmentNav', 'results'))) {
      expect(list(dig(employment, 'jobInfoNav', 'results'))).toHaveLength(1);
    }
  });

  it.each(['2024-02-31', '2024-13-01', '2024-1-1', ''])('refuses the date %j', async (asOfDate) => {
    expect((await sandbox.sf('EmpJob', { $format: 'json', asOfDate })).status).toBe(400);
  });

  it('refuses a range that ends before it begins', async () => {
    const range = { $format: 'json', fromDate: '2024-01-02', toDate: '2024-01-01' };
    expect((await sandbox.sf('EmpJob', range)).status).toBe(400);
    expect((await sandbox.sf('EmpJob', { ...range, toDate: '2024-01-02' })).status).toBe(200);
  });

  it('asOfDate holds at all levels, and cannot stand beside fromDate or toDate', async () => {
    const at = async (asOfDate: string): Promise<Json[]> => {
      const [rita] = await sandbox.rows('PerPerson', {
        $filter: "personIdExternal eq '100401'",
        $expand: 'employmentNav/jobInfoNav/eventReasonNav',
        asOfDate,
      });
      return list(dig(rita, 'employmentNav', 'results')).map((each) => ({
        event: dig(each, 'jobInfoNav', 'results', 0, 'eventReasonNav', 'externalCode'),
      }));
    };
    expect(await at('2020-06-30')).toEqual([{ event: 'HIRNEW' }, { event: undefined }]);
    expect(await at('2024-06-30')).toEqual([{ event: 'TERVOL' }, { event: 'REHREH' }]);
    for (const other of ['fromDate', 'toDate']) {
      const response = await sandbox.sf('EmpJob', { $format: 'json', asOfDate: '2020-01-01', [other]: '2020-01-01' });
      expect(response.status).toBe(400);
    }
  });

  it('below a dated row a navigation is read as of its first day; below a person as of today', async () => {
    const renamed = Date.UTC(2020, 6, 1);
    const jobs = await sandbox.rows('EmpJob', {
      $filter: `department eq '50007' and startDate lt datetime'2020-07-01T00:00:00'`,
      $expand: 'departmentNav',
      $select: 'userId,startDate,departmentNav/name',
    });
    expect(jobs.length).toBeGreaterThan(3);
    expect(new Set(jobs.map((job) => dig(job, 'departmentNav', 'name')))).toEqual(new Set(['Information Systems']));
    const [user] = jobs.map((job) => String(job['userId']));
    const later = { $filter: `userId eq '${user}'`, $expand: 'departmentNav', asOfDate: date(Date.now()) };
    expect(dig((await sandbox.rows('EmpJob', later))[0], 'departmentNav', 'name')).toBe('IT Services');
    const today = await sandbox.rows('FODepartment', { $filter: "externalCode eq '50007'" });
    expect(today.map((row) => row['name'])).toEqual(['IT Services']);
    const before = await sandbox.rows('FODepartment', {
      $filter: "externalCode eq '50007'",
      asOfDate: date(renamed - 86_400_000),
    });
    expect(before.map((row) => row['name'])).toEqual(['Information Systems']);
  });

  it('a picklist option has no dates', async () => {
    const [job] = await sandbox.rows('EmpJob', {
      $filter: "userId eq '100101'",
      $expand: 'emplStatusNav',
      asOfDate: '2022-06-01',
    });
    expect(dig(job, 'emplStatusNav', 'externalCode')).toBe('A');
  });
});
