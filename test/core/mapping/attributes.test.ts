import { describe, expect, it } from 'vitest';
import { entraAttributes } from '../../../server/src/core/catalog/entra-attributes.ts';
import { evaluateMapping } from '../../../server/src/library/library.ts';
import { person } from '../../support/people.ts';

const inbound = (source: string) => `provision SuccessFactors -> EntraID\nsource {\n${source}\n}\n`;
const read = (name: string, payload = person('rehire'), source = '') =>
  evaluateMapping(inbound(source), payload).attributes[name];

describe('built-in attributes of the people', () => {
  it.each<[string, string, string | null]>([
    ['plain', 'personIdExternal', '100101'],
    ['plain', 'department', 'Logistics'],
    ['plain', 'jobTitle', 'Logistics Lead'],
    ['rehire', 'personIdExternal', '100401'],
    ['rehire', 'department', 'Operations'],
    ['rehire', 'jobTitle', 'Operations Coordinator'],
    ['rehire', 'startDate', '1/9/2017 12:00:00 AM'],
    ['rehire', 'userId', '100401'],
    ['conversion', 'department', 'IT Services'],
    ['conversion', 'jobTitle', 'Contractor'],
    ['conversion', 'userId', '100301'],
    ['global-assignment', 'department', 'Engineering'],
    ['concurrent-jobs', 'department', 'Finance'],
    ['pre-hire', 'personIdExternal', '100801'],
  ])('%s: %s', (who, name, value) => {
    expect(read(name, person(who))).toMatchObject({ value });
  });

  it('of a former user that is null say so', () => {
    expect(read('username', person('conversion'))).toMatchObject({
      value: null,
      matches: 0,
      reason: expect.any(String),
    });
  });
});

describe('what an expression sees', () => {
  const payload = {
    yes: true,
    no: false,
    int: 12,
    decimal: 1.5,
    big: 12345678901,
    date: '/Date(1767139200000)/',
    text: ' x ',
    nothing: null,
    empty: '',
    list: { results: [{ v: 'a' }, { v: null }, { v: 'c' }] },
    object: { a: 1 },
    deferred: { __deferred: { uri: 'u' } },
  };
  it.each<[string, unknown, number]>([
    ['$.yes', 'True', 1],
    ['$.no', 'False', 1],
    ['$.int', '12', 1],
    ['$.decimal', '1.5', 1],
    ['$.big', '12345678901', 1],
    ['$.date', '12/31/2025 12:00:00 AM', 1],
    ['$.text', ' x ', 1],
    ['$.nothing', null, 1],
    ['$.empty', '', 1],
    ['$.missing', null, 0],
    ['$.list.results[0].v', 'a', 1],
    ['$.list.results[-1:].v', 'c', 1],
    ['$.list.results[*].v', 'a', 3],
    ['$.list.results[9].v', null, 0],
    ['$.deferred.name', null, 0],
    ['text', ' x ', 1],
  ])('%s', (path, value, matches) => {
    const attribute = evaluateMapping(inbound(`x = ${path}`), payload).attributes['x'];
    expect(attribute).toMatchObject({ value, matches });
    expect(Object.hasOwn(attribute ?? {}, 'reason')).toBe(value === null);
  });

  it('takes all results of a multi-valued attribute', () => {
    expect(evaluateMapping(inbound('x : String[] = $.list.results[*].v'), payload).attributes['x']).toEqual({
      value: ['a', '', 'c'],
      matches: 3,
    });
    expect(evaluateMapping(inbound('x : String[] = $.list.results[9].v'), payload).attributes['x']).toMatchObject({
      value: null,
      matches: 0,
    });
  });

  it('leaves the payload as it is', () => {
    const before = JSON.stringify(payload);
    evaluateMapping(inbound('x : String[] = $..*\ny = $.list'), payload);
    expect(JSON.stringify(payload)).toBe(before);
  });

  it('has parameters inside quoted literals alone, where no value can close them', () => {
    const text = `provision SuccessFactors -> EntraID\nparam type\nsource {\n  x = $.results[?(@.type == '{{type}}')].v\n}\n`;
    const rows = {
      results: [
        { type: "a'b\\c", v: 'odd' },
        { type: 'plain', v: 'even' },
      ],
    };
    const value = (type: string) => evaluateMapping(text, rows, { parameters: { type } }).attributes['x']?.value;
    expect(value('plain')).toBe('even');
    expect(value("a'b\\c")).toBe('odd');
    expect(value("x' || '1' == '1")).toBeNull();
    expect(value("')]..v")).toBeNull();
  });

  it('names the reason of a path that cannot be read', () => {
    const attribute = evaluateMapping(inbound('x = $.list[?(@.a = "b")]'), payload).attributes['x'];
    expect(attribute).toMatchObject({ value: null, matches: 0, reason: expect.stringContaining('==') });
  });
});

