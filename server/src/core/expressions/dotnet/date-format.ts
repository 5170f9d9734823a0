import { expandPattern, type PatternPiece, readPattern } from './date-pattern.ts';
import { type DateParts, type DateTime, partsOf } from './date-time.ts';
import { MONTHS, short, WEEKDAYS } from './names.ts';

/** How the expression language writes a date where no format is given. */
export const GENERAL = 'M/d/yyyy h:mm:ss tt';

/**
 * Writes a date as .NET's `DateTime.ToString(pattern)` does in culture en-US; an empty pattern is the general one.
 * Source: "Custom date and time format strings", "Standard date and time format strings" of .NET.
 *
 * Throws `PatternProblem` for a pattern that .NET refuses.
 */
export function formatDate(date: DateTime, pattern: string): string {
  const parts = partsOf(date.ticks);
  let text = '';
  for (const piece of readPattern(expandPattern(pattern === '' ? 'G' : pattern), 'format')) {
    if (piece.kind === 'field' && piece.letter === 'F') {
      const digits = fractionDigits(parts, piece.count).replace(/0+$/, '');
      // A point before a fraction of nothing goes with it.
      text = digits === '' && text.endsWith('.') ? text.slice(0, -1) : text + digits;
    } else {
      text += piece.kind === 'literal' ? piece.text : fieldText(piece, parts, date.kind);
    }
  }
  return text;
}

function fieldText(
  { letter, count }: PatternPiece & { kind: 'field' },
  parts: DateParts,
  kind: DateTime['kind'],
): string {
  const { year, month, day, hour, minute, second, weekday } = parts;
  switch (letter) {
    case 'd':
      return count <= 2 ? digits(day, count) : nameText(WEEKDAYS[weekday] ?? '', count);
    case 'M':
      return count <= 2 ? digits(month, count) : nameText(MONTHS[month - 1] ?? '', count);
    case 'y':
      return count <= 2 ? digits(year % 100, count) : digits(year, count);
    case 'h':
      return digits(hour % 12 === 0 ? 12 : hour % 12, Math.min(count, 2));
    case 'H':
      return digits(hour, Math.min(count, 2));
    case 'm':
      return digits(minute, Math.min(count, 2));
    case 's':
      return digits(second, Math.min(count, 2));
    case 'f':
      return fractionDigits(parts, count);
    case 't': {
      const mark = hour < 12 ? 'AM' : 'PM';
      return count === 1 ? mark.charAt(0) : mark;
    }
    case 'g':
      return 'A.D.';
    case 'z':
      return count === 1 ? '+0' : count === 2 ? '+00' : '+00:00';
    default:
      // K
      return kind === 'utc' ? 'Z' : kind === 'local' ? '+00:00' : '';
  }
}

function digits(value: number, least: number): string {
  return String(value).padStart(least, '0');
}

function nameText(name: string, count: number): string {
  return count === 3 ? short(name) : name;
}

function fractionDigits({ fraction }: DateParts, count: number): string {
  return String(fraction).padStart(7, '0').slice(0, count);
}
