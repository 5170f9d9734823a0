import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInModel } from '../../../server/src/core/entity-model/built-in-model.ts';
import type { PathType } from '../../../server/src/core/entity-model/path-type.ts';
import { typePath } from '../../../server/src/core/entity-model/type-path.ts';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';
import { replacePrefix } from '../../../server/src/core/jsonpath/prefix.ts';

const typed = (path: string) => typePath(parsePath(path), builtInModel);
const JOB = '$.employmentNav.results[0].jobInfoNav.results[0]';

function ends({ end }: PathType): string {
  if (end.kind === 'open') return 'open';
  return end.kind === 'value'
    ? `${end.entity.name}.${end.property.name} ${end.property.type}`
    : `${end.kind} ${end.entity.name}`;
}

describe('where a path ends', () => {
  it.each([
    ['', 'record PerPerson'],
    ['$', 'record PerPerson'],
    ['personId', 'PerPerson.personId Edm.Int64'],
    ['$.employmentNav', 'collection EmpEmployment'],
    ['$.employmentNav.results', 'list EmpEmployment'],
    ['$.employmentNav.results[1]', 'record EmpEmployment'],
    ["$['employmentNav']['results'][-1:]['userId']", 'EmpEmployment.userId Edm.String'],
    [`${JOB}.departmentNav`, 'record FODepartment'],
    [`${JOB}.departmentNav.name_localized`, 'FODepartment.name_localized Edm.String'],
    [`${JOB}.companyNav.countryOfRegistrationNav.twoCharCountryCode`, 'Country.twoCharCountryCode Edm.String'],
    [`${JOB}.customLong3`, 'EmpJob.customLong3 Edm.Int64'],
    [`${JOB}.customDate12`, 'EmpJob.customDate12 Edm.DateTime'],
    [`${JOB}.positionNav.externalName_pt_BR`, 'Position.externalName_pt_BR Edm.String'],
    ['$.employmentNav..jobInfoNav', 'collection EmpJob'],
    ['$.employmentNav..results[?(@.jobInfoNav)].userNav.city', 'User.city Edm.String'],
    ['$..activeEmploymentsCount', 'PersonEmpTerminationInfo.activeEmploymentsCount Edm.Int32'],
    [
      '$.personEmpTerminationInfoNav.latestTerminationDate',
      'PersonEmpTerminationInfo.latestTerminationDate Edm.DateTime',
    ],
    [
      '$.employmentNav.results[0].userNav.manager.empInfo.personIdExternal',
      'EmpEmployment.personIdExternal Edm.String',
    ],
    ['$.homeAddressNavDEU.results[0].city', 'open'],
    ["$['personId','personIdExternal']", 'open'],
    ['$.*', 'open'],
    ['$..*', 'open'],
    ['$.phoneNav.results[0].__metadata.uri', 'open'],
    ['$.a[', 'open'],
  ])('%s: %s', (path, expected) => {
    expect(ends(typed(path))).toBe(expected);
  });
});

describe('whether a path can give several values', () => {
  it.each([
    ['$.phoneNav.results[0].phoneNumber', undefined],
    ["$.phoneNav.results[?(@.phoneType == '10605')].phoneNumber", undefined],
    ['$.phoneNav.results[-1:].phoneNumber', undefined],
    ['$.phoneNav.results[2:3].phoneNumber', undefined],
    ['$.phoneNav.results[*].phoneNumber', '[*]'],
    ['$.phoneNav.results[0,1].phoneNumber', '[0,1]'],
    ['$.phoneNav.results[1:].phoneNumber', '[1:]'],
    ['$.phoneNav..phoneNumber', 'phoneNumber'],
    // As of today there is one job and one set of personal data.
    ['$.personalInfoNav.results[*].firstName', undefined],
    ['$.employmentNav.results[0].jobInfoNav.results[*].jobTitle', undefined],
  ])('%s: %s', (path, expected) => {
    const { many } = typed(path);
    expect(many && path.slice(many.start, many.end)).toBe(expected);
  });
});

