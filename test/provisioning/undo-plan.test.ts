import { describe, expect, test } from 'vitest';
import {
  type PersonPreview,
  type PlannedCall,
  type PlannedRecord,
  previewTotals,
} from '../../server/src/provisioning/plan/person-preview.ts';
import { planContradiction } from '../../server/src/provisioning/plan/plan-contradiction.ts';
import type { RowValues } from '../../server/src/provisioning/plan/row-values.ts';
import type { EarlierRun } from '../../server/src/provisioning/run/earlier-run.ts';
import { runPeople } from '../../server/src/provisioning/run/run-record.ts';
import type { Verdict } from '../../server/src/provisioning/run/run-result.ts';
import type { ContactRow, PersonRows } from '../../server/src/provisioning/writeback/rows.ts';
import { undoPerson } from '../../server/src/provisioning/writeback/undo-plan.ts';

const full = (phoneNumber: string, isPrimary: boolean, more: RowValues = {}) => ({
  phoneNumber,
  areaCode: null,
  countryCode: null,
  extension: null,
  isPrimary,
  ...more,
});
const phone = (type: string, before: RowValues | null, after: RowValues | null, more = {}): PlannedRecord => ({
  group: type === '10605' ? 'business phone' : 'cell phone',
  entity: 'PerPhone',
  key: { personIdExternal: '1', phoneType: type },
  before,
  after,
  givesUpPrimary: false,
  ...more,
});
const user = (before: RowValues, after: RowValues): PlannedRecord => ({
  group: 'user',
  entity: 'User',
  key: { userId: '1' },
  before,
  after,
  givesUpPrimary: false,
});
const row = (type: string, values: RowValues): ContactRow => ({
  type,
  values,
  isPrimary: values['isPrimary'] === true,
});
const holds = (phones: readonly ContactRow[], own?: RowValues): PersonRows => ({
  personIdExternal: '1',
  emails: [],
  phones,
  employments: own === undefined ? [] : [{ userId: '1', active: true, user: own }],
});
const alone = (...records: PlannedRecord[]): PlannedCall => ({ together: false, records });
const together = (...records: PlannedRecord[]): PlannedCall => ({ together: true, records });

function undo(calls: readonly PlannedCall[], now: PersonRows, verdict: Verdict | undefined = { state: 'written' }) {
  const planned: PersonPreview = {
    personIdExternal: '1',
    name: 'Rita Okafor',
    userPrincipalName: 'rita.okafor@contoso.example',
    primaryNow: { emails: [], phones: [] },
    lines: [],
    refusals: [],
    errors: [],
    warnings: [],
    calls,
  };
  const person = [...runPeople([planned])][0];
  if (person === undefined) return undefined;
  const places = person.calls.flatMap((call) => call.records.map(({ place }) => place));
  const earlier: EarlierRun = {
    verdicts: new Map(verdict === undefined ? [] : places.map((place) => [place, verdict])),
    doubtful: new Set(verdict === undefined ? places : []),
  };
  const made = undoPerson(person, earlier, now);
  if (made !== undefined) {
    const people = [made];
    expect(planContradiction({ people, totals: previewTotals(people, 0), kind: 'undo' })).toBeUndefined();
  }
  return made;
}

const made = phone('10605', null, { phoneNumber: '5', isPrimary: true });
const changed = phone('10605', full('4', true), { phoneNumber: '5', isPrimary: true });

