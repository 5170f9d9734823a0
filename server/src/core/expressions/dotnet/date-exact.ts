import { expandPattern, type PatternPiece, readPattern } from './date-pattern.ts';
import type { DateStyles } from './date-styles.ts';
import {
  type DateTime,
  fullYear,
  inRange,
  partsOf,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  ticksOf,
  ticksOfInstant,
} from './date-time.ts';
import { MONTHS, short, WEEKDAYS } from './names.ts';

/** A text that is not in the format, in words. */
export class DateProblem extends Error {}

interface Found {
  year?: number;
  month?: number;
  day?: number;
  weekday?: number;
  hour?: number;
  minute?: number;
  second?: number;
  fraction?: number;
  half?: 'A' | 'P';
  twelveHours: boolean;
  /** Offset from UTC in ticks. */
  offset?: bigint;
  /** The zone was written as Z or GMT. */
  zulu: boolean;
}

/**
 * Reads a date as .NET's `DateTime.ParseExact` does in culture en-US, in a service whose clock runs in UTC.
 *
 * `today` is asked for where the format has no date, as .NET then takes the present one. Throws `DateProblem` where the
 * text is not in the format, `PatternProblem` where .NET refuses the format.
 */
export function parseExact(text: string, pattern: string, styles: DateStyles, today: Date | undefined): DateTime {
  if (pattern === '') throw new DateProblem('The input format is empty.');
  const single = pattern.length === 1 ? pattern : '';
  let format = expandPattern(pattern);
  let source = text;
  if (styles.has('AllowTrailingWhite')) {
    format = format.trimEnd();
    source = source.trimEnd();
  }
  if (styles.has('AllowLeadingWhite')) {
    format = format.trimStart();
    source = source.trimStart();
  }
  const reader = new ExactReader(source, styles.has('AllowInnerWhite'));
  const pieces = readPattern(format, 'parse');
  pieces.forEach((piece, index) => {
    reader.read(piece, pieces[index + 1]);
  });
  reader.end();
  const found = reader.found;
  if (/[rRuU]/.test(single)) {
    found.offset = 0n;
    found.zulu = true;
  }
  return adjusted(dateOf(found, styles, today, source), found, styles);
}

class ExactReader {
  readonly found: Found = { twelveHours: false, zulu: false };
  #at = 0;
  #skipNext = false;

  constructor(
    readonly text: string,
    readonly innerWhite: boolean,
  ) {}

  read(piece: PatternPiece, next: PatternPiece | undefined): void {
    if (this.#skipNext) {
      this.#skipNext = false;
      return;
    }
    if (this.innerWhite) this.#skipBlanks();
    if (piece.kind === 'literal') this.#literal(piece.text, next);
    else this.#field(piece.letter, piece.count);
  }

  end(): void {
    if (this.#at < this.text.length) this.#fail('the end');
  }

  #literal(text: string, next: PatternPiece | undefined): void {
    if (text === ' ' && this.innerWhite) return;
    if (this.text.startsWith(text, this.#at)) {
      this.#at += text.length;
      return;
    }
    // `.FFF` may be missing as a whole.
    if (text === '.' && next?.kind === 'field' && next.letter === 'F') {
      this.#skipNext = true;
      return;
    }
    this.#fail(text === ' ' ? 'a blank' : text);
  }

  #field(letter: string, count: number): void {
    switch (letter) {
      case 'y':
        this.#put('year', count <= 2 ? fullYear(this.#digits(count)) : this.#digits(count));
        return;
      case 'M':
        this.#put('month', count <= 2 ? this.#digits(count) : this.#name(MONTHS, count) + 1);
        return;
      case 'd':
        if (count <= 2) this.#put('day', this.#digits(count));
        else this.#put('weekday', this.#name(WEEKDAYS, count));
        return;
      case 'h':
        this.found.twelveHours = true;
        this.#put('hour', this.#digits(Math.min(count, 2)));
        return;
      case 'H':
        this.#put('hour', this.#digits(Math.min(count, 2)));
        return;
      case 'm':
        this.#put('minute', this.#digits(Math.min(count, 2)));
        return;
      case 's':
        this.#put('second', this.#digits(Math.min(count, 2)));
        return;
      case 'f':
      case 'F':
        this.#fraction(letter, count);
        return;
      case 't':
        this.#half(count);
        return;
      case 'g':
        if (this.#take(/A\.?D\.?/iy) === undefined) this.#fail('an era');
        return;
      case 'z':
        this.#offset(count);
        return;
      case 'Z':
        if (this.#take(/Z|GMT/iy) === undefined) this.#fail('Z');
        this.#zone(0n, true);
        return;
      default:
        // K: Z, an offset, or nothing.
        if (this.#take(/Z/y) !== undefined) this.#zone(0n, true);
        else if (/[+-]/.test(this.text.charAt(this.#at))) this.#offset(3);
    }
  }

  /** One or two digits for a count of one, else exactly so many, as .NET reads them. */
  #digits(count: number): number {
    const text = this.#run(count, count === 1 ? 2 : count);
    if (text === '') this.#fail(count === 1 ? 'a number' : `${count} digits`);
    return Number(text);
  }

  #name(names: readonly string[], count: number): number {
    const rest = this.text.slice(this.#at, this.#at + 10).toLowerCase();
    const index = names.findIndex((name) => rest.startsWith((count === 3 ? short(name) : name).toLowerCase()));
    const name = names[index];
    if (name === undefined) this.#fail(names.length === 12 ? 'a month' : 'a weekday');
    this.#at += count === 3 ? 3 : name.length;
    return index;
  }

  #fraction(letter: string, count: number): void {
    const digits = this.#run(letter === 'f' ? count : 0, count);
    if (letter === 'f' && digits === '') this.#fail(count === 1 ? 'a digit' : `${count} digits`);
    this.#put('fraction', Number(digits.padEnd(7, '0')));
  }

  #half(count: number): void {
    const mark = this.#take(count === 1 ? /[AP]/iy : /[AP]M/iy);
    if (mark === undefined) this.#fail(count === 1 ? 'A or P' : 'AM or PM');
    const half = mark.charAt(0).toUpperCase() === 'A' ? 'A' : 'P';
    if (this.found.half !== undefined && this.found.half !== half) this.#fail('the same half of the day');
    this.found.half = half;
  }

  #offset(count: number): void {
    const hours = count === 2 ? /([+-])(\d{2})/y : /([+-])(\d{1,2})/y;
    const expression = count <= 2 ? hours : /([+-])(\d{2}|\d(?!\d)):?([0-5]\d)/y;
    expression.lastIndex = this.#at;
    const parts = expression.exec(this.text);
    if (parts === null) this.#fail('an offset such as +01:00');
    this.#at += parts[0].length;
    const ticks = BigInt(parts[2] ?? 0) * TICKS_PER_HOUR + BigInt(parts[3] ?? 0) * TICKS_PER_MINUTE;
    this.#zone(parts[1] === '-' ? -ticks : ticks, false);
  }

  #zone(offset: bigint, zulu: boolean): void {
    if (this.found.offset !== undefined) this.#fail('one time zone');
    if (offset > 14n * TICKS_PER_HOUR || offset < -14n * TICKS_PER_HOUR) this.#fail('an offset of 14 hours at most');
    this.found.offset = offset;
    this.found.zulu = zulu;
  }

  #put(name: 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second' | 'fraction', value: number): void {
    const known = this.found[name];
    if (known !== undefined && known !== value) this.#fail(`the same ${name} twice`);
    this.found[name] = value;
  }

