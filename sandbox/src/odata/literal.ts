import type { Property, Value } from '../model/entity.ts';

/** What a literal of a filter or a key can be. A number keeps its text, so that Int64 stays exact. */
export type Literal =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'date'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };

const DATE = /^(datetimeoffset|datetime)'([^']{0,40})'/i;
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Midnight UTC, in ms, of a date YYYY-MM-DD; undefined for a day that no calendar has. */
export function calendarDay(text: string): number | undefined {
  const value = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes the 31st of February for the 3rd of March.
  const isOne = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(value);
  return isOne && new Date(value).toISOString().startsWith(text) ? value : undefined;
}

/** Length of the quoted text at the start, its quotes included; null when it has no end. */
function quotedLength(text: string): number | null {
  for (let at = text.indexOf("'", 1); at >= 0; at = text.indexOf("'", at + 2)) {
    if (text.charAt(at + 1) !== "'") return at + 1;
  }
  return null;
}

/** The literal at the start of a text with its length, or null. Times without a zone are UTC. */
export function readLiteral(text: string): { literal: Literal; length: number } | null {
  const date = DATE.exec(text);
  if (date) {
    const iso = date[2] ?? '';
    if (!ISO.test(iso)) return null;
    const full = iso.includes('T') ? iso : `${iso}T00:00`;
    if (calendarDay(iso.slice(0, 10)) === undefined) return null;
    const value = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(full.slice(11)) ? full : `${full}Z`);
    return Number.isNaN(value) ? null : { literal: { kind: 'date', value }, length: date[0].length };
  }
  if (text.startsWith("'")) {
    const length = quotedLength(text);
    if (length === null) return null;
    return { literal: { kind: 'string', value: text.slice(1, length - 1).replaceAll("''", "'") }, length };
  }
  const number = /^(-?\d+(?:\.\d+)?)[lLmMdDfF]?(?![\w.])/.exec(text);
  if (number) return { literal: { kind: 'number', value: number[1] ?? '' }, length: number[0].length };
  const word = /^(true|false|null)(?!\w)/.exec(text);
  if (!word) return null;
  const literal: Literal = word[1] === 'null' ? { kind: 'null' } : { kind: 'boolean', value: word[1] === 'true' };
  return { literal, length: word[0].length };
}

/**
 * The stored value that a literal stands for in a property, or undefined when the types do not fit. Microsoft's
 * connector compares Edm.DateTime with datetimeoffset literals, so either form fits either type.
 */
export function literalValue(property: Property, literal: Literal): Value | undefined {
  if (literal.kind === 'null') return null;
  switch (property.type) {
    case 'Edm.String':
      return literal.kind === 'string' ? literal.value : undefined;
    case 'Edm.Boolean':
      return literal.kind === 'boolean' ? literal.value : undefined;
    case 'Edm.DateTime':
    case 'Edm.DateTimeOffset':
      return literal.kind === 'date' ? literal.value : undefined;
    case 'Edm.Int32':
      return literal.kind === 'number' ? Number(literal.value) : undefined;
    case 'Edm.Int64':
    case 'Edm.Double':
    case 'Edm.Decimal':
      return literal.kind === 'number' ? literal.value : undefined;
  }
}
