import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { builtInAttributes } from '../../../server/src/core/catalog/source-attributes.ts';
import type { Json, JsonObject } from '../../../server/src/core/json.ts';
import { evaluateMapping } from '../../../server/src/core/mapping/evaluate.ts';
import { personQuery } from '../../../server/src/core/query/person-query.ts';
import { selectedFields } from '../../../server/src/core/query/selected-fields.ts';
import { analysisFor, examplePerson, peopleNames } from '../../support/example-people.ts';
import { navigationsIn, trimmed } from './support/trimmed.ts';

const people = peopleNames.map((name) => examplePerson(name) as Json);
const NAVIGATIONS = navigationsIn(people);

/** All that a mapping takes from a person. Why there is nothing may be said in other words. */
function taken({ model }: Analysis, person: Json): unknown {
  const { attributes, targets, inScope } = evaluateMapping(model, person, { parameters: new Map([['type', '10605']]) });
  const read = [...attributes].filter(([name]) => model.used.has(name));
  return {
    inScope,
    attributes: read.map(([name, { value, matches, error }]) => ({ name, value, matches, error })),
    targets: [...targets].map(([name, outcome]) => [name, outcome.state === 'null' ? null : outcome]),
  };
}

const target = (index: number) => `extension_${String(index).padStart(32, '0')}_x`;
const mapping = (source: readonly string[], names: readonly string[]) =>
  `provision SuccessFactors -> EntraID\nparam type = "10605"\nsource {\n${source.map((line) => `  ${line}\n`).join('')}}\nmap {\n${names.map((name, index) => `  ${target(index)} <- [${name}]\n`).join('')}}\n`;

/** What the smaller answer must not change. */
function expectSame(text: string): void {
  const analysis = analysisFor(text);
  const { expand } = personQuery(analysis.model);
  const select = selectedFields(analysis.model, expand);
  for (const person of people) {
    const whole = taken(analysis, trimmed(person, NAVIGATIONS, { expand }));
    for (const deep of [true, false]) {
      const smaller = trimmed(person, NAVIGATIONS, { expand, select }, deep);
      expect(taken(analysis, smaller), `${text}\n${select?.join('\n')}`).toEqual(whole);
    }
  }
}

const JOB = '$.employmentNav.results[0].jobInfoNav.results[0]';
const ACTIVE = "results[?(@.emplStatusNav.externalCode == 'A' || @.emplStatusNav.externalCode == 'U')]";

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
    expectSame(mapping([], [...builtInAttributes.keys()]));
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
    '$.personEmpTerminationInfoNav.*',
    '$.personEmpTerminationInfoNav',
    '$.phoneNav.results',
  ])('of %s', (path) => {
    expectSame(mapping([`own = ${path}`, `all : String[] = ${path}`], ['own', 'all', 'lastName']));
  });

  it('of any mapping', () => {
    fc.assert(
      fc.property(anyMapping, (text) => expectSame(text)),
      { numRuns: 120 },
    );
  });
});

/** Names of fields and navigations as they stand in payloads, and some that do not. */
const NAMES = namesOf(people);
const names = fc.constantFrom(...NAMES, 'customString99', 'cust_badge', 'uri', 'results', '__deferred');
const filterSide = fc.oneof(
  names.map((name) => `@.${name}`),
  names.map((name) => `@..${name}`),
  fc.tuple(names, names).map(([a, b]) => `@.${a}.${b}`),
  names.map((name) => `$.${name}`),
  names.map((name) => `$..${name}`),
  fc.constant('@.*'),
);
const test = fc.oneof(
  filterSide,
  fc
    .tuple(
      filterSide,
      fc.constantFrom('==', '!=', '<'),
      fc.constantFrom("'A'", "'ST'", 'true', 'null', "'{{type}}'", '1'),
    )
    .map((parts) => parts.join(' ')),
  fc.tuple(filterSide, filterSide).map((sides) => sides.join(' == ')),
);
const step = fc.oneof(
  { weight: 4, arbitrary: names.map((name) => `.${name}`) },
  { weight: 2, arbitrary: names.map((name) => `..${name}`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('.results[0]', '.results[-1:]', '.results[*]', '[0]', '[*]', '.*', '..*', '[0,1]'),
  },
  { weight: 1, arbitrary: fc.tuple(names, names).map(([a, b]) => `['${a}','${b}']`) },
  { weight: 1, arbitrary: fc.tuple(names, names).map(([a, b]) => `..['${a}','${b}']`) },
  { weight: 2, arbitrary: fc.tuple(test, test).map(([a, b]) => `.results[?(${a} || ${b})]`) },
  { weight: 1, arbitrary: test.map((one) => `[?(${one})]`) },
  { weight: 1, arbitrary: test.map((one) => `..[?(${one})]`) },
);
const beginning = fc.constantFrom(
  '$',
  '$.employmentNav',
  '$.employmentNav.results[0]',
  '$.employmentNav.results[-1:]',
  "$.employmentNav.results[?(@.assignmentClass == 'ST')]",
  `$.employmentNav..jobInfoNav..${ACTIVE}`,
  JOB,
  `${JOB}.departmentNav`,
  '$.employmentNav.results[0].userNav',
  '$.phoneNav.results[*]',
  "$.phoneNav.results[?(@.phoneType == '{{type}}')]",
  '$.emailNav',
  '$.personalInfoNav.results[0]',
);
const path = fc.tuple(beginning, fc.array(step, { maxLength: 4 })).map(([first, steps]) => first + steps.join(''));
const anyMapping = fc
  .record({
    own: fc.array(fc.tuple(path, fc.boolean()), { minLength: 1, maxLength: 4 }),
    replaced: fc.option(beginning.filter((one) => one !== '$')),
    mapped: fc.subarray([...builtInAttributes.keys()], { maxLength: 6 }),
  })
  .map(({ own, replaced, mapped }) =>
    mapping(
      [
        ...(replaced === null ? [] : [`replace $.employmentNav.results[0] -> ${replaced}`]),
        ...own.map(
          ([one, several], index) => `own${index}${several ? ' : String[]' : ''} = "${one.replaceAll('"', '')}"`,
        ),
      ],
      [...own.map((_, index) => `own${index}`), ...mapped],
    ),
  );

function namesOf(payloads: readonly Json[]): string[] {
  const found = new Set<string>();
  const walk = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const one of value) walk(one);
    else
      for (const [name, below] of Object.entries(value as JsonObject)) {
        found.add(name);
        walk(below);
      }
  };
  for (const payload of payloads) walk(payload);
  return [...found];
}
