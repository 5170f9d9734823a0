import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DateProblem, parseExact } from '../../../server/src/core/expressions/dotnet/date-exact.ts';
import { formatDate } from '../../../server/src/core/expressions/dotnet/date-format.ts';
import { parseDate } from '../../../server/src/core/expressions/dotnet/date-parse.ts';
import { PatternProblem } from '../../../server/src/core/expressions/dotnet/date-pattern.ts';
import { DEFAULT_STYLES } from '../../../server/src/core/expressions/dotnet/date-styles.ts';
import { LAST_TICK, partsOf, ticksOf, ticksOfInstant } from '../../../server/src/core/expressions/dotnet/date-time.ts';
import { fileTimeOf, ticksOfFileTime } from '../../../server/src/core/expressions/dotnet/filetime.ts';
import { readNetRegex } from '../../../server/src/core/expressions/dotnet/regex.ts';
import { readReplacement } from '../../../server/src/core/expressions/dotnet/regex-replacement.ts';
import { utf16Base64 } from '../../../server/src/core/expressions/dotnet/utf16-base64.ts';
import { dateAdd, dateDiff } from '../../../server/src/core/expressions/dotnet/vb-date.ts';

const anyTicks = fc.bigInt({ min: 0n, max: LAST_TICK });
/** Instants of the years 1 to 9999, as JavaScript knows them. */
const anyDate = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

