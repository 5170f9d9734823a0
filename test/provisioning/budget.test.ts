import { describe, expect, it } from 'vitest';
import type { BoundLimit } from '../../server/src/core/analysis/model.ts';
import { budgetText, checkBudget } from '../../server/src/provisioning/plan/budget.ts';
import { confirmationDetail } from '../../server/src/provisioning/plan/confirmation-text.ts';
import {
  type PersonPreview,
  type PlannedRecord,
  previewTotals,
} from '../../server/src/provisioning/plan/person-preview.ts';
import { makePlan, type Plan } from '../../server/src/provisioning/plan/plan.ts';
import { previewText } from '../../server/src/provisioning/plan/preview-text.ts';
import { readPlan, textOf } from './support/plan-file.ts';

const email = (id: string, before: string | null, after: string | null): PlannedRecord => ({
  group: 'e-mail',
  entity: 'PerEmail',
  key: { emailType: '8448', personIdExternal: id },
  before: before === null ? null : { emailAddress: before, isPrimary: true },
  after: { emailAddress: after, isPrimary: true },
  givesUpPrimary: false,
});

/** People 1 to `size`; of the first ones an e-mail address is written. */
function planOf(limits: readonly BoundLimit[], records: readonly PlannedRecord[], size: number, complete = true): Plan {
  const people = Array.from({ length: size }, (_, i): PersonPreview => {
    const record = records[i];
    return {
      personIdExternal: String(i + 1),
      name: `Person ${i + 1}`,
      userPrincipalName: `p${i + 1}@contoso.example`,
      primaryNow: { emails: [], phones: [] },
      lines: [],
      refusals: [],
      errors: [],
      warnings: [],
      calls: record === undefined ? [] : [{ together: false, records: [record] }],
    };
  });
  const tenant = { name: 'sandbox', environment: 'sandbox', host: '127.0.0.1:45100', company: 'SANDBOX' } as const;
  const mapping = { file: 'a.sfmap', sha256: '0'.repeat(64) };
  const preview = { people, totals: previewTotals(people, 0) };
  return makePlan({
    preview,
    mapping,
    connection: tenant,
    complete,
    created: new Date('2026-03-01T10:00:00Z'),
    ...(limits && { limits }),
  });
}

const changes = (
  count: number,
  before: string | null = 'old@contoso.example',
  after: string | null = 'new@contoso.example',
) => Array.from({ length: count }, (_, i) => email(String(i + 1), before, after));
const limit = (kind: BoundLimit['kind'], most: number, unit: BoundLimit['unit'], attribute?: string): BoundLimit => ({
  kind,
  most,
  unit,
  ...(attribute === undefined ? {} : { attribute }),
});
const refusal = (plan: Plan) => {
  try {
    checkBudget(plan);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a plan is held to its limits', () => {
  it.each<[string, BoundLimit[], number, number, boolean, boolean]>([
    ['a number that is reached', [limit('update', 3, 'number')], 3, 10, true, true],
    ['a number that is passed', [limit('update', 3, 'number')], 4, 10, true, false],
    ['none at all', [limit('update', 0, 'number')], 1, 10, true, false],
    ['a percentage, rounded up', [limit('update', 20, 'percent')], 3, 11, true, true],
    ['a percentage that is passed', [limit('update', 20, 'percent')], 4, 11, true, false],
    ['10 % of 30 is 3, in spite of binary fractions', [limit('update', 10, 'percent')], 4, 30, true, false],
    ['a percentage below 1', [limit('update', 0.5, 'percent')], 1, 3, true, true],
    ['a percentage over chosen people', [limit('update', 1, 'percent')], 4, 4, false, true],
    ['a number over chosen people', [limit('update', 3, 'number')], 4, 4, false, false],
    ['both', [limit('update', 3, 'number'), limit('update', 90, 'percent')], 4, 10, true, false],
    ['the change of a target', [limit('change', 1, 'number', 'email')], 2, 10, true, false],
    ['the change of another one', [limit('change', 0, 'number', 'cellPhoneNumber')], 2, 10, true, true],
    [
      'the change of a target that is written as it was',
      [limit('change', 0, 'number', 'emailIsPrimary')],
      2,
      10,
      true,
      true,
    ],
    ['clearing that is none', [limit('clear', 0, 'number', 'email')], 2, 10, true, true],
    ['what a writeback never does', [limit('delete', 0, 'number'), limit('disable', 0, 'percent')], 2, 10, true, true],
  ])('%s', (_, limits, count, size, complete, kept) => {
    const plan = planOf(limits, changes(count), size, complete);
    expect(refusal(plan) === undefined).toBe(kept);
    // What a file holds of a plan is judged alike.
    expect(refusal(readPlan(textOf(plan, 'key')).plan)).toBe(refusal(plan));
  });

  it('counts a value that is taken away', () => {
    const plan = planOf([limit('clear', 1, 'number', 'email')], changes(2, 'old@contoso.example', null), 10);
    expect(refusal(plan)).toBe(
      'The plan is over its limits: clear email concerns 2, and 1 is allowed (clear(email) <= 1).',
    );
  });

  it('counts a first value as a change', () => {
    expect(refusal(planOf([limit('change', 0, 'number', 'email')], changes(1, null), 10))).toMatch(
      /change email concerns 1/,
    );
  });

  it('does not limit what the mapping does not limit', () => {
    expect(refusal(planOf([], changes(10), 10))).toBeUndefined();
  });
});

describe('limits are shown', () => {
  it('in preview and confirmation', () => {
    const plan = planOf([limit('update', 40, 'number'), limit('update', 90, 'percent')], changes(12), 50);
    expect(budgetText(plan)).toBe('limits: update 12 of 40 allowed');
    expect(previewText(plan)).toContain('\nLimits: update 12 of 40 allowed\n');
    expect(confirmationDetail(plan).split('\n')[1]).toBe('12 rows · limits: update 12 of 40 allowed · nothing deleted');
  });

  it('also where a percentage cannot be told, and where they are not kept', () => {
    const chosen = planOf(
      [limit('update', 20, 'percent'), limit('change', 5, 'number', 'email')],
      changes(3),
      3,
      false,
    );
    expect(budgetText(chosen)).toBe(
      'limits: change email 3 of 5 allowed · update <= 20% holds when everybody is looked at',
    );
    const over = planOf([limit('update', 20, 'percent')], changes(3), 10);
    expect(previewText(over)).toContain(
      'The plan is over its limits: update concerns 3, and 2 are allowed (update <= 20% of 10 in scope). Nothing of it can be applied.',
    );
  });

  it('nowhere where none concerns a writeback', () => {
    const plan = planOf([limit('delete', 0, 'number')], changes(1), 1);
    expect(previewText(plan)).not.toMatch(/imits/);
    expect(confirmationDetail(plan).split('\n')[1]).toBe('1 row · nothing deleted');
  });
});
