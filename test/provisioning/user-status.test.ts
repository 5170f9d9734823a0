import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../server/src/core/mapping/outcome.ts';
import { personLines } from '../../server/src/provisioning/plan/person-lines.ts';
import { comparePerson } from '../../server/src/provisioning/writeback/compare-person.ts';
import { personRows } from '../../server/src/provisioning/writeback/rows.ts';

/** A person with one e-mail row and users of these states; `A` stands for an employment that is active. */
function personWith(users: readonly (readonly [userId: string, status: string | null, active?: 'A'])[]) {
  const employments = users.map(([userId, status, active = 'T']) => ({
    userId,
    userNav: { userId, username: 'old', ...(status !== null && { status }) },
    jobInfoNav: { results: [{ emplStatusNav: { externalCode: active } }] },
  }));
  return personRows(
    {
      personIdExternal: '7',
      emailNav: { results: [{ emailType: '8448', emailAddress: 'old@contoso.example', isPrimary: true }] },
      phoneNav: { results: [] },
      employmentNav: { results: employments },
    },
    true,
  );
}

const contact = { email: 'new@contoso.example', emailType: '8448', emailIsPrimary: 'true' };

function compare(rows: ReturnType<typeof personWith>, entries: Readonly<Record<string, string>>) {
  const outcomes = new Map(
    Object.entries(entries).map(([name, value]): [string, Outcome] => [name, { state: 'value', value }]),
  );
  return comparePerson({ name: 'Jeanne', userPrincipalName: 'j' }, rows, outcomes, false);
}

describe('where contact rows are written', () => {
  test.each([
    ['an active user', [['7', 't']], undefined],
    [
      'an active one beside an inactive one, as after a rehire',
      [
        ['7', 'f'],
        ['7-1', 't'],
      ],
      undefined,
    ],
    ['a status that is not told', [['7', null]], undefined],
    ['a status that nobody knows', [['7', 'x']], undefined],
    ['an inactive user', [['7', 'f']], 'The user of this person (7) is inactive (status f) in SuccessFactors.'],
    ['a hire in onboarding', [['7', 'e']], '(7) is still in onboarding (status e, active_external_suite)'],
    ['an external user', [['7', 'd']], '(7) is an external one (status d, active_external)'],
    [
      'a rehire in onboarding',
      [
        ['7', 'f'],
        ['7-1', 'e'],
      ],
      '(7-1) is still in onboarding',
    ],
    ['no user', [], undefined],
  ] as const)('%s', (_name, users, words) => {
    const { warnings, calls } = compare(personWith(users), contact);
    expect(calls).toHaveLength(1);
    if (words === undefined) expect(warnings).toEqual([]);
    else expect(warnings).toEqual([expect.stringContaining(words)]);
  });

  test('nothing is said where nothing is written', () => {
    const { warnings } = compare(personWith([['7', 'f']]), { ...contact, email: 'old@contoso.example' });
    expect(warnings).toEqual([]);
  });
});

describe('where the User is written', () => {
  const user = { ...contact, userId: '7', username: 'new', loginMethod: 'SSO' };

  test('an inactive one is warned of: the tenant may refuse it', () => {
    const { warnings, refusals, calls } = compare(personWith([['7', 'f']]), user);
    expect(refusals).toEqual([]);
    expect(calls).toHaveLength(2);
    expect(warnings[0]).toBe('The User 7 is inactive (status f) in SuccessFactors, which may refuse to change it.');
  });

  test.each(['e', 'd'])('one of status %s is refused, and its contact rows are written', (status) => {
    const preview = compare(personWith([['7', status, 'A']]), user);
    expect(preview.refusals).toEqual([
      { group: 'user', reason: expect.stringContaining('takes no changes of such users (KBA 2994898)') },
    ]);
    expect(preview.calls.flatMap(({ records }) => records.map(({ entity }) => entity))).toEqual(['PerEmail']);
    expect(personLines(preview).find(({ target }) => target === 'username')).toMatchObject({
      before: 'old',
      after: 'new',
      note: 'refused',
    });
    expect(preview.warnings).toEqual([expect.stringContaining('the e-mail and phone rows alone can be written')]);
  });

  test('one that is as it should be already is not refused', () => {
    const { refusals } = compare(personWith([['7', 'e', 'A']]), { userId: '7', username: 'old' });
    expect(refusals).toEqual([]);
  });
});
