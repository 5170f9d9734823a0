import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import type { Json } from '../../../server/src/core/json.ts';
import { personQuery } from '../../../server/src/core/query/person-query.ts';
import { selectedFields } from '../../../server/src/core/query/selected-fields.ts';
import { analysisFor, examplePerson, peopleNames } from '../../support/example-people.ts';
import { ACTIVE, anyMappingOver, JOB, mapping } from './support/any-mapping.ts';
import { taken } from './support/taken.ts';
import { navigationsIn, trimmed } from './support/trimmed.ts';

const people = peopleNames.map((name) => examplePerson(name) as Json);
const NAVIGATIONS = navigationsIn(people);

/** What the smaller answer must not change. */
function expectSame(text: string, longest = Number.POSITIVE_INFINITY): void {
  const analysis = analysisFor(text);
  const { expand } = personQuery(analysis.model);
  const select = selectedFields(analysis.model, expand, { longest });
  expect(select?.join(',').length ?? 0).toBeLessThanOrEqual(longest);
  for (const person of people) {
    const whole = taken(analysis, trimmed(person, NAVIGATIONS, { expand }));
    for (const deep of [true, false]) {
      const smaller = trimmed(person, NAVIGATIONS, { expand, select }, deep);
      expect(taken(analysis, smaller), `${text}\n${select?.join('\n')}`).toEqual(whole);
    }
  }
}

const selectOf = (path: string, ...names: string[]) => {
  const { model } = analysisFor(mapping([`own = ${path}`], ['own', ...names]));
  return selectedFields(model, personQuery(model).expand);
};

describe('the fields of a query', () => {
  it.each<[string, string[], string[]]>([
    ['$.personalInfoNav.results[0].suffix', [], ['personalInfoNav/suffix']],
    [`${JOB}.customString35`, [], ['employmentNav/jobInfoNav/customString35']],
    [
      "$.phoneNav.results[?(@.phoneType == '{{type}}' && @.isPrimary == true)].phoneNumber",
      [],
      ['phoneNav/isPrimary', 'phoneNav/phoneNumber', 'phoneNav/phoneType'],
    ],
    [
      `$.employmentNav..jobInfoNav..${ACTIVE}.jobTitle`,
      ['emplStatus'],
      ['employmentNav/jobInfoNav/jobTitle', 'employmentNav/jobInfoNav/emplStatusNav/externalCode'],
    ],
    ["$.emailNav.results[?($.birthName == 'x')].emailAddress", [], ['birthName', 'emailNav/emailAddress']],
    ['$.personalInfoNav.results[0].*', [], ['personalInfoNav']],
    ['$.emailNav..emailAddress', [], ['emailNav/emailAddress']],
    ['$.phoneNav..*', [], ['phoneNav']],
    ['$.emailNav.results[0].emailTypeNav', [], ['emailNav']],
    [
      "$.personalInfoNav.results[0]['firstName','lastName']",
      [],
      ['personalInfoNav/firstName', 'personalInfoNav/lastName'],
    ],
  ])('of %s beside %j', (path, names, wanted) => {
    expect(selectOf(path, ...names)).toEqual(expect.arrayContaining(wanted));
  });

  it.each([
    '$.*',
    '$..*',
    '$..cust_badge',
    '$..customString1',
    "$..[?(@.phoneType == '10605')].phoneNumber",
    "$['{{type}}']",
  ])('are all of them for %s', (path) => {
    expect(selectOf(path)).toBeUndefined();
  });

  it.each([
    // Not expanded: SuccessFactors refuses to select below it.
    `${JOB}.departmentNav.name`,
    `${JOB}.cust_teamNav.name`,
    // Never comes, or cannot exist.
    '$.userId',
    '$.emailNav.results[0].cust_badge',
    '$.personalInfoNav.results[0].firstname',
    '$.personalInfoNav.results.length',
    '$.personalInfoNav.firstName',
    '$.personIdExternal.name',
    '$.__metadata.uri',
    // The engine reads nothing by it.
    '$.personalInfoNav.results[',
  ])('are only those that are always there for %s', (path) => {
    expect(selectOf(path)).toEqual(selectOf('$.personIdExternal'));
  });

  it('are the keys of lists and of what is not read otherwise, and the manager', () => {
    expect(selectOf('$.personIdExternal')).toEqual([
      'personIdExternal',
      'employmentNav/personIdExternal',
      'employmentNav/userId',
      'employmentNav/userNav/manager/empInfo/personIdExternal',
      'employmentNav/userNav/manager/empInfo/userId',
      'employmentNav/jobInfoNav/seqNumber',
      'employmentNav/jobInfoNav/startDate',
      'employmentNav/jobInfoNav/userId',
      'personalInfoNav/personIdExternal',
      'personalInfoNav/startDate',
      'personEmpTerminationInfoNav/personIdExternal',
      'phoneNav/personIdExternal',
      'phoneNav/phoneType',
      'emailNav/emailType',
      'emailNav/personIdExternal',
    ]);
  });

  it('are found in time, however long a path is', () => {
    const list = (letter: string) => Array.from({ length: 1000 }, (_, index) => `'${letter}${index}'`).join(',');
    for (const path of [
      `$..results[?(${'@..results[?('.repeat(60)}@.userId${')]'.repeat(60)})]`,
      `$${'..results[?(@..userId)]'.repeat(400)}`,
      `$${'..*'.repeat(2000)}`,
      `$${'..userId'.repeat(2000)}`,
      `$..[${list('a')}]..[${list('b')}]`,
    ]) {
      const { model } = analysisFor(mapping([`own = "${path}"`], ['own']));
      const { expand } = personQuery(model);
      const began = performance.now();
      selectedFields(model, expand);
      expect(performance.now() - began, path.slice(0, 40)).toBeLessThan(1500);
    }
  });

  it('are whole records where they would be too long, and none where that is too long', () => {
    const { model } = analysisFor(mapping([], [...builtInAttributes.keys()]));
    const { expand } = personQuery(model);
    const select = (longest?: number) => selectedFields(model, expand, longest === undefined ? {} : { longest });
    const all = select()?.join(',').length ?? 0;
    expect(select(all)).toEqual(select());
    expect(select(all - 1)).toContain('employmentNav/userNav');
    expect(select(all - 1)).toContain('phoneNav/phoneNumber');
    expect(select(1000)).toContain('employmentNav/jobInfoNav');
    expect(select(100)).toBeUndefined();
  });

  it('name nothing below a navigation that is not expanded', () => {
    const { model } = analysisFor(mapping([], [...builtInAttributes.keys()]));
    const { expand } = personQuery(model);
    const above = new Set(
      expand.flatMap((path) => path.split('/').map((_, at, names) => names.slice(0, at + 1).join('/'))),
    );
    for (const field of selectedFields(model, expand) ?? []) {
      const node = field.split('/').slice(0, -1).join('/');
      expect(node === '' || above.has(node), field).toBe(true);
    }
  });

  it('of everything leave out a third of an answer', () => {
    const { model } = analysisFor(mapping([], [...builtInAttributes.keys()]));
    const { expand } = personQuery(model);
    const size = (query: Parameters<typeof trimmed>[2]) =>
      JSON.stringify(people.map((person) => trimmed(person, NAVIGATIONS, query))).length;
    const whole = size({ expand });
    const smaller = size({ expand, select: selectedFields(model, expand) });
    expect(smaller / whole).toBeLessThan(0.67);
  });
});

