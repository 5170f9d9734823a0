import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  readCalendarDate,
  readDecimal,
  readInstant,
  readInt64,
  writeCalendarDate,
} from '../../server/src/systems/successfactors/odata-values.ts';
import { checkQuery } from '../../server/src/systems/successfactors/query-rules.ts';

describe('dates', () => {
  test.each([
    ['/Date(1483056000000)/', '2016-12-30'],
    ['/Date(253402214400000)/', '9999-12-31'],
    ['/Date(-86400000)/', '1969-12-31'],
    ['/Date(0)/', '1970-01-01'],
    ['/Date(1483056000000+0000)/', '2016-12-30'],
    ['2016-12-30', undefined],
    ['/Date(99999999999999999)/', undefined],
    ['/Date(-62167305600000)/', undefined],
    ['/Date(1e3)/', undefined],
    ['/Date()/', undefined],
    ['x/Date(0)/', undefined],
    [1483056000000, undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%s is the day %s', (value, day) => {
    expect(readCalendarDate(value)).toBe(day);
  });

  test('an instant does not move with the offset that stands behind it', () => {
    for (const offset of ['', '+0000', '+0200', '-0500']) {
      expect(readInstant(`/Date(1695029196000${offset})/`)?.toISOString()).toBe('2023-09-18T09:26:36.000Z');
    }
    expect(readInstant('yesterday')).toBeUndefined();
  });

  test('every day is read as it was written, whatever the zone of this machine', () => {
    const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        expect(readCalendarDate(writeCalendarDate(day))).toBe(day);
        expect(readInstant(`/Date(${date.getTime()}+0000)/`)).toEqual(date);
      }),
    );
  });

  test.each(['2026-02-30', '2026-13-01', '0000-01-01', '26-01-01', '', 'today'])('%s is no day to send', (text) => {
    expect(writeCalendarDate(text)).toBeUndefined();
  });
});

describe('numbers', () => {
  test('Int64 is exact over its whole range, and nothing else is one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (number) => {
        expect(readInt64(String(number))).toBe(number);
      }),
    );
    expect(readInt64(9007199254740991)).toBe(9007199254740991n);
    for (const value of ['9223372036854775808', '-9223372036854775809', '1.5', '', ' 1', '1L', 2 ** 53, 1.5, null]) {
      expect(readInt64(value)).toBeUndefined();
    }
  });

  test('Decimal and Double keep every digit', () => {
    const digits = fc.stringMatching(/^-?\d{1,30}(\.\d{1,30})?$/);
    fc.assert(fc.property(digits, (text) => readDecimal(text) === text));
    for (const text of ['1.5E3', '.5', '+2', 'INF', '-INF', 'NaN', '0.10']) expect(readDecimal(text)).toBe(text);
    for (const value of ['', '.', '1,5', '0x10', 'Infinity', true, null]) expect(readDecimal(value)).toBeUndefined();
  });

  test('a number that JSON has rounded is none', () => {
    for (const value of [0, -1.5, 0.1, 123456789012345, 1e20, 1e-7]) expect(readDecimal(value)).toBe(String(value));
    for (const text of ['12345678901234567890', '0.1234567890123456789', '1234567890123.45678']) {
      expect(readDecimal(JSON.parse(text))).toBeUndefined();
    }
    expect(readInt64(JSON.parse('9007199254740993'))).toBeUndefined();
  });

  test('no value at all makes a reading throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const read of [readCalendarDate, readInstant, readInt64, readDecimal]) read(value as never);
      }),
    );
  });
});

test.each([
  [{ $orderby: 'personIdExternal' }, '$orderby'],
  [{ asOfDate: '2026-01-01', fromDate: '2025-01-01' }, 'asOfDate'],
  [{ asOfDate: '2026-01-01', toDate: '2025-01-01' }, 'asOfDate'],
  [{ purgeType: 'full' }, 'purgeType=full'],
  [{ purgeType: 'record' }, 'purgeType=record'],
  [{ paging: 'snapshot', $top: '5' }, '$top'],
  [{ paging: 'snapshot', $skip: '5' }, '$top or $skip'],
])('a query never has %o', (query, words) => {
  expect(() => checkQuery(query as unknown as Record<string, string>)).toThrow(words);
  expect(() => checkQuery({ asOfDate: '2026-01-01', $top: '1', purgeType: 'incremental' })).not.toThrow();
});
