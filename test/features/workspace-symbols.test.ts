import { describe, expect, it } from 'vitest';
import { parseMapping } from '../../server/src/core/language/parse.ts';
import { fitOf, namedPlaces } from '../../server/src/features/workspace-symbols.ts';
import { markedText } from '../support/marked-text.ts';

describe('the names of a mapping', () => {
  it('are those that it declares or maps', () => {
    const { text, ranges } = markedText(`provision SuccessFactors -> EntraID
param «site»
sample «rita» = "r.json"
source {
  replace $.a -> $.b
  «badge» = $.c
}
scope { «"Swiss"»: [badge] IS NULL }
map {
  «mail» <- [badge]
}
test «"a mail"» {
  expect mail == "x"
}
`);
    const found = namedPlaces(parseMapping(text));
    expect(found.map(({ start, end }) => ({ start, end }))).toEqual(ranges);
    expect(found.map(({ name, block }) => `${block}/${name}`)).toEqual([
      '/site',
      '/rita',
      'source/badge',
      'scope/Swiss',
      'map/mail',
      '/a mail',
    ]);
  });
});

describe('what is typed', () => {
  it.each([
    ['department', ''],
    ['department', 'dep'],
    ['department', 'DPT'],
    ['globalAssignmentDepartment', 'gad'],
    ['my badge', 'mybadge'],
    ['badge', 'ba dge'],
    ['Straße', 'straße'],
  ])('%s fits %s', (name, query) => {
    expect(fitOf(name, query)).toBeDefined();
  });

  it.each([
    ['department', 'dpx'],
    ['department', 'tnemt'],
    ['a', 'aa'],
  ])('%s does not fit %s', (name, query) => {
    expect(fitOf(name, query)).toBeUndefined();
  });

  it.each([
    ['dep', ['department', 'departmentId', 'globalAssignmentDepartment', 'addEmployee']],
    ['gad', ['globalAssignmentDepartment', 'bigHand']],
    ['mail', ['mail', 'mailNickname', 'otherMails']],
  ])('puts the nearest name first: %s', (query, names) => {
    const sorted = [...names].reverse().sort((a, b) => (fitOf(b, query) ?? -1) - (fitOf(a, query) ?? -1));
    expect(sorted).toEqual(names);
  });
});
