import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const JOB = "$.employmentNav.results[?(@.assignmentClass == 'ST')].jobInfoNav.results[0]";
const TEXT = `provision SuccessFactors -> EntraID
actions update
source {
  visitors = ${JOB}.cust_visitorLimit
  badge    = ${JOB}.cust_bage
  position = ${JOB}.positionNav.jobLevel
}
map {
  employeeId          <- [personIdExternal] match 1
  extensionAttribute1 <- [visitors]
  extensionAttribute2 <- [badge]
  extensionAttribute3 <- [position]
}
`;
const connection = { successFactors: { host: 'api4preview.sapsf.com', company: 'contosoT1', user: 'sfapi' } };

const sfmap = useSfmap();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(sfmap.folder, 'metadata-'));
  writeFileSync(join(folder, 'workers.sfmap'), TEXT);
  copyFileSync(join(import.meta.dirname, '..', 'core', 'entity-model', 'contoso-metadata.xml'), join(folder, 'm.xml'));
});

const project = (content: unknown) => writeFileSync(join(folder, 'sfmap.json'), JSON.stringify(content));
const check = (...args: string[]) =>
  sfmap.run(['check', '--format', 'json', 'workers.sfmap', ...args], { cwd: folder });
const paths = (out: string) =>
  (JSON.parse(out) as { code: string; line: number; severity: string }[])
    .filter(({ code }) => /^SFM3[12]/.test(code))
    .map(({ code, line, severity }) => `${line} ${code} ${severity}`);

describe('metadata of the tenant', () => {
  it('is asked for where fields are the customer’s own', async () => {
    const { out, code } = await check();
    expect(paths(out)).toEqual(['4 SFM3101 warning', '5 SFM3101 warning']);
    expect(out).toContain('metadata');
    expect(code).toBe(0);
  });

  it('from --metadata makes its fields known, and others errors', async () => {
    const { out, code } = await check('--metadata', 'm.xml');
    expect(paths(out)).toEqual(['5 SFM3101 error']);
    expect(code).toBe(1);
  });

  it('from sfmap.json does the same; a connection may have its own', async () => {
    project({ metadata: 'm.xml', connections: { test: { ...connection, metadata: 'missing.xml' } } });
    expect(paths((await check()).out)).toEqual(['5 SFM3101 error']);
    expectRefused(await check('--connection', 'test'), /The metadata .*missing\.xml does not exist\./);
    expect(paths((await check('--connection', 'test', '--metadata', 'm.xml')).out)).toEqual(['5 SFM3101 error']);
  });

  it('that is none ends the check with exit code 2', async () => {
    expectRefused(await check('--metadata', 'workers.sfmap'), /The metadata .*workers\.sfmap is not XML\./);
    project({ metadata: '../../etc/passwd' });
    expectRefused(await check(), /The metadata .*passwd/);
    project({ metadata: 5 });
    expectRefused(await check(), /metadata must be a text/);
  });
});

it('the generation of the connection decides what is fetched', async () => {
  project({ metadata: 'm.xml', connections: { old: { ...connection, generation: '2020' } } });
  expect(paths((await check('--connection', 'old')).out)).toEqual(['5 SFM3101 error', '6 SFM3201 warning']);
});
