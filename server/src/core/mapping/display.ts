import type { AttributeValue, Outcome, Value } from './outcome.ts';

const WIDTH = 40;
/** Reasons are sentences: they may be this much wider than a value. */
const REASON = 2;
const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d):(\d\d) (AM|PM)$/;

/** A value for a person's eye: dates in ISO, control and direction characters made visible, shortened. */
export function displayValue(value: Value, width = WIDTH): string {
  if (value === null) return '∅';
  if (typeof value !== 'string') return shorten(`${value.map((one) => displayText(one)).join(', ')}`, width);
  return value === '' ? '""' : shorten(displayText(value), width);
}

/** The text of an outcome: its value, or what stands for one (docs/language.md, "Inline values"). */
export function displayOutcome(outcome: Outcome, width = WIDTH): string {
  switch (outcome.state) {
    case 'value':
      return displayValue(outcome.value, width);
    case 'null':
      return outcome.reason === undefined ? '∅ nothing flows' : displayReason(`∅ ${outcome.reason}`, width);
    case 'dropped':
      return displayReason(`⊘ dropped: ${outcome.reason}`, width);
    case 'error':
      return displayReason(`✖ ${outcome.error}`, width);
  }
}

/** The text of an attribute: its value, or why it has none. */
export function displayAttribute(attribute: AttributeValue, width = WIDTH): string {
  if (attribute.error !== undefined) return displayReason(`✖ ${attribute.error}`, width);
  if (attribute.value === null) return displayReason(`∅ ${attribute.reason ?? 'null'}`, width);
  const several =
    attribute.matches > 1 && typeof attribute.value === 'string' ? `  ·  1 of ${attribute.matches} values` : '';
  return displayValue(attribute.value, width) + several;
}

function displayText(text: string): string {
  const date = DATE.exec(text);
  if (date !== null) {
    const [, month = '', day = '', year = '', hour = '', minute = '', second = '', half] = date;
    const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
    const day10 = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const time = `${String(hours).padStart(2, '0')}:${minute}:${second}`;
    return time === '00:00:00' ? day10 : `${day10}T${time}Z`;
  }
  return visible(text);
}

/**
 * A text of a payload on one line of a terminal, an editor or a log: control and direction characters are shown, not
 * obeyed. The joiners that some scripts need inside words stay.
 */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, (c) =>
    c === '\n' ? '⏎' : `␛${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

function displayReason(text: string, width: number): string {
  return shorten(visible(text), width * REASON);
}

function shorten(text: string, width: number): string {
  const characters = [...text.slice(0, width * 4)];
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : text;
}