  /** So many digits; an empty text, and nothing taken, where there are fewer. */
  #run(least: number, most: number): string {
    let end = this.#at;
    while (end - this.#at < most && isDigit(this.text.charCodeAt(end))) end += 1;
    if (end - this.#at < least) return '';
    const digits = this.text.slice(this.#at, end);
    this.#at = end;
    return digits;
  }

  #take(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skipBlanks(): void {
    this.#take(/\s+/y);
  }

  #fail(expected: string): never {
    const rest = this.text.slice(this.#at, this.#at + 20);
    throw new DateProblem(`expected ${expected} ${rest === '' ? 'at its end' : `at "${rest}"`}`);
  }
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function dateOf(found: Found, styles: DateStyles, today: Date | undefined, source: string): bigint {
  const { minute = 0, second = 0, fraction = 0 } = found;
  const { year, month, day } = defaultDate(found, styles, today);
  const ticks = ticksOf({ year, month, day, hour: hourOf(found), minute, second, fraction });
  if (ticks === undefined) throw new DateProblem(`there is no such date or time: "${source}"`);
  if (found.weekday !== undefined && partsOf(ticks).weekday !== found.weekday) {
    throw new DateProblem(`its weekday does not fit the date: "${source}"`);
  }
  return ticks;
}

function defaultDate(
  { year, month, day }: Found,
  styles: DateStyles,
  today: Date | undefined,
): { year: number; month: number; day: number } {
  if (year !== undefined) return { year, month: month ?? 1, day: day ?? 1 };
  if (month === undefined && day === undefined && styles.has('NoCurrentDateDefault')) {
    return { year: 1, month: 1, day: 1 };
  }
  if (today === undefined) {
    throw new DateProblem('the format has no year, and .NET then takes the present one: the present time is not given');
  }
  const now = partsOf(ticksOfInstant(today));
  if (month === undefined && day === undefined) return { year: now.year, month: now.month, day: now.day };
  return { year: now.year, month: month ?? 1, day: day ?? 1 };
}

function hourOf({ hour = 0, half, twelveHours }: Found): number {
  if (!twelveHours) {
    if ((half === 'A' && hour >= 12) || (half === 'P' && hour < 12)) {
      throw new DateProblem(`hour ${hour} does not fit ${half}M`);
    }
    return hour;
  }
  if (hour > 12) throw new DateProblem(`h and hh take hours up to 12, not ${hour}; HH takes 24 hours`);
  // Without AM or PM the time is taken for the morning.
  return (hour === 12 ? 0 : hour) + (half === 'P' ? 12 : 0);
}

function adjusted(ticks: bigint, { offset, zulu }: Found, styles: DateStyles): DateTime {
  if (offset === undefined) {
    if (styles.has('AssumeLocal') || styles.has('AssumeUniversal')) {
      return { ticks, kind: styles.has('AdjustToUniversal') ? 'utc' : 'local' };
    }
    return { ticks, kind: 'unspecified' };
  }
  const utc = ticks - offset;
  if (!inRange(utc)) throw new DateProblem('in UTC it lies outside the years 1 to 9999');
  const isUtc = styles.has('AdjustToUniversal') || (zulu && styles.has('RoundtripKind'));
  return { ticks: utc, kind: isUtc ? 'utc' : 'local' };
}
