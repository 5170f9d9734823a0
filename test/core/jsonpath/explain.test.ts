import { describe, expect, it } from 'vitest';
import { explainEmpty } from '../../../server/src/core/jsonpath/explain.ts';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';

const deferred = { __deferred: { uri: 'https://api.example.invalid/odata/v2/User' } };
const person = {
  personIdExternal: '204417',
  birthName: null,
  emailNav: { results: [] },
  phoneNav: { results: [{ phoneType: '10605', phoneNumber: '555 0100' }, { phoneType: '10606' }] },
  employmentNav: {
    results: [
      {
        userNav: null,
        assignmentClass: 'ST',
        jobInfoNav: {
          results: [{ departmentNav: { name: 'Buying' }, locationNav: null, divisionNav: deferred, jobTitle: 'Buyer' }],
        },
      },
    ],
  },
};
const job = '$.employmentNav.results[0].jobInfoNav.results[0]';

function why(path: string) {
  return explainEmpty(parsePath(path), person);
}

describe('why a path has no value', () => {
  it.each([
    { path: 'birthName', cause: 'value-is-null', short: 'birthName is null' },
    { path: '$.employmentNav.results[1].userId', cause: 'no-match', short: 'no second employment' },
    { path: '$.employmentNav.results[?(@.userNav != null)].userId', cause: 'no-match', short: 'no user is set' },
    { path: "$.employmentNav.results[?(@.assignmentClass == 'GA')].x", cause: 'no-match', short: 'no GA employment' },
    { path: "$.phoneNav.results[?(@.phoneType == '1')].x", cause: 'no-match', short: 'no phone of type 1' },
    { path: '$.emailNav.results[0].emailAddress', cause: 'empty', short: 'no e-mail' },
    { path: `${job}.locationNav.name`, cause: 'null', short: 'locationNav is null' },
    { path: `${job}.divisionNav.name`, cause: 'deferred', short: 'divisionNav not expanded' },
    { path: `${job}.departmetNav.name`, cause: 'missing', short: 'no departmetNav' },
    { path: `${job}.departmentNav.results[0].name`, cause: 'missing', short: 'departmentNav is one record' },
    { path: `${job}.departmentNav[0].name`, cause: 'not-an-array', short: 'departmentNav is no list' },
    { path: 'employmentNav[0].userId', cause: 'not-an-array', short: 'employmentNav needs .results' },
    { path: 'employmentNav.results.userId', cause: 'not-an-object', short: 'results is a list' },
    { path: 'personIdExternal.x', cause: 'not-an-object', short: 'personIdExternal is a value' },
    { path: '$.phoneNav.results[2:].phoneNumber', cause: 'no-match', short: 'no third phone' },
    { path: '$.phoneNav.results[21].phoneNumber', cause: 'no-match', short: 'no 22nd phone' },
    { path: '$.phoneNav.results[110].phoneNumber', cause: 'no-match', short: 'no 111th phone' },
    { path: "$.phoneNav.results[?(@.phneType == '1')].x", cause: 'no-match', short: 'no phneType' },
    {
      path: "$.phoneNav.results[?(@.phoneType == '1' || @.phoneType == '2' || @.phoneType == '3')].x",
      cause: 'no-match',
      short: 'no phone of type 1, 2 or 3',
    },
    {
      path: "$.employmentNav..results[?(@.jobInfoNav..results[?(@.jobTitle == 'A' || @.jobTitle == 'U')])].userId",
      cause: 'no-match',
      short: 'no employment with jobTitle A or U',
    },
    { path: '..zz', cause: 'no-match', short: 'no zz' },
  ])('$path', ({ path, cause, short }) => {
    expect(why(path)).toMatchObject({ cause, short });
  });

  it('names the step, its place in the path, and the place in the payload', () => {
    expect(why(`${job}.departmetNav.name`)).toEqual({
      step: 6,
      start: job.length + 1,
      end: job.length + 13,
      cause: 'missing',
      at: ['employmentNav', 'results', 0, 'jobInfoNav', 'results', 0],
      short: 'no departmetNav',
      sentence: 'jobInfoNav has no departmetNav. Did you mean departmentNav?',
      nearest: 'departmentNav',
    });
  });

  it('says what stands in the field that a filter tests', () => {
    expect(why("$.phoneNav.results[?(@.phoneType == '1')]")?.sentence).toBe(
      "phoneNav has 2 records in this sample, and none passes [?(@.phoneType == '1')]. Their phoneType is 10605, 10606.",
    );
  });

  it.each([
    [
      "$.phoneNav.results[?(@.phneType == '1')]",
      "No record of phoneNav has phneType, which [?(@.phneType == '1')] tests. Did you mean phoneType?",
    ],
    [
      '$.phoneNav.results[?(@.phoneType == 10605)]',
      "phoneNav has 2 records in this sample, and none passes [?(@.phoneType == 10605)]. Their phoneType is 10605, 10606. A text equals a text alone: write '10605'.",
    ],
    [
      "$.list[?(@.day == '2015-01-01')]",
      "list has 2 records in this sample, and none passes [?(@.day == '2015-01-01')]. Their day is 2015-01-01T00:00:00Z, absent.",
    ],
    [
      '$.list[?(@.main == false)]',
      'list has 2 records in this sample, and none passes [?(@.main == false)]. Their main is true, absent.',
    ],
    ['$..list[?(@.zz)]', 'No record of list has zz, which [?(@.zz)] tests.'],
  ])('tells of %s what its filter meets', (path, sentence) => {
    const list = [{ day: '/Date(1420070400000)/', main: true }, { name: 'x' }];
    expect(explainEmpty(parsePath(path), { before: { list: [] }, ...person, list })?.sentence).toBe(sentence);
  });

  it.each([
    [
      '$.phoneNav.phoneNumber',
      'phoneNav holds a list of records: write phoneNav.results[0].phoneNumber to read the first one.',
    ],
    [
      "$.phoneNav['phoneNumber']",
      "phoneNav holds a list of records: write phoneNav.results[0]['phoneNumber'] to read the first one.",
    ],
    [
      '$.phoneNav.phoneNmber',
      'phoneNav holds a list of records, and none of its records has phoneNmber. Did you mean phoneNav.results[0].phoneNumber?',
    ],
    ['$.phoneNav.result[0]', 'phoneNav has no result. Did you mean results?'],
    ['$.phoneNav.badge', 'phoneNav holds a list of records, and none of its records has badge.'],
    [
      '$.phoneNav.results.phoneType',
      'phoneNav.results is a list: write phoneNav.results[0].phoneType to read the first one.',
    ],
    [
      '$.phoneNav.results.phoneTyp',
      'phoneNav.results is a list, and none of its records has phoneTyp. Did you mean phoneNav.results[0].phoneType?',
    ],
    ['$.phoneNav.results.*', 'phoneNav.results is a list: write phoneNav.results[0].* to read the first one.'],
    [
      '$.emailNav.emailAddress',
      'emailNav holds a list of records: write emailNav.results[0].emailAddress to read the first one.',
    ],
    [
      '$.employmentNav.userNav',
      "employmentNav holds a list of records: write employmentNav.results[?(@.assignmentClass == 'ST')].userNav to read the standard assignment.",
    ],
  ])('says of %s how to choose a record of the list, and whether it has the name', (path, sentence) => {
    expect(why(path)?.sentence).toBe(sentence);
  });

  it('looks into every record before it calls a name missing', () => {
    expect(why('$.phoneNav.results[*].phoneNumber')).toBeUndefined();
    expect(why('$.phoneNav.results[*].phoneNmber')).toMatchObject({ cause: 'missing', nearest: 'phoneNumber' });
  });

  it('has nothing to say where there is a value, and where the path itself is wrong', () => {
    expect(why(`${job}.jobTitle`)).toBeUndefined();
    expect(why('$')).toBeUndefined();
    expect(why('a[')).toBeUndefined();
    expect(why('$.employmentNav.results[-1].userId')).toBeUndefined();
  });

  it('explains an empty root', () => {
    expect(explainEmpty(parsePath('$'), null)).toMatchObject({ cause: 'value-is-null', at: [] });
    expect(explainEmpty(parsePath('$.a'), null)).toMatchObject({ cause: 'null', step: 0 });
    expect(explainEmpty(parsePath('$.a'), {})?.sentence).toBe('The payload has no a.');
  });
});
