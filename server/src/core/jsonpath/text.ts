import type { Json } from '../json.ts';
import { type DateValue, dateOf } from './dates.ts';

/** How values become text. */
export interface TextSettings {
  /** Whether `/Date(ms)/` and ISO date-times are dates; true by default. */
  readonly dates?: boolean;
  /** A .NET culture name, `en-US` by default; see `textCultures`. */
  readonly culture?: string;
}

interface Culture {
  readonly date: (parts: DateParts) => string;
  readonly decimal: string;
}

interface DateParts {
  readonly year: string;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: string;
  readonly second: string;
}

const EN_US: Culture = {
  date: ({ year, month, day, hour, minute, second }) =>
    `${month}/${day}/${year} ${hour % 12 === 0 ? 12 : hour % 12}:${minute}:${second} ${hour < 12 ? 'AM' : 'PM'}`,
  decimal: '.',
};

const CULTURES: ReadonlyMap<string, Culture> = new Map([
  ['en-us', EN_US],
  [
    '',
    {
      date: (p) => `${two(p.month)}/${two(p.day)}/${p.year} ${two(p.hour)}:${p.minute}:${p.second}`,
      decimal: '.',
    },
  ],
  [
    'en-gb',
    {
      date: (p) => `${two(p.day)}/${two(p.month)}/${p.year} ${two(p.hour)}:${p.minute}:${p.second}`,
      decimal: '.',
    },
  ],
  [
    'de-de',
    {
      date: (p) => `${two(p.day)}.${two(p.month)}.${p.year} ${two(p.hour)}:${p.minute}:${p.second}`,
      decimal: ',',
    },
  ],
  [
    'fr-fr',
    {
      date: (p) => `${two(p.day)}/${two(p.month)}/${p.year} ${two(p.hour)}:${p.minute}:${p.second}`,
      decimal: ',',
    },
  ],
]);

/** The cultures that `textOf` knows, in lower case; '' is .NET's invariant culture. */
export const textCultures: readonly string[] = [...CULTURES.keys()];

/**
 * A value as an expression sees it, by default in the en-US text of .NET: `True`/`False`, whole numbers in decimal,
 * dates as `M/d/yyyy h:mm:ss tt` in UTC (`12/31/2025 12:00:00 AM`), strings as they are.
 *
 * JSON null, objects and arrays have no text and give null. An unknown culture is read as en-US.
 */
export function textOf(value: Json, settings: TextSettings = {}): string | null {
  const culture = CULTURES.get((settings.culture ?? 'en-US').toLowerCase()) ?? EN_US;
  switch (typeof value) {
    case 'string': {
      const date = settings.dates === false ? undefined : dateOf(value);
      return date === undefined ? value : dateText(date, culture);
    }
    case 'number':
      return numberText(value).replace('.', culture.decimal);
    case 'boolean':
      return value ? 'True' : 'False';
    default:
      return null;
  }
}

function dateText(date: DateValue, culture: Culture): string {
  const moment = new Date(date.milliseconds);
  return culture.date({
    year: String(moment.getUTCFullYear()).padStart(4, '0'),
    month: moment.getUTCMonth() + 1,
    day: moment.getUTCDate(),
    hour: moment.getUTCHours(),
    minute: two(moment.getUTCMinutes()),
    second: two(moment.getUTCSeconds()),
  });
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** .NET writes 0.00001 as `1E-05`; whole numbers are written out. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? String(value === 0 ? 0 : value) : String(BigInt(value));
  if (Math.abs(value) >= 1e-4) return String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  const size = exponent.replace(/^[+-]/, '').padStart(2, '0');
  return `${digits}E${exponent.startsWith('-') ? '-' : '+'}${size}`;
}
