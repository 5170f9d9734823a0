import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../server/src/core/json.ts';
import { firstDay } from '../../server/src/systems/successfactors/first-day.ts';
import { PeopleReader } from '../../server/src/systems/successfactors/look-up-people.ts';
import { mayHaveChanged } from '../../server/src/systems/successfactors/may-have-changed.ts';
import { personKey } from '../../server/src/systems/successfactors/person-key.ts';
import { type CycleRead, readCycle } from '../../server/src/systems/successfactors/read-cycle.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { clientFor, gather } from './support/fake-tenant.ts';

const stamp = (text: string) => `/Date(${Date.parse(text)}+0000)/`;
const day = (text: string) => `/Date(${Date.parse(`${text}T00:00:00Z`)})/`;
const old = stamp('2020-01-01T00:00:00Z');
const since = new Date('2026-03-01T12:00:00Z');
const recent = stamp('2026-03-01T12:00:00Z');

/** Somebody in whom nothing has changed for years, with some changes. */
function person(changes: Readonly<Record<string, unknown>> = {}): JsonObject {
  const list = (...results: object[]) => ({ results });
  const dated = { lastModifiedDateTime: old, startDate: day('2019-01-01') };
  return {
    lastModifiedDateTime: old,
    phoneNav: list({ lastModifiedDateTime: old }),
    emailNav: list(),
    personalInfoNav: list(dated),
    employmentNav: list({ ...dated, jobInfoNav: list(dated), userNav: { lastModifiedDateTime: old } }),
    personEmpTerminationInfoNav: { latestTerminationDate: null },
    ...changes,
  } as unknown as JsonObject;
}
const employment = (changes: object) => ({
  employmentNav: {
    results: [
      {
        lastModifiedDateTime: old,
        startDate: day('2019-01-01'),
        jobInfoNav: { results: [{ lastModifiedDateTime: old, startDate: day('2019-01-01') }] },
        userNav: null,
        ...changes,
      },
    ],
  },
});

describe('who comes back although nothing has changed', () => {
  test.each<[string, Record<string, unknown>, boolean]>([
    ['nothing', {}, false],
    ['no User after a conversion', employment({}), false],
    ['no termination at all', { personEmpTerminationInfoNav: null }, false],
    [
      'a phone a moment before the range',
      { phoneNav: { results: [{ lastModifiedDateTime: stamp('2026-03-01T11:59:59Z') }] } },
      false,
    ],
    ['the person', { lastModifiedDateTime: recent }, true],
    ['a phone', { phoneNav: { results: [{ lastModifiedDateTime: recent }] } }, true],
    [
      'after the upper bound',
      { emailNav: { results: [{ lastModifiedDateTime: stamp('2026-03-09T00:00:00Z') }] } },
      true,
    ],
    ['the User', employment({ userNav: { lastModifiedDateTime: recent } }), true],
    ['an employment that begins', employment({ startDate: day('2026-03-01') }), true],
    ['a termination', { personEmpTerminationInfoNav: { latestTerminationDate: day('2026-02-28') } }, true],
    ['a navigation that is not expanded', { phoneNav: { __deferred: { uri: 'x' } } }, true],
    ['no slice of today', { personalInfoNav: { results: [] } }, true],
    ['no job of today', employment({ jobInfoNav: { results: [] } }), true],
    ['a time that cannot be read', { lastModifiedDateTime: 'yesterday' }, true],
    ['a time that is missing', { emailNav: { results: [{}] } }, true],
  ])('%s', (_what, changes, kept) => {
    expect(mayHaveChanged(person(changes), since)).toBe(kept);
  });
});

test.each([
  [['2026-04-01'], '2026-04-01'],
  [['2026-05-01', '2026-04-01'], '2026-04-01'],
  [['2026-03-01'], undefined],
  [['2019-01-01', '2026-04-01'], undefined],
  [[], undefined],
])('employments that begin on %o: first day %s', (starts, first) => {
  const results = starts.map((start) => ({ startDate: day(start) }));
  expect(firstDay({ employmentNav: { results } }, '2026-03-01')).toBe(first);
  expect(firstDay({ employmentNav: { results: [...results, {}] } }, '2026-03-01')).toBeUndefined();
});

describe('a cycle against the sandbox', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start('--people', '300');
  });
  afterAll(() => sandbox.stop());

  const expand = [
    'employmentNav/userNav',
    'employmentNav/jobInfoNav',
    'personalInfoNav',
    'phoneNav',
    'emailNav',
    'personEmpTerminationInfoNav',
  ];
  const read = (cycle: Omit<CycleRead, 'expand'>) => {
    const client = clientFor(sandbox);
    return gather(readCycle(client, new PeopleReader(client, {}), { expand, pageSize: 100, ...cycle }));
  };

  test('in full gives everybody once, and who begins later as of that day', async () => {
    const people = await read({ now: new Date(Date.now() + 1000) });
    const ids = people.map((each) => personKey(each.person));
    expect(new Set(ids).size).toBe(ids.length);
    const all = await sandbox.ids('personEmpTerminationInfoNav/activeEmploymentsCount ne null');
    expect([...ids].sort()).toEqual([...all].sort());

    const later = people.filter(({ asOfDate }) => asOfDate !== undefined);
    expect(later.map((each) => personKey(each.person))).toContain('100801');
    for (const { person: row, asOfDate } of later) {
      expect((row['personalInfoNav'] as { results: unknown[] }).results).toHaveLength(1);
      expect(asOfDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  test('since an instant gives who has changed, the overlap included, and few others', async () => {
    const last = new Date();
    await sandbox.upsert([{ __metadata: { uri: "User('100401-1')" }, custom02: 'changed' }]);
    const now = new Date(Date.now() + 1000);
    const ids = (await read({ since: last, now })).map((each) => personKey(each.person));
    expect(ids).toContain('100401');
    expect(ids.length).toBeLessThan(100);

    const justAfter = new Date(Date.now() + 500);
    const overlapped = await read({ since: justAfter, now, overlap: 60_000 });
    expect(overlapped.map((each) => personKey(each.person))).toContain('100401');
    const without = await read({ since: justAfter, now, overlap: 0 });
    expect(without.map((each) => personKey(each.person))).not.toContain('100401');
  });
});
