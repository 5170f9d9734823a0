import { SfmapError } from '../errors.ts';
import type { AttributeValue } from '../mapping/outcome.ts';
import { inRange, ticksOfInstant } from './dotnet/date-time.ts';
import type { Host } from './host.ts';

/** Source attributes by name: a text, several texts, or null. */
export type ExpressionInput = Readonly<Record<string, string | readonly string[] | null>>;

/** A point in time: a `Date`, milliseconds since 1970, or a date or RFC 3339 instant as text. */
export type Instant = Date | number | string;

/** What an expression may ask of the world (docs/language.md, "The library"). */
export interface ExpressionOptions {
  /** The present time for `Now`, or a function that gives it. */
  readonly now?: Instant | (() => Instant);
  /** A random number from 0 to below 1, for `Guid` and `RandomString`. */
  readonly random?: () => number;
  /** The tenant's default verified domain. */
  readonly defaultDomain?: string;
  /** Whether another account has this value, for `SelectUniqueValue`. */
  readonly isTaken?: (value: string) => boolean;
}

const CURE = 'Give an object such as {"firstName": "Amara", "city": null, "phones": ["1", "2"]}.';

/**
 * Reads the attributes of an expression from a value of JSON. An attribute that is not in it is null: Entra expresses
 * null by absence.
 *
 * @throws SfmapError `SFM-INPUT`, exit 2: no object, or a value that is neither text, list of texts nor null.
 */
export function readExpressionInput(input: unknown): (name: string) => AttributeValue {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new SfmapError('SFM-INPUT', 'The input is no object of attributes.', CURE, 2);
  }
  const values = new Map(Object.entries(input).map(([name, value]) => [name, attributeValue(name, value)]));
  return (name) => values.get(name) ?? { value: null, matches: 0 };
}

function attributeValue(name: string, value: unknown): AttributeValue {
  if (value === null) return { value: null, matches: 1 };
  if (typeof value === 'string') return { value, matches: 1 };
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return { value, matches: value.length };
  const single = typeof value === 'object' ? 'an object' : `a ${typeof value}`;
  const kind = Array.isArray(value) ? 'a list that holds more than texts' : single;
  throw new SfmapError(
    'SFM-INPUT',
    `The attribute ${name} of the input is ${kind}.`,
    'Attributes reach an expression as a text, a list of texts, or null: write "12", "True".',
    2,
  );
}

/**
 * Reads what the world gives to an expression.
 *
 * @throws SfmapError `SFM-INPUT`, exit 2: an instant that is none, a part of the wrong type.
 */
export function readHost(options: ExpressionOptions): Host {
  const { now, random, defaultDomain, isTaken } = options;
  if (random !== undefined && typeof random !== 'function') throw wrongPart('random', 'a function');
  if (isTaken !== undefined && typeof isTaken !== 'function') throw wrongPart('isTaken', 'a function');
  if (defaultDomain !== undefined && typeof defaultDomain !== 'string') throw wrongPart('defaultDomain', 'a text');
  return {
    ...(now === undefined ? {} : { now: readInstant(typeof now === 'function' ? now() : now, 'now') }),
    ...(random === undefined ? {} : { random }),
    ...(defaultDomain === undefined ? {} : { defaultDomain }),
    ...(isTaken === undefined ? {} : { isTaken }),
  };
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads a point in time: a date is its midnight in UTC; an instant needs its zone. `what` names it in the error.
 *
 * @throws SfmapError `SFM-INPUT`, exit 2: no such instant in the years 1 to 9999.
 */
export function readInstant(instant: unknown, what: string): Date {
  const date = instantOf(instant);
  if (date !== undefined && Number.isFinite(date.getTime()) && inRange(ticksOfInstant(date))) return date;
  throw new SfmapError(
    'SFM-INPUT',
    `${what} is no point in time.`,
    'Write a date or an instant: 2026-03-01, 2026-03-01T08:30:00Z.',
    2,
  );
}

function instantOf(instant: unknown): Date | undefined {
  if (instant instanceof Date) return new Date(instant);
  if (typeof instant === 'number') return new Date(Math.trunc(instant));
  if (typeof instant !== 'string' || !RFC_3339.test(instant)) return undefined;
  const date = new Date(instant.replace(' ', 'T').toUpperCase());
  // JavaScript turns February 30 into March.
  return Number.isNaN(date.getTime()) || !isDay(instant) ? undefined : date;
}

function isDay(text: string): boolean {
  const day = text.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function wrongPart(name: string, wanted: string): SfmapError {
  return new SfmapError(
    'SFM-INPUT',
    `The option ${name} is not ${wanted}.`,
    'See "The library" in docs/language.md.',
    2,
  );
}
