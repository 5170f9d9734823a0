const DAY = 86_400_000;
const MICROSOFT = /^\/Date\((-?\d{1,15})([+-]\d{2,4})?\)\/$/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?=$|[T ])/;

/** What stands for "always" and "never": it is nobody's date. */
const EARLIEST = Date.UTC(1901, 0, 1);
const LATEST = Date.UTC(9000, 0, 1);

/**
 * A date of a payload so many days later (`/Date(ms)/`, `/Date(ms+0000)/`, ISO 8601 with or without a time), written as
 * it was. The time of the day stays, and so does a date that stands for no end, such as 9999-12-31.
 *
 * @returns Undefined where the text is no date.
 */
export function shiftDate(text: string, days: number): string | undefined {
  const microsoft = MICROSOFT.exec(text);
  if (microsoft !== null) {
    const milliseconds = Number(microsoft[1]);
    return isSomeday(milliseconds) ? `/Date(${milliseconds + days * DAY}${microsoft[2] ?? ''})/` : text;
  }
  const iso = ISO.exec(text);
  if (iso === null) return undefined;
  const [day, year, month, date] = iso;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(date));
  if (new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  if (!isSomeday(midnight)) return text;
  return `${new Date(midnight + days * DAY).toISOString().slice(0, 10)}${text.slice(day.length)}`;
}

function isSomeday(milliseconds: number): boolean {
  return milliseconds >= EARLIEST && milliseconds < LATEST;
}
