import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import type { JsonObject } from '../../../server/src/core/json.ts';
import { fullPersonExpand, personQuery } from '../../../server/src/core/query/person-query.ts';
import { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { analysisFor } from '../../support/example-people.ts';

const PEOPLE = ['100101', '100301', '100401', '100601', '100701', '100801'];

const target = (index: number) => `extension_${String(index).padStart(32, '0')}_x`;
const mapping = (names: readonly string[]) =>
  `provision SuccessFactors -> EntraID\nmap {\n${names.map((name, index) => `  ${target(index)} <- [${name}]\n`).join('')}}\n`;
const expandOf = (...names: string[]) => personQuery(analysisFor(mapping(names)).model).expand;

describe('against the tenant', () => {
  let sandbox: RunningSandbox;
  const people = async (expand: readonly string[]) => {
    const rows = await sandbox.rows('PerPerson', {
      $filter: `personIdExternal in ${PEOPLE.map((id) => `'${id}'`).join(',')}`,
      $expand: expand.join(','),
    });
    return new Map(rows.map((row) => [String(row['personIdExternal']), row as JsonObject]));
  };
  beforeAll(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterAll(() => sandbox?.stop());

  it('the query of all built-in attributes reads what the query of one person reads', async () => {
    const names = [...builtInAttributes.keys()];
    const text = mapping(names);
    const wide = await people(fullPersonExpand);
    const narrow = await people(expandOf(...names));
    expect([...narrow.keys()].sort()).toEqual([...PEOPLE]);
    for (const id of PEOPLE) {
      const values = (payload: JsonObject | undefined) =>
        [...(analysisFor(text, payload).evaluation?.attributes ?? [])].map(([name, { value }]) => `${name}: ${value}`);
      expect(values(narrow.get(id)), id).toEqual(values(wide.get(id)));
    }
  });

  it('one mapped attribute brings what its path needs', async () => {
    const wide = await people(fullPersonExpand);
    const groups = new Map<string, string[]>();
    for (const { name, expand } of builtInAttributes.values())
      groups.set(expand, [...(groups.get(expand) ?? []), name]);
    for (const [, [name = '']] of groups) {
      const narrow = await people(expandOf(name));
      const value = (payload: JsonObject | undefined) =>
        analysisFor(mapping([name]), payload).evaluation?.attributes.get(name)?.value;
      expect(
        PEOPLE.map((id) => value(narrow.get(id))),
        name,
      ).toEqual(PEOPLE.map((id) => value(wide.get(id))));
    }
  });
});

describe('what is expanded', () => {
  it('each node once, and never one of a longer beginning alone', () => {
    const all = expandOf(...builtInAttributes.keys());
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain('');
    expect(all).not.toContain('employmentNav');
    for (const node of all) expect(node).toMatch(/^\w+(\/\w+)*$/);
  });

  it('does not depend on the order of the mappings', () => {
    const names = [...builtInAttributes.keys()];
    expect([...expandOf(...names.toReversed())].sort()).toEqual([...expandOf(...names)].sort());
  });

  it('counts what the scope reads, and nothing for a path that no built-in attribute stands for', () => {
    const always = expandOf();
    const scoped = analysisFor(
      'provision SuccessFactors -> EntraID\nscope { [department] EQUALS "IT" }\nmap { }\n',
    ).model;
    expect(personQuery(scoped).expand).toEqual([...always, 'employmentNav/jobInfoNav/departmentNav']);
    const own = analysisFor(
      'provision SuccessFactors -> EntraID\nsource {\n  mine = $.employmentNav.results[0].jobInfoNav.results[0].departmentNav.name\n}\nmap { city <- [mine] }\n',
    ).model;
    expect(personQuery(own).expand).toEqual(always);
  });

  it('for a writeback, or without a mapping, what a comparison of rows needs', () => {
    const rows = ['employmentNav/userNav', 'phoneNav', 'emailNav'];
    expect(personQuery(undefined).expand).toEqual(rows);
    const writeback = analysisFor(
      'provision EntraID -> SuccessFactors\nmap { personIdExternal <- [employeeId] match 1 }\n',
    );
    expect(personQuery(writeback.model).expand).toEqual(rows);
  });
});