describe('dates', () => {
  it('have the parts that JavaScript gives them', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const parts = partsOf(ticksOfInstant(date));
        expect(parts).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
          hour: date.getUTCHours(),
          minute: date.getUTCMinutes(),
          second: date.getUTCSeconds(),
          fraction: date.getUTCMilliseconds() * 10_000,
          weekday: date.getUTCDay(),
        });
        expect(ticksOf(parts)).toBe(ticksOfInstant(date));
      }),
    );
  });

  const complete = [
    'yyyy-MM-ddTHH:mm:ss.fffffffK',
    'o',
    'dddd, d MMMM yyyy h:m:s.fffffff tt',
    'yyyyMMddHHmmssfffffff',
    "ddd dd MMM yyyy 'at' hh:mm:ss.FFFFFFF t",
    'M/d/yyyy HH:mm:ss.fffffff zzz',
  ];

  it.each(complete)('written as %s are read again', (pattern) => {
    fc.assert(
      fc.property(
        anyTicks,
        fc.constantFrom('utc' as const, 'local' as const, 'unspecified' as const),
        (ticks, kind) => {
          const text = formatDate({ ticks, kind }, pattern);
          const read = parseExact(text, pattern, DEFAULT_STYLES, undefined);
          expect(read.ticks).toBe(ticks);
          if (/K|^o$/.test(pattern)) expect(read.kind).toBe(kind);
        },
      ),
    );
  });

  it('as CDate gives them are read again to the second', () => {
    fc.assert(
      fc.property(anyTicks, (ticks) => {
        expect(parseDate(formatDate({ ticks, kind: 'utc' }, 'G'))?.ticks).toBe(ticks - (ticks % 10_000_000n));
      }),
    );
  });

  it('in ISO 8601 are what JavaScript reads, with any offset', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, minutes) => {
        const sign = minutes < 0 ? '-' : '+';
        const two = (number: number) => String(number).padStart(2, '0');
        const offset = `${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
        const text = date.toISOString().replace('Z', offset);
        const instant = new Date(text);
        const inside = instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999;
        expect(parseDate(text)?.ticks).toBe(inside ? ticksOfInstant(instant) : undefined);
      }),
    );
  });

  it('no text and no format makes them throw anything but their own problems', () => {
    const piece = fc.constantFrom(
      'y',
      'yyyy',
      'M',
      'MMM',
      'd',
      'ddd',
      'h',
      'H',
      'm',
      's',
      'fff',
      'F',
      't',
      'tt',
      'z',
      'zzz',
      'K',
      'g',
      'Z',
      "'",
      '"',
      '\\',
      '%',
      ' ',
      '.',
      '/',
      ':',
      'x',
      'T',
    );
    const pattern = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), pattern, anyTicks, (text, format, ticks) => {
        for (const run of [
          () => formatDate({ ticks, kind: 'utc' }, format),
          () => parseExact(text, format, DEFAULT_STYLES, new Date('2026-03-01')),
        ]) {
          try {
            run();
          } catch (problem) {
            expect(problem instanceof DateProblem || problem instanceof PatternProblem).toBe(true);
          }
        }
        expect(() => parseDate(text)).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('Visual Basic', () => {
  it('moves days, hours and weeks there and back', () => {
    fc.assert(
      fc.property(
        anyTicks,
        fc.constantFrom('d' as const, 'ww' as const, 'h' as const, 'n' as const, 's' as const),
        fc.integer({ min: -50_000, max: 50_000 }),
        (ticks, interval, count) => {
          const moved = dateAdd(interval, count, ticks);
          if (moved === undefined) return;
          expect(dateAdd(interval, -count, moved)).toBe(ticks);
          expect(dateDiff(interval, ticks, moved)).toBe(BigInt(count));
        },
      ),
    );
  });

  it('moves months and years by the calendar', () => {
    fc.assert(
      fc.property(anyTicks, fc.integer({ min: -2_000, max: 2_000 }), (ticks, count) => {
        const moved = dateAdd('m', count, ticks);
        if (moved === undefined) return;
        expect(dateDiff('m', ticks, moved)).toBe(BigInt(count));
        expect(partsOf(moved).day).toBeLessThanOrEqual(partsOf(ticks).day);
        expect(dateDiff('yyyy', ticks, dateAdd('yyyy', 3, ticks) ?? ticks + 0n)).toBe(
          dateAdd('yyyy', 3, ticks) === undefined ? 0n : 3n,
        );
      }),
    );
  });

  it('counts in the other direction with the other sign', () => {
    fc.assert(
      fc.property(
        anyTicks,
        anyTicks,
        fc.constantFrom('yyyy' as const, 'm' as const, 'd' as const, 'ww' as const, 'h' as const),
        (a, b, interval) => {
          expect(dateDiff(interval, a, b)).toBe(-dateDiff(interval, b, a));
        },
      ),
    );
  });
});

it('a file time and its date are one', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2_650_467_743_999_999_999n }), (fileTime) => {
      const ticks = ticksOfFileTime(fileTime);
      expect(ticks === undefined ? undefined : fileTimeOf(ticks)).toBe(fileTime);
    }),
  );
});

it('base64 of UTF-16 is what Node makes of the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(utf16Base64(text)).toBe(Buffer.from(text, 'utf16le').toString('base64'));
    }),
  );
  // A half of a pair is no character: U+FFFD takes its place, as in .NET.
  expect(utf16Base64('\ud83da\ude00')).toBe(Buffer.from('\ufffda\ufffd', 'utf16le').toString('base64'));
});

describe('regular expressions', () => {
  const budget = () => ({ steps: 1_000_000 });
  const replaced = (text: string, pattern: string, replacement: string) => {
    const regex = readNetRegex(pattern);
    const pieces = readReplacement(replacement, regex);
    let result = '';
    let at = 0;
    for (const match of regex.matches(text, budget())) {
      result += text.slice(at, match.start) + [...pieces(text, match)].join('');
      at = match.end;
    }
    return result + text.slice(at);
  };

  // What .NET and JavaScript read alike: groups that take part in every match, plain classes, no line ends.
  const atom = fc.constantFrom(
    'a',
    'b',
    '1',
    '.',
    '[ab]',
    '[^a]',
    '\\w',
    '(?:ab|a)',
    '(?=a)',
    '(?!b)',
    '(?<=a)',
    '\\b',
  );
  const times = fc.constantFrom('', '', '', '*', '+', '?', '{1,2}', '*?', '+?');
  const quantified = fc.tuple(atom, times).map(([one, count]) => (/^\(\?[=!<]|^\\b/.test(one) ? one : one + count));
  const pattern = fc
    .array(quantified, { minLength: 1, maxLength: 4 })
    .map((parts) => `(${parts.slice(0, 2).join('')})${parts.slice(2).join('')}`);
  const source = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', ' '), maxLength: 12 });

  it('replace what JavaScript replaces, where both languages are one', () => {
    fc.assert(
      fc.property(
        source,
        pattern,
        fc.constantFrom('', 'x', '<$1>', '$&$&', '$$', '$`|', "|$'"),
        (text, one, replacement) => {
          expect(replaced(text, one, replacement)).toBe(text.replace(new RegExp(one, 'g'), replacement));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('number groups without a name first, and those with a number by it', () => {
    expect(readNetRegex('(?<x>a)(b)(?<y>c)(d)').groups).toEqual(['1', '2', 'x', 'y']);
    expect(replaced('abcd', '(?<x>a)(b)(?<y>c)(d)', '$1$2$3$4')).toBe('bdac');
    expect(readNetRegex('(?<5>a)(?<x>b)(c)').groups).toEqual(['1', 'x', '5']);
  });

  it('keep the last round of a group that repeats', () => {
    expect(replaced('abc', '(.)+', '$1')).toBe('c');
    expect(replaced('ab', '(?:(a)|b)+', '[$1]')).toBe('[a]');
  });
});