describe('the navigations that a path needs', () => {
  it.each([
    ['$.personId', []],
    [
      `${JOB}.departmentNav.name`,
      ['employmentNav', 'employmentNav/jobInfoNav', 'employmentNav/jobInfoNav/departmentNav'],
    ],
    ["$.phoneNav.results[?(@.phoneTypeNav.externalCode == 'B')].phoneNumber", ['phoneNav', 'phoneNav/phoneTypeNav']],
    [
      '$.phoneNav.results[?($.personEmpTerminationInfoNav.activeEmploymentsCount > 0)].phoneNumber',
      ['phoneNav', 'personEmpTerminationInfoNav'],
    ],
    [
      "$.employmentNav..results[?(@.jobInfoNav..results[?(@.emplStatusNav.externalCode == 'A')])].userNav.city",
      ['employmentNav', 'employmentNav/jobInfoNav', 'employmentNav/jobInfoNav/emplStatusNav', 'employmentNav/userNav'],
    ],
    // What is most likely meant counts, so that a correction brings no surprise.
    [
      `${JOB}.departmetNav.name`,
      ['employmentNav', 'employmentNav/jobInfoNav', 'employmentNav/jobInfoNav/departmentNav'],
    ],
    [`${JOB}.department.name`, ['employmentNav', 'employmentNav/jobInfoNav', 'employmentNav/jobInfoNav/departmentNav']],
  ])('%s', (path, expected) => {
    expect(typed(path).navigations.map(({ node }) => node)).toEqual(expected);
  });
});

describe('a correction', () => {
  it.each([
    '$.phoneNav.phoneNumber',
    '$.phoneNav[0].phoneNumber',
    '$.phoneNav.results.phoneNumber',
    '$.phoneNav.results.*.phoneNumber',
    '$.personalInfoNav.results[0].firstName.name',
    `${JOB}.companyNav[0].name`,
    `${JOB}.companyNav.results[-1:].name`,
    `${JOB}.department.name`,
    `${JOB}.emplStatus['externalCode']`,
    '$.results[0].personId',
    "$.employmentNav.results[?(@.userNav[0].status == 't')].userId",
    "$.employmentNav.results[?(@.jobInfoNav.jobTitle == 'x')].userId",
    '$.employmentNav[0].jobInfoNav[0].companyNav[0].name',
  ])('leaves %s with one problem less', (path) => {
    const { problems } = typed(path);
    const [fix] = problems.flatMap((problem) => ('fix' in problem && problem.fix !== undefined ? [problem.fix] : []));
    if (fix === undefined) {
      expect(problems).not.toEqual([]);
      return;
    }
    const mended = path.slice(0, fix.start) + fix.text + path.slice(fix.end);
    expect(parsePath(mended).problems).toEqual([]);
    expect(typed(mended).problems.length, mended).toBe(problems.length - 1);
  });
});

describe('any path', () => {
  const words = [
    'employmentNav',
    'results',
    'jobInfoNav',
    'jobTitle',
    'departmentNav',
    'departmetNav',
    'phoneNav',
    'isPrimary',
    'cust_x',
    '__proto__',
    'length',
    'constructor',
    'userNav',
    'manager',
    'empInfo',
    '__metadata',
  ];
  const step = fc.oneof(
    fc.constantFrom(...words).map((word) => `.${word}`),
    fc.constantFrom(...words).map((word) => `['${word}']`),
    fc.constantFrom(...words).map((word) => `..${word}`),
    fc.constantFrom(
      '[0]',
      '[-1:]',
      '[*]',
      '.*',
      '..*',
      '[0,1]',
      '[?(@.isPrimary == true)]',
      '[?(@.jobInfoNav..results[?(@.jobTitle == 1)])]',
      "['a','b']",
      '[?($.phoneNav)]',
      '[',
    ),
  );

  it('has a type: nothing throws, spans lie in the text, fixes change something', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const path = `$${steps.join('')}`;
        const { problems, navigations } = typed(path);
        for (const { start, end } of [...problems, ...navigations]) {
          expect(start).toBeLessThan(end);
          expect(path.slice(start, end)).toHaveLength(end - start);
        }
        for (const problem of problems) {
          if (!('fix' in problem) || problem.fix === undefined) continue;
          expect(problem.fix.end).toBeLessThanOrEqual(path.length);
          expect(path.slice(problem.fix.start, problem.fix.end)).not.toBe(problem.fix.text);
        }
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('has the same problems behind a prefix that was replaced', () => {
    const path = `${JOB}.jobtitle`;
    const replaced =
      replacePrefix(path, '$.employmentNav.results[0]', "$.employmentNav.results[?(@.assignmentClass == 'ST')]") ?? '';
    expect(typed(replaced).problems.map(({ kind }) => kind)).toEqual(typed(path).problems.map(({ kind }) => kind));
  });

  it('of many steps and filters ends soon', () => {
    const deep = `$.employmentNav${'.results[0].userNav.manager.empInfo'.repeat(400)}`;
    const nested = Array.from({ length: 60 }).reduce<string>(
      (inner) => `@.jobInfoNav.results[?(${inner})]`,
      '@.jobTitle',
    );
    const began = performance.now();
    typed(deep);
    typed(`$.employmentNav.results[?(${nested})]`);
    typed(`$${'..manager'.repeat(500)}`);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
