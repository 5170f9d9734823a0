import { describe, expect, test } from 'vitest';
import { type EndedRun, mayRun, quarantineOf, quarantineReason } from '../../server/src/provisioning/quarantine.ts';
import { endedRuns, hadFullRun } from '../../server/src/provisioning/state/earlier-runs.ts';
import type { KeptRun } from '../../server/src/provisioning/state/kept-run.ts';

const begin = Date.UTC(2026, 0, 1);
const hour = 3_600_000;
const at = (hours: number) => new Date(begin + hours * hour);
const run = (hours: number, more: Partial<EndedRun> = {}): EndedRun => ({
  ended: at(hours),
  events: 100,
  failed: 0,
  failedReferences: 0,
  refused: false,
  ...more,
});
const bad = (hours: number) => run(hours, { refused: true });

describe('a run puts those after it into quarantine', () => {
  test.each([
    ['everything fails, of few', { events: 100, failed: 100 }, undefined],
    ['one failure below where it is judged', { events: 4_999, failed: 4_999 }, undefined],
    ['5,000 of 12,500 are 40 %', { events: 12_500, failed: 5_000 }, undefined],
    ['5,000 of 12,499 are more', { events: 12_499, failed: 5_000 }, 'EncounteredEscrowProportionThreshold'],
    ['40,000 of many', { events: 1_000_000, failed: 40_000 }, undefined],
    ['40,001 of many', { events: 1_000_000, failed: 40_001 }, 'EncounteredBaseEscrowThreshold'],
    ['failed links do not count for the share', { events: 10_000, failed: 100, failedReferences: 9_900 }, undefined],
    ['60,000 with links', { events: 1_000_000, failed: 30_000, failedReferences: 30_000 }, undefined],
    [
      '60,001 with links',
      { events: 1_000_000, failed: 0, failedReferences: 60_001 },
      'EncounteredTotalEscrowThreshold',
    ],
    ['the system took nothing', { refused: true }, 'EncounteredQuarantineException'],
    ['nothing was to be done', { events: 0 }, undefined],
  ])('%s', (_name, more, reason) => {
    expect(quarantineReason(run(0, more))).toBe(reason);
  });
});

describe('the next try', () => {
  test.each([
    [[0], 6],
    [[0, 6], 12],
    [[0, 7], 12],
    [[0, 6, 12], 24],
    [[0, 6, 12, 24], 48],
    [[0, 6, 12, 24, 48, 72], 96],
    [[0, 100], 120],
  ])('after failures at %j hours comes at %i', (hours, next) => {
    expect(quarantineOf(hours.map(bad))).toMatchObject({ since: at(0), nextTry: at(next), endsAt: at(28 * 24) });
  });

  test('is counted from the first failure after a run that went well', () => {
    expect(quarantineOf([bad(0), bad(6), run(12), bad(50)])).toMatchObject({ since: at(50), nextTry: at(56) });
    expect(quarantineOf([bad(0), run(6)])).toBeUndefined();
    expect(quarantineOf([])).toBeUndefined();
  });

  test('says why by the latest run', () => {
    const reason = quarantineOf([bad(0), run(6, { events: 10_000, failed: 6_000 })])?.reason;
    expect(reason).toBe('EncounteredEscrowProportionThreshold');
  });
});

test('a run may begin when its time has come, and not after four weeks', () => {
  const quarantine = quarantineOf([bad(0)]);
  expect([0, 5.99, 6, 600, 671.99, 672].map((hours) => mayRun(quarantine, at(hours)))).toEqual([
    'later',
    'later',
    'yes',
    'yes',
    'yes',
    'never',
  ]);
  expect(mayRun(undefined, at(0))).toBe('yes');
});

describe('the runs that the state keeps', () => {
  const connection = {
    name: 'test',
    environment: 'test',
    host: 'api4preview.sapsf.com',
    company: 'contosoT1',
  } as const;
  const of = { mapping: 'a.sfmap', connection };
  const kept = (hours: number, more: object = {}, plan: object = {}, rows: object = {}) =>
    ({
      state: 'finished',
      ended: at(hours).toISOString(),
      plan: { kind: 'writeback', complete: true, mapping: { file: 'a.sfmap' }, connection, ...plan },
      totals: { rows: { planned: 10, written: 10, already: 0, failed: 0, unknown: 0, ...rows } },
      ...more,
    }) as unknown as KeptRun;

  test('are judged from the oldest on; cancelled, killed, undone and foreign ones are left out', () => {
    const runs = [
      kept(5, { state: 'stopped' }, {}, { written: 0 }),
      kept(4, { state: 'stopped' }, {}, { written: 3, failed: 2, unknown: 1 }),
      kept(3, { state: 'cancelled' }),
      kept(3, { state: 'running', ended: undefined }),
      kept(3, {}, { kind: 'undo' }),
      kept(3, {}, { mapping: { file: 'b.sfmap' } }),
      kept(3, {}, { connection: { ...connection, company: 'contosoT2' } }),
      kept(1),
    ];
    expect(endedRuns(runs, of)).toEqual([
      run(1, { events: 10 }),
      run(4, { events: 10, failed: 3 }),
      run(5, { events: 10, refused: true }),
    ]);
  });

  test.each([
    ['a finished one over everybody', kept(1), true],
    ['one over chosen people', kept(1, {}, { complete: false }), false],
    ['one that was cancelled', kept(1, { state: 'cancelled' }), false],
    ['one of another mapping', kept(1, {}, { mapping: { file: 'b.sfmap' } }), false],
  ])('%s: was everybody written for? %s', (_name, one, had) => {
    expect(hadFullRun([one], of)).toBe(had);
  });
});