describe('the smaller answer', () => {
  it('gives every built-in attribute, together and alone', () => {
    for (const longest of [undefined, 4000, 2000, 1000, 500, 250, 0])
      expectSame(mapping([], [...builtInAttributes.keys()]), longest);
    for (const name of builtInAttributes.keys()) expectSame(mapping([], [name]));
  });

  it.each([
    'replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]',
    "replace $.employmentNav.results[0] -> $.employmentNav.results[?(@.assignmentClass == 'ST')]",
    'replace $.employmentNav.results[0] -> $.employmentNav.results[?(@.userNav != null)]',
    `replace $.employmentNav.results[0].jobInfoNav.results[0] -> $.employmentNav..jobInfoNav..${ACTIVE}`,
    `replace $.employmentNav.results[0] -> $.employmentNav..results[?(@.jobInfoNav..${ACTIVE})]`,
  ])('after %s', (line) => {
    expectSame(mapping([line], [...builtInAttributes.keys()]));
    expectSame(mapping([line], ['emplStatus', 'jobTitle', 'startDate', 'username']));
  });

  it.each([
    '$.*',
    '$..userId',
    '$..results',
    '$..*',
    '$..__deferred',
    '$..uri',
    '$.employmentNav.results[*].*',
    '$.employmentNav.results[0].*.results[0].*',
    '$.employmentNav.results[0].*.userId',
    '$.employmentNav.results[?(@.wfRequestNav)].userId',
    '$.employmentNav.results[?(@.empGlobalAssignmentNav != null)].userId',
    '$.employmentNav.results[?(@.empGlobalAssignmentNav.__deferred)].userId',
    '$.employmentNav.results[?(@.*)].startDate',
    "$.employmentNav.results[?(@..externalCode == 'A')].startDate",
    "$.employmentNav[?(@..assignmentClass == 'GA')].userId",
    '$.employmentNav.results[?($.emailNav.results[*].emailAddress =~ /a/)].userId',
    "$..[?(@.phoneType == '10605')].phoneNumber",
    "$.employmentNav.results[0]..['startDate','endDate']",
    '$.personEmpTerminationInfoNav[?(@ == 1)]',
    "$.employmentNav[?(@..assignmentClass == 'GA')]..startDate",
    '$.personEmpTerminationInfoNav.*',
    '$.personEmpTerminationInfoNav',
    '$.phoneNav.results',
  ])('of %s', (path) => {
    expectSame(mapping([`own = ${path}`, `all : String[] = ${path}`], ['own', 'all', 'lastName']));
  });

  it('of any mapping', () => {
    fc.assert(fc.property(anyMappingOver(people), fc.option(fc.nat(1200), { nil: undefined }), expectSame), {
      numRuns: 120,
    });
  });
});
