import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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

  it('is refused without a mapping', async () => {
    const ended = await sfmap.run(['query', join(sfmap.folder, 'nobody.sfmap')]);
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining('does not exist. Check the path.') });
  });
});
