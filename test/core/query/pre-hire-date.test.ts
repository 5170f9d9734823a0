import { describe, expect, it } from 'vitest';
import { isPreHire, preHireDate } from '../../../server/src/core/query/pre-hire-date.ts';
import { examplePerson, peopleNames } from '../../support/example-people.ts';

const TODAY = new Date('2026-03-01T08:00:00Z');
const person = (personal: readonly object[], ...startDates: readonly unknown[]) => ({
  personalInfoNav: { results: [...personal] as never[] },
  employmentNav: { results: startDates.map((startDate) => ({ startDate })) as never[] },
});
const day = (text: string) => `/Date(${Date.parse(`${text}T00:00:00Z`)})/`;

describe('the day on which somebody begins', () => {
  it.each<[string, Parameters<typeof preHireDate>[0], string | undefined]>([
    ['to come', person([], day('2026-06-01')), '2026-06-01'],
    ['tomorrow', person([], day('2026-03-02')), '2026-03-02'],
    ['the first of two', person([], day('2026-07-01'), day('2026-06-01')), '2026-06-01'],
    ['today', person([], day('2026-03-01')), undefined],
    ['in the past', person([], day('2025-06-01'), day('2026-06-01')), undefined],
    ['of somebody who is there', person([{ firstName: 'Rita' }], day('2026-06-01')), undefined],
    ['of nobody', person([]), undefined],
    ['that is no date', person([], 'June'), undefined],
    ['that is null', person([], null), undefined],
    ['that is nowhere', {}, undefined],
  ])('%s', (_what, payload, wanted) => {
    expect(preHireDate(payload, TODAY)).toBe(wanted);
  });

  it('of the example people only one has', () => {
    const long = new Date('2020-01-01T00:00:00Z');
    expect(peopleNames.filter((name) => preHireDate(examplePerson(name), long) !== undefined)).toEqual(['pre-hire']);
  });
});

it.each([
  ['t', true],
  ['f', true],
  ['e', true],
  ['d', false],
  [undefined, false],
])('a user of the state %s is one of theirs: %s', (status, wanted) => {
  expect(isPreHire({ employmentNav: { results: [{ userNav: { status: status ?? null } }] } })).toBe(wanted);
});
