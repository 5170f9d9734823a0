import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fullCycleFilter, incrementalCycleFilter } from '../../server/src/core/query/cycle-filter.ts';
import { expectRefused } from './support/expect-refused.ts';
import { useTenant } from './support/set-up.ts';

const tenant = useTenant();
const MAPPING = 'provision SuccessFactors -> EntraID\nmap {\n  employeeId <- [personIdExternal] match 1\n}\n';
const query = (...args: string[]) =>
  tenant.sfmap.run(['query', '-', ...args], { input: MAPPING, cwd: tenant.sfmap.folder });

/** The people that the tenant answers with, page by page. */
async function people(...args: string[]): Promise<string[]> {
  const { out, code, err } = await query('--connection', 'sandbox', ...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const found: string[] = [];
  for (let url: string | undefined = out.trim(); url !== undefined; ) {
    expect(url.startsWith(tenant.sandbox.announcement.successFactors)).toBe(true);
    const answer = await fetch(url, { headers: { authorization: tenant.sandbox.basic } });
    expect(answer.status).toBe(200);
    const { d } = (await answer.json()) as { d: { results: { personIdExternal: string }[]; __next?: string } };
    found.push(...d.results.map(({ personIdExternal }) => personIdExternal));
    url = d.__next;
  }
  return found;
}

describe('the query of a cycle, asked of a tenant', () => {
  it('in full finds everybody who has or had an employment', async () => {
    const everybody = await people('--full');
    expect(everybody.length).toBeGreaterThan(10);
    expect(new Set(everybody).size).toBe(everybody.length);
    expect(await people('--full', '--person', '100101', '--person', '100102')).toEqual(['100101', '100102']);
    expect(await people('--full', '--at', '1990-01-01')).toEqual([]);
  });

  it('after an instant finds who has changed since', async () => {
    const since = new Date(Date.now() - 1000).toISOString();
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await people('--since', since, '--at', later)).not.toContain('100401');
    await tenant.sandbox.upsert([{ __metadata: { uri: "User('100401-1')" }, custom02: 'changed' }]);
    expect(await people('--since', since, '--at', later)).toContain('100401');
  });

  it('in the generation of 2020 leaves out who has left', async () => {
    const config = join(tenant.sfmap.folder, 'sfmap.json');
    const successFactors = { host: 'api4preview.sapsf.com', company: 'contosoT1', user: 'sfapi' };
    writeFileSync(config, JSON.stringify({ connections: { old: { successFactors, generation: '2020' } } }));
    const { out } = await query('--connection', 'old', '--config', config, '--full', '--at', '2026-03-01');
    const url = new URL(out.trim());
    expect(url.origin).toBe('https://api4preview.sapsf.com');
    expect(url.searchParams.get('$filter')).toBe(`(${fullCycleFilter(new Date('2026-03-01'), '2020')})`);
    expect(url.searchParams.get('$filter')).toContain('activeEmploymentsCount ge 1');
  });
});

describe('what no query can be made of', () => {
  it.each([
    [['--since', 'yesterday'], /--since yesterday is no point in time/],
    [['--since', '2026-02-30'], /is no point in time/],
    [['--since', '2026-03-02', '--at', '2026-03-01'], /--since 2026-03-02 is later than the cycle itself/],
    [['--at', '2026-03-01'], /--at says when a cycle runs, and none is asked for\. Add --full or --since\./],
    [['--connection', 'nowhere'], /There is no connection nowhere/],
  ])('%j', async (args, message) => {
    expectRefused(await query(...args), message);
  });
});

describe('the filter of an incremental cycle', () => {
  it('takes leavers of the day before, and every other change since', () => {
    const filter = incrementalCycleFilter(new Date('2026-02-28T10:00:00Z'), new Date('2026-03-01T12:00:00Z'));
    expect(filter).toContain(
      "(personEmpTerminationInfoNav/latestTerminationDate ge datetimeoffset'2026-02-28T00:00:00Z' and personEmpTerminationInfoNav/latestTerminationDate le datetimeoffset'2026-02-28T23:59:59Z')",
    );
    expect(filter.match(/ge datetimeoffset'2026-02-28T10:00:00Z'/g)).toHaveLength(10);
    expect([...filter].filter((sign) => sign === '(')).toHaveLength([...filter].filter((sign) => sign === ')').length);
  });

  it('asks for calendar dates from the day before the last cycle on, where it says so', () => {
    const since = new Date('2026-02-20T10:00:00Z');
    const filter = incrementalCycleFilter(since, new Date('2026-03-01T12:00:00Z'), since);
    expect(filter).toContain(
      "(personEmpTerminationInfoNav/latestTerminationDate ge datetimeoffset'2026-02-19T00:00:00Z' and personEmpTerminationInfoNav/latestTerminationDate le datetimeoffset'2026-02-28T23:59:59Z')",
    );
    expect(filter.match(/startDate ge datetimeoffset'2026-02-19T00:00:00Z'/g)).toHaveLength(3);
    expect(filter.match(/lastModifiedDateTime ge datetimeoffset'2026-02-20T10:00:00Z'/g)).toHaveLength(7);
  });
});
