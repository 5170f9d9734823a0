import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../server/src/core/json.ts';
import type { Outcome } from '../../server/src/core/mapping/outcome.ts';
import { personLines } from '../../server/src/provisioning/plan/person-lines.ts';
import { comparePerson } from '../../server/src/provisioning/writeback/compare-person.ts';
import { personRows } from '../../server/src/provisioning/writeback/rows.ts';
import { upsertRecord } from '../../server/src/provisioning/writeback/upsert-record.ts';

const person: JsonObject = {
  personIdExternal: "d'Arc",
  emailNav: { results: [{ emailType: '8448', emailAddress: 'j@fabrikam.example', isPrimary: true }] },
  phoneNav: {
    results: [
      { phoneType: '10605', phoneNumber: '1', areaCode: '30', countryCode: null, extension: '7', isPrimary: true },
    ],
  },
};

/** Outcomes from short words: a text, `null`, or `!` and an error. */
function outcomes(entries: Readonly<Record<string, string | null | readonly string[]>>): ReadonlyMap<string, Outcome> {
  return new Map(
    Object.entries(entries).map(([name, value]): [string, Outcome] => {
      if (value === null) return [name, { state: 'null' }];
      if (typeof value === 'string' && value.startsWith('!')) return [name, { state: 'error', error: value.slice(1) }];
      return [name, { state: 'value', value }];
    }),
  );
}

const compare = (entries: Parameters<typeof outcomes>[0]) =>
  comparePerson({ name: 'Jeanne', userPrincipalName: 'j' }, personRows(person, false), outcomes(entries), false);
const email = { email: 'j@contoso.example', emailType: '8448', emailIsPrimary: 'true' };
const phone = { businessPhoneNumber: '1', businessPhoneType: '10605', businessPhoneIsPrimary: 'True' };
const records = (preview: ReturnType<typeof compare>) => preview.calls.flatMap((call) => call.records);

test('a row is written whole, with the row as it was read', () => {
  const [record] = records(compare(email));
  expect(record).toEqual({
    group: 'e-mail',
    entity: 'PerEmail',
    key: { emailType: '8448', personIdExternal: "d'Arc" },
    before: { emailAddress: 'j@fabrikam.example', isPrimary: true },
    after: { emailAddress: 'j@contoso.example', isPrimary: true },
    givesUpPrimary: false,
  });
  expect(record && upsertRecord(record)).toEqual({
    __metadata: { uri: "PerEmail(emailType='8448',personIdExternal='d''Arc')", type: 'SFOData.PerEmail' },
    emailAddress: 'j@contoso.example',
    isPrimary: true,
  });
});

test('addresses are compared exactly: another case is a change', () => {
  expect(records(compare({ ...email, email: 'j@fabrikam.example' }))).toEqual([]);
  expect(records(compare({ ...email, email: 'J@fabrikam.example' }))).toHaveLength(1);
});

test('a part without a value is left out, and the present one is kept', () => {
  const preview = compare({ ...phone, businessPhoneAreaCode: null, businessPhoneExtension: '8' });
  expect(records(preview)[0]?.after).toEqual({ phoneNumber: '1', extension: '8', isPrimary: true });
  expect(preview.lines.find((line) => line.target === 'businessPhoneAreaCode')).toMatchObject({
    before: '30',
    after: null,
    note: 'kept',
  });
});

test.each([null, '', []])('a group without a number sends no row: %j', (value) => {
  const preview = compare({ ...phone, businessPhoneNumber: value });
  expect(records(preview)).toEqual([]);
  expect(preview.errors).toEqual([]);
});

test('a flag or a type without a mapped number writes nothing', () => {
  expect(compare({ emailType: '8448', cellPhoneIsPrimary: 'x' })).toMatchObject({ calls: [], errors: [], lines: [] });
});

describe('a group that cannot be written whole is an error, and the others go on', () => {
  const { emailType: _type, ...noType } = email;
  const { emailIsPrimary: _flag, ...noFlag } = email;
  test.each([
    [noType, 'emailType is not mapped, but email has: emailType is mandatory with it.'],
    [noFlag, 'emailIsPrimary is not mapped'],
    [{ ...email, emailType: null }, 'emailType has no value'],
    [{ ...email, emailType: '8,448' }, 'with a comma. Write 8448.'],
    [{ ...email, emailType: 'B' }, 'which is no picklist option id'],
    [{ ...email, emailIsPrimary: 'yes' }, 'emailIsPrimary is yes. It must be true or false.'],
    [{ ...email, email: ['a', 'b'] }, 'email has 2 values'],
    [{ ...email, email: '!no such thing' }, 'email: no such thing'],
    [{ ...email, emailType: '!no such thing' }, 'emailType: no such thing'],
  ])('%j', (entries, reason) => {
    const preview = compare({ ...entries, ...phone, businessPhoneNumber: '2' });
    expect(preview.errors).toEqual([{ group: 'e-mail', reason: expect.stringContaining(reason) }]);
    expect(records(preview).map((record) => record.group)).toEqual(['business phone']);
  });
});

test('two groups with one option id would overwrite each other', () => {
  const cell = { cellPhoneNumber: '3', cellPhoneType: '10605', cellPhoneIsPrimary: 'false' };
  const preview = compare({ ...phone, ...cell });
  expect(preview.errors.map((error) => error.group)).toEqual(['business phone', 'cell phone']);
  expect(records(preview)).toEqual([]);
});

test('a kept row that gives up its flag in a switch is shown as what happens to it, not as kept', () => {
  const rows = personRows(
    {
      personIdExternal: '1',
      emailNav: { results: [] },
      phoneNav: { results: [{ phoneType: '10606', phoneNumber: '5', isPrimary: true }] },
    },
    false,
  );
  const mapped = outcomes({
    ...phone,
    cellPhoneNumber: null,
    cellPhoneType: '10606',
    cellPhoneIsPrimary: 'false',
  });
  const preview = comparePerson({ name: 'Jeanne', userPrincipalName: 'j' }, rows, mapped, true);
  expect(preview.lines.map(({ target }) => target)).not.toContain('cellPhoneIsPrimary');
  const shown = personLines(preview);
  expect(shown.filter(({ target }) => target === 'cellPhoneIsPrimary')).toEqual([
    { group: 'cell phone', target: 'cellPhoneIsPrimary', before: 'true', after: 'false', note: 'changed' },
  ]);
  expect(shown.find(({ target }) => target === 'cellPhoneNumber')?.note).toBe('kept');
  expect(shown.find(({ target }) => target === 'businessPhoneIsPrimary')).toMatchObject({ after: 'true', note: 'new' });
});

test('every value that is sent is shown, and nothing else as a change', () => {
  const preview = compare({ ...email, ...phone, businessPhoneNumber: '2', businessPhoneAreaCode: null });
  const changes = personLines(preview).filter(({ note }) => note === 'new' || note === 'changed');
  expect(changes.map(({ target, after }) => [target, after])).toEqual([
    ['email', 'j@contoso.example'],
    ['businessPhoneNumber', '2'],
  ]);
  expect(personLines(preview).map(({ target }) => target)).toEqual([
    'email',
    'emailType',
    'emailIsPrimary',
    'businessPhoneNumber',
    'businessPhoneType',
    'businessPhoneIsPrimary',
    'businessPhoneAreaCode',
  ]);
});
