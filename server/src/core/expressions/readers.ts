import type { Value } from '../mapping/outcome.ts';
import { parseDate } from './dotnet/date-parse.ts';
import { fail } from './problem.ts';

/** An argument as one text or null; several values are an error. `what` names it: "The source of Mid". */
export function readText(value: Value, what: string): string | null {
  if (value === null || typeof value === 'string') return value;
  return fail(`${what} takes one text, but holds ${value.length} values.`);
}

/** An argument as a whole number, written as a number or as a text ("10"). Null and empty are errors. */
export function readWholeNumber(value: Value, what: string): number {
  const text = readText(value, what);
  if (text === null || text.trim() === '') return fail(`${what} takes a whole number, but is ${shown(text)}.`);
  if (!/^\s*[+-]?\d{1,15}(?:\.0*)?\s*$/.test(text)) return fail(`${what} takes a whole number, but is ${shown(text)}.`);
  return Number(text);
}

/** An argument as a whole number of 64 bits, in decimal or as `&HF`. Null and empty are errors. */
export function readLong(value: Value, what: string): bigint {
  const text = readText(value, what)?.trim() ?? null;
  const hex = /^&H([0-9a-f]{1,16})$/i.exec(text ?? '')?.[1];
  if (hex !== undefined) return BigInt.asIntN(64, BigInt(`0x${hex}`));
  if (text === null || !/^[+-]?\d{1,40}$/.test(text))
    return fail(`${what} takes a whole number, but is ${shown(text)}.`);
  const number = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, number) === number ? number : fail(`${what} is beyond the numbers of 64 bits: ${text}.`);
}

/**
 * An argument as a point in time, in ticks: any date that `CDate` reads. Null, empty and anything else are errors, as
 * Microsoft's guides imply: they wrap each attribute that may be empty.
 */
export function readDate(value: Value, what: string): bigint {
  const text = readText(value, what);
  if (text === null || text.trim() === '') {
    return fail(`${what} takes a date, but is ${shown(text)}. Test it first: IIF(IsPresent([x]), …, "").`);
  }
  return parseDate(text)?.ticks ?? fail(`${what} takes a date, but is ${shown(text)}.`);
}

/** A value for a message: short, in quotes, or the word null. */
export function shown(text: string | null): string {
  if (text === null) return 'null';
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
