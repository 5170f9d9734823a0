import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInAttributes } from '../../server/src/core/catalog/source-attributes.ts';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const sfmap = useSfmap();

const query = async (text: string, ...args: string[]) => {
  const ended = await sfmap.run(['query', '-', ...args], { input: text });
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toMatch(/^\/odata\/v2\/PerPerson\?\$format=json&\S+&customPageSize=100\n$/);
  return new URL(ended.out.trim(), 'https://tenant.example');
};
const inbound = (...attributes: string[]) =>
  `provision SuccessFactors -> EntraID\nmap {\n${attributes.map((name, i) => `  extensionAttribute${i + 1} <- [${name}]\n`).join('')}}\n`;
const expands = (url: URL) => (url.searchParams.get('$expand') ?? '').split(',').sort();

const ALWAYS = [
  'emailNav',
  'employmentNav/jobInfoNav',
  'employmentNav/userNav',
  'employmentNav/userNav/manager/empInfo',
  'personEmpTerminationInfoNav',
  'personalInfoNav',
  'phoneNav',
];

describe('the query of a mapping', () => {
  it('always expands the entities that are always retrieved', async () => {
    expect(expands(await query(inbound()))).toEqual(ALWAYS);
  });

  it.each([
    ['company', 'employmentNav/jobInfoNav/companyNav'],
    ['department', 'employmentNav/jobInfoNav/departmentNav'],
    ['costCenter', 'employmentNav/jobInfoNav/costCenterNav'],
    ['division', 'employmentNav/jobInfoNav/divisionNav'],
    ['businessUnit', 'employmentNav/jobInfoNav/businessUnitNav'],
    ['location', 'employmentNav/jobInfoNav/locationNav'],
    ['payGrade', 'employmentNav/jobInfoNav/payGradeNav'],
    ['emplStatus', 'employmentNav/jobInfoNav/emplStatusNav'],
    ['eventReason', 'employmentNav/jobInfoNav/eventReasonNav'],
  ])('expands for %s, only if it is read', async (attribute, node) => {
    expect(expands(await query(inbound(attribute)))).toEqual(expect.arrayContaining([...ALWAYS, node]));
    expect(expands(await query(inbound('lastName')))).not.toContain(node);
  });

  it('names the people, quotes doubled, and nothing of an id reaches the rest of the address', async () => {
    const url = await query(inbound('lastName'), '--person', '100101', '--person', "O'Neill & $expand=all #%");
    expect(url.searchParams.get('$filter')).toBe("(personIdExternal in '100101','O''Neill & $expand=all #%')");
    expect(expands(url)).toEqual(ALWAYS);
    expect(url.hash).toBe('');
  });

  it('names no more fields than are read, unless it is asked to', async () => {
    const fields = ({ searchParams }: URL) => searchParams.get('$select')?.split(',');
    const url = await query(inbound('lastName'));
    expect(fields(url)).toContain('personalInfoNav/lastName');
    expect(fields(url)).not.toContain('personalInfoNav/firstName');
    expect(fields(await query(inbound('lastName'), '--all-fields'))).toBeUndefined();
    expect(fields(await query(inbound('lastName'), '--as-of', '2026-06-01', '--person', '1'))).toEqual(fields(url));
  });

  it('names many people in addresses below 2,000 characters, everybody once', async () => {
    const ids = Array.from({ length: 400 }, (_, index) => `1000${index}`);
    for (const [operator, pattern] of [
      [[], /'(\d+)'/g],
      [['--eq'], /personIdExternal eq '(\d+)'/g],
    ] as const) {
      const args = ids.flatMap((id) => ['--person', id]);
      const { out, err } = await sfmap.run(['query', '-', ...args, ...operator], { input: inbound('lastName') });
      expect(err).toBe('');
      const lines = out.trimEnd().split('\n');
      expect(lines.length).toBeGreaterThan(2);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2000);
      const named = lines.flatMap((line) => {
        const filter = new URL(line, 'https://tenant.example').searchParams.get('$filter') ?? '';
        return [...filter.matchAll(pattern)].map(([, id]) => id);
      });
      expect(named).toEqual(ids);
    }
  });

  it('leaves room to name people, however much is read of them', async () => {
    const all = inbound(...builtInAttributes.keys());
    const ids = Array.from({ length: 60 }, (_, index) => `1000${index}`).flatMap((id) => ['--person', id]);
    const { out } = await sfmap.run(['query', '-', ...ids], { input: all });
    const lines = out.trimEnd().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2000);
    expect(lines.length).toBeLessThan(6);
    const since = await sfmap.run(['query', '-', '--since', '2026-01-01'], { input: all });
    expect(since.out.length).toBeLessThan(8000);
  });

  it('as JSON is every request of a cycle; of several mappings, those of each', async () => {
    const one = await sfmap.run(['query', '-', '--full', '--format', 'json'], { input: inbound('department') });
    const requests = JSON.parse(one.out) as { purpose: string; url: string; repeated?: true }[];
    expect(requests.map(({ purpose, repeated }) => [purpose, repeated])).toEqual([
      ['count', undefined],
      ['people', undefined],
      ['pre-hires', true],
    ]);
    expect(new URL(requests[1]?.url ?? '', 'https://tenant.example').searchParams.get('$expand')).toContain(
      'departmentNav',
    );
    for (const name of ['a', 'b']) writeFileSync(join(sfmap.folder, `${name}.sfmap`), inbound('lastName'));
    const several = await sfmap.run(['query', '.', '--format', 'json'], { cwd: sfmap.folder });
    expect(JSON.parse(several.out)).toMatchObject([
      { file: 'a.sfmap', requests: [{ purpose: 'people' }] },
      { file: 'b.sfmap', requests: [{ purpose: 'people' }] },
    ]);
  });

  it('knows the fields of the tenant by its metadata', async () => {
    const metadata = join(import.meta.dirname, '..', 'core', 'entity-model', 'contoso-metadata.xml');
    const text = `provision SuccessFactors -> EntraID\nsource {\n  own = $.employmentNav..jobInfoNav..cust_visitorLimit\n}\nmap {\n  city <- [own]\n}\n`;
    const select = async (...args: string[]) => (await query(text, ...args)).searchParams.get('$select')?.split(',');
    expect(await select()).toContain('employmentNav/jobInfoNav');
    const known = await select('--metadata', metadata);
    expect(known).toContain('employmentNav/jobInfoNav/cust_visitorLimit');
    expect(known).not.toContain('employmentNav/jobInfoNav');
  });

  it.each([
    [['--as-of', '2026-06-01'], /--as-of reads people who begin later, and nobody is named\. Add --person ID\./],
    [['--as-of', 'June', '--person', '1'], /--as-of June is no day\. Write one such as 2026-06-01\./],
    [['--as-of', '2026-02-30', '--person', '1'], /is no point in time/],
  ])('is refused for %j', async (args, message) => {
    expectRefused(await sfmap.run(['query', '-', ...args], { input: inbound('lastName') }), message);
  });

  it('is refused without a mapping', async () => {
    const ended = await sfmap.run(['query', join(sfmap.folder, 'nobody.sfmap')]);
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining('does not exist. Check the path.') });
  });
});
