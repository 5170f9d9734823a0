import { describe, expect, it } from 'vitest';
import { replacePrefix, startsWithSteps } from '../../../server/src/core/jsonpath/prefix.ts';

const first = '$.employmentNav.results[0]';
const standard = "$.employmentNav.results[?(@.assignmentClass == 'ST')]";

describe('bulk edits of a prefix', () => {
  it.each([
    [`${first}.startDate`, first, standard, `${standard}.startDate`],
    ['employmentNav.results[ 0 ].userNav.username', first, standard, `${standard}.userNav.username`],
    ["$['employmentNav'].results[0]['user id']", first, standard, `${standard}['user id']`],
    [`${first}..externalCode `, first, standard, `${standard}..externalCode`],
    [first, 'employmentNav.results[0]', standard, standard],
    [`${standard}.startDate`, "$.employmentNav.results[?( @.assignmentClass=='ST' )]", first, `${first}.startDate`],
    ['personIdExternal', '$', '$.d', '$.d.personIdExternal'],
    ['$.a.b', 'a', 'c', 'c.b'],
  ])('%s, %s -> %s', (path, from, to, expected) => {
    expect(replacePrefix(path, from, to)).toBe(expected);
  });

  it.each([
    ['$.employmentNav.results[10].startDate', '$.employmentNav.results[1]'],
    ['$.employmentNavs.results[0]', '$.employmentNav'],
    ['$.employmentNav', '$.employmentNav.results[0]'],
    ["$.employmentNav.results[?(@.assignmentClass == 'GA')]", standard],
    ['$..employmentNav.results[0]', first],
    ['$.a[', '$.a'],
  ])('%s does not begin with %s', (path, from) => {
    expect(replacePrefix(path, from, 'x')).toBeUndefined();
    expect(startsWithSteps(path, from)).toBe(false);
  });
});