describe('what goes back', () => {
  test.each<[string, readonly PlannedCall[], PersonRows, RowValues | null]>([
    ['a row that was made is deleted', [alone(made)], holds([row('10605', full('5', true))]), null],
    ['a value', [alone(changed)], holds([row('10605', full('5', true))]), { phoneNumber: '4', isPrimary: true }],
    [
      'a part that was empty is emptied',
      [alone(phone('10605', full('4', true), { phoneNumber: '5', areaCode: '30', isPrimary: true }))],
      holds([row('10605', full('5', true, { areaCode: '30' }))]),
      { phoneNumber: '4', areaCode: null, isPrimary: true },
    ],
    [
      'a row that an undo has deleted is made again',
      [alone(phone('10605', full('4', true, { areaCode: '30' }), null))],
      holds([]),
      { phoneNumber: '4', areaCode: '30', isPrimary: true },
    ],
    [
      'the properties of a User that are still as written',
      [alone(user({ custom01: null, custom02: 'a', custom03: 'x' }, { custom01: 'b', custom02: 'c', custom03: 'x' }))],
      holds([], { custom01: 'b', custom02: 'HR', custom03: 'x' }),
      { custom01: null },
    ],
  ])('%s', (_name, calls, now, after) => {
    expect(undo(calls, now)?.calls.flatMap(({ records }) => records.map((record) => record.after))).toEqual([after]);
  });

  test('a switch of primary flags, both rows in one call and the one that gives it up first', () => {
    const gives = phone('10605', full('4', true), { phoneNumber: '4', isPrimary: false }, { givesUpPrimary: true });
    const takes = phone('10606', null, { phoneNumber: '6', isPrimary: true });
    const now = holds([row('10605', full('4', false)), row('10606', full('6', true))]);
    const undone = undo([together(gives, takes)], now);
    expect(undone?.calls).toEqual([
      {
        together: true,
        records: [
          { ...takes, before: full('6', true), after: null },
          {
            ...gives,
            before: full('4', false),
            after: { phoneNumber: '4', isPrimary: true },
            givesUpPrimary: false,
            takesBackPrimary: true,
          },
        ],
      },
    ]);
  });
});

describe('what stays', () => {
  test.each<[string, readonly PlannedCall[], PersonRows, string]>([
    ['a row that somebody has changed', [alone(changed)], holds([row('10605', full('7', true))]), 'has changed since'],
    ['a row that somebody has deleted', [alone(changed)], holds([]), 'has changed since'],
    [
      'a flag over a row that has become primary since',
      [alone(phone('10605', full('4', true), { phoneNumber: '5', isPrimary: false }))],
      holds([row('10605', full('5', false)), row('10607', full('9', true))]),
      'the row of type 10607 has become primary since',
    ],
    [
      'an address that was empty',
      [alone(phone('10605', { ...full('4', true), phoneNumber: null }, { phoneNumber: '5', isPrimary: true }))],
      holds([row('10605', full('5', true))]),
      'was empty before',
    ],
    [
      'both rows of a switch when one has changed',
      [
        together(
          phone('10605', full('4', true), { phoneNumber: '4', isPrimary: false }, { givesUpPrimary: true }),
          phone('10606', full('3', false), { phoneNumber: '6', isPrimary: true }),
        ),
      ],
      holds([row('10605', full('8', false)), row('10606', full('6', true))]),
      'goes back together with another row',
    ],
    [
      'properties of a User that somebody has changed',
      [alone(user({ custom01: 'a' }, { custom01: 'b' }))],
      holds([], { custom01: 'HR' }),
      'custom01: it has changed since',
    ],
  ])('%s', (_name, calls, now, words) => {
    const undone = undo(calls, now);
    expect(undone?.calls).toEqual([]);
    expect(undone?.refusals.map(({ reason }) => reason).join()).toContain(words);
  });

  test('what the run never wrote', () => {
    const now = holds([row('10605', full('5', true))]);
    for (const state of ['already', 'skipped', 'not reached'] as const) {
      expect(undo([alone(changed)], now, { state })).toBeUndefined();
    }
    expect(undo([alone(changed)], now, { state: 'failed', cause: 'refused by SuccessFactors' })).toBeUndefined();
  });

  test('what was being sent when the run broke off, if it never came to be', () => {
    expect(undo([alone(changed)], holds([row('10605', full('4', true))]), undefined)?.calls).toEqual([]);
    expect(undo([alone(changed)], holds([row('10605', full('5', true))]), undefined)?.calls).toHaveLength(1);
  });
});
