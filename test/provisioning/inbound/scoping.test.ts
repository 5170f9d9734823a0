import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { previewInTenant } from '../support/preview-in-tenant.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

/**
 * Whom each has for a manager: Amara 100102, Ingrid nobody, Mei-Ling nobody (the User of her first employment is gone),
 * Rita 100101 in her first employment, Nokuthula 100101. Mei-Ling's first employment was a contingent worker's.
 */
const [AMARA, INGRID, MEI_LING, RITA, NOKUTHULA] = ['100101', '100102', '100301', '100401', '101301'] as const;
const everybody = [AMARA, INGRID, MEI_LING, RITA, NOKUTHULA];

const mapping = (scope: string, actions = '') => `provision SuccessFactors -> EntraID
source {
  boss = $.employmentNav.results[0].userNav.manager.empInfo.personIdExternal
}
scope {
  ${scope}
}
${actions}
map {
  employeeId <- [personIdExternal] match 1
  jobTitle   <- [jobTitle]
}
`;

describe('a scoping filter of an inbound run takes in', () => {
  test.each<[clause: string, readonly string[]]>([
    ['[boss] EQUALS "100101"', [RITA, NOKUTHULA]],
    ['[boss] EQUALS "100101", "100102"', [AMARA, RITA, NOKUTHULA]],
    // Nobody whose value is empty is taken in, not even by a negation: IS NULL alone sees them.
    ['[boss] NOT EQUALS "100101"', [AMARA]],
    ['[boss] NOT EQUALS "nobody"', [AMARA, RITA, NOKUTHULA]],
    ['[boss] IS NULL', [INGRID, MEI_LING]],
    ['[boss] IS NOT NULL', [AMARA, RITA, NOKUTHULA]],
    ['[isContingentWorker] IS TRUE', [MEI_LING]],
    ['[isContingentWorker] IS FALSE', [AMARA, INGRID, RITA, NOKUTHULA]],
    ['[boss] REGEX MATCH "1$"', [RITA, NOKUTHULA]],
    ['[boss] NOT REGEX MATCH "1$"', [AMARA]],
    ['[boss] GREATER_THAN "100101"', [AMARA]],
    ['[boss] GREATER_THAN_OR_EQUALS "100101"', [AMARA, RITA, NOKUTHULA]],
    ['[department] GREATER_THAN "1"', []],
    ['[boss] INCLUDES "0010"', [AMARA, RITA, NOKUTHULA]],
    ['[boss] ENDS_WITH "02"', [AMARA]],
    ['[boss] & "100101;100999"', [RITA, NOKUTHULA]],
    ['[boss] !& "100101;100999"', [AMARA]],
    ['[department] EQUALS "finance"', []],
    ['[boss] EQUALS "100101" and [department] EQUALS "Finance"', [NOKUTHULA]],
    ['"A": [boss] IS NULL "B": [department] EQUALS "Logistics"', [AMARA, INGRID, MEI_LING]],
  ])('%s', async (clause, expected) => {
    const people = await previewInTenant(sandbox, mapping(clause), { ids: everybody });
    const inScope = everybody.filter((id) => people.get(id)?.inScope);
    expect(inScope).toEqual(expected);
    // All of them have an account that may sign in: whoever falls out of scope loses that.
    const disabled = everybody.filter((id) => people.get(id)?.action === 'disable');
    expect(disabled).toEqual(everybody.filter((id) => !expected.includes(id)));
  });
});

test.each<[actions: string, action: string]>([
  ['', 'disable'],
  ['actions create, update, disable', 'disable'],
  ['actions create, update, delete', 'delete'],
  ['actions create, update', 'none'],
])('whoever falls out of scope with "%s": %s', async (actions, action) => {
  const people = await previewInTenant(sandbox, mapping('[boss] IS NULL', actions), { ids: [AMARA] });
  expect(people.get(AMARA)).toMatchObject({ inScope: false, action });
});
