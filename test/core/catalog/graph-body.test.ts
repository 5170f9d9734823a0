import { describe, expect, test } from 'vitest';
import { entraAttribute, entraAttributes } from '../../../server/src/core/catalog/entra-attributes.ts';
import { graphBody } from '../../../server/src/core/catalog/graph-body.ts';
import type { Value } from '../../../server/src/core/mapping/outcome.ts';

const body = (values: Readonly<Record<string, Value>>) => graphBody(new Map(Object.entries(values)));
const extension = 'extension_11111111222243338444555555555555_costCenter';

const readOnly = [
  'objectId',
  'IsSoftDeleted',
  'proxyAddresses',
  'onPremisesDistinguishedName',
  'onPremisesDomainName',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesUserPrincipalName',
];

describe('the table of names, both ways', () => {
  const written = [...entraAttributes.keys(), extension].filter((name) => !readOnly.includes(name));

  test.each(written)('%s comes back as it was written', (name) => {
    const attribute = entraAttribute(name);
    const named = name === 'userPrincipalName' ? 'amara.nwosu@contoso.example' : 'DE';
    const value: Value = attribute?.multivalued
      ? ['one', 'two']
      : ({ Boolean: 'False', DateTime: '2026-03-01T00:00:00Z' }[attribute?.type as 'Boolean' | 'DateTime'] ?? named);
    const answer = body({ [name]: value });
    expect(answer).toMatchObject({ ok: true });
    if (answer.ok) expect(attribute?.read(answer.body)).toEqual(value);
  });

  test.each(readOnly)('%s is refused, with what does instead', (name) => {
    expect(entraAttribute(name)).toBeDefined();
    const answer = body({ city: 'Bonn', [name]: 'x' });
    expect(answer).toMatchObject({ ok: false, problems: [{ target: name }] });
    if (!answer.ok) expect(answer.problems[0]?.problem).toMatch(/^\w+ cannot be written\. [A-Z].+\.$/);
  });
});

describe('what Graph is given', () => {
  test.each<[Readonly<Record<string, Value>>, unknown]>([
    [{ telephoneNumber: '+49 30 1' }, { businessPhones: ['+49 30 1'] }],
    [{ telephoneNumber: null }, { businessPhones: [] }],
    [
      { mobile: '', physicalDeliveryOfficeName: 'B1' },
      { mobilePhone: null, officeLocation: 'B1' },
    ],
    [{ accountEnabled: 'True' }, { accountEnabled: true }],
    [{ accountEnabled: 'false' }, { accountEnabled: false }],
    [{ employeeHireDate: '3/1/2026 12:00:00 AM' }, { employeeHireDate: '2026-03-01T00:00:00Z' }],
    [{ employeeLeaveDateTime: '2026-03-01T23:30:00+01:00' }, { employeeLeaveDateTime: '2026-03-01T22:30:00Z' }],
    [{ otherMails: 'a@contoso.example' }, { otherMails: ['a@contoso.example'] }],
    [{ otherMails: null }, { otherMails: [] }],
    [
      { extensionAttribute1: 'one', extensionAttribute15: null },
      { onPremisesExtensionAttributes: { extensionAttribute1: 'one', extensionAttribute15: null } },
    ],
    [{ [extension]: '4711' }, { [extension]: '4711' }],
  ])('%j is %j', (values, expected) => expect(body(values)).toEqual({ ok: true, body: expected }));

  test('a manager stands beside the body', () => {
    const id = '0f3bdc6f-1a1d-4a4f-8d22-3e1d1f7bafa0';
    expect(body({ manager: id, city: 'Bonn' })).toEqual({ ok: true, body: { city: 'Bonn' }, manager: id });
    expect(body({ manager: '' })).toEqual({ ok: true, body: {}, manager: null });
  });
});

describe('what is not sent', () => {
  test.each<[Readonly<Record<string, Value>>, string]>([
    [{ nonsense: 'x' }, 'Entra ID has no attribute nonsense.'],
    [{ businessPhones: 'x' }, 'Entra ID has no attribute businessPhones.'],
    [{ manager: '100101' }, 'manager takes the object id of one account.'],
    [{ accountEnabled: 'yes' }, 'accountEnabled takes True or False.'],
    [{ employeeHireDate: 'soon' }, 'employeeHireDate takes a date.'],
    [{ city: ['Bonn', 'Köln'] }, 'city takes one value, not 2.'],
    [{ department: 'x'.repeat(65) }, 'department takes 64 characters, and the value has 65.'],
    [
      { userPrincipalName: 'haruto.ōtsuka@contoso.example' },
      "userPrincipalName takes A to Z, a to z, 0 to 9 and ' . - _ ! # ^ ~ before the @ and a domain behind it. NormalizeDiacritics and StripSpaces make such a text of a name.",
    ],
    [
      { mailNickname: 'jan de boer' },
      'mailNickname takes ASCII characters without blanks and without @ ( ) [ ] \\ " ; : < > ,. NormalizeDiacritics and StripSpaces make such a text of a name.',
    ],
    [{ displayName: null }, 'displayName cannot be emptied.'],
    [{ userPrincipalName: '' }, 'userPrincipalName cannot be emptied.'],
    [{ __proto__: 'x', constructor: 'x' }, 'Entra ID has no attribute constructor.'],
  ])('%j', (values, problem) => expect(body(values)).toMatchObject({ ok: false, problems: [{ problem }] }));

  test('a directory extension holds what its type says', () => {
    const types = new Map([
      [extension, { type: 'Integer', multivalued: false } as const],
      [`${extension}s`, { type: 'Boolean', multivalued: true } as const],
      ['city', { type: 'Integer', multivalued: false } as const],
    ]);
    const typed = (given: Readonly<Record<string, Value>>) => graphBody(new Map(Object.entries(given)), types);
    expect(typed({ [extension]: '-4711', [`${extension}s`]: ['True', 'false'], city: 'Bonn' })).toEqual({
      ok: true,
      body: { [extension]: -4711, [`${extension}s`]: [true, false], city: 'Bonn' },
    });
    expect(typed({ [extension]: null, [`${extension}s`]: null })).toMatchObject({
      body: { [extension]: null, [`${extension}s`]: [] },
    });
    for (const value of ['4.7', 'x', '99999999999999999', ['1']]) expect(typed({ [extension]: value }).ok).toBe(false);
    expect(typed({ [`${extension}s`]: ['True', 'x'] }).ok).toBe(false);
  });

  test('every problem is named, and no value with it', () => {
    const answer = body({ nonsense: 'geheim', accountEnabled: 'geheim', city: 'Bonn', objectId: 'geheim' });
    expect(answer).toMatchObject({
      ok: false,
      problems: [{ target: 'nonsense' }, { target: 'accountEnabled' }, { target: 'objectId' }],
    });
    expect(JSON.stringify(answer)).not.toContain('geheim');
  });
});
