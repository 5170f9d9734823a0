import { describe, expect, test } from 'vitest';
import type { GroupName } from '../../server/src/provisioning/plan/groups.ts';
import { judgePrimaries, type WantedRow } from '../../server/src/provisioning/writeback/judge-primaries.ts';

const known = new Map<string, GroupName>([
  ['10605', 'business phone'],
  ['10606', 'cell phone'],
]);
const row = (type: string, isPrimary: boolean) => ({ type, isPrimary, values: {} });
const wanted = (type: string, isPrimary: boolean, differs = true): WantedRow => ({
  group: known.get(type) ?? 'e-mail',
  type,
  isPrimary,
  differs,
});

/** `rows` and `wants` as `type*` where the star is the primary flag. */
function judge(rows: string, wants: string, switchPrimary = false) {
  const parts = (text: string) => (text === '' ? [] : text.split(' '));
  return judgePrimaries(
    'phone',
    parts(rows).map((text) => row(text.slice(0, 5), text.endsWith('*'))),
    parts(wants).map((text) => wanted(text.slice(0, 5), text.includes('*'), !text.endsWith('='))),
    known,
    switchPrimary,
  );
}

describe('nothing to say', () => {
  test.each([
    ['', '10605*'],
    ['10605*', '10605*'],
    ['10605* 10606', '10605* 10606'],
    ['10607*', '10605 10606'],
    ['10605*', '10606'],
    ['10605*', ''],
    // The rows are as wanted already, however they came about.
    ['10605* 10607*', '10605*='],
  ])('rows %s, wanted %s', (rows, wants) => {
    const { refused, warning, demoted } = judge(rows, wants);
    expect([...refused]).toEqual([]);
    expect(warning).toBeUndefined();
    expect(demoted).toEqual([]);
  });
});

describe('refused, and moved when asked', () => {
  test.each([
    ['10607*', '10605*', ['business phone'], ['10607'], 'personal phone'],
    ['10607*', '10605* 10606', ['business phone'], ['10607'], 'personal phone'],
    ['10605*', '10606*', ['cell phone'], ['10605'], 'business phone'],
    ['10605* 10606', '10605 10606*', ['cell phone', 'business phone'], ['10605'], 'business phone'],
    ['10606* 10605', '10605* 10606', ['business phone', 'cell phone'], ['10606'], 'cell phone'],
    ['10605* 10607*', '10606*', ['cell phone'], ['10605', '10607'], 'business phone'],
  ])('rows %s, wanted %s', (rows, wants, groups, demoted, from) => {
    const refused = judge(rows, wants);
    expect([...refused.refused.keys()]).toEqual(groups);
    expect([...refused.refused.values()][0]).toContain('--switch-primary');

    const switched = judge(rows, wants, true);
    expect([...switched.refused]).toEqual([]);
    expect(switched.demoted).toEqual(demoted);
    expect([...refused.refused.values()][0]).toContain(`The ${from} (type `);
    expect(switched.promoted).toBe(groups[0]);
  });
});

test('two primaries of one mapping are refused, also when asked to switch', () => {
  for (const switchPrimary of [false, true]) {
    const { refused, demoted } = judge('', '10605* 10606*', switchPrimary);
    expect([...refused.keys()]).toEqual(['business phone', 'cell phone']);
    expect(refused.get('cell phone')).toContain('makes both business phone and cell phone primary');
    expect(demoted).toEqual([]);
  }
});

test.each([
  ['', '10605'],
  ['', '10605 10606'],
  ['10605*', '10605 10606'],
  ['10606*', '10606'],
])('rows %s, wanted %s: nobody is primary afterwards', (rows, wants) => {
  const { refused, warning } = judge(rows, wants);
  expect([...refused]).toEqual([]);
  expect(warning).toContain('no phone of this person is primary');
});