describe('targets', () => {
  const text = `provision SuccessFactors -> EntraID
param p = "written"
map {
  a <- [nobody]
  b <- [personIdExternal]
  c <- none
  d <- none default "fixed {{p}}"
  e <- [personIdExternal] default "unused"
  f <- Coalesce([custom01]) default "for null"
  g <- "" default "never: empty is no null"
  h <- IgnoreFlowIfNullOrEmpty([custom01]) default "never: dropped"
  i <- IIF("x", "a", "b") default "never: an error"
}
`;
  it('do not hide one another; default takes the place of null alone', () => {
    const { targets } = evaluateMapping(text, { personIdExternal: '7' });
    expect(targets).toEqual({
      a: { state: 'error', error: 'There is no attribute [nobody].' },
      b: { state: 'value', value: '7' },
      c: { state: 'null' },
      d: { state: 'value', value: 'fixed written' },
      e: { state: 'value', value: '7' },
      f: { state: 'value', value: 'for null' },
      g: { state: 'value', value: '' },
      h: { state: 'dropped' },
      i: { state: 'error', error: expect.stringContaining('neither True nor False') },
    });
  });

  it.each([null, 7, 'x', [], true])('of a payload that is %j are no failure', (payload) => {
    expect(evaluateMapping(text, payload).targets['b']).toEqual({ state: 'null' });
  });
});

describe('attributes of an Entra user, as Graph returns it', () => {
  /** A user that holds a value of its own at each place. */
  const user = {
    id: 'v-objectId',
    businessPhones: ['v-telephoneNumber', 'second'],
    mobilePhone: 'v-mobile',
    officeLocation: 'v-physicalDeliveryOfficeName',
    accountEnabled: true,
    deletedDateTime: null,
    otherMails: ['a@contoso.example', 'b@contoso.example'],
    proxyAddresses: ['SMTP:a@contoso.example'],
    onPremisesExtensionAttributes: Object.fromEntries(
      Array.from({ length: 15 }, (_, i) => [`extensionAttribute${i + 1}`, `v-extensionAttribute${i + 1}`]),
    ),
    extension_0123456789abcdef0123456789abcdef_badge: 'v-badge',
  };
  const plain = [...entraAttributes.keys()].filter(
    (name) =>
      !Object.hasOwn(user, name) &&
      !/^extensionAttribute|^IsSoftDeleted$|^objectId$|^telephoneNumber$|^mobile$|^physical/.test(name),
  );
  const full = { ...user, ...Object.fromEntries(plain.map((name) => [name, `v-${name}`])) };
  const value = (name: string, from: object = full) => {
    const text = `provision EntraID -> SuccessFactors\nmap {\n  custom01 <- [${name}]\n}\n`;
    return evaluateMapping(text, from as never).attributes[name];
  };

  it.each([...entraAttributes.keys()])('%s', (name) => {
    const known = entraAttributes.get(name);
    if (known?.multivalued === true) expect(Array.isArray(value(name)?.value)).toBe(true);
    else if (name === 'accountEnabled') expect(value(name)).toEqual({ value: 'True', matches: 1 });
    else if (name === 'IsSoftDeleted') expect(value(name)).toEqual({ value: 'False', matches: 1 });
    else expect(value(name)).toEqual({ value: `v-${name}`, matches: 1 });
    if (name !== 'IsSoftDeleted') expect(value(name, {})).toMatchObject({ value: null, matches: 0 });
  });

  it('know a deleted user, directory extensions, empty lists', () => {
    expect(value('IsSoftDeleted', { deletedDateTime: '2026-01-01T00:00:00Z' })).toMatchObject({ value: 'True' });
    expect(value('extension_0123456789abcdef0123456789abcdef_badge')).toEqual({ value: 'v-badge', matches: 1 });
    expect(value('telephoneNumber', { businessPhones: [] })).toMatchObject({ value: null, matches: 0 });
    expect(value('telephoneNumber', { businessPhones: null })).toMatchObject({ value: null });
  });
});
