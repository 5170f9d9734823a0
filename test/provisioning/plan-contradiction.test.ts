import { describe, expect, test } from 'vitest';
import {
  type PersonPreview,
  type PlannedCall,
  type PlannedRecord,
  previewTotals,
} from '../../server/src/provisioning/plan/person-preview.ts';
import { planContradiction } from '../../server/src/provisioning/plan/plan-contradiction.ts';

const phone = (type: string, isPrimary: boolean, more: Partial<PlannedRecord> = {}): PlannedRecord => ({
  group: type === '10605' ? 'business phone' : 'cell phone',
  entity: 'PerPhone',
  key: { personIdExternal: '1', phoneType: type },
  before: { phoneNumber: '5', areaCode: null, countryCode: null, extension: null, isPrimary: !isPrimary },
  after: { phoneNumber: '5', isPrimary },
  givesUpPrimary: false,
  ...more,
});
const user: PlannedRecord = {
  group: 'user',
  entity: 'User',
  key: { userId: '1' },
  before: { custom01: null },
  after: { custom01: 'a' },
  givesUpPrimary: false,
};
const person = (calls: readonly PlannedCall[], more: Partial<PersonPreview> = {}): PersonPreview => ({
  personIdExternal: '1',
  name: 'Rita Okafor',
  userPrincipalName: 'rita.okafor@contoso.example',
  primaryNow: { emails: [], phones: [] },
  lines: [],
  refusals: [],
  errors: [],
  warnings: [],
  calls,
  ...more,
});
const check = (...people: PersonPreview[]) => planContradiction({ people, totals: previewTotals(people, 0) });
const alone = (...records: PlannedRecord[]): PlannedCall => ({ together: false, records });
const together = (...records: PlannedRecord[]): PlannedCall => ({ together: true, records });
const gives = { givesUpPrimary: true };

test('a plan as sfmap makes it has none', () => {
  expect(check(person([alone(user), together(phone('10606', false, gives), phone('10605', true))]))).toBeUndefined();
});

describe('what no plan of sfmap holds is named', () => {
  const cases: readonly (readonly [string, readonly PersonPreview[]])[] = [
    ['it is the row of another person', [person([alone(phone('10605', true))], { personIdExternal: '2' })]],
    ['has no personIdExternal of their own', [person([alone(user)], { personIdExternal: null })]],
    ['has no personIdExternal of their own', [person([alone(user)]), person([alone(user)])]],
    ['is written twice', [person([alone(phone('10605', true)), alone(phone('10605', true))])]],
    ['gives up its flag outside a switch', [person([alone(phone('10606', false, gives))])]],
    [
      'changes otherwise',
      [person([together(phone('10606', false, { ...gives, after: { phoneNumber: '6', isPrimary: false } }))])],
    ],
    ['changes otherwise', [person([together(phone('10606', false, { ...gives, before: null }))])]],
    ['a row is deleted, which only an undo does', [person([alone(phone('10605', true, { after: null }))])]],
    [
      'a row takes its flag back, which only an undo does',
      [person([together(phone('10605', true, { takesBackPrimary: true }))])],
    ],
    [
      'a value is emptied, which only an undo does',
      [person([alone(phone('10605', true, { after: { phoneNumber: '5', areaCode: null, isPrimary: true } }))])],
    ],
    ['a User takes no part in a switch', [person([together(user)])]],
    ['before and after are other properties', [person([alone({ ...user, before: { username: 'r' } })])]],
    ['nothing is written', [person([alone({ ...user, before: {}, after: {} })])]],
    [
      'a target is shown twice',
      [
        person([alone(phone('10605', true))], {
          lines: [{ group: 'business phone', target: 'businessPhoneNumber', before: '5', after: null, note: 'kept' }],
        }),
      ],
    ],
  ];
  test.each(cases)('%s', (words, people) => {
    expect(check(...people)).toContain(words);
  });

  test.each(['people', 'changing', 'rows', 'refused', 'failed'] as const)('totals of other changes: %s', (name) => {
    const people = [person([alone(phone('10605', true))])];
    const totals = { ...previewTotals(people, 0), [name]: 9 };
    expect(planContradiction({ people, totals })).toContain('the totals');
  });

  test('totals by group', () => {
    const people = [person([alone(phone('10605', true))])];
    const totals = { ...previewTotals(people, 0), rowsByGroup: { 'business phone': 1, user: 4 } };
    expect(planContradiction({ people, totals })).toContain('the totals');
  });
});
