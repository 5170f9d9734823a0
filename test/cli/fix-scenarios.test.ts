import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Sfmap } from './support/sfmap.ts';

const root = join(import.meta.dirname, '..', '..');
const example = join(root, 'examples', 'inbound', 'contoso.sfmap');
const person = (name: string) => join(root, 'examples', 'inbound', 'people', `${name}.json`);

let sfmap: Sfmap;
let folder: string;
let count = 0;
beforeAll(async () => {
  sfmap = await Sfmap.build();
});
beforeEach(() => {
  folder = join(sfmap.folder, `scenario-${++count}`);
  mkdirSync(folder);
});
afterAll(() => sfmap?.remove());

const run = (...args: string[]) => sfmap.run(['fix', ...args], { cwd: folder });

describe('a scenario', () => {
  it('active: three replace lines in order, what is kept, and what changes for the person of the sample', async () => {
    const ended = await run(example, '--scenario', 'active');
    expect(ended.code).toBe(0);
    const lines = ended.out.split('\n').filter((line) => line.includes('replace '));
    expect(lines.map((line) => line.trim().split(' ')[1])).toEqual([
      '$.employmentNav.results[0].jobInfoNav.results[0].emplStatus',
      '$.employmentNav.results[0].jobInfoNav.results[0]',
      '$.employmentNav.results[0]',
    ]);
    expect(ended.err).toMatch(/^Read the active employment in the whole file \(status A, U or P\), 7 paths; startDate/);
    expect(ended.err).toMatch(/startDate is kept: .*\n.*manager is kept: /);
    expect(ended.err).toContain('For Rita Okafor · 100401:\n');
    expect(ended.err).toContain('  department: Operations → Sales EMEA\n');
  });

  it('is written out with --style, and says that no value of one employment changes', async () => {
    const ended = await run(example, '--scenario', 'rehire', '--style', 'written', '--payload', person('plain'));
    expect(ended.out).not.toContain('replace ');
    expect(ended.out).toContain(
      '  department           = $.employmentNav.results[-1:].jobInfoNav.results[0].departmentNav',
    );
    expect(ended.err).toContain('No value changes for ');
    expect(ended.err).not.toContain('→');
  });

  it('compares everybody whom a payload holds, or those who are named', async () => {
    const people = ['plain', 'rehire', 'conversion'].map(
      (name) => JSON.parse(readFileSync(person(name), 'utf8')).d.results[0],
    );
    writeFileSync(join(folder, 'all.json'), JSON.stringify({ d: { results: people } }));
    const all = await run(example, '--scenario', 'rehire', '--payload', 'all.json');
    expect(all.err.match(/^(For|No value changes for) .*/gm)).toHaveLength(3);
    const one = await run(example, '--scenario', 'rehire', '--payload', 'all.json', '--person', '100301');
    expect(one.err.match(/^(For|No value changes for) .*/gm)).toHaveLength(1);
    expect(await run(example, '--scenario', 'rehire', '--payload', 'all.json', '--person', 'x')).toMatchObject({
      code: 2,
      out: '',
    });
    expect((await run(example, '--scenario', 'rehire', '--payload', 'nobody.json')).code).toBe(2);
  });

  it.each(['rehire', 'conversion', 'active', 'global-assignment'])(
    '%s of a file that reads no employment says so',
    async (scenario) => {
      const text = 'provision SuccessFactors -> EntraID\n\nmap {\n  employeeId <- [personIdExternal] match 1\n}\n';
      writeFileSync(join(folder, 'none.sfmap'), text);
      expect(await run('none.sfmap', '--scenario', scenario)).toMatchObject({
        code: 0,
        out: text,
        err: 'Nothing to change: no path of the file reads the first employment.\n',
      });
    },
  );

  it.each([
    [[], 'extensionAttribute3 <- [secondJobDepartment]'],
    [['--target', 'extensionAttribute9'], 'extensionAttribute9 <- [secondJobDepartment]'],
    [
      ['--choose', 'second', '--attribute', 'jobTitle'],
      'jobTitle            <- IIF(IsPresent([secondJobJobTitle]), [secondJobJobTitle], [jobTitle])',
    ],
    [['--choose', 'joined'], 'Join(" / ", [department], [secondJobDepartment])'],
  ])('concurrent %j', async (flags, expected) => {
    const ended = await run(example, '--scenario', 'concurrent', ...flags);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain(expected);
    writeFileSync(join(folder, 'a.sfmap'), ended.out);
    const again = await run('a.sfmap', '--scenario', 'concurrent', ...flags);
    expect(again.out).toBe(ended.out);
    expect(again.err).toMatch(/^Nothing to change/);
  });

  it.each([
    ['custom-attribute', 'EmpJob', 'customString35', 'empJobNavCustomString35'],
    ['custom-attribute', 'EmpEmployment', 'customString35', 'empNavCustomString35'],
    ['custom-attribute', 'User', 'customString35', 'custom35'],
    ['additional-attribute', 'EmpJob', 'flsaStatus', 'flsaStatus'],
  ])('%s %s.%s', async (scenario, entity, field, name) => {
    const ended = await run(
      ...[example, '--scenario', scenario, '--entity', entity, '--field', field],
      ...['--target', 'physicalDeliveryOfficeName'],
    );
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(new RegExp(`^  ${name} += \\$\\.employmentNav\\.results\\[0\\]\\.`, 'm'));
    expect(ended.out).toContain(`  physicalDeliveryOfficeName <- [${name}]\n}`);
  });

  it('adds nothing that is there', async () => {
    const ended = await run(example, '--scenario', 'additional-attribute', '--entity', 'User', '--field', 'timeZone');
    expect(ended.err).toMatch(/^timeZone reads timeZone of User already\n/);
    expect(ended.out).toBe(readFileSync(example, 'utf8'));
  });

  it.each([1, 2, 3, 4, 5])('writeback-%i makes the example out of the first one', async (number) => {
    const first = join(root, 'examples', 'writeback', 'scenario-1.sfmap');
    const ended = await run(first, '--scenario', `writeback-${number}`);
    expect(ended.code).toBe(0);
    writeFileSync(join(folder, 'a.sfmap'), ended.out);
    const checked = await sfmap.run(['check', 'a.sfmap', '--fail-on', 'warning'], { cwd: folder });
    expect(checked.out).not.toMatch(/ (warning|error) (?!SFM1104)/);
    if (number > 1) expect(ended.err).toContain('For Rita Okafor');
  });

  it.each([
    [['--scenario', 'rehire', '--choose', 'both'], /^sfmap: --choose says nothing about rehire\. It is for concurrent/],
    [['--scenario', 'rehire', '--code', 'SFM2001'], /^sfmap: --code and --scenario/],
    [['--style', 'written'], /^sfmap: --style is for a scenario/],
    [['--scenario', 'custom-attribute', '--entity', 'EmpJob'], /^sfmap: An attribute needs its entity and its field/],
    [
      ['--scenario', 'custom-attribute', '--entity', 'Emp', '--field', 'x'],
      /^sfmap: No path to the entity Emp is known/,
    ],
    [['--scenario', 'concurrent', '--attribute', 'lastName'], /^sfmap: lastName is not read from an employment/],
    [['--scenario', 'concurrent', '--target', 'jobTitle'], /^sfmap: jobTitle is mapped already/],
    [['--scenario', 'writeback-2'], /^sfmap: Writeback scenarios are for a mapping from Entra ID/],
  ])('refuses %j', async (flags, message) => {
    const ended = await run(example, ...flags);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(message);
  });
});
