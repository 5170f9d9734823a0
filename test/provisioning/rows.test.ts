import { describe, expect, test } from 'vitest';
import type { Json } from '../../server/src/core/json.ts';
import { personRows } from '../../server/src/provisioning/writeback/rows.ts';

const fine = {
  personIdExternal: '1',
  emailNav: { results: [] },
  phoneNav: { results: [] },
  employmentNav: { results: [] },
};

test('a person without rows has none', () => {
  expect(personRows(fine, false)).toEqual({ personIdExternal: '1', emails: [], phones: [], employments: [] });
});

describe('an answer that does not tell which rows there are is never read as a person without rows', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, Json | undefined>>])[] = [
    ['a list that is missing', { phoneNav: undefined }],
    ['null for a list', { phoneNav: null }],
    ['a text for a list', { emailNav: 'x' }],
    ['a row for a list', { phoneNav: { phoneType: '10605', phoneNumber: '1', isPrimary: true } }],
    ['a list that was not expanded', { phoneNav: { __deferred: { uri: 'https://tenant.example/x' } } }],
    ['an object for the rows', { phoneNav: { results: {} } }],
    ['no row in the list', { phoneNav: { results: [null] } }],
    ['a row without its type', { phoneNav: { results: [{ phoneNumber: '1', isPrimary: true }] } }],
    ['a flag that is a text', { phoneNav: { results: [{ phoneType: '10605', isPrimary: 'true' }] } }],
    ['a number that is an object', { phoneNav: { results: [{ phoneType: '10605', phoneNumber: {} }] } }],
    ['a User that is a list', { employmentNav: { results: [{ userId: '1', userNav: { results: [] } }] } }],
    ['employments that were not expanded', { employmentNav: { __deferred: { uri: 'https://tenant.example/x' } } }],
    ['an employment without its jobs', { employmentNav: { results: [{ userId: '1', userNav: null }] } }],
    ['a person without an id', { personIdExternal: null }],
  ];
  test.each(cases)('%s', (_name, change) => {
    const entries = Object.entries({ ...fine, ...change }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    expect(() => personRows(Object.fromEntries(entries), true)).toThrow(/^SuccessFactors sent .* so nobody can tell/);
  });
});
